namespace ArchiveIndexer.Host.Serving;

/// <summary>Where on a page each recommendation begins, as empty elements that links lead to.</summary>
internal sealed class RecommendationAnchors
{
    private const int TellingCharacters = 40;

    private readonly Dictionary<int, string> byBlock = [];

    /// <param name="blocks">The page's.</param>
    /// <param name="recommendations">Those that begin on it.</param>
    internal RecommendationAnchors(IReadOnlyList<Block> blocks, IEnumerable<(int Ordinal, Recommendation Recommendation)> recommendations)
    {
        foreach (var (ordinal, recommendation) in recommendations)
        {
            var anchor = $"<span id=\"rec-{ordinal}\"></span>";
            var beginning = Telling(recommendation.Text, TellingCharacters);
            var block = beginning.Length == 0 ? -1 : blocks.Index().Where(one => Telling(TextOf(one.Item), int.MaxValue).Contains(beginning, StringComparison.Ordinal)).Select(one => one.Index).FirstOrDefault(-1);
            // Where its words are in no one block, the link leads to the top of the page.
            if (block < 0 || blocks[block].Kind is BlockKind.Footnote) Elsewhere += anchor;
            else byBlock[block] = byBlock.GetValueOrDefault(block) + anchor;
        }
    }

    /// <summary>For the top of the page.</summary>
    internal string Elsewhere { get; } = "";

    /// <summary>For the beginning of a block.</summary>
    internal string At(int block) => byBlock.GetValueOrDefault(block, "");

    private static string TextOf(Block block) => block.Rows is { } rows ? string.Join(' ', rows.SelectMany(row => row)) : block.Text;

    // Letters and digits alone: line ends, hyphens and marks may have been mended in one of the two.
    private static string Telling(string text, int most) => string.Concat(text.Where(char.IsLetterOrDigit).Take(most));
}
