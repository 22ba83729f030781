namespace ArchiveIndexer.Extracting;

/// <summary>Runs that belong together in the order they are read: a column's part, a cell, a box.</summary>
internal sealed class Chunk(List<TextRun> runs)
{
    internal List<TextRun> Runs { get; } = runs;
    internal double Left { get; } = runs.Min(r => r.Left);
    internal double Right { get; } = runs.Max(r => r.Right);
    internal double Top { get; } = runs.Max(r => r.Baseline + (0.7 * r.Size));
    internal double Bottom { get; } = runs.Min(r => r.Baseline);
    internal double Size { get; } = runs.Max(r => r.Size);
}

/// <summary>
/// Puts a page's runs in the order a person reads them. The file's own order is the best witness and is kept unless the page's
/// geometry speaks against it: what stands wholly above something in the same column comes first, of two columns of prose the left
/// one comes first, and lines drawn across a gutter are taken apart.
/// </summary>
/// <remarks>The two rules and the sorting are those of T. Breuel, "High performance document layout analysis" (2003).</remarks>
internal static class ReadingOrder
{
    // Beyond this, comparing all with all takes too long, and the page is a drawing rather than a text.
    private const int MostChunks = 600;
    private const double NextLine = 2.3; // in sizes of the type

    internal static List<Chunk> Of(List<TextRun> runs)
    {
        var chunks = new List<Chunk>();
        foreach (var direction in runs.GroupBy(r => r.Direction).OrderByDescending(g => g.Sum(r => r.Letters)))
        {
            var own = direction.ToList();
            var ordered = direction.Key is Direction.Slanted ? [new Chunk(own)] : Sorted(ChunksOf(own, Gutters.Find(own)));
            chunks.AddRange(ordered);
        }
        return chunks;
    }

    private static List<Chunk> ChunksOf(List<TextRun> runs, List<Gutter> gutters)
    {
        var chunks = new List<Chunk>();
        var open = new List<TextRun>();
        var columns = new Dictionary<(int Gutter, bool RightSide), List<TextRun>>();
        var places = new List<List<TextRun>>();
        foreach (var run in runs)
        {
            var gutter = gutters.FindIndex(g => g.Divides(run));
            if (gutter >= 0)
            {
                var side = (gutter, run.Left >= gutters[gutter].X);
                if (!columns.TryGetValue(side, out var column)) places.Add(columns[side] = column = []);
                column.Add(run);
                continue;
            }
            if (open.Count > 0 && !Follows(open, run)) open = [];
            if (open.Count == 0) places.Add(open);
            open.Add(run);
        }
        foreach (var place in places) chunks.Add(new Chunk(place));
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
        if (chunks.Count is < 2 or > MostChunks) return chunks;
        // What stands alone above everything, such as the title of a slide, is read first wherever the file draws it.
        var top = chunks.MaxBy(c => c.Top)!;
        if (chunks.TrueForAll(c => c == top || c.Top <= top.Bottom + (0.3 * top.Size)))
        {
            chunks.Remove(top);
            return [top, .. Sorted(chunks)];
        }
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
        return beside > 0.5 * Math.Min(a.Top - a.Bottom, b.Top - b.Bottom) && IsProse(a) && IsProse(b);
    }

    private static bool IsProse(Chunk chunk) => chunk.Runs.Count >= 3
        && chunk.Runs.Average(r => r.Text.AsSpan().Count(' ')) >= 3
        && chunk.Runs.Average(r => r.Right - r.Left) > 0.55 * (chunk.Right - chunk.Left);
}
