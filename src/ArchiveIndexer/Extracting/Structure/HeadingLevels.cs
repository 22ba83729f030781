namespace ArchiveIndexer.Extracting;

/// <summary>
/// Gives headings levels that agree over the document. A heading's own witnesses come first: its tag, its place in contents or
/// bookmarks, its number. One that has none has the level that others set like it have; a style that nobody knows is ranked
/// among the others by its size and weight.
/// </summary>
internal static class HeadingLevels
{
    private const int Deepest = 6;

    internal static void Set(List<List<Piece>> pages, bool tagsSpeak)
    {
        var headings = new List<Piece>();
        foreach (var page in pages) foreach (var piece in page) if (piece.Kind == BlockKind.Heading && !IsContents(piece)) headings.Add(piece);
        if (headings.Count == 0) return;
        NumberBare(headings);
        var chapters = CountsChapters(pages);
        // Levels of tags skip none at the top: a file that begins at H2 means the same by it.
        var levels = new Dictionary<Style, int[]>();
        foreach (var heading in headings)
        {
            heading.Level = OwnLevel(heading, tagsSpeak, chapters);
            if (!levels.TryGetValue(heading.Style, out var votes)) levels[heading.Style] = votes = new int[Deepest + 1];
            if (heading.Level is { } level) votes[level]++;
        }
        var ofStyle = Ranked(levels);
        foreach (var heading in headings)
        {
            var usual = ofStyle[heading.Style];
            // A level from the contents page alone may be its layout's; the style's other headings overrule it.
            if (heading.Level is null || (heading.GuidedLevel > 0 && !(tagsSpeak && heading.Tag is { Kind: TagKind.Heading }) && heading.Marker is not { Depth: > 0 })) heading.Level = usual;
        }
    }

    // "1." is a chapter's number where there is a 1.1 as well; else it may count anything, and only its looks tell its level.
    private static bool CountsChapters(List<List<Piece>> pages)
    {
        var deeper = 0;
        foreach (var page in pages) foreach (var piece in page) if (piece.Marker is { Depth: > 1 } && ++deeper >= 3) return true;
        return false;
    }

    private static int? OwnLevel(Piece heading, bool tagsSpeak, bool chapters)
    {
        if (tagsSpeak && heading.Tag is { Kind: TagKind.Heading, Level: > 0 and var tagged }) return tagged;
        if (heading.Marker is { Depth: > 0 and var depth } && (depth > 1 || chapters)) return Math.Min(depth, Deepest);
        return heading.GuidedLevel is > 0 and < Guides.NoLevel ? Math.Min(heading.GuidedLevel, Deepest) : null;
    }

    // The heading of the contents page stands outside the order of the others.
    private static bool IsContents(Piece piece)
    {
        if (!ContentsEntries.IsHeading(piece)) return false;
        piece.Level = 1;
        return true;
    }

    private static Dictionary<Style, int> Ranked(Dictionary<Style, int[]> levels)
    {
        var styles = levels.Keys.ToArray();
        Array.Sort(styles, (a, b) => b.Size.CompareTo(a.Size) is var size and not 0 ? size
            : b.Capitals.CompareTo(a.Capitals) is var capitals and not 0 ? capitals : b.Bold.CompareTo(a.Bold));
        var ranked = new Dictionary<Style, int>(styles.Length);
        var last = 0;
        for (var i = 0; i < styles.Length; i++)
        {
            var level = Most(levels[styles[i]]);
            if (level == 0)
            {
                // Below the last one, but not below the next that is known; much the same size is the same level.
                level = i > 0 && last > 0 && styles[i - 1].Size - styles[i].Size < 0.6 && styles[i - 1].Bold == styles[i].Bold && styles[i - 1].Capitals == styles[i].Capitals ? last : last + 1;
                for (var j = i + 1; j < styles.Length; j++)
                    if (Most(levels[styles[j]]) is > 0 and var next)
                    {
                        level = Math.Min(level, Math.Max(1, next - 1));
                        break;
                    }
            }
            ranked[styles[i]] = last = Math.Clamp(level, 1, Deepest);
        }
        return ranked;
    }

    private static int Most(int[] votes)
    {
        var most = 0;
        for (var level = 1; level < votes.Length; level++) if (votes[level] > 0 && (most == 0 || votes[level] > votes[most])) most = level;
        return most;
    }

    // "2 Circumstances": a figure before a heading is its number where the one before or behind it has a heading as well.
    private static void NumberBare(List<Piece> headings)
    {
        var bare = new Dictionary<int, List<Piece>>();
        foreach (var heading in headings)
            if (heading.Number is null && BareNumber(heading.Text) is > 0 and var number)
            {
                if (!bare.TryGetValue(number, out var same)) bare[number] = same = [];
                same.Add(heading);
            }
        foreach (var (number, same) in bare)
        {
            if (!bare.ContainsKey(number - 1) && !bare.ContainsKey(number + 1)) continue;
            foreach (var heading in same)
            {
                var space = heading.Text.IndexOf(' ', StringComparison.Ordinal);
                (heading.Number, heading.Text) = (heading.Text[..space], heading.Text[(space + 1)..]);
                if (heading.GuidedLevel is 0 or Guides.NoLevel) heading.GuidedLevel = 1;
            }
        }
    }

    private static int BareNumber(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end is 0 or > 2 || end + 2 >= text.Length || text[end] != ' ' || !char.IsUpper(text[end + 1])) return 0;
        return end == 1 ? text[0] - '0' : ((text[0] - '0') * 10) + text[1] - '0';
    }
}
