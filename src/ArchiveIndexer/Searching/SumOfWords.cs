using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Makes one word of several ways of writing it: however many there are, what they count is added up; and of what was typed and what the
/// thesaurus added the better counts, of the latter <see cref="Weights.Expansion"/> only. As long as a segment, so it is lent.
/// </summary>
internal sealed class SumOfWords
{
    private static readonly ConditionalWeakTable<SegmentPublications, ConcurrentBag<SumOfWords>> Pools = [];

    private readonly SegmentPublications all;
    private readonly ushort[] typedCounts;
    private readonly ushort[] addedCounts;

    // Which documents have a count, as bits: everything is 0 between two sums.
    private readonly ulong[] touched;

    private SumOfWords(SegmentPublications all)
    {
        this.all = all;
        var documents = all.PublicationOf.Length;
        (typedCounts, addedCounts, touched) = (new ushort[documents], new ushort[documents], new ulong[(documents + 63) / 64]);
    }

    /// <param name="all">The segment's.</param>
    /// <param name="typed">By spelling.</param>
    /// <param name="added">By expansion.</param>
    public static WordPages Of(SegmentPublications all, List<WordPages> typed, List<WordPages> added)
    {
        if (added.Count == 0 && typed.Count <= 1) return typed.Count == 0 ? WordPages.None : typed[0];
        var pool = Pools.GetOrCreateValue(all);
        var sum = pool.TryTake(out var free) ? free : new SumOfWords(all);
        var words = sum.Made(typed, added);
        pool.Add(sum);
        return words;
    }

    private WordPages Made(List<WordPages> typed, List<WordPages> added)
    {
        foreach (var word in typed) Count(word, typedCounts);
        foreach (var word in added) Count(word, addedCounts);
        var pages = new WordPages.Builder(all, touched.Sum(BitOperations.PopCount));
        for (var n = 0; n < touched.Length; n++)
        {
            for (var bits = touched[n]; bits != 0; bits &= bits - 1)
            {
                var document = n << 6 | BitOperations.TrailingZeroCount(bits);
                pages.Add(document, added.Count == 0 ? typedCounts[document] : Math.Max(typedCounts[document], (int)(addedCounts[document] * Weights.Expansion)));
                typedCounts[document] = addedCounts[document] = 0;
            }
        }
        Array.Clear(touched);
        return pages.Made();
    }

    private void Count(WordPages word, ushort[] counts)
    {
        var (publications, firsts, bits) = (word.Publications, all.FirstPages, touched);
        for (var n = 0; n < publications.Length; n++)
        {
            var first = firsts[publications[n]];
            foreach (var page in word.Of(n))
            {
                var (place, count) = WordPages.Read(page);
                var document = first + place;
                counts[document] = (ushort)Math.Min(ushort.MaxValue, counts[document] + count);
                bits[document >> 6] |= 1UL << document;
            }
        }
    }
}
