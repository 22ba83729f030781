using System.Text;

namespace ArchiveIndexer.Searching;

/// <summary>Cuts the passage out of a page that shows best why it was found.</summary>
internal static class Snippet
{
    /// <summary>About how many characters of text a snippet has.</summary>
    public const int Length = 240;

    /// <summary>About how many a further passage has: it shows what the first does not.</summary>
    private const int FurtherLength = 120;

    private const int MostPassages = 3;

    /// <summary>
    /// HTML with nothing but <c>&lt;mark&gt;</c>: everything else is escaped. The best passage, and where it does not show all that was found
    /// the best that shows more, in the order of the page. Whole words; an ellipsis where text was left out.
    /// </summary>
    /// <param name="text">The page's text.</param>
    /// <param name="marks">What was found in it, in order.</param>
    /// <param name="rarity">By part of the query: how much it is worth to show it.</param>
    public static string Of(string text, List<Mark> marks, float[] rarity)
    {
        var passages = Passages(text, marks, rarity);
        var html = new StringBuilder(passages.Sum(passage => passage.End - passage.Start) + 64);
        var shown = 0;
        foreach (var (start, end) in passages)
        {
            if (start > shown) html.Append(html.Length == 0 ? "… " : " … ");
            AppendMarked(html, text, start, end, marks);
            shown = end;
        }
        if (shown < text.Length) html.Append(" …");
        return html.ToString();
    }

    private static List<Place> Passages(string text, List<Mark> marks, float[] rarity)
    {
        var (first, last, shown) = Densest(marks, rarity, 0, Length);
        var (start, end) = Around(text, first, last, Length);
        var passages = new List<Place> { new(start, end) };
        var all = marks.Aggregate(0UL, (parts, mark) => parts | 1UL << mark.Part);
        // A passage may show more than what it was chosen for.
        while (passages.Count < MostPassages && ((shown |= Within(marks, passages[^1])) & all) != all)
        {
            var left = marks.FindAll(mark => !passages.Exists(passage => mark.Start < passage.End && mark.End > passage.Start));
            (first, last, var more) = Densest(left, rarity, shown, FurtherLength);
            if ((more & ~shown) == 0) break;
            (start, end) = Around(text, first, last, FurtherLength);
            foreach (var passage in passages)
            {
                if (start < passage.End && first >= passage.End) start = passage.End;
                if (end > passage.Start && last <= passage.Start) end = passage.Start;
            }
            shown |= more;
            passages.Add(new(start, end));
        }
        passages.Sort((one, other) => one.Start.CompareTo(other.Start));
        // Passages that meet are one.
        for (var n = passages.Count - 1; n > 0; n--)
        {
            if (passages[n - 1].End < passages[n].Start) continue;
            passages[n - 1] = new(passages[n - 1].Start, Math.Max(passages[n - 1].End, passages[n].End));
            passages.RemoveAt(n);
        }
        return passages;
    }

    private static ulong Within(List<Mark> marks, Place passage) =>
        marks.Aggregate(0UL, (parts, mark) => mark.Start >= passage.Start && mark.End <= passage.End ? parts | 1UL << mark.Part : parts);

    private static void AppendMarked(StringBuilder html, string text, int start, int end, List<Mark> marks)
    {
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
    }

    /// <summary>Whether two snippets show the same passage: a report prints its recommendations and its findings more than once.</summary>
    public static bool AreAlike(string one, string other)
    {
        var (ours, theirs) = (WordsOf(one), WordsOf(other));
        var shared = ours.Count(theirs.Contains);
        return shared >= AlikeFrom * (ours.Count + theirs.Count - shared);
    }

    private const double AlikeFrom = 0.7;

    private static HashSet<string> WordsOf(string html) =>
        [.. html.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

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

    // The stretch that shows most of the query: each part counts once in full, again a little, and so does what is shown elsewhere.
    private static (int First, int Last, ulong Shown) Densest(List<Mark> marks, float[] rarity, ulong elsewhere, int length)
    {
        if (marks.Count == 0) return (0, 0, 0);
        var best = (First: marks[0].Start, Last: marks[0].End, Shown: 0UL);
        var bestWorth = -1f;
        for (var n = 0; n < marks.Count; n++)
        {
            var shown = elsewhere;
            var worth = 0f;
            var last = marks[n].End;
            for (var m = n; m < marks.Count && (m == n || marks[m].End - marks[n].Start <= length); m++)
            {
                var part = 1UL << marks[m].Part;
                worth += rarity[marks[m].Part] * ((shown & part) == 0 ? 1 : 0.1f);
                shown |= part;
                last = Math.Max(last, marks[m].End);
            }
            if (worth > bestWorth) (best, bestWorth) = ((marks[n].Start, last, shown), worth);
        }
        return best;
    }

    private static (int Start, int End) Around(string text, int first, int last, int length)
    {
        var spare = Math.Max(0, length - (last - first));
        var start = StartOfSentence(text, Math.Max(0, first - spare / 2), first);
        var end = Math.Min(text.Length, Math.Max(last, start + length));
        if (end == text.Length) start = Math.Min(start, WordStart(text, Math.Max(0, end - length), first));

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
