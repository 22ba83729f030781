using System.Numerics;

namespace ArchiveIndexer.Searching;

/// <summary>A publication that satisfies the query.</summary>
internal sealed record Candidate(SegmentScores Segment, SegmentPublications.Entry Publication, double Score);

/// <summary>Decides which publications satisfy a query and how well: see <see cref="Weights"/>.</summary>
internal sealed class Ranking(ParsedQuery query, PageScores scores)
{
    private readonly ulong wanted = query.Parts.Select((part, n) => part.Wanted ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);

    /// <summary>All publications that satisfy the query, in the index's order.</summary>
    public List<Candidate> Candidates()
    {
        var candidates = new List<Candidate>();
        foreach (var segment in scores.Segments)
        {
            foreach (var publication in segment.Publications.Publications)
            {
                if (segment.Reader.LiveDocs?.Get(publication.Whole) == false || !Satisfies(segment, publication)) continue;
                candidates.Add(new Candidate(segment, publication, Score(segment, publication)));
            }
        }
        return candidates;
    }

    /// <summary>Pages that hold a wanted part, those that hold most parts first, then by score; tables of contents after all others.</summary>
    public List<int> Pages(SegmentScores segment, SegmentPublications.Entry publication) =>
        [.. Enumerable.Range(publication.FirstPage, publication.Whole - publication.FirstPage)
            .Where(page => (segment.Held[page] & wanted) != 0)
            .OrderBy(page => segment.Publications.Contents[page])
            .ThenByDescending(page => BitOperations.PopCount(segment.Held[page] & wanted))
            .ThenByDescending(page => PageScore(segment, page))
            .ThenBy(page => page)];

    // A word may stand on another page than the next, or in the title.
    private bool Satisfies(SegmentScores segment, SegmentPublications.Entry publication)
    {
        if (query.Root is null) return true;
        var held = segment.HeldInTitle[publication.Whole];
        for (var page = publication.FirstPage; page < publication.Whole; page++) held |= segment.Held[page];
        return query.Root.Holds(held);
    }

    private double Score(SegmentScores segment, SegmentPublications.Entry publication)
    {
        if (wanted == 0) return 0;
        double best = 0, second = 0, third = 0;
        for (var page = publication.FirstPage; page < publication.Whole; page++)
        {
            if ((segment.Held[page] & wanted) == 0) continue;
            var score = PageScore(segment, page);
            if (score > best) (best, second, third) = (score, best, second);
            else if (score > second) (second, third) = (score, second);
            else if (score > third) third = score;
        }
        return best + Math.Min(1, second) * Weights.FurtherPages[0] + Math.Min(1, third) * Weights.FurtherPages[1]
            + TitleScore(segment.HeldInTitle[publication.Whole] & wanted)
            + (segment.HoldsSentence?[publication.Whole] == true ? Weights.AsOnePhraseInTitle : 0);
    }

    private double PageScore(SegmentScores segment, int page)
    {
        var score = segment.Scores[page] / scores.Highest;
        if (segment.Publications.Contents[page]) return score * Weights.Contents;
        if (segment.HoldsSentence?[page] == true) return score + Weights.OnOnePage + Weights.AsOnePhrase;
        return query.Root!.Holds(segment.Held[page]) ? score + Weights.OnOnePage : score;
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
