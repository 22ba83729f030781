namespace ArchiveIndexer.Searching;

/// <summary>The pages of a segment that hold a part of a query, and what it is worth there.</summary>
/// <param name="Words">However it is spelt.</param>
/// <param name="Headings">The pages whose headings hold it, by spelling.</param>
internal sealed record PartPages(WordPages Words, List<WordPages> Headings)
{
    /// <summary>A part that no page holds.</summary>
    public static PartPages None { get; } = new(WordPages.None, []);

    /// <summary>What a page gets that holds nothing else; 0 for a part that is not wanted.</summary>
    public float Weight { get; init; }

    /// <summary>What a page gets besides for a heading.</summary>
    public float HeadingWeight { get; init; }
}
