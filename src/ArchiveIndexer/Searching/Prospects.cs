using System.Numerics;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Tells at a glance which publications cannot be among the best: words that are good each on another page promise more than any page holds.
/// </summary>
internal sealed class Prospects(ParsedQuery query, PageScores scores)
{
    private readonly int[] wanted = [.. Enumerable.Range(0, query.Parts.Count).Where(part => query.Parts[part] is { IsSought: true, Kind: not PartKind.Title })];
    private readonly int[] nth = new int[query.Parts.Count];
    private readonly bool areNeededTogether = BitOperations.PopCount(scores.Needed) > 1;

    /// <summary>Whether any page of a publication may score so much. If not sure: yes.</summary>
    /// <param name="candidate">The publication.</param>
    /// <param name="least">The score of a page, with what it gets for satisfying the query by itself.</param>
    public bool MayReach(Candidate candidate, double least)
    {
        var (segment, publication) = (candidate.Segment, candidate.Publication);
        // A page that does not satisfy the query by itself has 1 at most.
        if (wanted.Length < 2 || least <= 1 || publication.Pages > WordPages.MostPagesAtAGlance) return true;

        var (norms, possible) = (segment.Publications.Norms(scores.AverageLength), 0f);
        foreach (var part in wanted)
        {
            var pages = segment.Parts[part];
            nth[part] = pages.Words.Find(candidate.Place);
            if (nth[part] >= 0) possible += pages.Weight * pages.Words.Best(segment.Publications, norms)[nth[part]];
        }
        var ofWords = (least - Weights.OnOnePage) * scores.Highest - (segment.Highest[candidate.Place] - possible);
        var looked = areNeededTogether ? segment.Together[candidate.Place] : Essential(segment, ofWords, norms);
        return Reaches(segment, publication.FirstPage, looked.Low, 0, ofWords, norms) || Reaches(segment, publication.FirstPage, looked.High, 64, ofWords, norms);
    }

    /// <summary>Whether any page of a publication may satisfy the query by itself. If not sure: yes.</summary>
    public bool MaySatisfy(Candidate candidate) => !areNeededTogether || !candidate.Segment.Together[candidate.Place].IsNone;

    // Only pages that hold one of these can reach it: all other words together do not.
    private PageMask Essential(SegmentScores segment, double least, float[] norms)
    {
        var essential = new PageMask();
        var others = 0f;
        foreach (var part in wanted)
        {
            if (nth[part] < 0) continue;
            var pages = segment.Parts[part];
            var best = pages.Weight * pages.Words.Best(segment.Publications, norms)[nth[part]];
            if (others + best < least) others += best;
            else essential |= pages.Words.Masks[nth[part]];
        }
        return essential;
    }

    private bool Reaches(SegmentScores segment, int firstPage, ulong pages, int from, double least, float[] norms)
    {
        for (; pages != 0; pages &= pages - 1)
        {
            var place = from + BitOperations.TrailingZeroCount(pages);
            var norm = norms[firstPage + place];
            var score = 0f;
            foreach (var part in wanted)
            {
                if (nth[part] < 0) continue;
                var words = segment.Parts[part].Words;
                if (words.Masks[nth[part]].Has(place)) score += segment.Parts[part].Weight * WordPages.Share(words.CountOn(nth[part], place), norm);
            }
            if (score >= least) return true;
        }
        return false;
    }
}
