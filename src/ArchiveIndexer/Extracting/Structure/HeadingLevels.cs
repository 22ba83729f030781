namespace ArchiveIndexer.Extracting;

/// <summary>
/// Gives headings levels that agree over the document. A heading's own witnesses come first: its tag, its place in contents or
/// bookmarks, its number. One that has none has the level that others set like it have; a style that nobody knows is ranked
/// among the others by its size and weight.
/// </summary>
internal static class HeadingLevels
{
    private const int Deepest = 6;

    internal static void Set(List<List<Piece>> pages, bool tagsTrusted)
    {
        var headings = new List<Piece>();
        foreach (var page in pages) foreach (var piece in page) if (piece.Kind == BlockKind.Heading) headings.Add(piece);
        if (headings.Count == 0) return;
        NumberBare(headings);
        // Levels of tags skip none at the top: a file that begins at H2 means the same by it.
        var levels = new Dictionary<Style, int[]>();
        foreach (var heading in headings)
        {
            heading.Level = OwnLevel(heading, tagsTrusted);
            if (!levels.TryGetValue(heading.Style, out var votes)) levels[heading.Style] = votes = new int[Deepest + 1];
            if (heading.Level is { } level) votes[level]++;
        }
        var ofStyle = Ranked(levels);
        foreach (var heading in headings)
        {
            var usual = ofStyle[heading.Style];
            // A level from the contents page alone may be its layout's; the style's other headings overrule it.
            if (heading.Level is null || (heading.GuidedLevel > 0 && heading.Tag is not { Kind: TagKind.Heading } && heading.Marker is not { Depth: > 0 })) heading.Level = usual;
        }
    }

    private static int? OwnLevel(Piece heading, bool tagsTrusted)
    {
        if (tagsTrusted && heading.Tag is { Kind: TagKind.Heading, Level: > 0 and var tagged }) return tagged;
        if (heading.Marker is { Depth: > 0 and var depth }) return Math.Min(depth, Deepest);
        return heading.GuidedLevel > 0 ? Math.Min(heading.GuidedLevel, Deepest) : null;
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
                if (heading.GuidedLevel == 0) heading.GuidedLevel = 1;
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
