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
            var x = MostCrossed(hops);
            var across = hops.FindAll(h => h.Crosses(x));
            if (across.Count < FewestLines) break;
            foreach (var band in Bands(across, runs, x)) if (IsProse(band)) found.Add(Widest(band));
            hops.RemoveAll(h => h.Crosses(x));
        }
        // The leftmost first, so that a run is given to the nearest gutter on its right.
        return [.. found.OrderBy(g => g.X)];
    }

    // Where most of the white strips lie above each other.
    private static double MostCrossed(List<Hop> hops)
    {
        var ends = new List<(double X, int Step)>(2 * hops.Count);
        foreach (var hop in hops)
        {
            ends.Add((hop.Left.Right, -1));
            ends.Add((hop.Right.Left, 1));
        }
        // Where one begins as another ends, they are crossed together.
        ends.Sort();
        var (open, most, x) = (0, 0, 0.0);
        for (var i = 0; i < ends.Count; i++)
        {
            open -= ends[i].Step;
            if (open <= most) continue;
            most = open;
            x = (ends[i].X + ends[Math.Min(i + 1, ends.Count - 1)].X) / 2;
        }
        return x;
    }

    // Lines that run across the strip, such as headings over both columns, end a band.
    private static List<List<Hop>> Bands(List<Hop> hops, List<TextRun> runs, double x)
    {
        var across = runs.Where(r => r.Left < x - 1 && r.Right > x + 1).Select(r => r.Baseline).Order().ToArray();
        return [.. hops.GroupBy(h => Array.BinarySearch(across, h.Left.Baseline) is var i && i < 0 ? ~i : i).Select(g => g.ToList())];
    }

    private static Gutter Widest(List<Hop> band)
    {
        var (left, right, top, bottom) = (double.MinValue, double.MaxValue, double.MinValue, double.MaxValue);
        foreach (var hop in band)
        {
            left = Math.Max(left, hop.Left.Right);
            right = Math.Min(right, hop.Right.Left);
            top = Math.Max(top, hop.Left.Baseline);
            bottom = Math.Min(bottom, hop.Left.Baseline);
        }
        return new((left + right) / 2, top, bottom);
    }

    private static bool IsProse(List<Hop> band) => band.Count >= FewestLines && IsProse(band, right: false) && IsProse(band, right: true);

    private static bool IsProse(List<Hop> band, bool right)
    {
        var (from, to, words, width) = (double.MaxValue, double.MinValue, 0, 0.0);
        foreach (var hop in band)
        {
            var run = right ? hop.Right : hop.Left;
            from = Math.Min(from, run.Left);
            to = Math.Max(to, run.Right);
            words += run.Text.AsSpan().Count(' ') + 1;
            width += run.Right - run.Left;
        }
        return words >= FewestWords * band.Count && width > 0.7 * (to - from) * band.Count;
    }
}
