using System.Globalization;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Comparing;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Searching;
using Microsoft.Net.Http.Headers;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Publications: the record, the text, single pages, and the archived bytes.</summary>
public static class PublicationsApi
{
    public static void MapPublications(this IEndpointRouteBuilder routes)
    {
        routes.MapGetAndHead("/api/publications/{id}", Record).WithSummary("A publication").Produces<PublicationAnswer>().ProducesProblem(404);
        routes.MapGetAndHead("/api/publications/{id}/text", Text).WithSummary("Its text, page by page").Produces<TextAnswer>().ProducesProblem(404);
        routes.MapGetAndHead("/api/publications/{id}/pages/{number}", OnePage).WithSummary("One page of its text").Produces<Page>().ProducesProblem(400).ProducesProblem(404);
        routes.MapGetAndHead("/api/publications/{id}/changes", ChangesAsync).WithSummary("What changed from one edition to another").Produces<ChangesAnswer>().ProducesProblem(404);
        routes.MapGetAndHead("/publications/{id}/file", (string id, ICatalogue catalogue, IArchive archive, HttpContext context) => Bytes(id, null, catalogue, archive, context)).ExcludeFromDescription();
        routes.MapGetAndHead("/publications/{id}/files/{sha256}", Bytes).ExcludeFromDescription();
    }

    private static IResult Record(string id, ICatalogue catalogue, ExtractedTexts texts, PublicationSearcher searcher) =>
        catalogue.FindPublication(id) is not { } record ? NoSuchPublication(id)
            : TextOf(record, texts) is { } text
                ? Results.Ok(PublicationAnswer.Of(record) with { FailedRedactions = text.FailedRedactions, Accessibility = text.Accessibility, Themes = searcher.ThemesOf(id) })
            : Results.Ok(PublicationAnswer.Of(record));

    private static IResult Text(string id, ICatalogue catalogue, ExtractedTexts texts)
    {
        if (catalogue.FindPublication(id) is not { } record) return NoSuchPublication(id);
        return TextOf(record, texts) is { } text
            ? Results.Ok(new TextAnswer(PublicationSummary.Of(record), record.Edition!.Sha256, text.Title, text.Language, text.Extractor, text.Pages, text.Furniture, text.Recommendations))
            : NoText(record);
    }

    private static IResult OnePage(string id, string number, ICatalogue catalogue, ExtractedTexts texts)
    {
        if (catalogue.FindPublication(id) is not { } record) return NoSuchPublication(id);
        if (TextOf(record, texts) is not { } text) return NoText(record);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= text.Pages.Count ? Results.Ok(text.Pages[n - 1])
            : Results.Problem($"There is no page '{number}'; this publication has the pages 1 to {text.Pages.Count}.", statusCode: 400);
    }

    private static async Task<IResult> ChangesAsync(string id, string? from, string? to, ICatalogue catalogue, FileTexts texts, CancellationToken cancellation)
    {
        if (catalogue.FindPublication(id) is not { } record) return NoSuchPublication(id);
        try
        {
            var pair = EditionPair.Of(record, from, to);
            var changes = await EditionPair.CompareAsync(pair, texts, cancellation);
            return Results.Ok(new ChangesAnswer(pair.From.Sha256, pair.To.Sha256, changes.WordsDeleted, changes.WordsInserted, changes.Pages));
        }
        catch (Exception e) when (e is RefusedException or RejectedException)
        {
            return Results.Problem(e.Message, statusCode: 404);
        }
    }

    /// <summary>The newest file, or the one with this hash, if the publication has ever been it.</summary>
    private static IResult Bytes(string id, string? sha256, ICatalogue catalogue, IArchive archive, HttpContext context)
    {
        if (catalogue.FindPublication(id) is not { Status: not PublicationStatus.Suppressed } record
            || record.Files.LastOrDefault(file => sha256 is null || file.Sha256 == sha256) is not { } file || !archive.Has(file.Sha256))
            return Results.NotFound();
        var headers = context.Response.Headers;
        var bytes = archive.Open(file.Sha256);
        var format = PublicationFormat.Of(bytes) ?? PublicationFormat.Pdf;
        // The bytes are a stranger's: whatever is in them, the browser is to treat them as what they were archived as and nothing else.
        headers.XContentTypeOptions = "nosniff";
        // An origin of its own, should a browser take it for a page after all. Safari shows nothing of a PDF with script in it unless scripts
        // may run; they find nobody there to rob.
        headers.ContentSecurityPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-scripts allow-downloads allow-popups";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentDisposition = new ContentDispositionHeaderValue(format == PublicationFormat.Pdf ? "inline" : "attachment")
        {
            FileName = $"{id}.{format.Name}", FileNameStar = $"{Slug.Of($"{record.Board.Slug} {record.Title}")}.{format.Name}",
        }.ToString();
        return Results.File(bytes, format.MediaType, lastModified: file.FirstSeen,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    /// <summary>The text of the newest edition; null when it has none or has not been read.</summary>
    public static PublicationText? TextOf(PublicationRecord record, ExtractedTexts texts) =>
        record is { Edition: { } edition, Status: not PublicationStatus.Suppressed } ? texts.Find(edition.Sha256, TextExtractors.Versions) : null;

    private static IResult NoSuchPublication(string id) => Results.Problem($"There is no publication '{id}'. /api/search lists them.", statusCode: 404);

    private static IResult NoText(PublicationRecord record) => Results.Problem(
        record.Rejection is { } rejection ? $"No text could be read: {rejection.Message}" : "This publication has not been read yet. Try again in a minute.", statusCode: 404);
}

public sealed record PublicationAnswer(
    string Id, string Title, string? Kind, string? Published, string Status, string? Section, ReviewSummary Review, string SourceUrl, string? Format,
    string? Sha256, long? Bytes, int? PageCount, int? PagesWithText, DateTimeOffset? FirstFetched, DateTimeOffset? LastSeen,
    RejectionAnswer? Rejection, IReadOnlyList<EditionAnswer> Editions, string Url, string? FileUrl)
{
    /// <summary>Pages with words under black boxes; null where they were not asked for or the publication has not been read.</summary>
    public IReadOnlyList<FailedRedaction>? FailedRedactions { get; init; }

    /// <summary>What the file offers to assistive technology; null in lists, and where nothing has been read.</summary>
    public AccessibilityReport? Accessibility { get; init; }

    /// <summary>What it speaks of, with pages and counts; null where they were not asked for or the publication has not been read.</summary>
    public IReadOnlyList<ThemeEvidence>? Themes { get; init; }

    /// <summary>What the archive's steward has corrected, and when; null when everything is as the board has it.</summary>
    public CorrectedAnswer? Corrected { get; init; }

    /// <summary>When the steward uploaded it; null when it was fetched from its board's site.</summary>
    public DateTimeOffset? Uploaded { get; init; }

    /// <summary>Where one of its files is, whatever comes after it.</summary>
    public static string FileAddress(string id, string sha256) => $"/publications/{id}/files/{sha256}";

    public static PublicationAnswer Of(PublicationRecord record)
    {
        var (publication, edition) = (record.Publication, record.Edition);
        return new(publication.Id, record.Title, publication.Listed.Kind, publication.Listed.Published, record.Status, publication.Listed.Section,
            ReviewSummary.Of(record.Review, record.Board), publication.Listed.Url, record.Format?.Name ?? publication.Listed.Format, edition?.Sha256, edition?.Bytes,
            record.PageCount, record.PagesWithText, edition?.FirstSeen, edition?.LastSeen, record.Rejection is { } rejection ? RejectionAnswer.Of(rejection) : null,
            [.. record.Editions.Select(each => new EditionAnswer(each.Sha256, each.Bytes, each.FirstSeen, each.LastSeen)
            {
                Files = [.. record.FilesOf(each).Select(file => new FileAnswer(file.Sha256, file.Bytes, file.FirstSeen, file.LastSeen, FileAddress(publication.Id, file.Sha256)))],
            })],
            $"/publications/{publication.Id}", edition is null ? null : $"/publications/{publication.Id}/file")
        {
            Corrected = record.Corrected is { } word ? new(word.At, record.Correction!.Fields) : null, Uploaded = record.Upload?.At,
        };
    }
}

/// <summary>That the steward has corrected something.</summary>
/// <param name="At">When last, UTC.</param>
/// <param name="Fields"><c>title</c>, <c>kind</c>, <c>date</c>, <c>review</c>.</param>
public sealed record CorrectedAnswer(DateTimeOffset At, IReadOnlyList<string> Fields);

/// <summary>One distinct text of a publication over time.</summary>
/// <param name="Sha256">The newest file with this text.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="FirstSeen">When the text was first fetched, UTC.</param>
/// <param name="LastSeen">When it was last seen live, UTC.</param>
public sealed record EditionAnswer(string Sha256, long Bytes, DateTimeOffset FirstSeen, DateTimeOffset LastSeen)
{
    /// <summary>All files with this text, the newest last.</summary>
    public IReadOnlyList<FileAnswer> Files { get; init; } = [];
}

/// <summary>What changed from one edition to another.</summary>
/// <param name="From">SHA-256 of the newest file of the earlier.</param>
/// <param name="To">SHA-256 of the newest file of the later.</param>
/// <param name="WordsDeleted">Words that are gone.</param>
/// <param name="WordsInserted">Words that are new.</param>
/// <param name="Pages">Every page of both, in order.</param>
public sealed record ChangesAnswer(string From, string To, int WordsDeleted, int WordsInserted, IReadOnlyList<PageChange> Pages);

/// <summary>One archived file of a publication.</summary>
public sealed record FileAnswer(string Sha256, long Bytes, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string Url);

public sealed record TextAnswer(
    PublicationSummary Publication, string Sha256, string? Title, string? Language, string Extractor, IReadOnlyList<Page> Pages,
    IReadOnlyList<PageFurniture> Furniture, IReadOnlyList<Recommendation> Recommendations);
