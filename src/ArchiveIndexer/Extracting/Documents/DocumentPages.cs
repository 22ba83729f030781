namespace ArchiveIndexer.Extracting;

/// <summary>Gathers the blocks of a document that has no sheets of its own into pages.</summary>
internal sealed class DocumentPages
{
    // Longer than a chapter: only then is a document without page breaks cut, at headings, into pieces of this length at least.
    private const int LongestPage = 100_000, ShortestPiece = 20_000;

    private readonly List<Sheet> sheets = [new()];
    private bool asked;

    private sealed class Sheet
    {
        internal List<(Block Block, bool IsContents)> Blocks { get; } = [];
        internal List<Block> Notes { get; } = [];
        internal int Length { get; set; }
        internal bool IsEmpty => Blocks.Count + Notes.Count == 0;
    }

    /// <summary>Adds a block to the page that is being filled.</summary>
    internal void Add(Block block, bool isContents = false)
    {
        sheets[^1].Blocks.Add((block, isContents));
        sheets[^1].Length += block.Text.Length;
        asked = false;
    }

    /// <summary>Adds a note, which stands at the foot of the page.</summary>
    internal void AddNote(Block note) => sheets[^1].Notes.Add(note);

    /// <summary>Begins a page because the author asked for it.</summary>
    internal void Break()
    {
        sheets.Add(new());
        asked = true;
    }

    /// <summary>Begins a page where the author's program last did; where the author asked for it, it has begun already.</summary>
    internal void BreakAsShown()
    {
        if (asked) asked = false;
        else sheets.Add(new());
    }

    /// <summary>The pages; the records of recommendations read from them without the tables of contents.</summary>
    internal (IReadOnlyList<Page> Pages, IReadOnlyList<Recommendation> Recommendations) Done()
    {
        while (sheets.Count > 1 && sheets[^1].IsEmpty) sheets.RemoveAt(sheets.Count - 1);
        var whole = sheets.SelectMany(sheet => sheet.Length > LongestPage ? Pieces(sheet) : [sheet]).ToList();
        return ([.. whole.Select((sheet, i) => PageOf(sheet, i + 1, withContents: true))], RecommendationReader.Read([.. whole.Select((sheet, i) => PageOf(sheet, i + 1, withContents: false))]));
    }

    private static IEnumerable<Sheet> Pieces(Sheet sheet)
    {
        var piece = new Sheet();
        foreach (var (block, isContents) in sheet.Blocks)
        {
            if (block.Kind == BlockKind.Heading && piece.Length >= ShortestPiece)
            {
                yield return piece;
                piece = new();
            }
            piece.Blocks.Add((block, isContents));
            piece.Length += block.Text.Length;
        }
        piece.Notes.AddRange(sheet.Notes);
        yield return piece;
    }

    private static Page PageOf(Sheet sheet, int number, bool withContents)
    {
        Block[] blocks = [.. sheet.Blocks.Where(one => withContents || !one.IsContents).Select(one => one.Block), .. sheet.Notes];
        var text = BlockText.Of(blocks);
        var contents = sheet.Blocks.Count(one => one.IsContents);
        return new Page(number, null, text, blocks, text.Length == 0 ? TextSource.None : TextSource.Text, text.Length == 0 ? 0 : 1)
        {
            Role = withContents && contents > 2 && contents * 2 > sheet.Blocks.Count ? PageRole.Contents : null,
        };
    }
}
