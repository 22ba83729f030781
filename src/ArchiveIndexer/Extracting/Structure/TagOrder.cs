namespace ArchiveIndexer.Extracting;

/// <summary>
/// Puts a page's runs in the order of the structure tree, a chunk for each of its paragraphs, headings, items and cells, where the
/// tree can be believed: it names nearly all of the page's text, and read in its order the page does not jump about.
/// </summary>
internal static class TagOrder
{
    private const double LeastCovered = 0.9;  // of the page's letters
    private const double MostJumps = 0.12;    // of the steps from chunk to chunk
    private static readonly Tag Loose = new Tag(TagKind.Grouping, 0, null, 0).Placed();

    /// <summary>Gives each run its element.</summary>
    internal static void Find(Sheet sheet, TagTree tags)
    {
        foreach (var run in sheet.Runs) run.Tag = tags.Of(sheet.Number, run.Mark)?.Tag;
    }

    /// <returns>Null where the page is not to be read in the order of its tags.</returns>
    internal static List<Chunk>? Of(Sheet sheet, TagTree? tags, List<Grid> grids)
    {
        if (tags is null || sheet.Runs.Count == 0) return null;
        var (all, covered) = (0, 0);
        foreach (var run in sheet.Runs)
        {
            all += run.Letters;
            if (run.Tag is not null) covered += run.Letters;
        }
        if (covered < LeastCovered * all || covered == 0) return null;
        // Notes that are drawn as such, but not marked, stand in the tree wherever the program put them.
        var runs = sheet.Runs;
        var notes = Footnotes.Take(ref runs, sheet, grids);
        if (notes is not null && notes.Runs.TrueForAll(run => run.Tag?.Note is not null || run.Letters == 0)) (runs, notes) = (sheet.Runs, null);
        var chunks = TagTables.Gather(Chunks(runs, sheet.Number, tags));
        if (Jumps(chunks)) return null;
        if (notes is not null) chunks.Add(notes);
        return chunks;
    }

    private static List<Chunk> Chunks(List<TextRun> runs, int page, TagTree tags)
    {
        var byTag = new Dictionary<Tag, (List<(int Order, TextRun Run)> Runs, int Order)>();
        var loose = new List<(int Order, List<TextRun> Runs)>();
        var order = -1;
        var (highest, lowest) = (double.MinValue, double.MaxValue);
        TextRun? last = null;
        Tag? block = null;
        foreach (var run in runs)
        {
            if (tags.Of(page, run.Mark) is { } place)
            {
                (block, order) = (KeyOf(place.Tag), place.Order);
                (highest, lowest) = (Math.Max(highest, run.Baseline), Math.Min(lowest, run.Baseline));
            }
            // What the tree does not name belongs to the line that it is drawn in, or stands for itself.
            else if (last is null || !last.SharesBaselineWith(run) || block is null)
            {
                if (last is null || block is not null || loose.Count == 0 || last.Baseline - run.Baseline is < 0 or > 30) loose.Add((order, []));
                loose[^1].Runs.Add(run);
                (last, block) = (run, null);
                continue;
            }
            last = run;
            if (!byTag.TryGetValue(block, out var found)) byTag[block] = found = ([], order);
            found.Runs.Add((order, run));
            if (order < found.Order) byTag[block] = (found.Runs, order);
        }
        var chunks = new List<(Tag Tag, int Order, Chunk Chunk)>(byTag.Count);
        foreach (var (tag, (own, first)) in byTag)
        {
            var sorted = true;
            for (var i = 1; i < own.Count && sorted; i++) sorted = own[i].Order >= own[i - 1].Order;
            var list = new List<TextRun>(own.Count);
            foreach (var (_, run) in sorted ? own : [.. own.OrderBy(r => r.Order)]) list.Add(run);
            chunks.Add((tag, first, new Chunk(list) { Tag = tag }));
        }
        // Where it stands by itself it comes at its place in the file; above or below all that is named, first or last.
        foreach (var (after, own) in loose)
            chunks.Add((Loose, own[0].Baseline > highest ? -1 : own[0].Baseline < lowest ? int.MaxValue : after, new Chunk(own)));
        // The tree has a note where its mark stands; a reader finds it at the foot of the page.
        // What it calls a note but stands above everything else is text that it has wrong.
        var top = double.MinValue;
        foreach (var c in chunks) if (c.Tag.Note is null) top = Math.Max(top, c.Chunk.Top);
        chunks.Sort((a, b) => IsNote(a.Tag, a.Chunk).CompareTo(IsNote(b.Tag, b.Chunk)) is var note and not 0 ? note : a.Order.CompareTo(b.Order));
        return chunks.ConvertAll(c => c.Chunk);

        bool IsNote(Tag tag, Chunk chunk) => tag.Note is not null && chunk.Bottom < top;
    }

    private static Tag KeyOf(Tag tag) => tag.Cell is { } cell && TagTables.IsTable(cell.Table!) ? cell : tag.Block;

    // Down a column and on to the next is how one reads; up again in the same place is a jump.
    private static bool Jumps(List<Chunk> chunks)
    {
        var (steps, jumps) = (0, 0);
        for (var i = 1; i < chunks.Count; i++)
        {
            var (a, b) = (chunks[i - 1], chunks[i]);
            steps++;
            var overlap = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
            if (overlap > 0.5 * Math.Min(a.Right - a.Left, b.Right - b.Left) && b.Bottom > a.Top - (0.3 * a.Size)) jumps++;
        }
        return jumps > 1 && jumps > MostJumps * steps;
    }
}
