using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Boards and reviews as JSON.</summary>
public static class ReviewsApi
{
    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapGetAndHead("/api/boards", Boards).WithSummary("Boards that are looked after").Produces<BoardsAnswer>();
        routes.MapGetAndHead("/api/reviews", Reviews).WithSummary("Reviews, by name within boards").Produces<ReviewsAnswer>().ProducesProblem(400);
        routes.MapGetAndHead("/api/reviews/{id}", Review).WithSummary("A review and its publications").Produces<ReviewAnswer>().ProducesProblem(404);
        routes.MapGetAndHead("/api/rejections", Rejections).WithSummary("Publications that could not be fetched or read, with the reason").Produces<RejectionsAnswer>();
        routes.MapGetAndHead("/api/crawls", Crawls).WithSummary("The newest crawls and what came of them").Produces<CrawlsAnswer>();
    }

    private static IResult Boards(ICatalogue catalogue) => Results.Ok(new BoardsAnswer([.. catalogue.Boards().Select(board => new BoardAnswer(
        board.Slug, board.Name, board.Pages, catalogue.CountPublications(board.Slug).Kept, catalogue.Crawls(board.Slug, 1) is [var crawl] ? CrawlAnswer.Of(crawl) : null))]));

    private static IResult Reviews(ICatalogue catalogue, HttpResponse response, string? board = null, int page = 1, int size = 20)
    {
        if (page < 1) return Results.Problem($"page is {page}; pages count from 1.", statusCode: 400);
        if (size is < 1 or > 100) return Results.Problem($"size is {size}; it can be 1 to 100.", statusCode: 400);
        var reviews = catalogue.Reviews(board, page, size);
        var boards = catalogue.Boards().ToDictionary(known => known.Slug);
        string Address(int other) => $"/api/reviews?page={other}&size={size}{(board is null ? "" : "&board=" + Uri.EscapeDataString(board))}";
        var answer = new ReviewsAnswer(reviews.Total, [.. reviews.Items.Select(review => ReviewSummary.Of(review, boards[review.BoardSlug]))], page, size,
            (long)page * size < reviews.Total ? Address(page + 1) : null, page > 1 ? Address(page - 1) : null);
        Paging.Link(response, answer.Next, answer.Prev);
        return Results.Ok(answer);
    }

    private static IResult Review(string id, ICatalogue catalogue)
    {
        if (catalogue.FindReview(id) is not { } review) return Results.Problem($"There is no review '{id}'. /api/reviews lists them.", statusCode: 404);
        var records = catalogue.PublicationsOfReview(id).Where(Suspension.IsShown);
        return Results.Ok(new ReviewAnswer(review.Id, review.Name, review.Type, BoardSummary.Of(catalogue.FindBoard(review.BoardSlug)!), [.. records.Select(PublicationAnswer.Of)]));
    }

    private static IResult Rejections(ICatalogue catalogue, string? board = null)
    {
        var rejected = catalogue.Rejected(board).Where(Suspension.IsShown).ToList();
        return Results.Ok(new RejectionsAnswer(rejected.Count, [.. rejected.Select(record => new RejectedAnswer(PublicationSummary.Of(record), ReviewSummary.Of(record.Review, record.Board), RejectionAnswer.Of(record.Rejection!)))]));
    }

    private static IResult Crawls(ICatalogue catalogue, string? board = null) => Results.Ok(new CrawlsAnswer([.. catalogue.Crawls(board).Select(CrawlAnswer.Of)]));
}

public sealed record BoardsAnswer(IReadOnlyList<BoardAnswer> Boards);

public sealed record BoardAnswer(string Slug, string? Name, IReadOnlyList<string> Pages, int Publications, CrawlAnswer? LastCrawl);

public sealed record ReviewsAnswer(int Total, IReadOnlyList<ReviewSummary> Reviews, int Page, int Size, string? Next, string? Prev);

public sealed record ReviewAnswer(string Id, string? Name, string? Type, BoardSummary Board, IReadOnlyList<PublicationAnswer> Publications);

public sealed record RejectionsAnswer(int Total, IReadOnlyList<RejectedAnswer> Rejections);

public sealed record RejectedAnswer(PublicationSummary Publication, ReviewSummary Review, RejectionAnswer Rejection);

public sealed record RejectionAnswer(string Stage, RejectionReason Reason, string Message, string Address, DateTimeOffset At)
{
    public static RejectionAnswer Of(Rejection rejection) => new(rejection.Stage, rejection.Reason, rejection.Message, rejection.Address, rejection.At);
}

public sealed record CrawlsAnswer(IReadOnlyList<CrawlAnswer> Crawls);

public sealed record CrawlAnswer(string Run, string Board, DateTimeOffset? Started, DateTimeOffset? Ended, CrawlCounts Counts, string? Problem)
{
    public static CrawlAnswer Of(Crawl crawl) => new(crawl.Run, crawl.Board, crawl.Started, crawl.Ended, crawl.Counts, crawl.Problem);
}
