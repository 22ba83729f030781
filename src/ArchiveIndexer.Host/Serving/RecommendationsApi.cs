using System.Text;
using System.Text.Json;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Recommendations as records, and what is like what.</summary>
public static class RecommendationsApi
{
    private const int MostSimilar = 20;

    public static void MapRecommendations(this IEndpointRouteBuilder routes)
    {
        routes.MapGetAndHead("/api/recommendations", Search).WithSummary("Recommendations, findings, learning points and questions, as printed").Produces<RecommendationsAnswer>().ProducesProblem(400);
        routes.MapGetAndHead("/api/recommendations/similar", Similar).WithSummary("The nearest in wording to a draft, by board").Produces<SimilarRecommendationsAnswer>().ProducesProblem(400);
        routes.MapPost("/api/recommendations/similar", SimilarToBodyAsync).WithSummary("The same for a long draft: as text, as a form's field 'text' or as JSON { \"text\": … }")
            .Accepts<string>("text/plain", "application/json", "application/x-www-form-urlencoded").Produces<SimilarRecommendationsAnswer>().ProducesProblem(400).ProducesProblem(413);
        routes.MapGetAndHead("/api/reviews/{id}/similar", LikeReview).WithSummary("Reviews that speak of the same").Produces<SimilarReviewsAnswer>().ProducesProblem(404);
        routes.MapGetAndHead("/api/publications/{id}/similar", LikePublication).WithSummary("Reviews that speak of the same as a publication's").Produces<SimilarReviewsAnswer>().ProducesProblem(404);
    }

    private static IResult Search([AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, ArchivePipeline pipeline, HttpResponse response)
    {
        var (request, problem) = parameters.Read();
        if (request is null) return Results.Problem(problem, statusCode: 400);
        var answer = RecommendationsAnswer.Of(request, searcher.Search(request, response.HttpContext.RequestAborted), catalogue, "/api/recommendations") with { Notice = IndexNotice.Of(catalogue, pipeline) };
        Paging.Link(response, answer.Next, answer.Prev);
        return Results.Ok(answer);
    }

    private static IResult Similar([FromQuery(Name = "text")] string? text, [AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue)
    {
        var (request, problem) = parameters.Read();
        if (request is null) return Results.Problem(problem, statusCode: 400);
        if (string.IsNullOrWhiteSpace(text)) return Results.Problem("There is no text to compare: write the draft of a recommendation as ?text=…, or send it as the body of a POST.", statusCode: 400);
        return Results.Ok(SimilarRecommendationsAnswer.Of(text, searcher.Similar(text, request, MostSimilar), catalogue));
    }

    private static async Task<IResult> SimilarToBodyAsync(HttpRequest http, [AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, CancellationToken cancellation)
    {
        string? text;
        try
        {
            if (http.HasFormContentType) text = (await http.ReadFormAsync(cancellation))["text"];
            else
            {
                using var body = new MemoryStream();
                await http.Body.CopyToAsync(body, cancellation);
                text = http.HasJsonContentType() ? TextIn(body) : Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return Results.Problem("The body was not understood. Send the draft as plain text, as a form's field 'text' or as JSON { \"text\": \"…\" }.", statusCode: 400);
        }
        return Similar(text, parameters, searcher, catalogue);
    }

    private static string? TextIn(MemoryStream body)
    {
        using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()
            : json.RootElement.ValueKind is JsonValueKind.String ? json.RootElement.GetString() : null;
    }

    private static IResult LikeReview(string id, PublicationSearcher searcher, ICatalogue catalogue) =>
        catalogue.FindReview(id) is { } review ? Results.Ok(SimilarReviewsAnswer.Of(review.Id, searcher, catalogue))
            : Results.Problem($"There is no review '{id}'. /api/reviews lists them.", statusCode: 404);

    private static IResult LikePublication(string id, PublicationSearcher searcher, ICatalogue catalogue) =>
        catalogue.FindPublication(id) is { } record ? Results.Ok(SimilarReviewsAnswer.Of(record.Review.Id, searcher, catalogue))
            : Results.Problem($"There is no publication '{id}'. /api/search lists them.", statusCode: 404);
}

/// <summary>Reviews that speak of the same as one.</summary>
/// <param name="Review">That one's id.</param>
/// <param name="Reviews">The nearest first.</param>
public sealed record SimilarReviewsAnswer(string Review, IReadOnlyList<SimilarReviewAnswer> Reviews)
{
    private const int Most = 10;

    public static SimilarReviewsAnswer Of(string review, PublicationSearcher searcher, ICatalogue catalogue)
    {
        var similar = searcher.SimilarToReview(review, Most);
        var records = catalogue.Publications([.. similar.Select(one => one.PublicationId)]).Where(Suspension.IsShown).ToDictionary(record => record.Publication.Id);
        return new(review, [.. similar.Where(one => records.ContainsKey(one.PublicationId)).Select(one => new SimilarReviewAnswer(
            ReviewSummary.Of(records[one.PublicationId].Review, records[one.PublicationId].Board), PublicationSummary.Of(records[one.PublicationId]), Math.Round(one.Score, 4), one.Shared, one.Themes))]);
    }
}

/// <summary>A review that speaks of the same.</summary>
/// <param name="Review">Which.</param>
/// <param name="Publication">The publication of it that is nearest.</param>
/// <param name="Score">Comparable within one answer.</param>
/// <param name="Shared">Telling words that both hold.</param>
/// <param name="Themes">Themes that both have.</param>
public sealed record SimilarReviewAnswer(ReviewSummary Review, PublicationSummary Publication, double Score, IReadOnlyList<string> Shared, IReadOnlyList<string> Themes);
