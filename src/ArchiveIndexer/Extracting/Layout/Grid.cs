namespace ArchiveIndexer.Extracting;

/// <summary>What ruled lines enclose: places in rows and columns, some of them joined to one cell.</summary>
internal sealed class Grid
{
    private const double Near = 3; // points: lines that mean the same
    private readonly int[] cells;

    private Grid(double[] xs, double[] ys, int[] cells, bool regular) => (Xs, Ys, this.cells, IsRegular) = (xs, ys, cells, regular);

    /// <summary>The columns' edges, from the left, points.</summary>
    internal double[] Xs { get; }
    /// <summary>The rows' edges, from the top, points.</summary>
    internal double[] Ys { get; }
    internal int Columns => Xs.Length - 1;
    internal int Rows => Ys.Length - 1;
    internal double Left => Xs[0];
    internal double Right => Xs[^1];
    internal double Top => Ys[0];
    internal double Bottom => Ys[^1];
    /// <summary>Whether every cell is a rectangle.</summary>
    internal bool IsRegular { get; }

    /// <summary>Whether lines stand at its left and right side.</summary>
    internal bool HasSides { get; private init; }

    /// <summary>The cell that a place belongs to, named by its first place: row × columns + column.</summary>
    internal int CellAt(int row, int column) => cells[(row * Columns) + column];

    /// <summary>Whether nothing is parted in it: a box.</summary>
    internal bool IsBox => Array.TrueForAll(cells, cell => cell == 0);

    internal bool Contains(TextRun run)
    {
        var (x, y) = Middle(run);
        return x > Left && x < Right && y < Top && y > Bottom;
    }

    internal bool Contains(Grid other) =>
        other.Left >= Left - Near && other.Right <= Right + Near && other.Top <= Top + Near && other.Bottom >= Bottom - Near;

    /// <summary>The column that a place across the page is in; -1 for none.</summary>
    internal int ColumnAt(double x)
    {
        for (var i = 0; i < Columns; i++) if (x >= Xs[i] && x < Xs[i + 1]) return i;
        return -1;
    }

    /// <summary>The row that a run stands in; -1 for none.</summary>
    internal int RowOf(TextRun run)
    {
        var (_, y) = Middle(run);
        for (var i = 0; i < Rows; i++) if (y <= Ys[i] && y > Ys[i + 1]) return i;
        return -1;
    }

    private static (double X, double Y) Middle(TextRun run) => ((run.Left + run.Right) / 2, run.Baseline + (0.3 * run.Size));

    /// <summary>The grid of lines that touch each other; null where they enclose nothing.</summary>
    internal static Grid? Of(List<Rule> level, List<Rule> upright)
    {
        if (level.Count < 2) return null;
        var (left, right) = (double.MaxValue, double.MinValue);
        foreach (var rule in level)
        {
            left = Math.Min(left, rule.Left);
            right = Math.Max(right, rule.Right);
        }
        // A table without lines at its sides ends where its level lines end.
        var xs = Places([.. upright.ConvertAll(r => (r.Left + r.Right) / 2), left, right]);
        var ys = Places(level.ConvertAll(r => (r.Bottom + r.Top) / 2));
        if (xs.Length < 2 || ys.Length < 2 || xs.Length * ys.Length > 10_000) return null;
        Array.Reverse(ys);
        var (cells, regular) = Cells(xs, ys, level, upright);
        return new Grid(xs, ys, cells, regular) { HasSides = upright.Count > 1 };
    }

    private static double[] Places(List<double> places)
    {
        places.Sort();
        var kept = new List<double>();
        foreach (var place in places) if (kept.Count == 0 || place - kept[^1] > Near) kept.Add(place);
        return [.. kept];
    }

    private static (int[] Cells, bool Regular) Cells(double[] xs, double[] ys, List<Rule> level, List<Rule> upright)
    {
        int columns = xs.Length - 1, rows = ys.Length - 1;
        // How much of each edge is drawn: the left edge of a place, and its upper edge.
        var leftEdge = new double[rows * columns];
        var upperEdge = new double[rows * columns];
        foreach (var rule in upright)
            for (var c = 1; c < columns; c++)
                if (Math.Abs(((rule.Left + rule.Right) / 2) - xs[c]) <= Near)
                    for (var r = 0; r < rows; r++)
                        leftEdge[(r * columns) + c] += Math.Max(0, Math.Min(rule.Top, ys[r]) - Math.Max(rule.Bottom, ys[r + 1])) / (ys[r] - ys[r + 1]);
        foreach (var rule in level)
            for (var r = 1; r < rows; r++)
                if (Math.Abs(((rule.Bottom + rule.Top) / 2) - ys[r]) <= Near)
                    for (var c = 0; c < columns; c++)
                        upperEdge[(r * columns) + c] += Math.Max(0, Math.Min(rule.Right, xs[c + 1]) - Math.Max(rule.Left, xs[c])) / (xs[c + 1] - xs[c]);
        var cells = new int[rows * columns];
        for (var i = 0; i < cells.Length; i++) cells[i] = i;
        for (var i = 0; i < cells.Length; i++)
        {
            if (i % columns > 0 && leftEdge[i] < 0.6) Join(cells, i, i - 1);
            if (i >= columns && upperEdge[i] < 0.6) Join(cells, i, i - columns);
        }
        for (var i = 0; i < cells.Length; i++) cells[i] = Root(cells, i);
        return (cells, AreRectangles(cells, columns));
    }

    private static bool AreRectangles(int[] cells, int columns)
    {
        var extent = new (int Right, int Bottom, int Count)[cells.Length];
        var leftmost = true;
        for (var i = 0; i < cells.Length; i++)
        {
            ref var e = ref extent[cells[i]];
            e = (Math.Max(e.Right, i % columns), Math.Max(e.Bottom, i / columns), e.Count + 1);
            leftmost &= i % columns >= cells[i] % columns;
        }
        for (var i = 0; i < cells.Length && leftmost; i++)
            if (cells[i] == i && (extent[i].Right - (i % columns) + 1) * (extent[i].Bottom - (i / columns) + 1) != extent[i].Count) return false;
        return leftmost;
    }

    // The root of a cell is its first place.
    private static void Join(int[] cells, int a, int b)
    {
        var (first, second) = (Root(cells, a), Root(cells, b));
        cells[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int Root(int[] cells, int i)
    {
        while (cells[i] != i) i = cells[i] = cells[cells[i]];
        return i;
    }
}
