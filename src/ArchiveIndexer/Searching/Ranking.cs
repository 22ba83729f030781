using System.Numerics;

namespace ArchiveIndexer.Searching;

/// <summary>A publication that satisfies the query.</summary>
internal readonly record struct Candidate(SegmentScores Segment, SegmentPublications.Entry Publication, double Score);

/// <summary>Decides which publications satisfy a query and how well: see <see cref="Weights"/>.</summary>
internal sealed class Ranking(ParsedQuery query, PageScores scores)
{
    /// <summary>How many of the best are looked at again for the order of their words; with 100 or 1,000 no figure of a judged collection changes by more than 0.002.</summary>
    private const int LookedAtCloser = 30;

    private readonly ulong wanted = query.Parts.Select((part, n) => part.IsSought ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);

    // What is true of a whole publication is true of each of its pages.
    private readonly ulong ofWhole = query.Parts.Select((part, n) => part.IsFilter || part.Kind == PartKind.Title ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);

    /// <summary>All publications that satisfy the query, in no order.</summary>
    public List<Candidate> Candidates()
    {
        var candidates = Counted();
        if (scores.CanLookCloser && candidates.Count > 0) LookCloser(candidates);
        return candidates;
    }

    /// <summary>The same, where any of the words will do: what the best speak of counts for the others too.</summary>
    public List<Candidate> CandidatesWithFeedback()
    {
        var candidates = Candidates();
        if (candidates.Count <= Weights.FeedbackPages || wanted == 0) return candidates;
        var best = BestOf.Of(candidates, Weights.FeedbackPages, ByScore).Select(candidate => (candidate.Segment, Pages: Pages(candidate.Segment, candidate.Publication)))
            .Where(one => one.Pages.Count > 0).Select(one => (one.Segment, one.Pages[0]));
        scores.Feed(Feedback.TellingWords(best, scores));
        foreach (var segment in scores.Segments) segment.ForgetSummaries();
        return Counted();
    }

    private static readonly Comparer<Candidate> ByScore = Comparer<Candidate>.Create((a, b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : string.CompareOrdinal(a.Publication.Id, b.Publication.Id));

    private List<Candidate> Counted()
    {
        var candidates = new List<Candidate>(scores.Segments.Sum(segment => segment.TouchedPublications.Count));
        var nothingSuffices = query.Root is null || query.Root.Holds(0);
        foreach (var segment in scores.Segments)
        {
            Summarise(segment);
            if (nothingSuffices)
            {
                for (var n = 0; n < segment.Publications.Publications.Length; n++) AddIfFound(candidates, segment, n);
            }
            else
            {
                foreach (var n in segment.TouchedPublications) AddIfFound(candidates, segment, n);
            }
        }
        return candidates;
    }

    /// <summary>Pages that hold a wanted part, those that hold most parts first, then by score; tables of contents after all others.</summary>
    public List<int> Pages(SegmentScores segment, SegmentPublications.Entry publication)
    {
        var pages = new List<(bool Contents, int Held, double Score, int Page)>(publication.Whole - publication.FirstPage);
        for (var page = publication.FirstPage; page < publication.Whole; page++)
            if ((segment.Held[page] & wanted) is not 0 and var held) pages.Add((segment.Publications.Contents[page], BitOperations.PopCount(held), PageScore(segment, page), page));
        pages.Sort(static (a, b) => a.Contents.CompareTo(b.Contents) is var contents and not 0 ? contents : b.Held.CompareTo(a.Held) is var parts and not 0 ? parts
            : b.Score.CompareTo(a.Score) is var score and not 0 ? score : a.Page.CompareTo(b.Page));
        return pages.ConvertAll(static one => one.Page);
    }

    // A word may stand on another page than the next, or in the title.
    private void Summarise(SegmentScores segment)
    {
        var (all, summaries, touched) = (segment.Publications, segment.Summaries, segment.Touched);
        foreach (var document in touched)
        {
            ref var summary = ref summaries[all.PublicationOf[document]];
            var held = segment.Held[document];
            summary.Held |= held | segment.HeldInTitle[document];
            if ((held & wanted) != 0) summary.Add(PageScore(segment, document));
        }
    }

    private void AddIfFound(List<Candidate> candidates, SegmentScores segment, int n)
    {
        var publication = segment.Publications.Publications[n];
        ref var summary = ref segment.Summaries[n];
        if (segment.Reader.LiveDocs?.Get(publication.Whole) == false || query.Root?.Holds(summary.Held) == false) return;
        candidates.Add(new Candidate(segment, publication, Score(segment, publication, summary)));
    }

    private void LookCloser(List<Candidate> candidates)
    {
        var best = Enumerable.Range(0, candidates.Count).ToArray();
        if (best.Length > LookedAtCloser)
            best = [.. BestOf.Of(best, LookedAtCloser, Comparer<int>.Create((a, b) => candidates[b].Score.CompareTo(candidates[a].Score) is var order and not 0 ? order
                : string.CompareOrdinal(candidates[a].Publication.Id, candidates[b].Publication.Id)))];
        foreach (var ofSegment in best.GroupBy(n => candidates[n].Segment))
        {
            var segment = ofSegment.Key;
            scores.LookCloser(segment, [.. ofSegment.Select(n => candidates[n].Publication.Whole).Order()]);
            foreach (var n in ofSegment)
            {
                var publication = candidates[n].Publication;
                SegmentScores.Summary summary = default;
                for (var page = publication.FirstPage; page < publication.Whole; page++)
                {
                    if ((segment.Held[page] & wanted) != 0) summary.Add(PageScore(segment, page));
                }
                candidates[n] = candidates[n] with { Score = Score(segment, publication, summary) };
            }
        }
    }

    private double Score(SegmentScores segment, SegmentPublications.Entry publication, in SegmentScores.Summary summary) => wanted == 0 ? 0
        : summary.Best + Math.Min(1, summary.Second) * Weights.FurtherPages[0] + Math.Min(1, summary.Third) * Weights.FurtherPages[1]
            + TitleScore(segment.HeldInTitle[publication.Whole] & wanted)
            + (segment.HoldsSentence[publication.Whole] ? Weights.AsOnePhraseInTitle : 0);

    private double PageScore(SegmentScores segment, int page)
    {
        var score = segment.Scores[page] / scores.Highest;
        if (segment.Publications.Contents[page]) return score * Weights.Contents;
        if (segment.HoldsSentence[page]) return score + Weights.OnOnePage + Weights.AsOnePhrase;
        return query.Root!.Holds(segment.Held[page] | (ofWhole == 0 ? 0 : segment.HeldInTitle[segment.Publications.Publications[segment.Publications.PublicationOf[page]].Whole] & ofWhole)) ? score + Weights.OnOnePage : score;
    }

    private double TitleScore(ulong held)
    {
        if (held == 0) return 0;
        float all = 0, there = 0;
        for (var part = 0; part < scores.Rarity.Length; part++)
        {
            if ((wanted >> part & 1) == 0) continue;
            all += scores.Rarity[part];
            if ((held >> part & 1) != 0) there += scores.Rarity[part];
        }
        return Weights.Title * there / Math.Max(all, float.Epsilon) + (held == wanted ? Weights.AllInTitle : 0);
    }
}
