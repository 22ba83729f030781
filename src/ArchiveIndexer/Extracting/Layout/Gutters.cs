namespace ArchiveIndexer.Extracting;

/// <summary>A white strip between two columns of prose.</summary>
/// <param name="X">Its middle, points.</param>
/// <param name="Top">The highest baseline beside it.</param>
/// <param name="Bottom">The lowest baseline beside it.</param>
internal readonly record struct Gutter(double X, double Top, double Bottom)
{
    internal bool Divides(TextRun run) =>
        run.Baseline <= Top + 0.5 && run.Baseline >= Bottom - 0.5 && (run.Right <= X + 0.5 || run.Left >= X - 0.5);
}

/// <summary>
/// Finds the gutters of pages whose file draws two columns line by line, across the gutter. A table is drawn so as well, but rightly:
/// only where both sides read as prose, many words to a line and most lines full, is the page taken for columns.
/// </summary>
internal static class Gutters
{
    private const int FewestLines = 5;
    private const int FewestWords = 4;
    private const int MostHops = 1_000;

    private readonly record struct Hop(TextRun Left, TextRun Right)
    {
        internal bool Crosses(double x) => Left.Right <= x && Right.Left >= x;
    }

    internal static List<Gutter> Find(List<TextRun> runs)
    {
        var hops = new List<Hop>();
        for (var i = 1; i < runs.Count; i++)
            if (runs[i - 1].SharesBaselineWith(runs[i]) && runs[i].Left > runs[i - 1].Right) hops.Add(new Hop(runs[i - 1], runs[i]));
        var found = new List<Gutter>();
        // More than a page of lines can have: a drawing.
        if (hops.Count > MostHops) return found;
        while (hops.Count >= FewestLines && found.Count < 3)
        {
            var x = hops.Select(h => (h.Left.Right + h.Right.Left) / 2).MaxBy(x => hops.Count(h => h.Crosses(x)));
            var across = hops.Where(h => h.Crosses(x)).ToList();
            if (across.Count < FewestLines) break;
            foreach (var band in Bands(across, runs, x)) if (IsProse(band)) found.Add(Widest(band));
            hops.RemoveAll(h => h.Crosses(x));
        }
        // The leftmost first, so that a run is given to the nearest gutter on its right.
        return [.. found.OrderBy(g => g.X)];
    }

    // Lines that run across the strip, such as headings over both columns, end a band.
    private static List<List<Hop>> Bands(List<Hop> hops, List<TextRun> runs, double x)
    {
        var across = runs.Where(r => r.Left < x - 1 && r.Right > x + 1).Select(r => r.Baseline).Order().ToArray();
        return [.. hops.GroupBy(h => Array.BinarySearch(across, h.Left.Baseline) is var i && i < 0 ? ~i : i).Select(g => g.ToList())];
    }

    private static Gutter Widest(List<Hop> band) =>
        new((band.Max(h => h.Left.Right) + band.Min(h => h.Right.Left)) / 2, band.Max(h => h.Left.Baseline), band.Min(h => h.Left.Baseline));

    private static bool IsProse(List<Hop> band) => band.Count >= FewestLines
        && IsProse([.. band.Select(h => h.Left)]) && IsProse([.. band.Select(h => h.Right)]);

    private static bool IsProse(List<TextRun> lines)
    {
        var (left, right) = (lines.Min(l => l.Left), lines.Max(l => l.Right));
        return lines.Average(l => l.Text.AsSpan().Count(' ') + 1) >= FewestWords && lines.Average(l => l.Right - l.Left) > 0.7 * (right - left);
    }
}
