using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ArchiveIndexer.Searching;

/// <summary>A publication that satisfies the query: its place in its segment.</summary>
internal readonly record struct Candidate(SegmentScores Segment, int Place)
{
    public SegmentPublications.Entry Publication => Segment.Publications.Publications[Place];
}

/// <summary>One of the best, with its pages.</summary>
internal sealed record Ranked(Candidate Candidate, FoundPages Pages, double Score)
{
    public SegmentPublications.Entry Publication => Candidate.Publication;
}

/// <summary>Decides which publications satisfy a query and how well: see <see cref="Weights"/>.</summary>
/// <remarks>
/// Which publications satisfy it is known from the words alone. How well one does is known from its pages, and these are looked at only where
/// the publication may be among the best: no page scores more than its best words would on one page (as in MaxScore: H. Turtle, J. Flood, Query
/// Evaluation: Strategies and Optimizations, 1995, there for documents, here for publications).
/// </remarks>
internal sealed class Ranking(ParsedQuery query, PageScores scores)
{
    /// <summary>How many of the best are looked at again for the order of their words; with 100 or 1,000 no figure of a judged collection changes by more than 0.002.</summary>
    private const int LookedAtCloser = 30;

    // Sums of the same numbers in another order differ by less.
    private const double Rounding = 1e-4;
    private const int LookAtTheClock = 64;

    private readonly ulong wanted = query.Parts.Select((part, n) => part.IsSought ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);

    // What is true of a whole publication is true of each of its pages.
    private readonly ulong ofWhole = query.Parts.Select((part, n) => part.IsFilter || part.Kind == PartKind.Title ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);

    private readonly Requirement required = new(query.Root);
    private readonly FoundPages glance = new();
    private readonly Prospects prospects = new(query, scores);

    /// <summary>All publications that satisfy the query, in no order.</summary>
    public List<Candidate> Found()
    {
        var found = new List<Candidate>(scores.Segments.Sum(segment => segment.Touched.Count));
        var nothingSuffices = required.Holds(0);
        foreach (var segment in scores.Segments)
        {
            var (live, held) = (segment.Reader.LiveDocs, segment.Held);
            var touched = CollectionsMarshal.AsSpan(segment.Touched);
            var count = nothingSuffices ? held.Length : touched.Length;
            for (var n = 0; n < count; n++)
            {
                var place = nothingSuffices ? n : touched[n];
                if (!required.Holds(held[place]) || live?.Get(segment.Publications.Publications[place].Whole) == false) continue;
                found.Add(new Candidate(segment, place));
            }
        }
        return found;
    }

    /// <summary>Counts for the words that the best speak of, too, where any of the words will do.</summary>
    public void Feed(List<Candidate> found)
    {
        if (found.Count <= Weights.FeedbackPages || wanted == 0) return;
        var best = Best(found, Weights.FeedbackPages, ById).Select(ranked => (ranked.Candidate.Segment, Pages: Pages(ranked)))
            .Where(one => one.Pages.Count > 0).Select(one => (one.Segment, one.Pages[0]));
        scores.Feed(Feedback.TellingWords(best, scores));
    }

    private static readonly Comparer<Candidate> ById = Comparer<Candidate>.Create((a, b) => string.CompareOrdinal(a.Publication.Id, b.Publication.Id));

    /// <summary>The best of those found, with their pages, the best first.</summary>
    /// <param name="found">What may be among them.</param>
    /// <param name="most">How many.</param>
    /// <param name="amongEqual">What stands first of those that are equally good.</param>
    public List<Ranked> Best(List<Candidate> found, int most, IComparer<Candidate> amongEqual)
    {
        if (most <= 0) return [];
        var best = BestByWords(found, scores.CanLookCloser ? Math.Max(most, LookedAtCloser) : most);
        best.Sort(Order);
        if (scores.CanLookCloser)
        {
            LookCloser(best.GetRange(0, Math.Min(best.Count, LookedAtCloser)), (n, ranked) => best[n] = ranked);
            best.Sort(Order);
        }
        return best.Count > most ? best.GetRange(0, most) : best;

        int Order(Ranked a, Ranked b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : amongEqual.Compare(a.Candidate, b.Candidate);
    }

    /// <summary>Looks at the pages of some that were found, in their order.</summary>
    public List<Ranked> LookAt(IEnumerable<Candidate> some)
    {
        var ranked = some.Select(LookAt).ToList();
        if (scores.CanLookCloser) LookCloser([.. ranked], (n, closer) => ranked[n] = closer);
        return ranked;
    }

    /// <summary>Pages that hold a wanted part, those that hold most parts first, then by score; tables of contents after all others.</summary>
    /// <returns>Their documents.</returns>
    public List<int> Pages(Ranked ranked)
    {
        var found = ranked.Pages;
        var contents = ranked.Candidate.Segment.Publications.Contents;
        var pages = new List<(bool Contents, int Held, double Score, int Page)>(found.Count);
        for (var page = 0; page < found.Count; page++)
        {
            var document = found.Publication.FirstPage + page;
            if ((found.Held[page] & wanted) is not 0 and var held) pages.Add((contents[document], BitOperations.PopCount(held), PageScore(ranked.Candidate, found, page), document));
        }
        pages.Sort(static (a, b) => a.Contents.CompareTo(b.Contents) is var contents and not 0 ? contents : b.Held.CompareTo(a.Held) is var parts and not 0 ? parts
            : b.Score.CompareTo(a.Score) is var score and not 0 ? score : a.Page.CompareTo(b.Page));
        return pages.ConvertAll(static one => one.Page);
    }

    // First those that promise most are looked at, then whatever promises as much as the last of them turned out to be worth.
    private List<Ranked> BestByWords(List<Candidate> found, int most)
    {
        if (found.Count <= most) return found.ConvertAll(LookAt);
        var promises = ArrayPool<double>.Shared.Rent(found.Count);
        try
        {
            return BestByWords(found, most, promises);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(promises);
        }
    }

    private List<Ranked> BestByWords(List<Candidate> found, int most, double[] promises)
    {
        Promise(found, promises);
        var looked = new List<(int N, double Score)>(2 * most);
        var best = new PriorityQueue<int, double>(most + 1);
        foreach (var n in MostPromising(promises.AsSpan(0, found.Count), most)) Glance(n);
        var least = Least();
        for (var n = 0; n < found.Count; n++)
        {
            if (promises[n] < least || !prospects.MayReach(found[n], least - OfAllBut(found[n]))) continue;
            Glance(n);
            least = Least();
        }
        var last = Least() + Rounding;
        return looked.FindAll(one => one.Score >= last).ConvertAll(one => LookAt(found[one.N]));

        double Least() => best.TryPeek(out _, out var score) ? score - Rounding : double.MinValue;

        void Glance(int n)
        {
            promises[n] = double.NegativeInfinity;
            // What there is no time for is not among the best.
            if (looked.Count % LookAtTheClock == LookAtTheClock - 1 && scores.IsTimeUp && looked.Count >= most) return;
            scores.LookAt(found[n].Segment, found[n].Place, glance);
            var score = Score(found[n], glance);
            looked.Add((n, score));
            if (best.Count < most) best.Enqueue(n, score);
            else if (best.TryPeek(out _, out var worst) && score > worst) best.EnqueueDequeue(n, score);
        }
    }

    private static int[] MostPromising(ReadOnlySpan<double> promises, int most)
    {
        var promising = new PriorityQueue<int, double>(most + 1);
        for (var n = 0; n < most; n++) promising.Enqueue(n, promises[n]);
        promising.TryPeek(out _, out var lowest);
        for (var n = most; n < promises.Length; n++)
        {
            if (promises[n] <= lowest) continue;
            promising.EnqueueDequeue(n, promises[n]);
            promising.TryPeek(out _, out lowest);
        }
        return [.. promising.UnorderedItems.Select(one => one.Element)];
    }

    // At least what Score gives before anybody looks closer.
    private void Promise(List<Candidate> found, double[] promises)
    {
        var candidates = CollectionsMarshal.AsSpan(found);
        // Nothing may be worth anything.
        var share = wanted != 0 && 1 / scores.Highest is var one && float.IsFinite(one) ? one : 0;
        for (var (from, to) = (0, 0); from < candidates.Length; from = to)
        {
            var segment = candidates[from].Segment;
            var (highest, mostPages, inTitle) = (segment.Highest, segment.MostPages, segment.HeldInTitle);
            for (; to < candidates.Length && candidates[to].Segment == segment; to++)
            {
                var place = candidates[to].Place;
                double promise = highest[place] * share;
                if (prospects.MaySatisfy(candidates[to])) promise += Weights.OnOnePage;
                if (mostPages[place] > 1 || inTitle[place] != 0) promise += OfAllBut(candidates[to]);
                promises[to] = promise;
            }
        }
    }

    private Ranked LookAt(Candidate candidate)
    {
        var pages = new FoundPages();
        scores.LookAt(candidate.Segment, candidate.Place, pages);
        return new Ranked(candidate, pages, Score(candidate, pages));
    }

    private void LookCloser(List<Ranked> some, Action<int, Ranked> put)
    {
        foreach (var ofSegment in some.Index().GroupBy(one => one.Item.Candidate.Segment))
        {
            var inOrder = ofSegment.OrderBy(one => one.Item.Candidate.Place).ToList();
            scores.LookCloser(ofSegment.Key, inOrder.ConvertAll(one => one.Item.Pages));
            foreach (var (n, ranked) in inOrder) put(n, ranked with { Score = Score(ranked.Candidate, ranked.Pages) });
        }
    }

    // At least what everything but the best page is worth.
    private double OfAllBut(Candidate candidate)
    {
        var pages = candidate.Segment.MostPages[candidate.Place];
        return (pages > 1 ? Weights.FurtherPages[0] : 0) + (pages > 2 ? Weights.FurtherPages[1] : 0) + OfTitle(candidate);
    }

    private double Score(Candidate candidate, FoundPages pages)
    {
        if (wanted == 0) return 0;
        double best = 0, second = 0, third = 0;
        var held = pages.Held.AsSpan(0, pages.Count);
        for (var page = 0; page < held.Length; page++)
        {
            if ((held[page] & wanted) == 0) continue;
            var score = PageScore(candidate, pages, page);
            if (score > best) (best, second, third) = (score, best, second);
            else if (score > second) (second, third) = (score, second);
            else if (score > third) third = score;
        }
        return best + Math.Min(1, second) * Weights.FurtherPages[0] + Math.Min(1, third) * Weights.FurtherPages[1] + OfTitle(candidate);
    }

    private double PageScore(Candidate candidate, FoundPages pages, int page)
    {
        var score = pages.Scores[page] / scores.Highest;
        if (candidate.Segment.Publications.Contents[pages.Publication.FirstPage + page]) return score * Weights.Contents;
        if (pages.HoldsSentence[page]) return score + Weights.OnOnePage + Weights.AsOnePhrase;
        return required.Holds(pages.Held[page] | (candidate.Segment.HeldInTitle[candidate.Place] & ofWhole)) ? score + Weights.OnOnePage : score;
    }

    private double OfTitle(Candidate candidate) =>
        TitleScore(candidate.Segment.HeldInTitle[candidate.Place] & wanted) + (candidate.Segment.HoldsSentenceInTitle(candidate.Place) ? Weights.AsOnePhraseInTitle : 0);

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
