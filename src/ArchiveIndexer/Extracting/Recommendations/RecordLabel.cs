using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>What says of itself that it is a record: <c>Recommendation 3: …</c>, <c>Learning point 2</c>, <c>CSC1 …</c>.</summary>
/// <param name="Kind">One of <see cref="RecommendationKind"/>.</param>
/// <param name="Number">As printed; null when the label has none.</param>
/// <param name="Rest">What follows on the same line or in the same paragraph; may be empty.</param>
/// <param name="Code">A short code such as MA1 or CSC2, which is a label only within a list of recommendations.</param>
internal sealed partial record RecordLabel(string Kind, string? Number, string Rest, bool Code = false)
{
    /// <summary>The label that <paramref name="text"/> begins with; null when it begins with none.</summary>
    internal static RecordLabel? Of(string text, bool heading)
    {
        if (text.Length < 2 || !char.IsUpper(text[0])) return null;
        // A line of a contents page.
        if (char.IsAsciiDigit(text[^1]) && text.Contains('…', StringComparison.Ordinal)) return null;
        var word = WordLength(text);
        if (word <= 5 && CodeOf(text) is { } code) return code;
        if (word > 15 || text.Length == word || !MayBeLabel(text, word)) return word is 14 && text.Length == 14 && text.StartsWith("Recommendation", StringComparison.OrdinalIgnoreCase) ? new(RecommendationKind.Recommendation, null, "") : null;
        var match = Label().Match(text);
        if (!match.Success) return null;
        var (name, number, mark, rest) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, text[match.Length..].Trim());
        var kind = KindOf(name);
        if (number.Length == 0)
        {
            // "Learning is …" and "Recommendation to disallow …" are prose or topics; "Learning point: …" is a label.
            if (mark.Length == 0 ? rest.Length > 0 || !heading : mark[0] == '.' && rest.Length == 0) return null;
            // "Learning points" is a chapter, "Learning:" may begin any sentence.
            if (kind != RecommendationKind.Recommendation && !name.EndsWith("point", StringComparison.OrdinalIgnoreCase) && (rest.Length == 0 || !(heading || name.Contains(' ', StringComparison.Ordinal)))) return null;
            return new(kind, null, rest);
        }
        // "Recommendation 3 of the last review has been …" is prose.
        if (mark.Length == 0 && rest.Length > 0 && !char.IsUpper(rest[0]) && rest[0] is not ('‘' or '“' or '\'' or '"' or '(')) return null;
        if (Accepted().IsMatch(rest)) return null;
        return new(kind, number, rest);
    }

    private static string KindOf(string name)
    {
        if (name.Contains("ecommendation", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Rec", StringComparison.OrdinalIgnoreCase)) return RecommendationKind.Recommendation;
        return name.Contains("inding", StringComparison.OrdinalIgnoreCase) ? RecommendationKind.Finding : RecommendationKind.LearningPoint;
    }

    private static int WordLength(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetter(text[length]) || text[length] == '-')) length++;
        return length;
    }

    private static bool MayBeLabel(string text, int word) => char.ToUpperInvariant(text[0]) switch
    {
        'R' or 'F' or 'L' => true,
        'K' or 'P' or 'M' or 'O' or 'N' or 'S' or 'A' or 'J' or 'I' or 'H' => word >= 3,
        _ => false,
    };

    // MA1 …, CSC2: …, R 3. …, POL1 alone on a line.
    private static RecordLabel? CodeOf(string text)
    {
        var match = CodeForm().Match(text);
        if (!match.Success) return null;
        var rest = text[match.Length..].Trim();
        return rest.Length == 0 || char.IsUpper(rest[0]) || rest[0] is '‘' or '“' ? new(RecommendationKind.Recommendation, match.Groups[1].Value, rest, Code: true) : null;
    }

    [GeneratedRegex(@"^((?:(?:Key|Local|National|Overview|Multi-?\s?agency|Single agency|Strategic|Additional|Overarching|Joint|Improvement|Health|Priority|Main|Practice)\s+){0,2}(?:Recommendations?(?=\s+\d|\s*:)|Recommendation|Rec\.?(?=\s*\d)|Finding|Learning points?|Lesson|(?<=Key\s|Practice\s)Learning|Learning))\s*(?:No\.?\s*|Number\s+|#\s*)?(\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b|(?-i:[IVX]{1,5}\b|[A-Z](?=\s*[:.–-]|$)))?\s*([:.)]|\s[–—-](?=\s)|[–—](?=\s))?(?=\s|$|(?-i:[A-Z‘“]))", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"^((?:R|[A-Z]{2,6})\s?-?\d{1,2}[a-z]?)(?:[:.)]|\s[–—-])?(?=\s|$)")]
    private static partial Regex CodeForm();

    // What an answer says behind a recommendation's number.
    [GeneratedRegex(@"^\W*(?:(?:partially |fully |not )?(?:accepted|agreed|completed?|implemented|rejected|achieved)\b(?!\s+\w+\s+should))", RegexOptions.IgnoreCase)]
    private static partial Regex Accepted();
}
