using System.Globalization;

namespace ArchiveIndexer.Extracting;

/// <summary>One line of a contents page.</summary>
/// <param name="Title">Without its page.</param>
/// <param name="Left">Where it begins, points: the deeper, the further to the right.</param>
/// <param name="Page">As printed; 0 where it is no Arabic figure.</param>
/// <param name="Depth">Levels of its decimal number; 0 where it has none.</param>
internal readonly record struct ContentsEntry(string Title, double Left, int Page, int Depth);

/// <summary>Finds the lists of headings with their pages.</summary>
internal static class ContentsEntries
{
    private const int Fewest = 3;
    private const int FewestWithoutHeading = 5;
    private const int LongestTitle = 260;

    /// <summary>Marks the pieces that are entries.</summary>
    /// <returns>What they say, in order.</returns>
    internal static List<ContentsEntry> Find(List<List<Piece>> pages)
    {
        var entries = new List<ContentsEntry>();
        var goesOn = false;
        foreach (var page in pages) goesOn = FindOn(page, goesOn, pages.Count, entries);
        return entries;
    }

    /// <summary>Whether a page says little else.</summary>
    internal static bool IsContentsPage(List<Piece> page)
    {
        var (entries, all) = (0, 0);
        foreach (var piece in page)
        {
            all += Math.Max(1, piece.Letters);
            if (piece.IsEntry || IsHeading(piece)) entries += Math.Max(1, piece.Letters);
        }
        return entries * 2 > all && page.Exists(p => p.IsEntry);
    }

    internal static bool IsHeading(Piece piece)
    {
        var text = piece.Text.AsSpan().TrimEnd(": .");
        return piece.Letters < 24 && (text.Equals("contents", StringComparison.OrdinalIgnoreCase) || text.Equals("table of contents", StringComparison.OrdinalIgnoreCase)
            || text.Equals("contents page", StringComparison.OrdinalIgnoreCase) || text.Equals("list of contents", StringComparison.OrdinalIgnoreCase)
            || text.Equals("cynnwys", StringComparison.OrdinalIgnoreCase) || text.Equals("index", StringComparison.OrdinalIgnoreCase));
    }

    private static bool FindOn(List<Piece> page, bool goesOn, int pages, List<ContentsEntry> entries)
    {
        var named = goesOn;
        var start = 0;
        var ended = false;
        while (start < page.Count)
        {
            if (IsHeading(page[start])) named = true;
            var (end, found, strong) = Run(page, start, pages);
            var few = named ? Fewest : FewestWithoutHeading;
            if (found.Count >= few && (named || strong * 2 >= found.Count))
            {
                for (var i = start; i < end; i++) page[i].IsEntry = true;
                entries.AddRange(found);
                ended = end >= page.Count - 1;
                start = end;
            }
            else start++;
        }
        return ended;
    }

    // From an entry on, as long as entries follow, with at most two pieces between them that have no page of their own.
    private static (int End, List<ContentsEntry> Found, int Strong) Run(List<Piece> page, int start, int pages)
    {
        var found = new List<ContentsEntry>();
        var (end, strong, last) = (start, 0, 0);
        for (var i = start; i < page.Count && i - end <= 2; i++)
        {
            if (EntryOf(page[i], pages) is not { } entry)
            {
                if (i == start || page[i].Letters > 120 || page[i].Table is not null || EndsSentence(page[i].Text)) break;
                continue;
            }
            if (entry.Entry.Page > 0)
            {
                if (entry.Entry.Page < last) break;
                last = entry.Entry.Page;
            }
            found.Add(entry.Entry);
            if (entry.Strong) strong++;
            end = i + 1;
        }
        return (end, found, strong);
    }

    private static bool EndsSentence(string text) => text.Length > 0 && text[^1] is '.' or ';' or '?' && text.Length > 60;

    /// <summary>What a piece says as an entry, and whether dots, a wide gap or the file's tags say that it is one.</summary>
    private static (ContentsEntry Entry, bool Strong)? EntryOf(Piece piece, int pages)
    {
        if (piece.Table is not null || IsHeading(piece) || piece.Text.Length is < 3 or > LongestTitle + 60 || piece.Lines.Count > 4) return null;
        var text = piece.Text.AsSpan();
        var end = StartOfPage(text, out var number);
        if (end <= 0) return piece.Tag is { InContents: true } ? (new ContentsEntry(piece.Text, piece.First.Left, 0, piece.Marker?.Depth ?? 0), true) : null;
        var title = text[..end];
        var bare = title.TrimEnd(" .…_·-–\t");
        var leaders = title.TrimEnd().Length - bare.Length;
        var strong = leaders >= 3 || bare.Length < title.Length && title.Contains('…') || piece.Tag is { InContents: true }
            || piece.Last.Text.LastIndexOf('\t') is var tab && tab > 0 && piece.Last.Text.Length - tab <= 12;
        if (bare.Length < 2 || !HasLetter(bare) || number > pages + 60) return null;
        // "Police and Crime Act 2017", "on 12": figures that are no pages.
        if (!strong && (number > pages + 10 || text[end - 1] is not ' ')) return null;
        return (new ContentsEntry(bare.ToString(), piece.First.Left, number, piece.Marker?.Depth ?? 0), strong);
    }

    // "12", "iv", "Page 12", "11-26", "51 - 62" at the end; where it begins, or -1.
    private static int StartOfPage(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        var at = text.Length;
        var start = Figures(text, at);
        if (start < 0) return -1;
        var before = text[..start].TrimEnd();
        if (before.Length > 0 && before[^1] is '-' or '–' && Figures(text, before[..^1].TrimEnd().Length) is > 0 and var first)
            (at, start) = (before[..^1].TrimEnd().Length, first);
        _ = int.TryParse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        before = text[..start].TrimEnd();
        foreach (var word in (ReadOnlySpan<string>)["page", "p.", "pg"])
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return before.Length - word.Length;
        return start;
    }

    private static int Figures(ReadOnlySpan<char> text, int end)
    {
        var start = end;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        if (end - start is > 0 and <= 3) return start == 0 || text[start - 1] is ' ' or '\t' or '.' or '…' or '_' or '-' or '–' ? start : -1;
        while (start > 0 && text[start - 1] is 'i' or 'v' or 'x') start--;
        return end - start is > 0 and <= 5 && start > 0 && text[start - 1] is ' ' or '\t' or '.' or '…' ? start : -1;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (char.IsLetter(c)) return true;
        return false;
    }
}
