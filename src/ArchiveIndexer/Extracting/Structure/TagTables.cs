namespace ArchiveIndexer.Extracting;

/// <summary>Makes a table of the cells that the structure tree names.</summary>
internal static class TagTables
{
    private const int LettersOfFlow = 900; // in a cell, on the mean
    private const int LettersOfBox = 300;

    /// <summary>Whether an element that calls itself a table is one: a single column is a box of text.</summary>
    internal static bool IsTable(Tag table) => table.Columns > 1;

    /// <summary>Puts a chunk for each table in the place of those of its cells.</summary>
    /// <param name="chunks">In the order they are read; the tag of a cell's chunk is the cell.</param>
    internal static List<Chunk> Gather(List<Chunk> chunks)
    {
        List<Chunk>? gathered = null;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (chunks[i].Tag?.Cell is not { Table: { } table } || chunks[i].Tag != chunks[i].Tag!.Cell)
            {
                gathered?.Add(chunks[i]);
                continue;
            }
            gathered ??= chunks[..i];
            var cells = new List<Chunk> { chunks[i] };
            while (i + 1 < chunks.Count && chunks[i + 1].Tag is { } next && next.Cell == next && next.Table == table) cells.Add(chunks[++i]);
            // Pages are laid out with tables as well: such cells are read as what they hold.
            if (IsFlow(cells)) foreach (var cell in cells) gathered.Add(new Chunk(cell.Runs));
            else gathered.Add(TableOf(table, cells));
        }
        return gathered ?? chunks;
    }

    // Boxes and letterheads: never two cells side by side, or a few rows with much text in one cell that runs over all columns.
    private static bool IsFlow(List<Chunk> cells)
    {
        var (all, rows, beside, box) = (0L, 0, false, false);
        for (var i = 0; i < cells.Count; i++)
        {
            var (cell, letters) = (cells[i].Tag!, 0);
            foreach (var run in cells[i].Runs) letters += run.Letters;
            all += letters;
            if (i > 0 && cells[i - 1].Tag!.Row == cell.Row) beside = true;
            else rows++;
            var alone = (i == 0 || cells[i - 1].Tag!.Row != cell.Row) && (i + 1 == cells.Count || cells[i + 1].Tag!.Row != cell.Row);
            box |= letters > LettersOfBox && alone;
        }
        return !beside || all > LettersOfFlow * cells.Count || (box && rows <= 4);
    }

    private static Chunk TableOf(Tag table, List<Chunk> cells)
    {
        var rows = new List<(Tag Row, Tag?[] Tags, TableCell[] Cells)>();
        var runs = new List<TextRun>();
        foreach (var chunk in cells)
        {
            var cell = chunk.Tag!;
            if (rows.Count == 0 || rows[^1].Row != cell.Row)
            {
                var blank = new TableCell[table.Columns];
                Array.Fill(blank, TableCell.Empty);
                rows.Add((cell.Row!, new Tag?[table.Columns], blank));
            }
            var column = Math.Min(cell.Column, table.Columns - 1);
            rows[^1].Tags[column] = cell;
            rows[^1].Cells[column] = new TableCell(TextLine.Of([new Chunk(Once(chunk.Runs))]));
            runs.AddRange(chunk.Runs);
        }
        var headerRows = HeaderRows(rows);
        return new Chunk(runs)
        {
            Tag = table,
            Table = new TableBlock(rows.ConvertAll(r => (IReadOnlyList<TableCell>)r.Cells)) { HeaderRows = headerRows, HeaderColumns = HeaderColumns(rows, headerRows) },
        };
    }

    // Where a table goes on in the next column, its head is drawn again, under the same tags.
    private static List<TextRun> Once(List<TextRun> runs)
    {
        var half = runs.Count / 2;
        if (runs.Count is 0 or > 20 || runs.Count % 2 != 0) return runs;
        for (var i = 0; i < half; i++) if (runs[i].Text != runs[half + i].Text) return runs;
        return runs[..half];
    }

    // Rows of header cells that head columns; where the file marks none at all, a first row in bold over others that are not.
    private static int HeaderRows(List<(Tag Row, Tag?[] Tags, TableCell[] Cells)> rows)
    {
        var count = 0;
        while (count < rows.Count - 1 && Array.TrueForAll(rows[count].Tags, t => t is null or { Kind: TagKind.HeaderCell, HeadsRow: false })) count++;
        if (count > 0 || rows.Count < 2 || rows.Exists(r => Array.Exists(r.Tags, t => t is { Kind: TagKind.HeaderCell }))) return count;
        return IsBold(rows[0].Cells) && !IsBold(rows[1].Cells) ? 1 : 0;
    }

    private static bool IsBold(TableCell[] cells) => Array.TrueForAll(cells, c => c.Lines.All(l => l.Bold));

    private static int HeaderColumns(List<(Tag Row, Tag?[] Tags, TableCell[] Cells)> rows, int headerRows)
    {
        var body = rows[headerRows..];
        var count = 0;
        while (count < body[0].Tags.Length - 1 && body.TrueForAll(r => r.Tags[count] is null or { Kind: TagKind.HeaderCell })
            && body.Exists(r => r.Tags[count] is not null)) count++;
        return count;
    }
}
