using DiffPlex;

namespace ArchiveIndexer.Comparing;

/// <summary>What changed between two pages, word by word.</summary>
internal static class WordChanges
{
    /// <summary>All words of a page, with one fate.</summary>
    internal static IReadOnlyList<TextRun> Whole(RunKind kind, PageWords page) => page.Words.Length == 0 ? [] : [new(kind, Joined(page.Words))];

    /// <summary>The runs of words that were kept, deleted and inserted; null when it would take too long to tell.</summary>
    internal static IReadOnlyList<TextRun>? Between(PageWords before, PageWords after, WordBudget budget)
    {
        var (one, two) = (before.Words, after.Words);
        var head = 0;
        while (head < one.Length && head < two.Length && one[head] == two[head]) head++;
        var tail = 0;
        while (tail < one.Length - head && tail < two.Length - head && one[^(tail + 1)] == two[^(tail + 1)]) tail++;
        var (changed, become) = (one[head..^tail], two[head..^tail]);
        if (!budget.Allows(changed.Length, become.Length)) return null;

        var runs = new List<TextRun>();
        void Add(RunKind kind, ReadOnlySpan<string> words)
        {
            if (words.Length > 0) runs.Add(new(kind, Joined(words)));
        }
        Add(RunKind.Kept, one.AsSpan(..head));
        var at = 0;
        foreach (var block in Differ.Instance.CreateDiffs(nameof(changed), nameof(become), ignoreWhiteSpace: false, ignoreCase: false, new WordsAlready(nameof(changed), changed, become)).DiffBlocks)
        {
            Add(RunKind.Kept, changed.AsSpan(at..block.DeleteStartA));
            Add(RunKind.Deleted, changed.AsSpan(block.DeleteStartA, block.DeleteCountA));
            Add(RunKind.Inserted, become.AsSpan(block.InsertStartB, block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Add(RunKind.Kept, changed.AsSpan(at..));
        Add(RunKind.Kept, one.AsSpan(^tail..));
        return runs;
    }

    private static string Joined(ReadOnlySpan<string> words) => string.Join(' ', words).Replace(" \n", "\n", StringComparison.Ordinal).Replace("\n ", "\n", StringComparison.Ordinal);

    /// <summary>The library compares what a chunker makes of two texts: here both are words already, and the texts only their names.</summary>
    private sealed class WordsAlready(string name, string[] words, string[] others) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => text == name ? words : others;
    }
}

/// <summary>How much comparing one pair of texts is given.</summary>
internal sealed class WordBudget
{
    /// <summary>Pairs of words, on one page and on all: what a page of 2,000 words wholly rewritten takes, and fifty of those.</summary>
    private const long MostOnPage = 4_000_000, MostInAll = 200_000_000;

    private long _used;

    internal bool Allows(int words, int others)
    {
        var pairs = (long)words * others;
        if (pairs > MostOnPage || _used + pairs > MostInAll) return false;
        _used += pairs;
        return true;
    }
}
