namespace ArchiveIndexer.Crawling;

/// <summary>
/// Looks over markup before it is parsed. An HTML parser's time grows with the square of nesting and of formatting left open
/// (10,000 nested <c>div</c> took 3 seconds), so what no real page does is refused after one pass over the text. Pure.
/// </summary>
internal static class MarkupDepth
{
    /// <summary>How many elements may be open at once. Page builders reach about 60.</summary>
    public const int OpenLimit = 400;

    /// <summary>How many tags a page may have. The longest real reviews pages have about 5,000.</summary>
    public const int TagLimit = 30_000;

    /// <summary>How long one tag may be, in characters: the parser compares each of its attributes with all before it.</summary>
    public const int TagLengthLimit = 100_000;

    /// <summary>Refuses markup that would take the parser too long.</summary>
    /// <exception cref="RejectedException">Nested too deep, too much left open, or too many tags.</exception>
    public static void Check(string html, Uri address)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        int depth = 0, tags = 0, foreign = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", at + 4, StringComparison.Ordinal);
                if (end < 0) return;
                at = end;
                continue;
            }
            var closing = html[at + 1] == '/';
            var start = at + (closing ? 2 : 1);
            if (start >= html.Length || !char.IsAsciiLetter(html[start])) continue;
            var nameEnd = start;
            while (nameEnd < html.Length && html[nameEnd] is not ('>' or '/') && !char.IsWhiteSpace(html[nameEnd])) nameEnd++;
            var name = html[start..Math.Min(nameEnd, start + 40)];
            if (++tags > TagLimit) throw Refused($"more than {TagLimit} tags");

            var tagEnd = EndOfTag(html, nameEnd);
            if (tagEnd - at > TagLengthLimit) throw Refused($"a tag of {tagEnd - at} characters");
            at = Math.Max(at, tagEnd - 1);

            var isForeign = name.Equals("svg", StringComparison.OrdinalIgnoreCase) || name.Equals("math", StringComparison.OrdinalIgnoreCase);
            if (closing)
            {
                if (open.TryGetValue(name, out var count) && count > 0)
                {
                    open[name] = count - 1;
                    depth--;
                    if (isForeign) foreign--;
                }
                continue;
            }
            if (foreign > 0 && tagEnd >= 2 && html[tagEnd - 2] == '/' || foreign == 0 && NeverNests.Contains(name)) continue;
            if (RawText.Contains(name))
            {
                var end = html.IndexOf("</" + name, tagEnd, StringComparison.OrdinalIgnoreCase);
                if (end < 0) return;
                at = end - 1;
                continue;
            }
            open[name] = open.GetValueOrDefault(name) + 1;
            if (isForeign) foreign++;
            if (++depth > OpenLimit) throw Refused($"more than {OpenLimit} elements open at once, the last of them <{name}>");
        }

        RejectedException Refused(string found) => new(RejectionReason.PageNotRecognised, $"{address} is not read as a reviews page: {found}.");
    }

    // A quoted attribute may hold '>'.
    private static int EndOfTag(string html, int from)
    {
        var quote = '\0';
        for (var i = from; i < html.Length; i++)
        {
            var c = html[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
            }
            else if (c is '"' or '\'' && i > 0 && (html[i - 1] == '=' || char.IsWhiteSpace(html[i - 1]))) quote = c;
            else if (c == '>') return i + 1;
        }
        return html.Length;
    }

    // Void elements, and those that the next of their kind closes.
    private static readonly HashSet<string> NeverNests = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "keygen", "frame",
        "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "colgroup", "html", "head", "body",
    };

    private static readonly HashSet<string> RawText = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" };
}
