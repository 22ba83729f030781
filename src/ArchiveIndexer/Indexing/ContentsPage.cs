using System.Text.RegularExpressions;

namespace ArchiveIndexer.Indexing;

/// <summary>
/// Tells a table of contents by its lines: most end in a page number, those numbers climb, or dots lead to them. Such a page
/// names every subject and discusses none.
/// </summary>
internal static partial class ContentsPage
{
    public static bool Is(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var named = lines.Take(5).Any(line => Heading().IsMatch(line));
        var entries = 0;
        var climbs = 0;
        var previous = 0;
        foreach (var line in lines)
        {
            if (PageNumberOf(line, mayStandAlone: named) is not { } number) continue;
            entries++;
            if (number >= previous) climbs++;
            previous = number;
        }
        var leaders = Leaders().Count(text);

        // Entries may have run together into one line: then the dots are counted instead of the lines.
        return leaders >= 5 && text.Length < leaders * 200
            || entries >= (named ? 3 : 6) && entries * (named ? 3 : 2) >= lines.Length && climbs * 10 >= entries * 8;
    }

    // A title, then a page number or a range: "4.2 The role of health visitors 17", "Findings … Page 11-26". Under the heading
    // "Contents" a column of numbers may have come apart from the titles.
    private static int? PageNumberOf(string line, bool mayStandAlone)
    {
        var end = line.Length;
        var start = StartOfNumber(line, end);
        if (start is { } last && StartOfDash(line, last) is var dash && dash < last && StartOfNumber(line, dash) is { } first)
            (start, end) = (first, dash);
        if (start == 0 && mayStandAlone) return int.Parse(line.AsSpan(0, end), System.Globalization.CultureInfo.InvariantCulture);
        if (start is not > 0) return null;
        // A date, a decimal, a sum of money: no page number. But dots may lead to one.
        if (line[start.Value - 1] is '/' or '.' or ',' or '£' && !line.AsSpan(0, start.Value).EndsWith("..")) return null;
        if (!line.AsSpan(0, start.Value).ContainsAnyInRange('A', 'z')) return null;
        return int.Parse(line.AsSpan(start.Value, end - start.Value).TrimEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }

    // At most three digits that end at an offset; null when there are none, or more.
    private static int? StartOfNumber(string line, int end)
    {
        var start = end;
        while (start > 0 && char.IsAsciiDigit(line[start - 1])) start--;
        return end - start is > 0 and <= 3 ? start : null;
    }

    private static int StartOfDash(string line, int at)
    {
        var start = at;
        while (start > 0 && line[start - 1] is ' ') start--;
        if (start == 0 || line[start - 1] is not ('-' or '–')) return at;
        start--;
        while (start > 0 && line[start - 1] is ' ') start--;
        return start;
    }

    [GeneratedRegex(@"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")]
    private static partial Regex Leaders();

    [GeneratedRegex(@"^(?:table of )?contents(?: page)?\b.{0,12}$", RegexOptions.IgnoreCase)]
    private static partial Regex Heading();
}
