namespace ArchiveIndexer.Extracting;

/// <summary>
/// Reads what stands in ruled grids: tables where there are rows and columns of cells, boxes of prose where there is one column.
/// What looks like neither (a chart, a drawing, a frame around the page) is left to the text.
/// </summary>
internal static class RuledTables
{
    private const double LeastFilled = 0.35; // of the cells of a table
    private const int FewestBoxLines = 3;

    /// <summary>Tables and boxes of a page.</summary>
    /// <param name="runs">What runs upright, in the order of the file.</param>
    /// <param name="grids">The page's grids, the largest first.</param>
    /// <param name="owner">For each run the number of its table or box in the result, -1 for those of none; filled in.</param>
    internal static List<Chunk> Take(List<TextRun> runs, List<Grid> grids, int[] owner)
    {
        var found = new List<Chunk>();
        var taken = new List<Grid>();
        foreach (var grid in grids)
        {
            if (taken.Exists(t => t.Contains(grid))) continue;
            var inside = new List<TextRun>();
            for (var i = 0; i < runs.Count; i++) if (owner[i] < 0 && grid.Contains(runs[i])) inside.Add(runs[i]);
            if (inside.Count == 0 || Read(grid, inside, runs.Count, grids) is not { } chunk) continue;
            for (var i = 0; i < runs.Count; i++) if (owner[i] < 0 && grid.Contains(runs[i])) owner[i] = found.Count;
            found.Add(chunk);
            taken.Add(grid);
        }
        return found;
    }

    /// <summary>Whether a grid is a table by its form alone: rows and columns.</summary>
    internal static bool IsTable(Grid grid) => grid.Columns > 1 && grid.Rows > 1 && grid.IsRegular && !grid.IsBox;

    private static Chunk? Read(Grid grid, List<TextRun> inside, int runsOnPage, List<Grid> grids)
    {
        if (!grid.IsRegular) return null;
        if (grid.IsBox || grid.Columns == 1)
        {
            if (grid.Rows > 1 && AlignedTables.InBands(grid, inside) is { } banded) return banded;
            // A frame around everything parts nothing from anything.
            if (!grid.HasSides || inside.Count > 0.6 * runsOnPage || grids.Exists(g => g != grid && grid.Contains(g))) return null;
        }
        if (Flows(grid, inside)) return null;
        var cells = CellsOf(grid, inside);
        if (TableOf(grid, cells) is { } table) return new Chunk(inside) { Table = table };
        return CountLines(inside) >= FewestBoxLines ? BoxOf(cells, inside) : null;
    }

    // Sentences that run over the lines: words with a coloured ground, not cells.
    private static bool Flows(Grid grid, List<TextRun> inside)
    {
        var (over, last) = (0, (TextRun?)null);
        foreach (var run in inside)
        {
            var row = grid.RowOf(run);
            if (row < 0) continue;
            var before = last;
            last = run;
            var (from, to) = (grid.ColumnAt(run.Left + 1), grid.ColumnAt(run.Right - 1));
            if (from >= 0 && to > from && grid.CellAt(row, from) != grid.CellAt(row, to) && run.Text.Contains(' ', StringComparison.Ordinal)) over++;
            if (before is null || from < 0 || !before.SharesBaselineWith(run) || run.Left - before.Right is < -1 or > 4) continue;
            var end = grid.ColumnAt(before.Right - 1);
            if (end >= 0 && end < from && grid.CellAt(row, end) != grid.CellAt(row, from)) over++;
        }
        return over > 1 && over > 0.25 * grid.Rows;
    }

    private static Dictionary<int, List<TextRun>> CellsOf(Grid grid, List<TextRun> inside)
    {
        var cells = new Dictionary<int, List<TextRun>>();
        foreach (var run in inside)
        {
            var row = grid.RowOf(run);
            var rest = run;
            // A run that lies in two cells is two runs: the file draws one row of cells in one go.
            for (var c = Math.Max(0, grid.ColumnAt(run.Left + 1)); c < grid.Columns - 1 && rest is not null; c++)
            {
                if (grid.Xs[c + 1] <= rest.Left + 2 || grid.Xs[c + 1] >= rest.Right - 2 || grid.CellAt(row, c) == grid.CellAt(row, c + 1)) continue;
                var (left, right) = Split(rest, grid.Xs[c + 1]);
                if (left is not null) Add(left);
                rest = right;
            }
            if (rest is not null) Add(rest);

            void Add(TextRun part)
            {
                var column = grid.ColumnAt((part.Left + part.Right) / 2);
                if (column < 0) column = part.Left < grid.Left ? 0 : grid.Columns - 1;
                var cell = grid.CellAt(row, column);
                if (!cells.TryGetValue(cell, out var own)) cells[cell] = own = [];
                own.Add(part);
            }
        }
        return cells;
    }

    // At the space nearest to the line; null for a side on which nothing is left.
    private static (TextRun? Left, TextRun? Right) Split(TextRun run, double x)
    {
        var at = (x - run.Left) / Math.Max(1, run.Right - run.Left) * run.Text.Length;
        var space = -1;
        for (var i = 0; i < run.Text.Length; i++)
            if (run.Text[i] is ' ' or '\t' && (space < 0 || Math.Abs(i - at) < Math.Abs(space - at))) space = i;
        if (space < 0 || Math.Abs(space - at) > 4 + (0.15 * run.Text.Length)) return (at > run.Text.Length / 2.0) ? (run, null) : (null, run);
        return (Part(run, 0, space, run.Left, x - 1), Part(run, space + 1, run.Text.Length, x + 1, run.Right));
    }

    private static TextRun Part(TextRun run, int from, int to, double left, double right)
    {
        var text = run.Text[from..to].Trim();
        var letters = 0;
        foreach (var c in text) if (char.IsLetterOrDigit(c)) letters++;
        return new TextRun
        {
            Text = text, Left = left, Right = right, Baseline = run.Baseline, Size = run.Size, Bold = run.Bold,
            Direction = run.Direction, Artifact = run.Artifact, Letters = letters, Mark = run.Mark,
        };
    }

    private static TableBlock? TableOf(Grid grid, Dictionary<int, List<TextRun>> cells)
    {
        var (rowUsed, columnUsed, inRow) = (new bool[grid.Rows], new bool[grid.Columns], new int[grid.Rows]);
        foreach (var cell in cells.Keys)
        {
            rowUsed[cell / grid.Columns] = columnUsed[cell % grid.Columns] = true;
            inRow[cell / grid.Columns]++;
        }
        var (rows, columns, full, all) = (0, 0, 0, 0);
        for (var r = 0; r < grid.Rows; r++)
        {
            if (rowUsed[r]) rows++;
            if (inRow[r] > 1) full++;
        }
        for (var c = 0; c < grid.Columns; c++) if (columnUsed[c]) columns++;
        for (var i = 0; i < grid.Rows * grid.Columns; i++) if (grid.CellAt(i / grid.Columns, i % grid.Columns) == i) all++;
        // One row is a table only where it can be the rest of one that began on the page before.
        if (columns < 2 || (full < 2 && !(rows == 1 && columns >= 3)) || cells.Count < LeastFilled * all) return null;
        var table = new List<IReadOnlyList<TableCell>>(rows);
        for (var r = 0; r < grid.Rows; r++)
        {
            if (!rowUsed[r]) continue;
            var row = new List<TableCell>(columns);
            for (var c = 0; c < grid.Columns; c++)
                if (columnUsed[c])
                    row.Add(cells.TryGetValue((r * grid.Columns) + c, out var runs) ? TableCell.Of(runs) : TableCell.Empty);
            table.Add(row);
        }
        return TableHeads.Find(new TableBlock(table));
    }

    private static Chunk BoxOf(Dictionary<int, List<TextRun>> cells, List<TextRun> inside)
    {
        var parts = new List<Chunk>();
        foreach (var cell in cells.Keys.Order()) parts.AddRange(ReadingOrder.Of(cells[cell]));
        return new Chunk(inside) { Parts = parts };
    }

    private static int CountLines(List<TextRun> runs)
    {
        var (count, last) = (0, (TextRun?)null);
        foreach (var run in runs)
        {
            if (last is null || !last.SharesBaselineWith(run)) count++;
            last = run;
        }
        return count;
    }
}
