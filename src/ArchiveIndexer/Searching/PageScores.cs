using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Looks up every part of a query, one after the other, and keeps for each page which parts it holds and its BM25 score.
/// A part's spellings count as one word: their occurrences are added up, and its rarity is that of all together.
/// </summary>
internal sealed class PageScores
{
    private readonly float averageLength;
    private readonly int pages;
    private readonly CancellationToken cancel;

    /// <summary>One segment of the index, in its order.</summary>
    public List<SegmentScores> Segments { get; }

    /// <summary>More than any page can score.</summary>
    public float Highest { get; private set; } = float.Epsilon;

    /// <summary>How rare each part is (BM25's inverse document frequency), times how often it was typed.</summary>
    public float[] Rarity { get; }

    private PageScores(DirectoryReader index, int parts, CancellationToken cancel)
    {
        this.cancel = cancel;
        Segments = [.. index.Leaves.Select(leaf => new SegmentScores(leaf.AtomicReader))];
        Rarity = new float[parts];
        long words = 0;
        foreach (var segment in Segments)
        {
            words += Math.Max(0, segment.Reader.GetTerms(OnPage.Words)?.SumTotalTermFreq ?? 0);
            pages += segment.Reader.GetTerms(OnPage.Words)?.DocCount ?? 0;
        }
        averageLength = Math.Max(1, (float)words / Math.Max(1, pages));
    }

    public static PageScores Of(DirectoryReader index, ParsedQuery query, List<string[]>[] spellings, CancellationToken cancel)
    {
        var scores = new PageScores(index, query.Parts.Count, cancel);
        for (var part = 0; part < query.Parts.Count; part++) scores.LookUp(part, spellings[part], query.Parts[part]);
        foreach (var pair in query.Neighbours)
        {
            if (!IsStopWord(query.Parts[pair.First]) && !IsStopWord(query.Parts[pair.Second])) scores.LookUpPair(pair, spellings);
        }
        if (query.Sentence.Count > 1) scores.LookUpSentence([.. query.Sentence.Select(word => word.Stem)]);
        return scores;
    }

    private void LookUp(int part, List<string[]> spellings, QueryPart asked)
    {
        var occurrences = Segments.ConvertAll(segment =>
        {
            cancel.ThrowIfCancellationRequested();
            return segment.Occurrences(spellings);
        });
        var pagesWithIt = occurrences.Sum(found => found.Length);
        var rarity = Rarity[part] = RarityOf(pagesWithIt) * asked.Times;
        for (var n = 0; n < Segments.Count; n++)
        {
            Segments[n].Hold(part, occurrences[n]);
            if (asked.Wanted) Score(Segments[n], occurrences[n], rarity);
            Segments[n].HoldInTitle(part, spellings);
            if (asked.Wanted) Segments[n].ScoreHeadings(spellings, rarity * Weights.Heading);
        }
        if (asked.Wanted) Highest += rarity * (Weights.K1 + 1 + Weights.Heading);
    }

    private void LookUpPair(Neighbours pair, List<string[]>[] spellings)
    {
        cancel.ThrowIfCancellationRequested();
        var weight = Weights.Proximity * (Rarity[pair.First] + Rarity[pair.Second]);
        foreach (var segment in Segments)
            Score(segment, segment.Nearness(spellings[pair.First][0][0], spellings[pair.Second][0][0], pair.Distance), weight);
        Highest += weight * (Weights.K1 + 1);
    }

    private void LookUpSentence(string[] stems)
    {
        foreach (var segment in Segments)
        {
            cancel.ThrowIfCancellationRequested();
            segment.HoldSentence(stems);
        }
    }

    // Such words stand near everything, and are half the words there are.
    private static bool IsStopWord(QueryPart part) => StopWords.Contains(part.Words[0].Form);

    private float RarityOf(int pagesWithIt) => MathF.Log(1 + (pages - Math.Min(pages, pagesWithIt) + 0.5f) / (pagesWithIt + 0.5f));

    private void Score(SegmentScores segment, (int Page, float Count)[] occurrences, float weight)
    {
        foreach (var (page, count) in occurrences)
        {
            var length = 1 - Weights.B + Weights.B * segment.Publications.Lengths[page] / averageLength;
            segment.Scores[page] += weight * (Weights.K1 + 1) * count / (count + Weights.K1 * length);
        }
    }
}
