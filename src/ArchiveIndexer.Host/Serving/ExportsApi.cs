using System.Globalization;
using System.Text;
using System.Text.Json;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving;

/// <summary>
/// Every hit of a search as a file: not cut at a page, from one state of the index, in the order of the search. The same asked of the same
/// state gives the same file.
/// </summary>
public static class ExportsApi
{
    private const int AtOnce = 200;

    // CSL's names have hyphens and capitals of their own.
    private static readonly JsonSerializerOptions CslJson = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = null };

    private static readonly (string Suffix, string Type)[] References = [("ris", "application/x-research-info-systems"), ("bib", "application/x-bibtex"), ("csl.json", "application/vnd.citationstyles.csl+json")];

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGetAndHead("/api/search.csv", SearchCsv).WithSummary("Every publication of a search, or with per=review every review, as CSV").Produces(200, contentType: "text/csv").ProducesProblem(400);
        routes.MapGetAndHead("/api/recommendations.csv", RecommendationsCsv).WithSummary("Every recommendation of a search as CSV").Produces(200, contentType: "text/csv").ProducesProblem(400);
        routes.MapGetAndHead("/api/search.json", SearchJson).WithSummary("The same table as JSON").Produces(200, contentType: "application/json").ProducesProblem(400);
        routes.MapGetAndHead("/api/recommendations.json", RecommendationsJson).WithSummary("The same table as JSON").Produces(200, contentType: "application/json").ProducesProblem(400);
        routes.MapGetAndHead("/api/publications/{id}.csv", PublicationCsv).WithSummary("A publication's recommendations and findings as CSV").Produces(200, contentType: "text/csv").ProducesProblem(404);
        foreach (var (suffix, type) in References)
        {
            routes.MapGetAndHead($"/api/search.{suffix}", ([AsParameters] SearchParameters parameters, PublicationSearcher searcher, ICatalogue catalogue, HttpRequest http) =>
                parameters.Read() is ({ } request, _) ? Cited(searcher.All(request).Select(hit => hit.PublicationId), suffix, type, "search", catalogue, http) : Wrong(parameters.Read().Problem))
                .WithSummary("Every publication of a search for reference managers").Produces(200, contentType: type).ProducesProblem(400);
            routes.MapGetAndHead($"/api/recommendations.{suffix}", ([AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, HttpRequest http) =>
                parameters.Read() is ({ } request, _) ? Cited(searcher.All(request).Select(hit => hit.PublicationId).Distinct(), suffix, type, "recommendations", catalogue, http) : Wrong(parameters.Read().Problem))
                .WithSummary("The publications of a search for recommendations, for reference managers").Produces(200, contentType: type).ProducesProblem(400);
            routes.MapGetAndHead($"/api/publications/{{id}}.{suffix}", (string id, ICatalogue catalogue, HttpRequest http) =>
                catalogue.FindPublication(id) is null ? NoSuchPublication(id) : Cited([id], suffix, type, id, catalogue, http))
                .WithSummary("A publication for reference managers").Produces(200, contentType: type).ProducesProblem(404);
        }
    }

    private static IResult SearchCsv([AsParameters] SearchParameters parameters, [FromQuery(Name = "per")] string? per, PublicationSearcher searcher, ICatalogue catalogue, HttpRequest http) => Search(parameters, per, searcher, catalogue, http, Csv);

    private static IResult SearchJson([AsParameters] SearchParameters parameters, [FromQuery(Name = "per")] string? per, PublicationSearcher searcher, ICatalogue catalogue, HttpRequest http) => Search(parameters, per, searcher, catalogue, http, Json);

    private static IResult Search(SearchParameters parameters, string? per, PublicationSearcher searcher, ICatalogue catalogue, HttpRequest http, Func<string, IEnumerable<string?[]>, IResult> written)
    {
        if (parameters.Read() is not ({ } request, _)) return Wrong(parameters.Read().Problem);
        if (per is not (null or "" or "publication" or "review")) return Wrong($"per is '{per}'; it can be publication or review.");
        var address = Site(http) + SearchAddress.Of("/search", request with { Page = 1, Size = 10 });
        return per is "review" ? written("reviews", PerReview(request, searcher, catalogue, Site(http), address)) : written("publications", PerPublication(request, searcher, catalogue, Site(http), address));
    }

    private static IEnumerable<string?[]> PerPublication(SearchRequest request, PublicationSearcher searcher, ICatalogue catalogue, string site, string address)
    {
        yield return ["board", "boardName", "review", "reviewId", "reviewType", "title", "kind", "published", "status", "pages", "pagesHit", "pagesFound", "themes", "url", "fileUrl", "sourceUrl", "sha256", "firstFetched", "publicationId", "search", "indexedAt"];
        foreach (var (hit, record) in WithRecords(searcher.All(request), hit => hit.PublicationId, catalogue))
        {
            var (publication, edition) = (record.Publication, record.Edition);
            yield return [
                record.Board.Slug, record.Board.Name, record.Review.Name, record.Review.Id, record.Review.Type, record.Title, publication.Listed.Kind, publication.Listed.Published, record.Status,
                Number(record.PageCount), Number(hit.Pages.Count), string.Join(' ', hit.Pages.Order()), string.Join("; ", searcher.ThemesOf(publication.Id).Select(theme => theme.Theme)), $"{site}/publications/{publication.Id}",
                edition is null ? null : $"{site}/publications/{publication.Id}/file", publication.Listed.Url, edition?.Sha256, Time(edition?.FirstSeen), publication.Id, address, Time(hit.IndexedAt)];
        }
    }

    private static IEnumerable<string?[]> PerReview(SearchRequest request, PublicationSearcher searcher, ICatalogue catalogue, string site, string address)
    {
        yield return ["board", "boardName", "review", "reviewId", "reviewType", "firstPublished", "publicationsFound", "publicationsHeld", "status", "themes", "url", "search", "indexedAt"];
        // In the order of each review's best hit.
        foreach (var found in WithRecords(searcher.All(request), hit => hit.PublicationId, catalogue).GroupBy(one => one.Record.Review.Id))
        {
            var record = found.First().Record;
            var all = catalogue.PublicationsOfReview(found.Key).Where(Suspension.IsShown).ToList();
            yield return [
                record.Board.Slug, record.Board.Name, record.Review.Name, record.Review.Id, record.Review.Type, all.Select(each => each.Publication.Listed.Published).OfType<string>().Order(StringComparer.Ordinal).FirstOrDefault(),
                Number(found.Count()), Number(all.Count(each => each.Edition is not null)), all.All(each => each.Status == PublicationStatus.Withdrawn) ? PublicationStatus.Withdrawn : PublicationStatus.Live,
                string.Join("; ", found.SelectMany(one => searcher.ThemesOf(one.Record.Publication.Id)).Select(theme => theme.Theme).Distinct()), $"{site}/reviews/{record.Review.Id}", address, Time(found.First().Hit.IndexedAt)];
        }
    }

    private static IResult RecommendationsCsv([AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, HttpRequest http) => Recommendations(parameters, searcher, catalogue, http, Csv);

    private static IResult RecommendationsJson([AsParameters] RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, HttpRequest http) => Recommendations(parameters, searcher, catalogue, http, Json);

    private static IResult Recommendations(RecommendationParameters parameters, RecommendationSearcher searcher, ICatalogue catalogue, HttpRequest http, Func<string, IEnumerable<string?[]>, IResult> written) =>
        parameters.Read() is ({ } request, _) ? written("recommendations", Recommendations(searcher.All(request), catalogue, Site(http), Site(http) + RecommendationParameters.Address("/recommendations", request with { Page = 1, Size = 20 })))
            : Wrong(parameters.Read().Problem);

    private static IResult PublicationCsv(string id, RecommendationSearcher searcher, ICatalogue catalogue, HttpRequest http) => catalogue.FindPublication(id) is not { } record ? NoSuchPublication(id)
        : Csv(id, Recommendations(searcher.All(new() { Review = record.Review.Id }).Where(hit => hit.PublicationId == id), catalogue, Site(http), $"{Site(http)}/publications/{id}"));

    private static IEnumerable<string?[]> Recommendations(IEnumerable<RecommendationHit> hits, ICatalogue catalogue, string site, string address)
    {
        yield return ["kind", "number", "text", "addressees", "page", "headings", "themes", "board", "boardName", "review", "reviewId", "reviewType", "publication", "published", "status", "url", "fileUrl", "search"];
        foreach (var (hit, record) in WithRecords(hits, hit => hit.PublicationId, catalogue))
        {
            var (one, id) = (hit.Recommendation, record.Publication.Id);
            yield return [
                one.Kind, one.Number, one.Text, string.Join("; ", one.Addressees), Number(one.Page), string.Join(" › ", one.HeadingPath), string.Join("; ", hit.Themes), record.Board.Slug, record.Board.Name, record.Review.Name,
                record.Review.Id, record.Review.Type, record.Title, record.Publication.Listed.Published, record.Status, $"{site}/publications/{id}#rec-{hit.Ordinal}", site + PageAnswer.FileUrlOf(record, one.Page), address];
        }
    }

    // The catalogue is asked for many at a time, the index is read as the file is written.
    private static IEnumerable<(T Hit, PublicationRecord Record)> WithRecords<T>(IEnumerable<T> hits, Func<T, string> id, ICatalogue catalogue)
    {
        foreach (var some in hits.Chunk(AtOnce))
        {
            var records = catalogue.Publications([.. some.Select(id).Distinct()]).Where(Suspension.IsShown).ToDictionary(record => record.Publication.Id);
            foreach (var hit in some) if (records.TryGetValue(id(hit), out var record)) yield return (hit, record);
        }
    }

    private static IResult Cited(IEnumerable<string> ids, string suffix, string type, string name, ICatalogue catalogue, HttpRequest http)
    {
        var (records, site) = (WithRecords(ids, id => id, catalogue).Select(one => one.Record), Site(http));
        return suffix switch
        {
            "ris" => Written(type, $"{name}.ris", records.Select(record => Citation.Ris(record, site))),
            "bib" => Written(type, $"{name}.bib", records.Select(record => Citation.BibTeX(record, site))),
            _ => Written(type, $"{name}.csl.json", Listed(records.Select(record => JsonSerializer.Serialize(Citation.Csl(record, site), CslJson)))),
        };
    }

    private static IEnumerable<string> Listed(IEnumerable<string> items)
    {
        var separator = "[\n";
        foreach (var item in items)
        {
            yield return separator + item;
            separator = ",\n";
        }
        yield return separator == "[\n" ? "[]\n" : "\n]\n";
    }

    internal static IResult Csv(string name, IEnumerable<string?[]> rows) => Written("text/csv", $"{name}.csv", rows.Select(row => CsvText.Line(row)).Prepend(CsvText.ByteOrderMark));

    /// <summary>The same table as a list of objects, whose fields are the columns.</summary>
    private static IResult Json(string name, IEnumerable<string?[]> rows) => Written("application/json", $"{name}.json", Listed(Objects(rows)));

    private static IEnumerable<string> Objects(IEnumerable<string?[]> rows)
    {
        string?[]? names = null;
        foreach (var row in rows)
        {
            if (names is null) names = row;
            else yield return JsonSerializer.Serialize(names.Zip(row).ToDictionary(cell => cell.First!, object? (cell) => Numbers.Contains(cell.First!) && int.TryParse(cell.Second, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : cell.Second), Plain);
        }
    }

    private static readonly string[] Numbers = ["pages", "pagesHit", "page", "publicationsFound", "publicationsHeld"];

    private static readonly JsonSerializerOptions Plain = new();

    private static IResult Written(string type, string name, IEnumerable<string> pieces) => Results.Stream(async body =>
    {
        await using var buffered = new BufferedStream(body, 1 << 16);
        foreach (var piece in pieces) await buffered.WriteAsync(Encoding.UTF8.GetBytes(piece));
    }, $"{type}; charset=utf-8", name);

    private static IResult Wrong(string? problem) => Results.Problem(problem, statusCode: 400);

    private static IResult NoSuchPublication(string id) => Results.Problem($"There is no publication '{id}'. /api/search lists them.", statusCode: 404);

    internal static string Site(HttpRequest http) => $"{http.Scheme}://{http.Host}";

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
