namespace ArchiveIndexer.Extracting;

/// <summary>
/// Finds tables that are not ruled, or only between their rows, by the white strips between their columns: several lines in a row
/// that leave the same strips free and begin (or end) at the same places behind them. Columns of prose, lists and contents do so
/// too, and are told by their words.
/// </summary>
internal static class AlignedTables
{
    private const double Strip = 1.0; // in sizes of the type
    private const double NextLine = 3.2; // in sizes of the type
    private const int MostRuns = 1_500;
    private static readonly Interval Page = new(double.MinValue, double.MaxValue);

    /// <summary>The tables among runs that have no owner yet; their runs get one.</summary>
    internal static void Take(List<TextRun> runs, int[] owner, List<Chunk> found)
    {
        if (!MayHold(runs, owner)) return;
        var free = new List<TextRun>();
        for (var i = 0; i < runs.Count; i++) if (owner[i] < 0) free.Add(runs[i]);
        var gutters = Gutters.Find(free);
        if (gutters.Count > 0) free.RemoveAll(run => gutters.Exists(g => g.Divides(run)));
        var lines = VisualLine.Of(free);
        HashSet<TextRun>? taken = null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Segments.Count < 2 || Cut([Page], lines[i], Strip).Count < 3) continue;
            var (end, strips) = Region(lines, i);
            if (end - i < 3 || strips.Count == 0 || Read(lines.GetRange(i, end - i), strips, runs) is not { } chunk) continue;
            taken ??= new(ReferenceEqualityComparer.Instance);
            taken.Clear();
            taken.UnionWith(chunk.Runs);
            for (var r = 0; r < runs.Count; r++) if (owner[r] < 0 && taken.Contains(runs[r])) owner[r] = found.Count;
            found.Add(chunk);
            i = end - 1;
        }
    }

    /// <summary>A table that is ruled between its rows alone.</summary>
    /// <param name="grid">Of one column.</param>
    /// <param name="inside">What stands in it.</param>
    internal static Chunk? InBands(Grid grid, List<TextRun> inside)
    {
        var lines = VisualLine.Of(inside);
        if (lines.Count < 2 || inside.Count > MostRuns) return null;
        var strips = new List<Interval> { Page };
        foreach (var line in lines)
            // A line over all columns is a heading between rows.
            if (line.Segments.Count > 1 || line.Segments[0].Right - line.Segments[0].Left < 0.5 * (grid.Right - grid.Left)) strips = Cut(strips, line, 0.6);
        Inner(strips);
        if (strips.Count == 0 || AreProse(lines, strips)) return null;
        var rows = new List<IReadOnlyList<TableCell>>();
        var ruled = grid.Rows >= 4;
        for (var band = 0; band < grid.Rows; band++)
        {
            var own = lines.FindAll(l => l.Baseline + (0.3 * l.Size) <= grid.Ys[band] && l.Baseline + (0.3 * l.Size) > grid.Ys[band + 1]);
            if (own.Count > 0) AddRows(ruled ? [own] : TableRows.Of(own, strips), strips, rows);
        }
        // The level lines of a chart, with figures between them.
        if (!HasWords(rows)) return null;
        var full = CountFull(rows);
        return full >= 2 && full * 2 >= rows.Count && full >= (strips.Count == 1 ? 3 : 2) ? new Chunk(inside) { Table = TableHeads.Find(new TableBlock(rows)) } : null;
    }

    // Most pages have nothing beside anything, and need no more than one look.
    private static bool MayHold(List<TextRun> runs, int[] owner)
    {
        if (runs.Count > MostRuns) return false;
        var beside = 0;
        for (var i = 1; i < runs.Count; i++) if (owner[i] < 0 && runs[i].Left > runs[i - 1].Right && runs[i - 1].SharesBaselineWith(runs[i])) beside++;
        return beside >= 3 || (beside > 0 && runs.Count > 6) || DrawnByColumn(runs, owner);
    }

    private static bool DrawnByColumn(List<TextRun> runs, int[] owner)
    {
        for (var i = 1; i < runs.Count; i++) if (owner[i] < 0 && runs[i].Baseline > runs[i - 1].Baseline + (2 * runs[i].Size)) return true;
        return false;
    }

    // As many lines as leave a strip free, without those at the end that stand in the first column alone.
    private static (int End, List<Interval> Strips) Region(List<VisualLine> lines, int start)
    {
        var strips = Cut([Page], lines[start], Strip);
        Inner(strips);
        var columns = strips.Count;
        var end = start + 1;
        var last = start;
        for (; end < lines.Count; end++)
        {
            var (above, line) = (lines[end - 1], lines[end]);
            if (above.Baseline - line.Baseline > NextLine * Math.Max(above.Size, line.Size) || line.Size > 1.7 * above.Size || above.Size > 1.7 * line.Size) break;
            var left = Cut(strips, line, Strip);
            // Where a line takes half of the columns away, another table or none begins.
            if (left.Count == 0 || left.Count < (columns + 1) / 2) break;
            strips = left;
            if (line.Segments.Count > 1) last = end;
        }
        for (end = last + 1; end < lines.Count && end <= last + 3; end++)
        {
            var line = lines[end];
            if (line.Segments[0].Left < strips[0].Left || lines[end - 1].Baseline - line.Baseline > 1.5 * line.Size || Cut(strips, line, Strip).Count < strips.Count) break;
        }
        return (end, strips);
    }

    private static Chunk? Read(List<VisualLine> lines, List<Interval> strips, List<TextRun> drawn)
    {
        var full = 0;
        foreach (var line in lines) if (line.Segments.Count > 1) full++;
        var columns = strips.Count + 1;
        if (full < (columns == 2 ? 4 : 3) || full < 0.5 * lines.Count) return null;
        if (!AreAligned(lines, strips) || AreProse(lines, strips) || IsListOrContents(lines, strips)) return null;
        var groups = TableRows.Of(lines, strips);
        if (!AreDrawnInTurn(groups, drawn)) return null;
        var rows = new List<IReadOnlyList<TableCell>>();
        AddRows(groups, strips, rows);
        if (CountFull(rows) < 3) return null;
        var inside = new List<TextRun>();
        foreach (var line in lines) foreach (var segment in line.Segments) inside.AddRange(segment.Runs);
        return new Chunk(inside) { Table = TableHeads.Find(new TableBlock(rows)) };
    }

    // A file draws a table row by row, and columns of text one after the other.
    private static bool AreDrawnInTurn(List<List<VisualLine>> rows, List<TextRun> drawn)
    {
        var places = new Dictionary<TextRun, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < drawn.Count; i++) places[drawn[i]] = i;
        var (inTurn, last) = (0, -1);
        foreach (var row in rows)
        {
            var (first, end) = (int.MaxValue, -1);
            foreach (var line in row)
                foreach (var segment in line.Segments)
                    foreach (var run in segment.Runs) (first, end) = (Math.Min(first, places[run]), Math.Max(end, places[run]));
            if (first > last) inTurn++;
            last = end;
        }
        return inTurn >= 0.8 * rows.Count;
    }

    // Every column but the first begins, ends or is centred at one place in most of its lines.
    private static bool AreAligned(List<VisualLine> lines, List<Interval> strips)
    {
        for (var column = 1; column <= strips.Count; column++)
        {
            List<double> lefts = [], rights = [], middles = [];
            foreach (var line in lines)
                if (line.FirstIn(column, strips) is { } segment)
                {
                    lefts.Add(segment.Left);
                    rights.Add(segment.Right);
                    middles.Add((segment.Left + segment.Right) / 2);
                }
            var needed = 0.7 * lefts.Count;
            if (lefts.Count < 2 || (MostAlike(lefts) < needed && MostAlike(rights) < needed && MostAlike(middles) < needed)) return false;
        }
        return true;
    }

    private static int MostAlike(List<double> places)
    {
        places.Sort();
        var (most, from) = (0, 0);
        for (var i = 0; i < places.Count; i++)
        {
            while (places[i] - places[from] > 3) from++;
            most = Math.Max(most, i - from + 1);
        }
        return most;
    }

    // Two or more columns whose lines are full and of many words.
    private static bool AreProse(List<VisualLine> lines, List<Interval> strips)
    {
        var prose = 0;
        for (var column = 0; column <= strips.Count; column++)
        {
            var (count, words, width, left, right) = (0, 0, 0.0, double.MaxValue, double.MinValue);
            foreach (var line in lines)
                if (line.FirstIn(column, strips) is { } segment)
                {
                    count++;
                    words += segment.Words;
                    width += segment.Right - segment.Left;
                    left = Math.Min(left, segment.Left);
                    right = Math.Max(right, segment.Right);
                }
            if (count >= 3 && words >= 3.5 * count && width > 0.7 * count * (right - left)) prose++;
        }
        return prose >= 2;
    }

    // Items behind their marks, entries of a contents page before their pages.
    private static bool IsListOrContents(List<VisualLine> lines, List<Interval> strips)
    {
        var (marked, counted, numbered, last, leaders) = (0, 0, 0, 0, 0);
        foreach (var line in lines)
        {
            if (line.FirstIn(0, strips) is { } first)
            {
                counted++;
                if (IsMark(first.Text)) marked++;
            }
            foreach (var segment in line.Segments) if (segment.Runs[^1].Text.Contains("....", StringComparison.Ordinal)) leaders++;
            if (PageAtEnd(line.Segments[^1].Runs[^1].Text) is not { } page || page < last) continue;
            numbered++;
            last = page;
        }
        return (marked >= 0.7 * counted && strips.Count == 1) || leaders > 1 || (numbered >= 0.7 * counted && numbered >= 3);
    }

    // A bullet, a number, or letters closed as a mark is: "iv.", "b)".
    private static bool IsMark(string text)
    {
        if (text.Length > 6) return false;
        if (text[^1] is '.' or ')') return true;
        foreach (var c in text) if (char.IsLetter(c)) return text.Length == 1;
        return true;
    }

    private static int? PageAtEnd(string text)
    {
        var i = text.Length;
        while (i > 0 && char.IsAsciiDigit(text[i - 1])) i--;
        return text.Length - i is >= 1 and <= 3 && (i == 0 || text[i - 1] is ' ' or '\t')
            ? int.Parse(text.AsSpan(i), System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static void AddRows(List<List<VisualLine>> groups, List<Interval> strips, List<IReadOnlyList<TableCell>> rows)
    {
        foreach (var group in groups)
        {
            var cells = new List<TextRun>?[strips.Count + 1];
            foreach (var line in group)
                foreach (var segment in line.Segments) (cells[VisualLine.ColumnOf(segment, strips)] ??= []).AddRange(segment.Runs);
            rows.Add(Array.ConvertAll(cells, cell => cell is null ? TableCell.Empty : TableCell.Of(cell)));
        }
    }

    private static bool HasWords(List<IReadOnlyList<TableCell>> rows)
    {
        foreach (var row in rows)
            foreach (var cell in row)
                foreach (var line in cell.Lines)
                    foreach (var c in line.Text) if (char.IsLetter(c)) return true;
        return false;
    }

    private static int CountFull(List<IReadOnlyList<TableCell>> rows)
    {
        var full = 0;
        foreach (var row in rows)
        {
            var filled = 0;
            foreach (var cell in row) if (cell.Lines.Count > 0) filled++;
            if (filled > 1) full++;
        }
        return full;
    }

    // What a line leaves of the strips, where it is wide enough.
    private static List<Interval> Cut(List<Interval> strips, VisualLine line, double width)
    {
        var left = new List<Interval>(strips.Count);
        foreach (var strip in strips)
        {
            var from = strip.Left;
            foreach (var segment in line.Segments)
            {
                if (segment.Right <= from) continue;
                if (segment.Left >= strip.Right) break;
                if (segment.Left - from >= width * line.Size) left.Add(new(from, segment.Left));
                from = segment.Right;
            }
            if (strip.Right - from >= width * line.Size) left.Add(new(from, strip.Right));
        }
        return left;
    }

    // The margins are no strips.
    private static void Inner(List<Interval> strips) => strips.RemoveAll(s => s.Left <= double.MinValue || s.Right >= double.MaxValue);
}
