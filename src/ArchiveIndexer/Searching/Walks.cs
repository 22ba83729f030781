using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Walks through the documents of a segment that hold some words, and through the places where they stand in each. What walks is lent from
/// query to query: making it costs as much as moving it.
/// </summary>
internal sealed class Walks : IDisposable
{
    private static readonly ConditionalWeakTable<object, ConcurrentBag<Walks>> Pools = [];

    private readonly Dictionary<string, TermsEnum?> terms = new(StringComparer.Ordinal);
    private readonly List<Walk> walks = [];
    private AtomicReader segment = null!;
    private int count;

    private Walks()
    {
    }

    /// <param name="segment">Where.</param>
    /// <param name="field">Of which words.</param>
    /// <param name="stems">The words: in what follows they are known by their place among these.</param>
    public static Walks Of(AtomicReader segment, string field, IReadOnlyList<string> stems)
    {
        var walks = Pools.GetOrCreateValue(segment.CoreCacheKey).TryTake(out var free) ? free : new Walks();
        walks.segment = segment;
        walks.count = stems.Count;
        while (walks.walks.Count < stems.Count) walks.walks.Add(new Walk());
        for (var n = 0; n < stems.Count; n++) walks.walks[n].Begin(field, stems[n]);
        return walks;
    }

    /// <summary>Whether all words stand in a document; documents must be asked about in order.</summary>
    public bool AllStandIn(int document)
    {
        for (var n = 0; n < count; n++)
        {
            if (!StandsIn(n, document)) return false;
        }
        return count > 0;
    }

    /// <summary>Whether one of the words stands in a document; documents must be asked about in order.</summary>
    public bool StandsIn(int word, int document) => Opened(word).MoveTo(document) == document;

    /// <summary>The next document in which all words stand.</summary>
    /// <param name="from">The first that may be.</param>
    public int NextWithAll(int from)
    {
        if (count == 0) return DocIdSetIterator.NO_MORE_DOCS;
        var document = from;
        for (var n = 0; n < count && document != DocIdSetIterator.NO_MORE_DOCS; n++)
        {
            if (Opened(n).MoveTo(document) is var there && there == document) continue;
            (document, n) = (there, -1);
        }
        return document;
    }

    /// <summary>Where one of the words stands in a document in which it does, in order; as long as nothing else is asked.</summary>
    public ReadOnlySpan<int> Positions(int word, int document) => walks[word].Positions(document);

    /// <summary>The next place in a document where all words follow each other.</summary>
    /// <param name="document">In which all stand.</param>
    /// <param name="next">By word: where to go on; zeros at first.</param>
    /// <param name="at">The place before, then this one: the position of the first word.</param>
    /// <returns>Whether there is one.</returns>
    public bool NextOfPhrase(int document, int[] next, ref int at)
    {
        var first = Positions(0, document);
        while (next[0] < first.Length)
        {
            at = first[next[0]++];
            var n = 1;
            for (; n < count; n++)
            {
                var there = Positions(n, document);
                var wanted = at + n;
                while (next[n] < there.Length && there[next[n]] < wanted) next[n]++;
                if (next[n] == there.Length) return false;
                if (there[next[n]] != wanted) break;
            }
            if (n == count) return true;
        }
        return false;
    }

    // Only when it is asked about: opening it costs more than a few steps.
    private Walk Opened(int word)
    {
        var walk = walks[word];
        if (walk.IsOpen) return walk;
        if (!terms.TryGetValue(walk.Field, out var found)) terms[walk.Field] = found = segment.GetTerms(walk.Field)?.GetEnumerator();
        walk.Open(found, segment.LiveDocs);
        return walk;
    }

    public void Dispose()
    {
        var pool = Pools.GetOrCreateValue(segment.CoreCacheKey);
        // A reader that is closed must not be held by what waits to be lent.
        segment = null!;
        pool.Add(this);
    }

    private sealed class Walk
    {
        private DocsAndPositionsEnum? places;
        private DocsAndPositionsEnum? earlier;
        private string stem = "";
        private int[] positions = [];
        private int count;
        private int readIn;

        public string Field { get; private set; } = "";

        public bool IsOpen { get; private set; }

        public void Begin(string field, string word)
        {
            (Field, stem, IsOpen, readIn) = (field, word, false, -1);
            earlier = places ?? earlier;
            places = null;
        }

        public void Open(TermsEnum? terms, IBits? live)
        {
            IsOpen = true;
            if (terms is not null && terms.SeekExact(new BytesRef(stem))) places = terms.DocsAndPositions(live, earlier, DocsAndPositionsFlags.NONE);
        }

        // To the first document from this one on.
        public int MoveTo(int document) =>
            places is null ? DocIdSetIterator.NO_MORE_DOCS : places.DocID >= document ? places.DocID : places.Advance(document);

        public ReadOnlySpan<int> Positions(int document)
        {
            if (readIn != document)
            {
                (readIn, count) = (document, places!.Freq);
                if (positions.Length < count) positions = new int[Math.Max(count, 2 * positions.Length)];
                for (var n = 0; n < count; n++) positions[n] = places.NextPosition();
            }
            return positions.AsSpan(0, count);
        }
    }
}
