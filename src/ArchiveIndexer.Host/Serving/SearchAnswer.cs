using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>The answer to a search, as the contract has it: HTML pages, JSON and the command line are three shapes of it.</summary>
public sealed record SearchAnswer(
    string Query, string? Interpreted, int Total, double Milliseconds, DateTimeOffset? IndexedAt, IReadOnlyList<HitAnswer> Hits, FacetsAnswer Facets,
    string? Suggestion, IReadOnlyList<ExpandedTerm> Expanded, int Page, int Size, string? Next, string? Prev)
{
    /// <summary>What searches cannot see yet, in a sentence; null when the index is whole.</summary>
    public string? Notice { get; init; }

    /// <summary>The corrected query, where nothing holds what was typed and this was answered in its place; else null.</summary>
    public string? Answered { get; init; }

    /// <summary>Where few publications hold all words: how many hold any, and where they are; else null.</summary>
    public AnyWordsAnswer? AnyWords { get; init; }

    /// <summary>The reviews that go by a name in the query, when they are several: which is meant?</summary>
    public IReadOnlyList<WhichAnswer> Which { get; init; } = [];

    /// <summary>Joins what the index found with what the catalogue knows.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="result">What was found.</param>
    /// <param name="catalogue">Names, sizes and states.</param>
    /// <param name="path">The address that next and prev lead to.</param>
    public static SearchAnswer Of(SearchRequest request, SearchResult result, ICatalogue catalogue, string path)
    {
        var records = catalogue.Publications([.. result.Hits.Select(hit => hit.PublicationId)]).Where(Suspension.IsShown).ToDictionary(record => record.Publication.Id);
        var boards = catalogue.Boards().ToDictionary(board => board.Slug, board => board.Name ?? board.Slug);
        var last = (result.Total + request.Size - 1) / request.Size;
        return new(
            result.Query, result.Interpreted, result.Total, Math.Round(result.Milliseconds, 2), result.IndexedAt,
            [.. result.Hits.Where(hit => records.ContainsKey(hit.PublicationId)).Select(hit => HitAnswer.Of(hit, records[hit.PublicationId], result.Answered ?? request.Query))],
            FacetsAnswer.Of(result.Facets, boards), result.Suggestion, result.Expanded, request.Page, request.Size,
            request.Page < last ? SearchAddress.Of(path, request with { Page = request.Page + 1 }) : null,
            request.Page > 1 ? SearchAddress.Of(path, request with { Page = Math.Min(request.Page - 1, Math.Max(last, 1)) }) : null)
        {
            Answered = result.Answered,
            AnyWords = result.TotalOfAny is { } any ? new(any, SearchAddress.Of(path, request with { Any = true, Page = 1 })) : null,
            Which = [.. result.Which.Select(one => new WhichAnswer(one.Name, one.ReviewId, new(one.Board ?? "", boards.GetValueOrDefault(one.Board ?? "")), one.Year, $"/reviews/{one.ReviewId}"))],
        };
    }
}

/// <summary>One publication that was found.</summary>
public sealed record HitAnswer(PublicationSummary Publication, ReviewSummary Review, double Score, int PagesHit, IReadOnlyList<PageAnswer> Pages)
{
    public static HitAnswer Of(PublicationHit hit, PublicationRecord record, string? query) => new(
        PublicationSummary.Of(record), ReviewSummary.Of(record.Review, record.Board), Math.Round(hit.Score, 4), hit.PagesHit,
        [.. hit.Pages.Select(page => PageAnswer.Of(record, page, query))]);
}

/// <summary>One page that was found.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Snippet">HTML with nothing but <c>&lt;mark&gt;</c>.</param>
/// <param name="Url">The reading page, at this page, with the words marked.</param>
/// <param name="FileUrl">The archived file; a PDF at this page.</param>
public sealed record PageAnswer(int Number, string Snippet, string Url, string FileUrl)
{
    public static PageAnswer Of(PublicationRecord record, PageHit page, string? query) => new(
        page.Number, page.Snippet, $"/publications/{record.Publication.Id}{(string.IsNullOrWhiteSpace(query) ? "" : "?q=" + Uri.EscapeDataString(query))}#page-{page.Number}", FileUrlOf(record, page.Number));

    /// <summary>The archived file's address. Only viewers of PDFs can be sent to a page.</summary>
    public static string FileUrlOf(PublicationRecord record, int page) => $"/publications/{record.Publication.Id}/file{(record.Format == PublicationFormat.Pdf ? $"#page={page}" : "")}";
}

/// <summary>A publication in a list.</summary>
public sealed record PublicationSummary(string Id, string Title, string? Kind, string? Published, int? PageCount, long? Bytes, string Status)
{
    /// <summary>Whether a steward gave the file; else it is from the board's site.</summary>
    public bool Uploaded { get; init; }

    /// <summary>What its file is: <c>pdf</c>, <c>docx</c>, <c>doc</c>, <c>odt</c> or <c>html</c>; null when nothing is archived.</summary>
    public string? Format { get; init; }

    public static PublicationSummary Of(PublicationRecord record) => new(
        record.Publication.Id, record.Title, record.Publication.Listed.Kind, record.Publication.Listed.Published, record.PageCount, record.Edition?.Bytes, record.Status)
    { Uploaded = record.Upload is not null, Format = record.Format?.Name };
}

/// <summary>A review in a list.</summary>
public sealed record ReviewSummary(string Id, string? Name, string? Type, BoardSummary Board)
{
    public static ReviewSummary Of(Review review, Board board) => new(review.Id, review.Name, review.Type, BoardSummary.Of(board));
}

/// <summary>A board in a list.</summary>
public sealed record BoardSummary(string Slug, string? Name)
{
    public static BoardSummary Of(Board board) => new(board.Slug, board.Name);
}

/// <summary>Counts of what was found.</summary>
public sealed record FacetsAnswer(IReadOnlyList<FacetAnswer> Board, IReadOnlyList<FacetAnswer> Type, IReadOnlyList<FacetAnswer> Kind, IReadOnlyList<FacetAnswer> Year, IReadOnlyList<FacetAnswer> Theme)
{
    public static FacetsAnswer Of(SearchFacets facets, IReadOnlyDictionary<string, string> boards) => new(
        [.. facets.Board.Select(count => new FacetAnswer(count.Value, boards.GetValueOrDefault(count.Value, count.Value), count.Count))],
        Plain(facets.Type), Plain(facets.Kind), Plain(facets.Year), Plain(facets.Theme));

    internal static FacetAnswer[] Plain(IReadOnlyList<FacetCount> counts) => [.. counts.Select(count => new FacetAnswer(count.Value, count.Value, count.Count))];
}

/// <summary>A value that filters, and how many publications have it.</summary>
public sealed record FacetAnswer(string Value, string Label, int Count);

/// <summary>That any of the words may do, where few publications hold all.</summary>
/// <param name="Total">How many hold any.</param>
/// <param name="Url">The search for any.</param>
public sealed record AnyWordsAnswer(int Total, string Url);

/// <summary>One of the reviews that go by a name in the query.</summary>
public sealed record WhichAnswer(string Name, string ReviewId, BoardSummary Board, string? Year, string Url);
