using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>Searching recommendations: the same answer as the API's, for people.</summary>
public sealed class RecommendationsModel(RecommendationSearcher searcher, PublicationSearcher publications, ICatalogue catalogue, ArchivePipeline pipeline) : PageModel
{
    private Marker _marker = null!;

    public RecommendationsAnswer Answer { get; private set; } = null!;
    public new RecommendationRequest Request { get; private set; } = new();
    public string? Problem { get; private set; }
    public string Sort => JsonNames.Of(Request.Sort);

    /// <summary>What filters, with its values and the chosen one.</summary>
    public IReadOnlyList<(string Name, string Label, IReadOnlyList<FacetAnswer> Values, string? Chosen)> Choices =>
    [
        ("addressee", "Who is asked", Answer.Facets.Addressee, Request.Addressee),
        ("kind", "Kind", Answer.Facets.Kind, Request.Kind),
        ("theme", "Theme", Answer.Facets.Theme, Request.Theme),
        ("board", "Board", Answer.Facets.Board, Request.Board),
        ("type", "Type of review", Answer.Facets.Type, Request.Type),
    ];

    /// <summary>Filters that are on, each with the address of the search without it.</summary>
    public IReadOnlyList<(string Label, string Remove)> Applied { get; private set; } = [];

    public IActionResult OnGet([FromQuery] RecommendationParameters parameters)
    {
        var (request, problem) = parameters.Read();
        if (problem is not null) Response.StatusCode = 400;
        Problem = problem;
        // What was typed stays in the form, also what could not be used.
        Request = request ?? new RecommendationRequest
        {
            Query = parameters.Q, Board = parameters.Board, Addressee = parameters.Addressee, Kind = parameters.Kind, Theme = parameters.Theme, Type = parameters.Type,
            From = parameters.From, To = parameters.To,
        };
        var searched = request ?? new RecommendationRequest { Query = parameters.Q };
        Answer = RecommendationsAnswer.Of(searched, searcher.Search(searched), catalogue, "/recommendations") with { Notice = IndexNotice.Of(catalogue, pipeline) };
        var last = (Answer.Total + Answer.Size - 1) / Answer.Size;
        if (problem is null && Answer.Page > Math.Max(last, 1)) return Redirect(RecommendationParameters.Address("/recommendations", Request with { Page = 1 }));
        _marker = publications.MarkerFor(Request.Query);
        Applied = [.. Filters()];
        return Page();
    }

    /// <summary>A recommendation's text as HTML, whole, with the query's words marked.</summary>
    public string Html(RecommendationAnswer one) => BlocksHtml.Marked(one.Text, _marker);

    private IEnumerable<(string, string)> Filters()
    {
        string Without(RecommendationRequest request) => RecommendationParameters.Address("/recommendations", request with { Page = 1 });
        if (Request.Addressee is { } addressee) yield return ($"to {addressee}", Without(Request with { Addressee = null }));
        if (Request.Kind is { } kind) yield return (Worded.Kind(kind), Without(Request with { Kind = null }));
        if (Request.Theme is { } theme) yield return (theme, Without(Request with { Theme = null }));
        if (Request.Board is { } board) yield return (catalogue.FindBoard(board)?.Name ?? board, Without(Request with { Board = null }));
        if (Request.Type is { } type) yield return (type, Without(Request with { Type = null }));
        if (Request.Review is { } review) yield return (catalogue.FindReview(review)?.Name ?? review, Without(Request with { Review = null }));
        if (Request.From is { } from) yield return ($"from {from}", Without(Request with { From = null }));
        if (Request.To is { } to) yield return ($"to {to}", Without(Request with { To = null }));
    }
}
