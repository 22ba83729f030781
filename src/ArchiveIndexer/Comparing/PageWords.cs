namespace ArchiveIndexer.Comparing;

/// <summary>A page as its words, line ends among them.</summary>
internal sealed class PageWords
{
    internal const string LineEnd = "\n";

    private readonly int[] _sorted;

    private PageWords(int number, string[] words)
    {
        (Number, Words) = (number, words);
        // Line ends come and go with the layout: they say nothing.
        var spoken = words.Where(word => word != LineEnd).ToArray();
        _sorted = [.. spoken.Select(word => string.GetHashCode(word, StringComparison.Ordinal)).Order()];
        Text = string.Join(' ', spoken);
    }

    internal int Number { get; }

    internal string[] Words { get; }

    private string Text { get; }

    internal static PageWords Of(Page page) => new(page.Number, [.. Split(page.Text)]);

    /// <summary>The words of a text, and a line end for each run of them.</summary>
    internal static IEnumerable<string> Split(string text)
    {
        foreach (var (at, line) in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index())
        {
            if (at > 0) yield return LineEnd;
            foreach (var word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) yield return word;
        }
    }

    internal bool Says(PageWords other) => Text == other.Text;

    /// <summary>How alike two pages are: twice the words that both have by the words of both (Dice's coefficient), 0 to 1; two empty pages are alike.</summary>
    internal double LikenessTo(PageWords other)
    {
        var (one, two) = (_sorted, other._sorted);
        if (one.Length + two.Length == 0) return 1;
        var both = 0;
        for (var (i, j) = (0, 0); i < one.Length && j < two.Length;)
        {
            if (one[i] == two[j]) (both, i, j) = (both + 1, i + 1, j + 1);
            else if (one[i] < two[j]) i++;
            else j++;
        }
        return 2.0 * both / (one.Length + two.Length);
    }
}
