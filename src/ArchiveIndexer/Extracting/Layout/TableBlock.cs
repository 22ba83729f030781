using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>A table as it stands on one page, before the lines of its cells are joined.</summary>
/// <param name="Rows">All of one length; a cell that spans several columns or rows stands in the first of them, and the others are empty.</param>
internal sealed record TableBlock(IReadOnlyList<IReadOnlyList<TableCell>> Rows)
{
    /// <summary>How many of the first rows are headers of their columns.</summary>
    internal int HeaderRows { get; init; }

    /// <summary>How many of the first columns are headers of their rows.</summary>
    internal int HeaderColumns { get; init; }

    /// <summary>The block: its text has a line for each row, with a tab between cells that say something.</summary>
    /// <param name="ends">Joins the lines of a cell.</param>
    /// <param name="notes">The notes that cells may point at; null for none.</param>
    internal Block ToBlock(LineEnds ends, KnownNotes.OfPage? notes)
    {
        List<NoteMark>? marks = null;
        var rows = new List<IReadOnlyList<string>>(Rows.Count);
        var text = new StringBuilder();
        foreach (var row in Rows)
        {
            var cells = new string[row.Count];
            if (text.Length > 0) text.Append('\n');
            var start = text.Length;
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = row[i].TextOf(ends);
                if (cells[i].Length == 0) continue;
                if (text.Length > start) text.Append('\t');
                if (notes is not null && NoteMarks.TakeOut(cells[i], notes, mayHaveSigns: true, inCell: true) is { Marks.Count: > 0 } taken)
                {
                    cells[i] = taken.Text;
                    foreach (var mark in taken.Marks) (marks ??= []).Add(mark with { At = text.Length + mark.At });
                }
                text.Append(cells[i]);
            }
            rows.Add(cells);
        }
        return new Block(BlockKind.Table, null, null, text.ToString(), rows) { HeaderRows = HeaderRows, HeaderColumns = HeaderColumns, Notes = marks ?? [] };
    }
}

/// <summary>A cell of a table.</summary>
/// <param name="Lines">From the top; none where the cell is empty.</param>
internal sealed record TableCell(IReadOnlyList<TextLine> Lines)
{
    internal static readonly TableCell Empty = new([]);

    /// <summary>The cell that holds these runs, put in order.</summary>
    internal static TableCell Of(List<TextRun> runs) => new(TextLine.Of(runs.Count == 1 ? [new Chunk(runs)] : ReadingOrder.Of(runs)));

    internal string TextOf(LineEnds ends)
    {
        if (Lines.Count == 0) return "";
        var texts = new string[Lines.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Lines[i].Text;
        return ends.Join(texts);
    }
}
