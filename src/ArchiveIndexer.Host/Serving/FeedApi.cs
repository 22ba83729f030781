using System.Text;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Any search, for reports or for recommendations, as a feed: what is new, changed or withdrawn comes first.</summary>
public static class FeedApi
{
    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        routes.MapGetAndHead("/feed.atom", Publications).ExcludeFromDescription();
        routes.MapGetAndHead("/recommendations.atom", Recommendations).ExcludeFromDescription();
    }

    private static IResult Publications([AsParameters] SearchParameters parameters, PublicationSearcher searcher, ICatalogue catalogue, HttpContext context)
    {
        var (request, problem) = parameters.Read();
        if (request is null) return Results.Text(problem, "text/plain", Encoding.UTF8, 400);
        var records = catalogue.Publications([.. searcher.All(request, context.RequestAborted).Select(hit => hit.PublicationId)]).Where(Suspension.IsShown)
            .OrderByDescending(Updated).ThenBy(record => record.Publication.Id, StringComparer.Ordinal);
        var first = request with { Page = 1, Size = 10 };
        return new AtomFeed(Title("Safeguarding reviews", request.Query), request.Page, page => SearchAddress.Of("/feed.atom", first with { Page = page }), SearchAddress.Of("/search", first))
            .Answer([.. records.Select(record => (record, Updated(record)))], Entry, ExportsApi.Site(context.Request));
    }

    private static IResult Recommendations([AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, HttpContext context)
    {
        var (request, problem) = parameters.Read();
        if (request is null) return Results.Text(problem, "text/plain", Encoding.UTF8, 400);
        var hits = searcher.All(request, context.RequestAborted).ToList();
        var records = catalogue.Publications([.. hits.Select(hit => hit.PublicationId).Distinct()]).Where(Suspension.IsShown).ToDictionary(record => record.Publication.Id);
        var found = hits.Where(hit => records.ContainsKey(hit.PublicationId)).Select(hit => (Hit: hit, Record: records[hit.PublicationId]))
            .OrderByDescending(one => Updated(one.Record)).ThenBy(one => one.Record.Publication.Id, StringComparer.Ordinal).ThenBy(one => one.Hit.Ordinal);
        var first = request with { Page = 1, Size = 20 };
        return new AtomFeed(Title("Recommendations and findings of safeguarding reviews", request.Query), request.Page,
            page => RecommendationParameters.Address("/recommendations.atom", first with { Page = page }), RecommendationParameters.Address("/recommendations", first))
            .Answer([.. found.Select(one => (one, Updated(one.Record)))], one => Entry(one.Hit, one.Record), ExportsApi.Site(context.Request));
    }

    private static string Title(string list, string? query) => string.IsNullOrWhiteSpace(query) ? list : $"{list}: {query}";

    /// <summary>When something about a publication last changed: its file was first seen; or, when it was taken down, was last seen.</summary>
    private static DateTimeOffset Updated(PublicationRecord record) => record.Edition is not { } edition ? DateTimeOffset.UnixEpoch
        : record.Status == PublicationStatus.Withdrawn ? edition.LastSeen : edition.FirstSeen;

    private static AtomEntry Entry(PublicationRecord record)
    {
        var (address, board) = ($"/publications/{record.Publication.Id}", record.Board.Name ?? record.Board.Slug);
        string?[] facts = [board, record.Review.Name, record.Review.Type, record.Publication.Listed.Kind, Published(record), record.PageCount is { } pages ? Counted.Of(pages, "page", "pages") : null];
        return new(address, State(record) + record.Title, board, record.Edition is null ? null : $"{address}/file", string.Join(" · ", facts.OfType<string>())) { Format = record.Format };
    }

    private static AtomEntry Entry(RecommendationHit hit, PublicationRecord record)
    {
        var (one, address) = (hit.Recommendation, $"/publications/{record.Publication.Id}");
        string?[] facts = [one.Addressees.Count > 0 ? $"To {string.Join(", ", one.Addressees)}" : null, $"page {one.Page}", Published(record)];
        return new($"{address}#rec-{hit.Ordinal}", $"{State(record)}{Worded.Name(one.Kind, one.Number)}, {record.Title}", record.Board.Name ?? record.Board.Slug,
            record.Edition is null ? null : $"{address}/file", $"{one.Text}\n\n{string.Join(" · ", facts.OfType<string>())}")
        { Format = record.Format };
    }

    private static string State(PublicationRecord record) => record.Status == PublicationStatus.Withdrawn ? "Withdrawn by its board: " : record.Editions.Count > 1 ? "Changed: " : "";

    private static string? Published(PublicationRecord record) => record.Publication.Listed.Published is { } date ? $"published {Dated.InWords(date)}" : null;
}
