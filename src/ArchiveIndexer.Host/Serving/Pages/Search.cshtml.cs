using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>The search page: the same answer as the API's, for people.</summary>
public sealed class SearchModel(PublicationSearcher searcher, ICatalogue catalogue, ArchivePipeline pipeline) : PageModel
{
    public SearchAnswer Answer { get; private set; } = null!;
    public new SearchRequest Request { get; private set; } = new();
    public string? Problem { get; private set; }

    /// <summary>The field of the form that the problem is about; null when there is none for it.</summary>
    public string? ProblemField => Problem?.Split(' ')[0] is "from" or "to" or "sort" ? Problem.Split(' ')[0] : null;

    public string Sort => JsonNames.Of(Request.Sort);
    public bool HasFilters => Applied.Count > 0;

    /// <summary>What filters, with its values and the chosen one.</summary>
    public IReadOnlyList<(string Name, string Label, IReadOnlyList<FacetAnswer> Values, string? Chosen)> Choices =>
    [
        ("board", "Board", Answer.Facets.Board, Request.Board),
        ("type", "Type of review", Answer.Facets.Type, Request.Type),
        ("kind", "Kind of publication", Answer.Facets.Kind, Request.Kind),
        ("theme", "Theme", Answer.Facets.Theme, Request.Theme),
    ];

    /// <summary>Filters that are on, each with the address of the search without it.</summary>
    public IReadOnlyList<(string Label, string Remove)> Applied { get; private set; } = [];

    /// <summary>How the query may go on: a list that a browser offers without any script.</summary>
    public IReadOnlyList<string> Completions => searcher.Completions(Request.Query);

    /// <summary>How many publications no search by words can find.</summary>
    public int Unread { get; private set; }

    /// <summary>How much is here, and of it was found.</summary>
    public string Coverage { get; private set; } = "";

    public IActionResult OnGet([FromQuery] SearchParameters parameters)
    {
        var (request, problem) = parameters.Read();
        if (problem is not null) Response.StatusCode = 400;
        Problem = problem;
        // What was typed stays in the form, also what could not be used.
        Request = request ?? new SearchRequest { Query = parameters.Q, Board = parameters.Board, Type = parameters.Type, Kind = parameters.Kind, Theme = parameters.Theme, From = parameters.From, To = parameters.To };
        var searched = request ?? new SearchRequest { Query = parameters.Q };
        Answer = SearchAnswer.Of(searched, searcher.Search(searched, HttpContext.RequestAborted), catalogue, "/search") with
        {
            Notice = string.Join(' ', UnknownFilters.Of(searched, catalogue).Append(IndexNotice.Of(catalogue, pipeline)).OfType<string>()) is { Length: > 0 } notice ? notice : null,
        };
        var last = (Answer.Total + Answer.Size - 1) / Answer.Size;
        if (problem is null && Answer.Page > Math.Max(last, 1)) return Redirect(SearchAddress.Of("/search", Request with { Page = 1 }));
        Applied = [.. Filters()];
        var counts = catalogue.CountPublications();
        var unread = counts.Kept - counts.Searchable;
        Unread = unread;
        var found = Answer.Facets.Board.Where(board => Request.Board is null || board.Value == Request.Board).Count();
        Coverage = (Answer.Total > 0 ? $"{(Answer.Total == 1 ? "This publication is" : $"These {Counted.Publications(Answer.Total)} are")} from {Counted.Of(found, "board", "boards")}. " : "") + $"The archive knows {Counted.Publications(counts.Kept)} from {Counted.Of(catalogue.Boards().Count, "board", "boards")}; {(unread == 0 ? "all could be read" : $"{unread} could not be read and cannot be found by words")}.";
        return Page();
    }

    private IEnumerable<(string, string)> Filters()
    {
        string Without(SearchRequest request) => SearchAddress.Of("/search", request with { Page = 1 });
        if (Request.Board is { } board) yield return (catalogue.FindBoard(board)?.Name ?? board, Without(Request with { Board = null }));
        if (Request.Type is { } type) yield return (type, Without(Request with { Type = null }));
        if (Request.Kind is { } kind) yield return (kind, Without(Request with { Kind = null }));
        if (Request.Theme is { } theme) yield return (theme, Without(Request with { Theme = null }));
        if (Request.Review is { } review) yield return (catalogue.FindReview(review)?.Name ?? review, Without(Request with { Review = null }));
        if (Request.From is { } from) yield return ($"from {from}", Without(Request with { From = null }));
        if (Request.To is { } to) yield return ($"to {to}", Without(Request with { To = null }));
    }
}
