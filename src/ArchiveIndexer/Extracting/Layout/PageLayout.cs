namespace ArchiveIndexer.Extracting;

/// <summary>One page from runs to what is read one after the other: columns' parts, boxes, tables, footnotes.</summary>
internal static class PageLayout
{
    /// <summary>The page's chunks in the order they are read: what runs as most of the page does first, footnotes last.</summary>
    /// <param name="sheet">The page.</param>
    /// <param name="grids">What its ruled lines enclose, the largest first.</param>
    internal static List<Chunk> Of(Sheet sheet, List<Grid> grids)
    {
        var runs = sheet.Runs;
        if (runs.Count == 0) return [];
        var main = MainDirection(runs);
        var upright = runs;
        List<TextRun>? turned = null;
        foreach (var run in runs)
            if (run.Direction != main) (turned ??= []).Add(run);
        if (turned is not null) upright = runs.FindAll(r => r.Direction == main);
        var chunks = main is Direction.Slanted ? [new Chunk(upright)] : Upright(upright, sheet, grids);
        if (turned is not null) Insert(turned, runs, chunks);
        return chunks;
    }

    private static List<Chunk> Upright(List<TextRun> runs, Sheet sheet, List<Grid> grids)
    {
        var notes = Footnotes.Take(ref runs, sheet, grids);
        var owner = new int[runs.Count];
        Array.Fill(owner, -1);
        var found = RuledTables.Take(runs, grids, owner);
        AlignedTables.Take(runs, owner, found);
        var chunks = ReadingOrder.Of(runs, found, owner);
        if (notes is not null) chunks.Add(notes);
        return chunks;
    }

    /// <summary>The way most letters run.</summary>
    internal static Direction MainDirection(List<TextRun> runs)
    {
        Span<int> letters = stackalloc int[5];
        foreach (var run in runs) letters[(int)run.Direction] += run.Letters;
        var main = 0;
        for (var i = 1; i < letters.Length; i++) if (letters[i] > letters[main]) main = i;
        // Pages of nothing but marks have no letters.
        return letters[main] > 0 ? (Direction)main : runs[0].Direction;
    }

    // Behind what the file draws before it, such as the rest of a chart; footnotes stay last.
    private static void Insert(List<TextRun> turned, List<TextRun> runs, List<Chunk> chunks)
    {
        var first = runs.IndexOf(turned[0]);
        var at = first > 0 ? chunks.FindIndex(c => c.Runs.Contains(runs[first - 1])) + 1 : 0;
        if (at == 0) at = chunks.Count;
        if (at > 0 && chunks[at - 1].IsFootnotes) at--;
        var own = new List<Chunk>();
        AddTurned(turned, own);
        chunks.InsertRange(at, own);
    }

    private static void AddTurned(List<TextRun> turned, List<Chunk> chunks)
    {
        while (turned.Count > 0)
        {
            var next = MainDirection(turned);
            var own = turned.FindAll(r => r.Direction == next);
            turned.RemoveAll(r => r.Direction == next);
            if (next is Direction.Slanted) chunks.Add(new Chunk(own));
            else chunks.AddRange(ReadingOrder.Of(own));
        }
    }
}
