using System.Globalization;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Numbers with their nouns.</summary>
public static class Counted
{
    public static string Of(int count, string one, string many) => count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {many}");

    public static string Publications(int count) => Of(count, "publication", "publications");

    /// <summary>Page numbers as people write them: <c>page 3</c>, <c>pages 1–4, 7 and 9</c>.</summary>
    public static string Pages(IEnumerable<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers.Order().Distinct())
            if (ranges.Count > 0 && ranges[^1].Last == number - 1) ranges[^1] = (ranges[^1].First, number);
            else ranges.Add((number, number));
        var parts = ranges.ConvertAll(range => range.First == range.Last ? $"{range.First}" : $"{range.First}–{range.Last}");
        var many = ranges is not [(var first, var last)] || first != last;
        return $"{(many ? "pages" : "page")} {(parts.Count > 1 ? $"{string.Join(", ", parts[..^1])} and {parts[^1]}" : string.Concat(parts))}";
    }

    /// <summary>A size as people read it: <c>1.2 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };
}

/// <summary>Dates in words.</summary>
public static class Dated
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary><c>2021-12</c> as <c>December 2021</c>; never more exactly than it is known.</summary>
    public static string InWords(string date) => date.Length switch
    {
        10 when DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) => day.ToString("d MMMM yyyy", British),
        7 when DateOnly.TryParseExact(date + "-01", "yyyy-MM-dd", out var month) => month.ToString("MMMM yyyy", British),
        _ => date,
    };

    /// <summary>The day of a moment, UTC.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", British);

    /// <summary>A moment, UTC.</summary>
    public static string Exactly(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", British);
}

/// <summary>The accessibility report in sentences.</summary>
public static class Reported
{
    /// <summary>The band: <c>B – structure is present, with some problems.</c></summary>
    public static string Band(AccessibilityReport report) => $"{report.Band ?? "?"} – {AccessibilityBand.Sentence(report.Band)}";

    /// <summary>How the checks went: <c>9 passed, 4 problems, 2 could not be checked</c>.</summary>
    public static string Tally(AccessibilityReport report) => string.Join(", ", new[]
    {
        $"{report.Passed.Count} passed", Counted.Of(report.Problems.Count, "problem", "problems"),
        report.NotChecked.Count > 0 ? $"{report.NotChecked.Count} could not be checked" : null,
    }.OfType<string>());

    private static readonly Dictionary<string, string> Checks = new()
    {
        ["text-layer"] = "Pages that are pictures", ["unicode"] = "Letters that cannot be told", ["permission"] = "Reading aloud is forbidden", ["tags"] = "No useful structure",
        ["tagged-pages"] = "Pages outside the structure", ["suspects"] = "Structure marked as doubtful", ["language"] = "No language", ["headings"] = "No headings",
        ["heading-order"] = "Headings out of order", ["bookmarks"] = "No bookmarks", ["alt-text"] = "Pictures without a description", ["character-maps"] = "Fonts that do not say their letters",
        ["tag-names"] = "Unknown tags", ["alt-text-wording"] = "Descriptions that describe nothing", ["formulas"] = "Formulas without a description", ["table-headers"] = "Tables without header cells",
        ["table-header-scope"] = "Header cells without a scope", ["lists"] = "Lists put together wrongly", ["untagged-lists"] = "Lists that are not tagged", ["notes"] = "Notes without an identifier",
        ["title"] = "No title", ["title-wording"] = "A title that tells nothing", ["title-shown"] = "The title is not shown", ["link-tags"] = "Links that are not tagged",
        ["link-descriptions"] = "Links without a description", ["form-fields"] = "Fields without a name", ["tab-order"] = "No order for the Tab key", ["fonts-embedded"] = "Fonts that are not in the file",
    };

    /// <summary>What a check has found, in a few words.</summary>
    public static string Check(string check) => Checks.GetValueOrDefault(check, check);

    /// <summary>How much a problem matters, for people.</summary>
    public static string Severity(string severity) => severity switch
    {
        AccessibilitySeverity.Blocks => "keeps some readers out",
        AccessibilitySeverity.Hard => "makes reading hard",
        _ => "a lesser obstacle",
    };
}

/// <summary>Words of the records for people.</summary>
public static class Worded
{
    /// <summary>A <see cref="RecommendationKind"/> as people write it.</summary>
    public static string Kind(string kind) => kind == RecommendationKind.LearningPoint ? "learning point" : kind;

    /// <summary>A <see cref="PublicationFormat"/>'s name as people write it.</summary>
    public static string Format(string? format) => (PublicationFormat.Named(format) ?? PublicationFormat.Pdf).InWords;

    /// <summary>Words as a list that begins a sentence: <c>Title, kind and date</c>.</summary>
    public static string List(IReadOnlyList<string> words)
    {
        var list = words.Count > 1 ? $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}" : words[0];
        return char.ToUpperInvariant(list[0]) + list[1..];
    }

    /// <summary>What to call a recommendation: <c>Recommendation 4</c>, <c>Finding</c>.</summary>
    public static string Name(string kind, string? number)
    {
        var name = Kind(kind);
        return char.ToUpperInvariant(name[0]) + name[1..] + (number is null ? "" : $" {number}");
    }
}
