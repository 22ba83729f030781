namespace ArchiveIndexer.Extracting;

/// <summary>Captions: <c>Figure 3: …</c>, <c>Table 2 …</c>.</summary>
internal static class Captions
{
    private const int Longest = 300;
    private static readonly string[] Things = ["Figure", "Fig", "Table", "Chart", "Box", "Diagram", "Map", "Exhibit", "Graph", "Image", "Photo", "Photograph", "Plate", "Illustration"];

    /// <summary>Whether a text is one: the thing, its number, and then a mark, nothing, or a title that is no sentence.</summary>
    internal static bool Is(string text)
    {
        if (text.Length is < 5 or > Longest) return false;
        foreach (var thing in Things)
        {
            if (!text.StartsWith(thing, StringComparison.OrdinalIgnoreCase)) continue;
            var at = thing.Length;
            if (at < text.Length && text[at] == '.') at++;
            if (at >= text.Length || text[at] is not ' ' and not '\u00A0') continue;
            while (at < text.Length && text[at] is ' ' or '\u00A0') at++;
            var number = at;
            if (at < text.Length && char.IsAsciiLetterUpper(text[at])) at++;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] is '.' or '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))) at++;
            if (at == number || at - number > 8) return false;
            if (at < text.Length && char.IsAsciiLetterLower(text[at])) at++;
            if (at >= text.Length) return true;
            if (text[at] is ':' or '.' or '–' or '—' or '-') return true;
            while (at < text.Length && text[at] is ' ' or '\u00A0') at++;
            if (at >= text.Length || text[at] is ':' or '–' or '—' or '-') return true;
            // "Table 2 shows …" and "Figure 1 above …" are sentences, "Table 2 Contributions" is not.
            return char.IsUpper(text[at]) && text[^1] is not '.' and not ',' and not ';';
        }
        return false;
    }
}
