using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>The answer to a search for recommendations: HTML, JSON and the command line are three shapes of it.</summary>
public sealed record RecommendationsAnswer(
    string Query, string? Interpreted, int Total, double Milliseconds, DateTimeOffset? IndexedAt, IReadOnlyList<RecommendationAnswer> Recommendations,
    RecommendationFacetsAnswer Facets, int Page, int Size, string? Next, string? Prev)
{
    /// <summary>The query with misspelt words put right; null when every word has hits, or nothing like them is known.</summary>
    public string? Suggestion { get; init; }

    /// <summary>As <see cref="SearchAnswer.Answered"/>.</summary>
    public string? Answered { get; init; }

    /// <summary>What the thesaurus added.</summary>
    public IReadOnlyList<ExpandedTerm> Expanded { get; init; } = [];

    /// <summary>As <see cref="SearchAnswer.AnyWords"/>.</summary>
    public AnyWordsAnswer? AnyWords { get; init; }

    /// <summary>As <see cref="SearchAnswer.Notice"/>.</summary>
    public string? Notice { get; init; }

    /// <summary>Joins what the index found with what the catalogue knows.</summary>
    public static RecommendationsAnswer Of(RecommendationRequest request, RecommendationResult result, ICatalogue catalogue, string path)
    {
        var boards = catalogue.Boards().ToDictionary(board => board.Slug, board => board.Name ?? board.Slug);
        var last = (result.Total + request.Size - 1) / request.Size;
        return new(
            result.Query, result.Interpreted, result.Total, Math.Round(result.Milliseconds, 2), result.IndexedAt,
            [.. RecommendationAnswer.Of(result.Hits, catalogue, result.Answered ?? request.Query)], RecommendationFacetsAnswer.Of(result.Facets, boards), request.Page, request.Size,
            request.Page < last ? RecommendationParameters.Address(path, request with { Page = request.Page + 1 }) : null,
            request.Page > 1 ? RecommendationParameters.Address(path, request with { Page = Math.Min(request.Page - 1, Math.Max(last, 1)) }) : null)
        {
            Suggestion = result.Suggestion, Answered = result.Answered, Expanded = result.Expanded,
            AnyWords = result.TotalOfAny is { } any ? new(any, RecommendationParameters.Address(path, request with { Any = true, Page = 1 })) : null,
        };
    }
}

/// <summary>One recommendation, finding, learning point or question, as printed.</summary>
/// <param name="Kind">One of <see cref="RecommendationKind"/>.</param>
/// <param name="Number">As printed.</param>
/// <param name="Text">Verbatim.</param>
/// <param name="Snippet">HTML with nothing but <c>&lt;mark&gt;</c>.</param>
/// <param name="Addressees">Who is asked.</param>
/// <param name="Page">Where it begins, from 1.</param>
/// <param name="AlsoOnPages">Where it is printed again.</param>
/// <param name="Heading">The heading it stands under.</param>
/// <param name="HeadingPath">The headings above it, the outermost first.</param>
/// <param name="Themes">What it speaks of.</param>
/// <param name="Publication">Where it stands.</param>
/// <param name="Review">Of which review.</param>
/// <param name="Score">Comparable within one answer.</param>
/// <param name="Url">The reading page, at it.</param>
/// <param name="FileUrl">The archived file; a PDF at its page.</param>
public sealed record RecommendationAnswer(
    string Kind, string? Number, string Text, string Snippet, IReadOnlyList<string> Addressees, int Page, IReadOnlyList<int> AlsoOnPages, string? Heading,
    IReadOnlyList<string> HeadingPath, IReadOnlyList<string> Themes, PublicationSummary Publication, ReviewSummary Review, double Score, string Url, string FileUrl)
{
    /// <summary>Hits with what the catalogue knows of their publications; those that it does not know (any more) are left out.</summary>
    public static IEnumerable<RecommendationAnswer> Of(IReadOnlyCollection<RecommendationHit> hits, ICatalogue catalogue, string? query)
    {
        var records = catalogue.Publications([.. hits.Select(hit => hit.PublicationId).Distinct()]).Where(Suspension.IsShown).ToDictionary(record => record.Publication.Id);
        return hits.Where(hit => records.ContainsKey(hit.PublicationId)).Select(hit => Of(hit, records[hit.PublicationId], query));
    }

    private static RecommendationAnswer Of(RecommendationHit hit, PublicationRecord record, string? query)
    {
        var (one, id) = (hit.Recommendation, record.Publication.Id);
        return new(
            one.Kind, one.Number, one.Text, hit.Snippet, one.Addressees, one.Page, one.AlsoOnPages, one.Heading, one.HeadingPath, hit.Themes, PublicationSummary.Of(record),
            ReviewSummary.Of(record.Review, record.Board), Math.Round(hit.Score, 4), SearchAddress.With($"/publications/{id}", [("q", query)]) + $"#rec-{hit.Ordinal}", PageAnswer.FileUrlOf(record, one.Page));
    }
}

/// <summary>Counts of what was found.</summary>
public sealed record RecommendationFacetsAnswer(
    IReadOnlyList<FacetAnswer> Board, IReadOnlyList<FacetAnswer> Addressee, IReadOnlyList<FacetAnswer> Kind, IReadOnlyList<FacetAnswer> Type,
    IReadOnlyList<FacetAnswer> Year, IReadOnlyList<FacetAnswer> Theme)
{
    public static RecommendationFacetsAnswer Of(RecommendationFacets facets, IReadOnlyDictionary<string, string> boards) => new(
        [.. facets.Board.Select(count => new FacetAnswer(count.Value, boards.GetValueOrDefault(count.Value, count.Value), count.Count))],
        FacetsAnswer.Plain(facets.Addressee), [.. facets.Kind.Select(count => new FacetAnswer(count.Value, Worded.Kind(count.Value), count.Count))],
        FacetsAnswer.Plain(facets.Type), FacetsAnswer.Plain(facets.Year), FacetsAnswer.Plain(facets.Theme));
}

/// <summary>The recommendations nearest in wording to a draft.</summary>
/// <param name="Text">The draft, as it was compared.</param>
/// <param name="Total">How many are shown.</param>
/// <param name="Boards">By board, the one with the nearest first.</param>
public sealed record SimilarRecommendationsAnswer(string Text, int Total, IReadOnlyList<SimilarAtBoard> Boards)
{
    public static SimilarRecommendationsAnswer Of(string draft, IReadOnlyList<RecommendationHit> hits, ICatalogue catalogue)
    {
        var answers = RecommendationAnswer.Of(hits, catalogue, null).ToList();
        return new(draft, answers.Count, [.. answers.GroupBy(answer => answer.Review.Board).OrderByDescending(board => board.Max(answer => answer.Score)).ThenBy(board => board.Key.Slug, StringComparer.Ordinal)
            .Select(board => new SimilarAtBoard(board.Key, board.Max(answer => answer.Score), [.. board]))]);
    }
}

/// <summary>One board's recommendations that are near to a draft.</summary>
/// <param name="Board">Which.</param>
/// <param name="Nearest">The highest score, 0 to 1; 1 is the same wording.</param>
/// <param name="Recommendations">The nearest first; what they share with the draft is marked in their snippets.</param>
public sealed record SimilarAtBoard(BoardSummary Board, double Nearest, IReadOnlyList<RecommendationAnswer> Recommendations);
