namespace ArchiveIndexer.Extracting;

/// <summary>Tells which pieces are footnotes or endnotes, takes their mark off, and takes the marks that point at them out of the text.</summary>
internal static class NoteBlocks
{
    internal const double Small = 0.92; // of the body's size

    internal static void Find(List<List<Piece>> pages, double bodySize)
    {
        var endnotes = false;
        var known = new KnownNotes(pages.Count);
        for (var number = 0; number < pages.Count; number++)
        {
            var page = pages[number];
            var from = FootnotesFrom(page, bodySize);
            var signs = false;
            var afterText = AfterText(page);
            for (var i = 0; i < page.Count; i++)
            {
                var piece = page[i];
                if (piece.Table is not null || piece.IsEntry) continue;
                if (piece.Letters < 24 && EndsOrBeginsEndnotes(piece) is { } begins) endnotes = begins;
                if ((piece.Tag?.Note is not null && i >= afterText) || piece.First.IsFootnote || i >= from) Take(piece, i > 0 ? page[i - 1] : null);
                else if (endnotes && piece.Marker is { Depth: <= 1, Number: not null } || endnotes && NoteMarks.BeginsRaised(piece.Text)) Take(piece, null);
                if (piece is not { Kind: BlockKind.Footnote, Number: { Length: > 0 } mark }) continue;
                known.Add(number, mark, endnotes);
                signs |= mark[0] is '*' or '†' or '‡';
            }
            if (signs) known.HasSigns(number);
        }
        for (var number = 0; number < pages.Count; number++)
        {
            var notes = known.Of(number);
            foreach (var piece in pages[number])
                if (piece.Table is not null) piece.KnownNotes = notes;
                else if (piece.Text.Length > 1) (piece.Text, piece.Notes) = NoteMarks.TakeOut(piece.Text, notes, piece.Kind is null);
        }
    }

    // "Notes" and "Endnotes" begin them, and any other heading-like line ends them.
    private static bool? EndsOrBeginsEndnotes(Piece piece)
    {
        var text = piece.Text.AsSpan().TrimEnd(": .");
        if (text.Equals("notes", StringComparison.OrdinalIgnoreCase) || text.Equals("endnotes", StringComparison.OrdinalIgnoreCase)
            || text.Equals("end notes", StringComparison.OrdinalIgnoreCase) || text.Equals("footnotes", StringComparison.OrdinalIgnoreCase)) return true;
        return piece.Tag is { Kind: TagKind.Heading } || piece.Style.Bold ? false : null;
    }

    private static void Take(Piece piece, Piece? before)
    {
        var (mark, length) = MarkOf(piece);
        // A note goes on in a second paragraph; but small print that has no mark and follows none is no note.
        if (mark is null && piece.Tag?.Note is null && before?.Kind != BlockKind.Footnote) return;
        piece.Kind = BlockKind.Footnote;
        piece.Number = mark;
        if (piece.Marker is null && length > 0) piece.Text = piece.Text[length..];
    }

    private static (string? Mark, int Length) MarkOf(Piece piece)
    {
        if (piece.Number is { } number) return (number.Trim('.', ')', '(', '['), 0);
        return NoteMarks.AtStart(piece.Text) is { } start ? (start.Mark, start.Length) : (null, 0);
    }

    // Notes stand below the text: what is marked as one above some of it, and begins with no mark, is text that the file has wrong.
    private static int AfterText(List<Piece> page)
    {
        var from = 0;
        while (from < page.Count && page[from].Tag?.Note is not null && page[from].Table is null && MarkOf(page[from]).Mark is null) from++;
        return from < page.Count && page[from].Tag?.Note is null && !page[from].First.IsFootnote ? from : 0;
    }

    // Small type at the end of a page, from the first on that begins with a mark; the marks count upwards.
    private static int FootnotesFrom(List<Piece> page, double bodySize)
    {
        var from = page.Count;
        var next = int.MaxValue;
        HashSet<string>? raised = null;
        for (var i = page.Count - 1; i > 0 && page[i].Table is null && !page[i].IsEntry && page[i].Style.Size <= Small * bodySize; i--)
        {
            if (page[i].Tag is { Kind: TagKind.Caption or TagKind.Heading }) break;
            if (MarkOf(page[i]).Mark is not { } mark || (page[i].Marker is { Depth: > 1 })) continue;
            if (!int.TryParse(mark, out var number))
            {
                if (mark[0] is '*' or '†' or '‡') from = i;
                continue;
            }
            // A figure that is not raised, and that no raised one points at, is the beginning of something else.
            if (number != next - 1 && !NoteMarks.BeginsRaised(page[i].First.Text) && !(raised ??= NoteMarks.On(page)).Contains(mark)) continue;
            if (number >= next || next != int.MaxValue && next - number > 3) break;
            (from, next) = (i, number);
        }
        // "5. Key events" in small type above a table is its caption, and a figure in small print may be anything: one alone must be raised.
        return from < page.Count && from == page.Count - 1 && page[from].Marker is { Depth: 1 } && !NoteMarks.BeginsRaised(page[from].First.Text) && page[from].Letters < 40 ? page.Count : from;
    }
}
