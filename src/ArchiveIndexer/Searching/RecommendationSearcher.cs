using System.Diagnostics;
using System.Globalization;
using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>Answers queries for recommendations, findings, learning points and questions from the index's last commit. May be used from any thread.</summary>
public sealed class RecommendationSearcher(PublicationSearcher publications)
{
    private static readonly HashSet<string> RecordField = [OnRecommendation.Record];
    private static readonly RecommendationFacets NoFacets = new([], [], [], [], [], []);

    private readonly CommittedIndex index = publications.Committed;

    /// <summary>Answers a request.</summary>
    /// <exception cref="ArgumentException">The request has a <see cref="RecommendationRequest.Problem"/>; no query is one.</exception>
    public RecommendationResult Search(RecommendationRequest request, CancellationToken cancel = default)
    {
        if (request.Problem() is { } problem) throw new ArgumentException(problem, nameof(request));
        using var trace = Instruments.Traces.StartActivity("search")?.SetTag("archive.search.of", "recommendations");
        var began = Stopwatch.GetTimestamp();
        var nothing = new RecommendationResult(request.Query ?? "", QueryText.Parse(request.Query, request.Any).Interpreted, 0, [], NoFacets, null, 0);
        var answer = index.Read(reader =>
        {
            foreach (var leaf in reader.Leaves) SegmentRecommendations.Of(leaf.AtomicReader);
            var time = SearchTime.ForAnswer(cancel);
            var typed = Answer(reader, request, nothing, time);
            if (typed.Suggestion is not { } better || !typed.IsBarren || !Corrections.MayBeUsed(typed.Query)) return typed;
            var corrected = Answer(reader, request with { Query = better }, nothing, time);
            return corrected.IsBarren ? typed : corrected with { Interpreted = Corrections.Told(better, corrected.Interpreted), Suggestion = better, Answered = better };
        }, nothing);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        // Lists, and checks of health, ask for nothing.
        if (!string.IsNullOrWhiteSpace(request.Query)) Instruments.Answer("recommendations", took, answer.Total);
        return answer with { Milliseconds = took };
    }

    /// <summary>Every hit of a request in its order, whatever its page and size: all from one commit, read as they are asked for.</summary>
    /// <exception cref="ArgumentException">As <see cref="Search(RecommendationRequest, CancellationToken)"/>.</exception>
    public IEnumerable<RecommendationHit> All(RecommendationRequest request, CancellationToken cancel = default)
    {
        if (request.Problem() is { } problem) throw new ArgumentException(problem, nameof(request));
        return index.ReadEach(reader =>
        {
            var time = SearchTime.Unlimited(cancel);
            var found = Find(reader, request, time);
            if (found.All.Count == 0 && Corrections.MayBeUsed(request.Query) && Suggestion(reader, request, found, time) is { } better) found = Find(reader, request with { Query = better }, time);
            var filters = new RecommendationFilters(request);
            return InOrder(found.All.Where(one => filters.Of(one.Entry) == RecommendationFilters.Failed.None), request.Sort).Select(one => Show(one, found.Marks, found.Scores.Rarity));
        });
    }

    /// <summary>The longest draft that is compared, in characters; what is beyond is not read.</summary>
    public const int LongestDraft = 20_000;

    /// <summary>The recommendations nearest in wording to a draft, the nearest first, at most <paramref name="most"/>.</summary>
    /// <param name="draft">Any text.</param>
    /// <param name="filters">Only its filters count.</param>
    /// <param name="most">1 to <see cref="SearchRequest.LargestSize"/>.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Scores are 0 to 1, 1 for the same wording; snippets are whole texts with what is shared marked.</returns>
    /// <exception cref="ArgumentException">As <see cref="Search(RecommendationRequest, CancellationToken)"/>.</exception>
    public IReadOnlyList<RecommendationHit> Similar(string draft, RecommendationRequest filters, int most, CancellationToken cancel = default)
    {
        if (filters.Problem() is { } problem) throw new ArgumentException(problem, nameof(filters));
        if (draft.Length > LongestDraft) draft = draft[..LongestDraft];
        return index.Read<IReadOnlyList<RecommendationHit>>(reader =>
        {
            var wording = new SimilarWording(reader, draft);
            return [.. wording.Nearest(new RecommendationFilters(filters), most, cancel).Select(one => new RecommendationHit(
                one.Found.Entry.Publication.Id, one.Found.Entry.Ordinal, one.Found.Score, one.Recommendation, one.Found.Entry.Themes,
                Snippet.Whole(one.Recommendation.Text, wording.Shared(one.Recommendation.Text))))];
        }, []);
    }

    private RecommendationResult Answer(DirectoryReader reader, RecommendationRequest request, RecommendationResult empty, SearchTime time)
    {
        var found = Find(reader, request, time);
        var filters = new RecommendationFilters(request);
        var judged = found.All.ConvertAll(one => (Found: one, Failed: filters.Of(one.Entry)));
        var passed = judged.Where(one => one.Failed == RecommendationFilters.Failed.None).Select(one => one.Found).ToList();
        var shown = InOrder(passed, request.Sort).Skip((int)Math.Min(int.MaxValue, (request.Page - 1L) * request.Size)).Take(request.Size);
        return empty with
        {
            Total = passed.Count,
            Hits = [.. shown.Select(one => Show(one, found.Marks, found.Scores.Rarity))],
            Facets = RecommendationFilters.Count(judged),
            IndexedAt = PublicationSearcher.CommittedAt(reader),
            Expanded = found.Expansions.Told,
            Suggestion = time.IsUp() ? null : Suggestion(reader, request, found, time),
            TotalOfAny = passed.Count < SearchResult.FewHits && !request.Any && !time.IsUp() ? TotalOfAny(reader, request, found.Query, filters, passed.Count, time) : null,
            Interpreted = time.WasUp ? $"{found.Query.Interpreted}{(found.Query.Interpreted is null ? "" : "; ")}{QueryText.TimeIsUp}" : found.Query.Interpreted,
            IsBarren = found.All.Count == 0,
        };
    }

    private static string? Suggestion(DirectoryReader reader, RecommendationRequest request, Finding found, SearchTime time) =>
        Corrections.Of(reader, request.Query ?? "", found.Query, found.Scores.HasHits, time);

    private int? TotalOfAny(DirectoryReader reader, RecommendationRequest request, ParsedQuery query, RecommendationFilters filters, int totalOfAll, SearchTime time)
    {
        if (query.Parts.Count < 2) return null;
        var total = Find(reader, request with { Any = true }, time).All.Count(one => filters.Of(one.Entry) == RecommendationFilters.Failed.None);
        return total > totalOfAll ? total : null;
    }

    private sealed record Finding(ParsedQuery Query, Expansions Expansions, RecommendationScores Scores, List<FoundRecommendation> All, Marks Marks);

    private Finding Find(DirectoryReader reader, RecommendationRequest request, SearchTime time)
    {
        var query = QueryText.Parse(request.Query, request.Any);
        var spelt = new Spellings(reader, time);
        var spellings = spelt.Of(query);
        query = spelt.Explain(query);
        var expansions = Expansions.Of(query, request.Expand ? publications.Thesaurus : Thesaurus.None);
        var scores = new RecommendationScores(reader, query, spellings, expansions, time);
        return new(query, expansions, scores, scores.Found(), new Marks(query, spellings, expansions));
    }

    private static IOrderedEnumerable<FoundRecommendation> InOrder(IEnumerable<FoundRecommendation> found, SearchSort sort)
    {
        var byScore = found.OrderByDescending(one => sort == SearchSort.Relevance ? one.Score : 0).ThenBy(one => one.Entry.Publication.Span is null);
        var byDate = sort == SearchSort.Oldest
            ? byScore.ThenBy(one => one.Entry.Publication.Published, StringComparer.Ordinal)
            : byScore.ThenByDescending(one => one.Entry.Publication.Published, StringComparer.Ordinal);
        return byDate.ThenBy(one => one.Entry.Publication.Id, StringComparer.Ordinal).ThenBy(one => one.Entry.Ordinal);
    }

    private static RecommendationHit Show(FoundRecommendation found, Marks marks, float[] rarity)
    {
        var recommendation = Read(found.Segment, found.Entry.Document);
        return new RecommendationHit(
            found.Entry.Publication.Id, found.Entry.Ordinal, found.Score, recommendation, found.Entry.Themes, Snippet.Of(recommendation.Text, marks.In(recommendation.Text), rarity));
    }

    internal static Recommendation Read(AtomicReader segment, int document) =>
        RecommendationDocument.Read(segment.Document(document, RecordField).Get(OnRecommendation.Record, CultureInfo.InvariantCulture));
}
