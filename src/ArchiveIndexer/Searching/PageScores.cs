using System.Numerics;
using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Looks up every part of a query, one after the other, and keeps for each page which parts it holds and its BM25 score.
/// A part's spellings count as one word: their occurrences are added up, and its rarity is that of all together.
/// </summary>
internal sealed class PageScores : IDisposable
{
    private readonly float averageLength;
    private readonly int pages;
    private readonly ParsedQuery query;
    private readonly List<string[]>[] spellings;
    private readonly SearchTime time;
    private readonly List<(Neighbours Pair, float Weight)> pairs = [];
    private readonly bool[] isHeld;

    /// <summary>One segment of the index, in its order.</summary>
    public List<SegmentScores> Segments { get; }

    /// <summary>More than any page can score.</summary>
    public float Highest { get; private set; } = float.Epsilon;

    /// <summary>How rare each part is (BM25's inverse document frequency), times how often it was typed.</summary>
    public float[] Rarity { get; }

    /// <summary>Of all pages, in words.</summary>
    public float AverageLength => averageLength;

    /// <summary>The parts without any of which no page satisfies the query by itself, as bits.</summary>
    public ulong Needed { get; }

    /// <summary>Whether there is no time left.</summary>
    public bool IsTimeUp => time.IsUp();

    /// <summary>Whether any page or title holds a part.</summary>
    public bool HasHits(int part) => isHeld[part];

    private PageScores(DirectoryReader index, ParsedQuery query, List<string[]>[] spellings, SearchTime time)
    {
        (this.query, this.spellings, this.time) = (query, spellings, time);
        Segments = [.. index.Leaves.Select(leaf => new SegmentScores(leaf.AtomicReader, query.Parts.Count, time))];
        Rarity = new float[query.Parts.Count];
        isHeld = new bool[query.Parts.Count];
        Needed = new Requirement(query.Root).All & query.Parts.Select((part, n) => part.IsFilter || part.Kind == PartKind.Title ? 0 : 1UL << n).Aggregate(0UL, (all, part) => all | part);
        long words = 0;
        foreach (var segment in Segments)
        {
            words += Math.Max(0, segment.Reader.GetTerms(OnPage.Words)?.SumTotalTermFreq ?? 0);
            pages += segment.Reader.GetTerms(OnPage.Words)?.DocCount ?? 0;
        }
        averageLength = Math.Max(1, (float)words / Math.Max(1, pages));
    }

    public static PageScores Of(DirectoryReader index, ParsedQuery query, List<string[]>[] spellings, SearchTime time, Expansions? expansions = null)
    {
        var scores = new PageScores(index, query, spellings, time);
        try
        {
            for (var part = 0; part < query.Parts.Count; part++) scores.LookUp(part, spellings[part], query.Parts[part], expansions?.Of(part) ?? []);
            foreach (var pair in query.Neighbours)
            {
                if (IsStopWord(query.Parts[pair.First]) || IsStopWord(query.Parts[pair.Second])) continue;
                var weight = Weights.Proximity * (scores.Rarity[pair.First] + scores.Rarity[pair.Second]) * (Weights.K1 + 1);
                scores.pairs.Add((pair, weight));
                scores.Highest += weight;
            }
            if (BitOperations.PopCount(scores.Needed) > 1)
            {
                foreach (var segment in scores.Segments) segment.HoldTogether(scores.Needed);
            }
            if (query.Sentence.Count > 1)
            {
                foreach (var segment in scores.Segments) segment.HoldSentenceInTitle(scores.Sentence);
            }
            return scores;
        }
        catch
        {
            scores.Dispose();
            throw;
        }
    }

    /// <summary>Whether <see cref="LookCloser"/> can change anything.</summary>
    public bool CanLookCloser => pairs.Count > 0 || query.Sentence.Count > 1;

    /// <summary>Looks at the pages of a publication.</summary>
    public void LookAt(SegmentScores segment, int publication, FoundPages pages) => segment.LookAt(publication, pages, segment.Publications.Norms(averageLength));

    /// <summary>
    /// Looks for the order of the words on pages that were looked at: where they stand near each other, and where all
    /// follow each other. Positions are costly, and of words that stand far apart all over a publication they say nothing.
    /// </summary>
    /// <param name="segment">Of this segment.</param>
    /// <param name="found">The publications, in order.</param>
    public void LookCloser(SegmentScores segment, IReadOnlyList<FoundPages> found)
    {
        var norms = segment.Publications.Norms(averageLength);
        var (stems, ofParts) = StemsOfOrder();
        var ofSentence = ulong.MaxValue >> (64 - query.Parts.Count);
        var next = new int[stems.Count];
        using var walks = Walks.Of(segment.Reader, OnWhole.Words, stems);
        foreach (var pages in found)
        {
            if (time.IsUp()) return;
            foreach (var (pair, weight) in pairs)
            {
                // Far from each other they cannot be near.
                if (!pages.MayHoldNear(1UL << pair.First | 1UL << pair.Second)) continue;
                AddNearness(pages, walks, ofParts[pair.First], ofParts[pair.Second], pair.Distance);
                pages.SumUpNearness(weight, norms);
            }
            if (query.Sentence.Count > 1 && pages.MayHoldNear(ofSentence)) MarkSentences(pages, walks, next);
        }
    }

    // The nearer the second stands to where it would stand if both followed each other as typed, the more: 1 there.
    private static void AddNearness(FoundPages pages, Walks walks, int first, int second, int distance)
    {
        var whole = pages.Publication.Whole;
        if (!walks.StandsIn(first, whole) || !walks.StandsIn(second, whole)) return;
        var places = walks.Positions(first, whole);
        var others = walks.Positions(second, whole);
        var next = 0;
        foreach (var place in places)
        {
            var ideal = place + distance;
            while (next < others.Length && others[next] < ideal) next++;
            var off = int.MaxValue;
            if (next < others.Length) off = others[next] - ideal;
            if (next > 0) off = Math.Min(off, ideal - others[next - 1]);
            if (off <= Weights.ProximitySlop) pages.AddNearness(pages.Publication.PageAt(place), 1f / (1 + off));
        }
    }

    private static void MarkSentences(FoundPages pages, Walks walks, int[] next)
    {
        var whole = pages.Publication.Whole;
        if (!walks.AllStandIn(whole)) return;
        Array.Clear(next);
        for (var at = -1; walks.NextOfPhrase(whole, next, ref at);) pages.HoldsSentence[pages.Publication.PageAt(at) - pages.Publication.FirstPage] = true;
    }

    /// <summary>How often a stem stands on a page, on average; more than 0.</summary>
    public float ShareOf(string stem) => Math.Max(1, Segments.Sum(segment => segment.OccurrencesOf(stem))) / (float)Math.Max(1, pages);

    /// <summary>Adds what the telling words of the best pages are worth: see <see cref="Feedback"/>.</summary>
    public void Feed(IReadOnlyList<(string Stem, float Weight)> words)
    {
        foreach (var (stem, weight) in words)
        {
            if (time.IsUp()) return;
            var worth = Weights.Feedback * weight * RarityOf(Segments.Sum(segment => segment.PagesWith(stem))) * (Weights.K1 + 1);
            Highest += worth;
            foreach (var segment in Segments) segment.Feed(stem, worth, segment.Publications.Norms(averageLength));
        }
    }

    // The words whose order counts, and which of them a part is: those of the sentence, where there is one, as they stand in it.
    private (List<string> Stems, int[] OfParts) StemsOfOrder()
    {
        var stems = Sentence.ToList();
        var ofParts = new int[query.Parts.Count];
        foreach (var part in pairs.SelectMany(pair => new[] { pair.Pair.First, pair.Pair.Second }))
        {
            var stem = spellings[part][0][0];
            ofParts[part] = stems.IndexOf(stem);
            if (ofParts[part] >= 0) continue;
            ofParts[part] = stems.Count;
            stems.Add(stem);
        }
        return (stems, ofParts);
    }

    private string[] Sentence => [.. query.Sentence.Select(word => word.Stem)];

    private void LookUp(int part, List<string[]> written, QueryPart asked, IReadOnlyList<Expansion> expansions)
    {
        if (time.IsUp()) return;
        if (asked.IsFilter)
        {
            foreach (var segment in Segments) segment.HoldFilter(part, asked);
            return;
        }
        if (asked.Kind == PartKind.Title)
        {
            foreach (var segment in Segments) isHeld[part] |= segment.HoldInTitle(part, written);
            if (asked.Wanted) Highest += Rarity[part] = 1;
            return;
        }
        var isNear = asked.Kind == PartKind.Near;
        var count = Segments.Sum(segment => isNear ? segment.LookUpNear(part, written[0], asked.Slop) : segment.LookUp(part, written, expansions));
        isHeld[part] = count > 0;
        var rarity = Rarity[part] = RarityOf(count) * asked.Times;
        var (weight, headingWeight) = asked.Wanted ? (rarity * (Weights.K1 + 1), isNear ? 0 : rarity * Weights.Heading) : (0, 0);
        foreach (var segment in Segments) segment.Score(part, weight, headingWeight, segment.Publications.Norms(averageLength));
        foreach (var segment in Segments)
        {
            if (asked.Kind == PartKind.Near) continue;
            isHeld[part] |= segment.HoldInTitle(part, written);
            foreach (var expansion in expansions.Where(expansion => expansion.Nation == Nation.Any)) segment.HoldInTitle(part, [expansion.Stems]);
        }
        if (asked.Wanted) Highest += Rarity[part] * (Weights.K1 + 1 + Weights.Heading);
    }

    // Such words stand near everything, and are half the words there are.
    private static bool IsStopWord(QueryPart part) => StopWords.Contains(part.Words[0].Form);

    private float RarityOf(int pagesWithIt) => MathF.Log(1 + (pages - Math.Min(pages, pagesWithIt) + 0.5f) / (pagesWithIt + 0.5f));

    public void Dispose()
    {
        foreach (var segment in Segments) segment.Dispose();
    }
}
