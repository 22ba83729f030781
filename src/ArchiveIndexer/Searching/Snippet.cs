using System.Text;

namespace ArchiveIndexer.Searching;

/// <summary>Cuts the passage out of a page that shows best why it was found.</summary>
internal static class Snippet
{
    /// <summary>About how many characters of text a snippet has.</summary>
    public const int Length = 240;

    /// <summary>HTML with nothing but <c>&lt;mark&gt;</c>: everything else is escaped. Whole words; an ellipsis where text was left out.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="marks">What was found in it, in order.</param>
    /// <param name="rarity">By part of the query: how much it is worth to show it.</param>
    public static string Of(string text, List<Mark> marks, float[] rarity)
    {
        var (first, last) = Densest(marks, rarity);
        var (start, end) = Around(text, first, last);
        var html = new StringBuilder(end - start + 64);
        if (start > 0) html.Append("… ");
        var at = start;
        foreach (var (markStart, markEnd) in Marks.Joined(marks.Where(mark => mark.Start >= start && mark.End <= end)))
        {
            AppendText(html, text.AsSpan(at, markStart - at));
            html.Append("<mark>");
            AppendText(html, text.AsSpan(markStart, markEnd - markStart));
            html.Append("</mark>");
            at = markEnd;
        }
        AppendText(html, text.AsSpan(at, end - at));
        if (end < text.Length) html.Append(" …");
        return html.ToString();
    }

    /// <summary>The whole of a text with some places marked, as HTML like <see cref="Of"/>.</summary>
    public static string Whole(string text, IEnumerable<Place> places)
    {
        var html = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var place in places)
        {
            AppendText(html, text.AsSpan(at, place.Start - at));
            html.Append("<mark>");
            AppendText(html, text.AsSpan(place.Start, place.End - place.Start));
            html.Append("</mark>");
            at = place.End;
        }
        AppendText(html, text.AsSpan(at));
        return html.ToString();
    }

    // The stretch that shows most of the query: each part counts once in full, again a little.
    private static (int First, int Last) Densest(List<Mark> marks, float[] rarity)
    {
        if (marks.Count == 0) return (0, 0);
        var best = (First: marks[0].Start, Last: marks[0].End);
        var bestWorth = -1f;
        for (var n = 0; n < marks.Count; n++)
        {
            ulong shown = 0;
            var worth = 0f;
            var last = marks[n].End;
            for (var m = n; m < marks.Count && marks[m].End - marks[n].Start <= Length; m++)
            {
                var part = 1UL << marks[m].Part;
                worth += rarity[marks[m].Part] * ((shown & part) == 0 ? 1 : 0.1f);
                shown |= part;
                last = Math.Max(last, marks[m].End);
            }
            if (worth > bestWorth) (best, bestWorth) = ((marks[n].Start, last), worth);
        }
        return best;
    }

    private static (int Start, int End) Around(string text, int first, int last)
    {
        var spare = Math.Max(0, Length - (last - first));
        var start = StartOfSentence(text, Math.Max(0, first - spare / 2), first);
        var end = Math.Min(text.Length, Math.Max(last, start + Length));
        if (end == text.Length) start = Math.Min(start, WordStart(text, Math.Max(0, end - Length), first));

        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            var space = end;
            while (space > last && !char.IsWhiteSpace(text[space - 1])) space--;
            // Text without spaces is cut, but not through a character.
            if (space > last || end - last < 40) end = space;
            else if (char.IsLowSurrogate(text[end])) end--;
        }
        while (end > last && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }

    private static int StartOfSentence(string text, int from, int first)
    {
        if (from == 0) return WordStart(text, 0, first);
        for (var at = from; at < first - 1; at++)
        {
            if (text[at] is '\n' || (text[at] is '.' or '?' or '!' && char.IsWhiteSpace(text[at + 1]))) return WordStart(text, at + 1, first);
        }
        return WordStart(text, from, first);
    }

    /// <summary>The start of the first word from an offset on that is not cut; the first mark's, if there is none before it.</summary>
    private static int WordStart(string text, int from, int first)
    {
        var at = from;
        if (at > 0 && !char.IsWhiteSpace(text[at - 1]))
        {
            while (at < first && !char.IsWhiteSpace(text[at])) at++;
        }
        while (at < first && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static void AppendText(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                default:
                    if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)) html.Append(rune.ToString());
                    else if (html.Length > 0 && html[^1] != ' ') html.Append(' ');
                    break;
            }
        }
    }
}
