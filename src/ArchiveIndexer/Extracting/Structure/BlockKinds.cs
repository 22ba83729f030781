namespace ArchiveIndexer.Extracting;

/// <summary>What is no heading and no note: items, captions, entries of contents, numbered paragraphs and plain ones.</summary>
internal static class BlockKinds
{
    private const int FewestNumbered = 12;
    private const int LongestCaption = 120;

    internal static void Set(List<List<Piece>> pages)
    {
        var numbered = Numbered(pages);
        foreach (var page in pages)
            for (var i = 0; i < page.Count; i++)
            {
                var piece = page[i];
                if (piece.Table is not null) piece.Kind = BlockKind.Table;
                if (piece.Kind is not null) continue;
                if (piece.IsEntry)
                {
                    (piece.Kind, piece.Text) = (BlockKind.ListItem, Leaders.Shortened(piece.Text));
                    continue;
                }
                piece.Kind = IsCaption(page, i) ? BlockKind.Caption
                    : piece.Marker is { Depth: 1 } && numbered.Contains(piece) ? BlockKind.Paragraph
                    : piece.Marker is { Depth: <= 1 } || piece.Tag is { Kind: TagKind.Item } ? BlockKind.ListItem
                    : BlockKind.Paragraph;
                if (piece.Text.Contains("....", StringComparison.Ordinal) || piece.Text.Contains("……", StringComparison.Ordinal) || piece.Text.Contains("____", StringComparison.Ordinal))
                    piece.Text = Leaders.Shortened(piece.Text);
            }
    }

    // "5. Key events, period two" right above a table is its caption as well.
    private static bool IsCaption(List<Piece> page, int at)
    {
        var piece = page[at];
        if (piece.Tag is { Kind: TagKind.Caption } || (piece.Marker is null && Captions.Is(piece.Text))) return true;
        return piece.Marker is { Depth: 1, Number: not null } && piece.Lines.Count <= 2 && piece.Text.Length <= LongestCaption && at + 1 < page.Count && page[at + 1].Table is not null
            && (at == 0 || page[at - 1].Marker is not { Depth: 1 }) && piece.Text[^1] is not '.' and not ';' and not ':';
    }

    // Paragraphs that are counted through the whole document (1., 2., … 140.) are no list: they go on over headings and pages.
    private static HashSet<Piece> Numbered(List<List<Piece>> pages)
    {
        var found = new HashSet<Piece>();
        var run = new List<Piece>();
        var (last, headings) = (0, 0);
        foreach (var page in pages)
            foreach (var piece in page)
            {
                if (piece.Kind == BlockKind.Heading) headings++;
                if (piece.Kind is not null || piece.Marker is not { Depth: 1, Number: { } text } || piece.Tag?.Lists > 1 || !int.TryParse(text.AsSpan().Trim("().")
                    , System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) continue;
                if (number == last + 1)
                {
                    run.Add(piece);
                    last = number;
                }
                else if (number == 1 && last < FewestNumbered)
                {
                    run.Clear();
                    run.Add(piece);
                    (last, headings) = (1, 0);
                }
            }
        if (run.Count >= FewestNumbered && headings >= 2 && run[^1].Page - run[0].Page >= 2) found.UnionWith(run);
        return found;
    }
}
