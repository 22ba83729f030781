namespace ArchiveIndexer.Extracting;

/// <summary>Tells the header cells of a table by how they are set: bold where the others are not, or words above figures.</summary>
internal static class TableHeads
{
    private const int MostHeaderRows = 3;

    /// <summary>The table with what can be said of its headers; nothing is said where nothing shows.</summary>
    internal static TableBlock Find(TableBlock table)
    {
        var rows = table.Rows;
        if (rows.Count < 2) return table;
        var heads = 0;
        while (heads < Math.Min(MostHeaderRows, rows.Count - 1) && IsBold(rows[heads], 0)) heads++;
        if (heads > 0 && !HasPlain(rows, heads)) heads = 0;
        if (heads == 0 && IsWordsAboveFigures(rows)) heads = 1;
        return table with { HeaderRows = heads, HeaderColumns = IsFirstColumnBold(rows, heads) ? 1 : 0 };
    }

    private static bool IsBold(IReadOnlyList<TableCell> row, int from)
    {
        var any = false;
        for (var c = from; c < row.Count; c++)
            foreach (var line in row[c].Lines)
            {
                if (!line.Bold) return false;
                any |= line.Letters > 0;
            }
        return any;
    }

    private static bool HasPlain(IReadOnlyList<IReadOnlyList<TableCell>> rows, int from)
    {
        for (var r = from; r < rows.Count; r++)
            foreach (var cell in rows[r])
                foreach (var line in cell.Lines) if (!line.Bold) return true;
        return false;
    }

    private static bool IsFirstColumnBold(IReadOnlyList<IReadOnlyList<TableCell>> rows, int from)
    {
        var (bold, plain) = (0, false);
        for (var r = from; r < rows.Count; r++)
        {
            foreach (var line in rows[r][0].Lines)
            {
                if (!line.Bold) return false;
                bold++;
            }
            for (var c = 1; c < rows[r].Count && !plain; c++)
                foreach (var line in rows[r][c].Lines) plain |= !line.Bold;
        }
        return bold >= 2 && plain;
    }

    // The first row has no figures, and below it there is a column of nothing else.
    private static bool IsWordsAboveFigures(IReadOnlyList<IReadOnlyList<TableCell>> rows)
    {
        if (rows.Count < 3) return false;
        foreach (var cell in rows[0])
            foreach (var line in cell.Lines) if (IsFigure(line.Text)) return false;
        for (var c = 1; c < rows[0].Count; c++)
        {
            if (rows[0][c].Lines.Count == 0) continue;
            var (figures, others) = (0, 0);
            for (var r = 1; r < rows.Count; r++)
                if (rows[r][c].Lines.Count == 1 && IsFigure(rows[r][c].Lines[0].Text)) figures++;
                else if (rows[r][c].Lines.Count > 0) others++;
            if (figures >= 2 && others == 0) return true;
        }
        return false;
    }

    private static bool IsFigure(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c)) return false;
            if (char.IsDigit(c)) digits++;
        }
        return digits > 0;
    }
}
