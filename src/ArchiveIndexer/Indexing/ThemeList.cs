namespace ArchiveIndexer.Indexing;

/// <summary>The product's themes, for people.</summary>
public static class ThemeList
{
    /// <summary>Every theme with the words that show it, by name.</summary>
    public static IReadOnlyList<(string Theme, IReadOnlyList<string> Words)> All { get; } = Themes.Listed;
}
