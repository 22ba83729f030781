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

    /// <summary>Whether any page or title holds a part.</summary>
    public bool HasHits(int part) => isHeld[part];

    private PageScores(DirectoryReader index, ParsedQuery query, List<string[]>[] spellings, SearchTime time)
    {
        (this.query, this.spellings, this.time) = (query, spellings, time);
        Segments = [.. index.Leaves.Select(leaf => new SegmentScores(leaf.AtomicReader, time))];
        Rarity = new float[query.Parts.Count];
        isHeld = new bool[query.Parts.Count];
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

    /// <summary>
    /// Looks for the order of the words in the publications that are the best without it: where they stand near each other, and where all
    /// follow each other. Positions are costly, and of words that stand far apart all over a publication they say nothing.
    /// </summary>
    /// <param name="segment">Of this segment.</param>
    /// <param name="wholes">The documents of those publications, in order.</param>
    public void LookCloser(SegmentScores segment, int[] wholes)
    {
        var norms = segment.Publications.Norms(averageLength);
        foreach (var (pair, weight) in pairs)
        {
            if (time.IsUp()) return;
            segment.Score(-1, segment.Nearness(spellings[pair.First][0][0], spellings[pair.Second][0][0], pair.Distance, wholes), weight, norms);
        }
        if (time.IsUp()) return;
        if (query.Sentence.Count > 1) segment.HoldSentence(Sentence, wholes);
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
        if (written is [[var stem]] && expansions.Count == 0)
        {
            isHeld[part] = Segments.Exists(segment => segment.PagesWith(stem) > 0);
            // The commonest case needs nothing counted beforehand.
            var rarity = Rarity[part] = RarityOf(Segments.Sum(segment => segment.PagesWith(stem))) * asked.Times;
            foreach (var segment in Segments) segment.Score(part, stem, asked.Wanted ? rarity * (Weights.K1 + 1) : 0, segment.Publications.Norms(averageLength));
        }
        else
        {
            var occurrences = Segments.ConvertAll(segment => asked.Kind == PartKind.Near ? segment.OccurrencesNear(written[0], asked.Slop) : segment.Occurrences(written, expansions));
            isHeld[part] = occurrences.Exists(found => found.Length > 0);
            var rarity = Rarity[part] = RarityOf(occurrences.Sum(found => found.Length)) * asked.Times;
            for (var n = 0; n < Segments.Count; n++)
                Segments[n].Score(part, occurrences[n], asked.Wanted ? rarity * (Weights.K1 + 1) : 0, Segments[n].Publications.Norms(averageLength));
        }
        foreach (var segment in Segments)
        {
            if (asked.Kind == PartKind.Near) continue;
            isHeld[part] |= segment.HoldInTitle(part, written);
            foreach (var expansion in expansions.Where(expansion => expansion.Nation == Nation.Any)) segment.HoldInTitle(part, [expansion.Stems]);
            if (asked.Wanted) segment.ScoreHeadings(written, Rarity[part] * Weights.Heading);
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
