using ArchiveIndexer.Host.Scheduling;

namespace ArchiveIndexer.Host.Serving;

/// <summary>What only a steward may ask for. Without a configured key nobody may.</summary>
public static class StewardApi
{
    public static void MapSteward(this IEndpointRouteBuilder routes) => routes.MapPost("/api/boards/{slug}/crawl", CrawlNow)
        .WithSummary("Crawl a board now (steward's key needed)").Produces<CrawlAsked>(202).ProducesProblem(401).ProducesProblem(404);

    private static IResult CrawlNow(string slug, HttpRequest request, ArchiveOptions options, CrawlSchedule schedule)
    {
        if (!MayAct(request, options.Steward))
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer"; // RFC 9110 §11.6.1
            return Results.Problem("This needs the steward's key as 'Authorization: Bearer …'. Its SHA-256 is set as Steward:KeySha256.", statusCode: 401);
        }
        return schedule.CrawlNow(slug) ? Results.Accepted("/api/crawls?board=" + slug, new CrawlAsked(slug, "/api/crawls?board=" + slug))
            : Results.Problem($"There is no board '{slug}'. /api/boards lists them.", statusCode: 404);
    }

    private static bool MayAct(HttpRequest request, StewardOptions steward) =>
        request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && StewardDoor.IsKey(header[7..].Trim(), steward);
}

/// <summary>A crawl will begin; where to see how it goes.</summary>
public sealed record CrawlAsked(string Board, string Progress);
