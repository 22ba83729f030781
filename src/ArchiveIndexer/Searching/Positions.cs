using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>Where words follow each other, or stand near each other, in the whole publications (or titles) of a segment.</summary>
internal static class Positions
{
    private const int LookAtTheClock = 32;

    /// <summary>Every place where <paramref name="stems"/> follow each other: the document, and the position of the first.</summary>
    public static IEnumerable<(int Document, int Position)> OfPhrase(AtomicReader segment, string field, string[] stems, SearchTime time, int[]? only = null)
    {
        foreach (var (document, positions) in Together(segment, field, stems, time, only))
        {
            var next = new int[stems.Length];
            foreach (var start in positions[0])
            {
                var n = 1;
                for (; n < stems.Length; n++)
                {
                    var wanted = start + n;
                    while (next[n] < positions[n].Count && positions[n][next[n]] < wanted) next[n]++;
                    if (next[n] == positions[n].Count || positions[n][next[n]] != wanted) break;
                }
                if (n == stems.Length) yield return (document, start);
            }
        }
    }

    /// <summary>
    /// Every place of <paramref name="first"/> near which <paramref name="second"/> stands, and how near: 1 at
    /// <paramref name="distance"/> words after it, less the further from there.
    /// </summary>
    public static IEnumerable<(int Document, int Position, float Nearness)> OfPair(
        AtomicReader segment, string first, string second, int distance, int slop, SearchTime time, int[] only)
    {
        foreach (var (document, positions) in Together(segment, OnWhole.Words, [first, second], time, only))
        {
            var next = 0;
            foreach (var place in positions[0])
            {
                var ideal = place + distance;
                while (next < positions[1].Count && positions[1][next] < ideal) next++;
                var off = int.MaxValue;
                if (next < positions[1].Count) off = positions[1][next] - ideal;
                if (next > 0) off = Math.Min(off, ideal - positions[1][next - 1]);
                if (off <= slop) yield return (document, place, 1f / (1 + off));
            }
        }
    }

    /// <summary>Every place where all of <paramref name="stems"/> stand in any order with at most <paramref name="slop"/> others between them.</summary>
    public static IEnumerable<(int Document, int Position)> OfNear(AtomicReader segment, string field, string[] stems, int slop, SearchTime time)
    {
        var distinct = stems.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var (document, positions) in Together(segment, field, distinct, time, null))
        {
            var next = new int[distinct.Length];
            while (true)
            {
                var (lowest, first, last) = (0, int.MaxValue, 0);
                for (var n = 0; n < distinct.Length; n++)
                {
                    var position = positions[n][next[n]];
                    if (position < first) (lowest, first) = (n, position);
                    last = Math.Max(last, position);
                }
                if (last - first + 1 - distinct.Length <= slop) yield return (document, first);
                if (++next[lowest] == positions[lowest].Count) break;
            }
        }
    }

    // In the documents of "only", which stand in order; null: in all. Ends where it is when the time is up.
    private static IEnumerable<(int Document, List<int>[] Positions)> Together(AtomicReader segment, string field, string[] stems, SearchTime time, int[]? only)
    {
        if (segment.GetTerms(field) is not { } terms) yield break;
        var places = new DocsAndPositionsEnum[stems.Length];
        for (var n = 0; n < stems.Length; n++)
        {
            var term = terms.GetEnumerator();
            if (!term.SeekExact(new BytesRef(stems[n]))) yield break;
            places[n] = term.DocsAndPositions(segment.LiveDocs, null, DocsAndPositionsFlags.NONE);
        }

        var positions = Array.ConvertAll(stems, _ => new List<int>());
        var next = 0;
        var document = First();
        for (var seen = 1; document != DocIdSetIterator.NO_MORE_DOCS; seen++)
        {
            if (seen % LookAtTheClock == 0 && time.IsUp()) yield break;
            var n = 1;
            for (; n < places.Length; n++)
            {
                var other = places[n].DocID < document ? places[n].Advance(document) : places[n].DocID;
                if (other == document) continue;
                document = other == DocIdSetIterator.NO_MORE_DOCS ? other : From(other);
                break;
            }
            if (n < places.Length) continue;

            for (n = 0; n < places.Length; n++)
            {
                positions[n].Clear();
                for (var left = places[n].Freq; left > 0; left--) positions[n].Add(places[n].NextPosition());
            }
            yield return (document, positions);
            document = only is null ? places[0].NextDoc() : First();
        }

        int First() => only is null ? places[0].NextDoc() : From(0);

        int From(int least)
        {
            if (only is null) return places[0].Advance(least);
            while (next < only.Length)
            {
                var wanted = only[next];
                if (wanted >= least)
                {
                    var there = places[0].DocID < wanted ? places[0].Advance(wanted) : places[0].DocID;
                    if (there == DocIdSetIterator.NO_MORE_DOCS) return there;
                    if (there == wanted)
                    {
                        next++;
                        return wanted;
                    }
                    least = Math.Max(least, there);
                }
                next++;
            }
            return DocIdSetIterator.NO_MORE_DOCS;
        }
    }
}
