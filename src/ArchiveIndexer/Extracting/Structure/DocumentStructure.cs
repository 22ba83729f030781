namespace ArchiveIndexer.Extracting;

/// <summary>A document's paragraphs as a reader understands them: contents pages and title page, headings and their levels, items, notes, captions.</summary>
internal sealed class DocumentStructure
{
    private readonly List<List<Piece>> pages;
    private readonly bool[] contents;
    private readonly LineEnds ends;
    private readonly int titlePage = -1;

    internal DocumentStructure(IReadOnlyList<List<Paragraph>> paragraphs, double bodySize, bool bodyBold, LineEnds ends, DocumentFacts facts)
    {
        this.ends = ends;
        pages = new List<List<Piece>>(paragraphs.Count);
        for (var i = 0; i < paragraphs.Count; i++) pages.Add(PiecesOf(paragraphs[i], i, ends));
        var entries = ContentsEntries.Find(pages);
        contents = [.. pages.Select(ContentsEntries.IsContentsPage)];
        Guides.Follow(pages, entries, facts.Outline, ends);
        if (TitlePageReader.Read(pages, bodySize) is { } title) (TitlePage, titlePage) = title;
        Title = facts.Title ?? TitlePage?.Title ?? (pages.Count > 0 ? TitlePageReader.Largest(pages[0], bodySize) : null);
        NoteBlocks.Find(pages, bodySize);
        var finder = new HeadingFinder(pages, bodySize, bodyBold);
        for (var i = 0; i < pages.Count; i++) finder.Decide(pages[i], i == titlePage);
        HeadingLevels.Set(pages, finder.TagsSpeak);
        BlockKinds.Set(pages);
    }

    /// <summary>The title that the file declares, where it is one; else what its title page says, or the largest text of its first page.</summary>
    internal string? Title { get; }

    internal TitlePage? TitlePage { get; }

    /// <summary>What page <paramref name="index"/>, from 0, is for.</summary>
    internal string? RoleOf(int index) => index == titlePage ? PageRole.Title : contents[index] ? PageRole.Contents : null;

    /// <summary>The blocks of page <paramref name="index"/>, from 0.</summary>
    internal List<Block> BlocksOf(int index)
    {
        var page = pages[index];
        var blocks = new List<Block>(page.Count);
        foreach (var piece in page)
        {
            if (piece.Table is { } table) blocks.Add(table.ToBlock(ends, piece.KnownNotes));
            else if (piece.Text.Length > 0 || piece.Number is not null)
                blocks.Add(new Block(piece.Kind!, piece.Kind == BlockKind.Heading ? piece.Level : null, piece.Number, piece.Text) { Notes = piece.Notes });
        }
        return blocks;
    }

    private static List<Piece> PiecesOf(List<Paragraph> paragraphs, int page, LineEnds ends)
    {
        var pieces = new List<Piece>(paragraphs.Count);
        foreach (var paragraph in paragraphs) pieces.Add(new Piece(page, paragraph.Lines, paragraph.Marker, ends));
        return pieces;
    }
}
