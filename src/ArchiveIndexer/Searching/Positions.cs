using Lucene.Net.Index;
using Lucene.Net.Search;

namespace ArchiveIndexer.Searching;

/// <summary>Where words follow each other, or stand near each other, in the whole publications (or titles) of a segment.</summary>
internal static class Positions
{
    private const int LookAtTheClock = 32;

    /// <summary>Every place where <paramref name="stems"/> follow each other: the document, and the position of the first.</summary>
    /// <param name="segment">Where.</param>
    /// <param name="field">Of which words.</param>
    /// <param name="stems">The words.</param>
    /// <param name="time">Ends where it is when it is up.</param>
    /// <param name="only">The documents to look in, in order; null: all.</param>
    public static IEnumerable<(int Document, int Position)> OfPhrase(AtomicReader segment, string field, string[] stems, SearchTime time, int[]? only = null)
    {
        using var walks = Walks.Of(segment, field, stems);
        var next = new int[stems.Length];
        foreach (var document in Documents(walks, time, only))
        {
            Array.Clear(next);
            for (var at = -1; walks.NextOfPhrase(document, next, ref at);) yield return (document, at);
        }
    }

    /// <summary>Every place where all of <paramref name="stems"/> stand in any order with at most <paramref name="slop"/> others between them.</summary>
    public static IEnumerable<(int Document, int Position)> OfNear(AtomicReader segment, string field, string[] stems, int slop, SearchTime time)
    {
        var distinct = stems.Distinct(StringComparer.Ordinal).ToArray();
        using var walks = Walks.Of(segment, field, distinct);
        foreach (var document in Documents(walks, time, null))
        {
            var next = new int[distinct.Length];
            while (true)
            {
                var (lowest, first, last) = (0, int.MaxValue, 0);
                for (var n = 0; n < distinct.Length; n++)
                {
                    var position = walks.Positions(n, document)[next[n]];
                    if (position < first) (lowest, first) = (n, position);
                    last = Math.Max(last, position);
                }
                if (last - first + 1 - distinct.Length <= slop) yield return (document, first);
                if (++next[lowest] == walks.Positions(lowest, document).Length) break;
            }
        }
    }

    private static IEnumerable<int> Documents(Walks walks, SearchTime time, int[]? only)
    {
        var seen = 0;
        if (only is not null)
        {
            foreach (var document in only)
            {
                if (++seen % LookAtTheClock == 0 && time.IsUp()) yield break;
                if (walks.AllStandIn(document)) yield return document;
            }
            yield break;
        }
        for (var document = walks.NextWithAll(0); document != DocIdSetIterator.NO_MORE_DOCS; document = walks.NextWithAll(document + 1))
        {
            if (++seen % LookAtTheClock == 0 && time.IsUp()) yield break;
            yield return document;
        }
    }
}
