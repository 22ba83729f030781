namespace ArchiveIndexer.Extracting;

/// <summary>
/// Puts a page's runs in the order a person reads them. The file's own order is the best witness and is kept unless the page's
/// geometry speaks against it: what stands wholly above something in the same column comes first, of two columns of prose, and of
/// two boxes or tables, the left one comes first, and lines drawn across a gutter are taken apart.
/// </summary>
/// <remarks>The two rules and the sorting are those of T. Breuel, "High performance document layout analysis" (2003).</remarks>
internal static class ReadingOrder
{
    // Beyond this, comparing all with all takes too long, and the page is a drawing rather than a text.
    private const int MostChunks = 300;
    private const double NextLine = 2.3; // in sizes of the type

    /// <summary>Chunks of runs that all run one way, in order.</summary>
    /// <param name="runs">In the order of the file.</param>
    internal static List<Chunk> Of(List<TextRun> runs) => runs.Count == 0 ? [] : Sorted(ChunksOf(runs, Gutters.Find(runs), [], []));

    /// <summary>The same where some runs belong to tables or boxes.</summary>
    /// <param name="runs">In the order of the file.</param>
    /// <param name="found">The tables and boxes.</param>
    /// <param name="owner">For each run the number of its table or box, -1 for none.</param>
    internal static List<Chunk> Of(List<TextRun> runs, List<Chunk> found, int[] owner)
    {
        if (found.Count == 0) return Of(runs);
        var free = new List<TextRun>(runs.Count);
        for (var i = 0; i < runs.Count; i++) if (owner[i] < 0) free.Add(runs[i]);
        return Sorted(ChunksOf(runs, Gutters.Find(free), found, owner));
    }

    // A table or box stands where its first run is drawn.
    private static List<Chunk> ChunksOf(List<TextRun> runs, List<Gutter> gutters, List<Chunk> found, int[] owner)
    {
        var open = new List<TextRun>();
        var columns = new Dictionary<(int Gutter, bool RightSide), List<TextRun>>();
        var places = new List<(List<TextRun> Runs, Chunk? Found)>();
        var placed = new bool[found.Count];
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i];
            if (found.Count > 0 && owner[i] >= 0)
            {
                if (!placed[owner[i]]) places.Add(([], found[owner[i]]));
                placed[owner[i]] = true;
                continue;
            }
            var gutter = gutters.Count == 0 ? -1 : gutters.FindIndex(g => g.Divides(run));
            if (gutter >= 0)
            {
                var side = (gutter, run.Left >= gutters[gutter].X);
                if (!columns.TryGetValue(side, out var column)) places.Add((columns[side] = column = [], null));
                column.Add(run);
                continue;
            }
            if (open.Count > 0 && !Follows(open, run)) open = [];
            if (open.Count == 0) places.Add((open, null));
            open.Add(run);
        }
        var chunks = new List<Chunk>(places.Count);
        foreach (var place in places) chunks.Add(place.Found ?? new Chunk(place.Runs));
        return chunks;
    }

    private static bool Follows(List<TextRun> open, TextRun run)
    {
        var last = open[^1];
        if (last.SharesBaselineWith(run)) return run.Left > last.Left;
        var down = last.Baseline - run.Baseline;
        if (down <= 0 || down > NextLine * Math.Max(last.Size, run.Size)) return false;
        for (var i = open.Count - 1; i >= 0 && i >= open.Count - 12; i--) if (open[i].Overlaps(run)) return true;
        return false;
    }

    private static List<Chunk> Sorted(List<Chunk> chunks)
    {
        if (chunks.Count is < 2 or > MostChunks || IsStack(chunks)) return chunks;
        // What stands alone above everything, such as the title of a slide, is read first wherever the file draws it.
        for (var start = 0; start < chunks.Count - 1; start++)
        {
            var top = Topmost(chunks, start);
            var alone = true;
            for (var i = start; i < chunks.Count && alone; i++) alone = i == top || chunks[i].Top <= chunks[top].Bottom + (0.3 * chunks[top].Size);
            if (!alone) return [.. chunks[..start], .. Merged(chunks[start..])];
            var first = chunks[top];
            chunks.RemoveAt(top);
            chunks.Insert(start, first);
        }
        return chunks;
    }

    // Drawn from the top down without anything beside anything: nearly every page.
    private static bool IsStack(List<Chunk> chunks)
    {
        for (var i = 1; i < chunks.Count; i++) if (chunks[i].Top > chunks[i - 1].Bottom + (0.3 * chunks[i].Size)) return false;
        return true;
    }

    private static int Topmost(List<Chunk> chunks, int from)
    {
        var top = from;
        for (var i = from + 1; i < chunks.Count; i++) if (chunks[i].Top > chunks[top].Top) top = i;
        return top;
    }

    private static List<Chunk> Merged(List<Chunk> chunks)
    {
        var waits = new int[chunks.Count];
        var frees = new List<int>[chunks.Count];
        for (var i = 0; i < chunks.Count; i++) frees[i] = [];
        for (var i = 0; i < chunks.Count; i++)
            for (var j = 0; j < chunks.Count; j++)
                if (i != j && ComesBefore(chunks[i], chunks[j], i < j))
                {
                    frees[i].Add(j);
                    waits[j]++;
                }
        var sorted = new List<Chunk>(chunks.Count);
        var placed = new bool[chunks.Count];
        while (sorted.Count < chunks.Count)
        {
            // The first in the file's order that waits for nothing; in a circle, the first that is left.
            var next = -1;
            for (var i = 0; i < chunks.Count && next < 0; i++) if (!placed[i] && waits[i] == 0) next = i;
            for (var i = 0; i < chunks.Count && next < 0; i++) if (!placed[i]) next = i;
            placed[next] = true;
            sorted.Add(chunks[next]);
            foreach (var freed in frees[next]) waits[freed]--;
        }
        return sorted;
    }

    private static bool ComesBefore(Chunk a, Chunk b, bool drawnBefore)
    {
        var overlap = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        if (overlap > 0.1 * Math.Min(a.Right - a.Left, b.Right - b.Left))
            return a.Bottom >= b.Top - (0.3 * Math.Min(a.Size, b.Size)) && a.Bottom > b.Bottom;
        if (drawnBefore || a.Right > b.Left + 1) return false;
        var beside = Math.Min(a.Top, b.Top) - Math.Max(a.Bottom, b.Bottom);
        return beside > 0.5 * Math.Min(a.Top - a.Bottom, b.Top - b.Bottom) && ((a.IsProse && b.IsProse) || (a.IsEnclosed && b.IsEnclosed));
    }
}
