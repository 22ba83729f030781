using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Search as JSON.</summary>
public static class SearchApi
{
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGetAndHead("/api/search", Search).WithSummary("Publications with their best pages").Produces<SearchAnswer>().ProducesProblem(400);

    private static IResult Search([AsParameters] SearchParameters parameters, PublicationSearcher searcher, ICatalogue catalogue, ArchivePipeline pipeline, HttpResponse response)
    {
        var (request, problem) = parameters.Read();
        if (request is null) return Results.Problem(problem, statusCode: 400);
        var answer = SearchAnswer.Of(request, searcher.Search(request, response.HttpContext.RequestAborted), catalogue, "/api/search") with { Notice = IndexNotice.Of(catalogue, pipeline) };
        Paging.Link(response, answer.Next, answer.Prev);
        return Results.Ok(answer);
    }
}

/// <summary>What lists have in common.</summary>
public static class Paging
{
    /// <summary>The <c>Link</c> header (RFC 8288).</summary>
    public static void Link(HttpResponse response, string? next, string? prev)
    {
        string[] links = [.. new[] { (next, "next"), (prev, "prev") }.Where(link => link.Item1 is not null).Select(link => $"<{link.Item1}>; rel=\"{link.Item2}\"")];
        if (links.Length > 0) response.Headers.Link = string.Join(", ", links);
    }

    /// <summary>A route that answers HEAD as it answers GET.</summary>
    public static RouteHandlerBuilder MapGetAndHead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, ["GET", "HEAD"], handler);
}

/// <summary>Says so while the index is being made (again).</summary>
public static class IndexNotice
{
    /// <summary>Null when every publication that could be read can be found.</summary>
    public static string? Of(ICatalogue catalogue, ArchivePipeline pipeline)
    {
        var (readable, indexed) = (catalogue.CountPublications().Searchable, pipeline.Indexed.Count);
        return indexed >= readable ? null : $"The index is being made: {Counted.Of(indexed, "publication", "publications")} of {readable} can be found so far.";
    }
}
