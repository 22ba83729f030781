using System.Globalization;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Searches for recommendations as addresses, and what can stand in them.</summary>
public sealed class RecommendationParameters
{
    [FromQuery(Name = "q")] public string? Q { get; init; }
    [FromQuery(Name = "board")] public string? Board { get; init; }
    [FromQuery(Name = "addressee")] public string? Addressee { get; init; }
    [FromQuery(Name = "kind")] public string? Kind { get; init; }
    [FromQuery(Name = "theme")] public string? Theme { get; init; }
    [FromQuery(Name = "type")] public string? Type { get; init; }
    [FromQuery(Name = "review")] public string? Review { get; init; }
    [FromQuery(Name = "from")] public string? From { get; init; }
    [FromQuery(Name = "to")] public string? To { get; init; }
    [FromQuery(Name = "sort")] public string? Sort { get; init; }
    [FromQuery(Name = "match")] public string? Match { get; init; }
    [FromQuery(Name = "expand")] public string? Expand { get; init; }
    [FromQuery(Name = "page")] public string? Page { get; init; }
    [FromQuery(Name = "size")] public string? Size { get; init; }

    /// <summary>The request, or a sentence that says what is wrong and what would work.</summary>
    public (RecommendationRequest? Request, string? Problem) Read()
    {
        var size = string.IsNullOrEmpty(Size) ? "20" : Size;
        var (plain, problem) = new SearchParameters { Q = Q, Board = Board, Type = Type, Review = Review, From = From, To = To, Sort = Sort, Match = Match, Expand = Expand, Page = Page, Size = size }.Read();
        return plain is null ? (null, problem) : (new RecommendationRequest
        {
            Query = plain.Query, Any = plain.Any, Expand = plain.Expand, Board = plain.Board, Type = plain.Type, Review = plain.Review, From = plain.From, To = plain.To, Sort = plain.Sort, Page = plain.Page, Size = plain.Size,
            Addressee = SearchParameters.Blank(Addressee), Kind = SearchParameters.Blank(Kind), Theme = SearchParameters.Blank(Theme),
        }, null);
    }

    /// <summary>The address of a search; what is at its default is left out.</summary>
    public static string Address(string path, RecommendationRequest request) => SearchAddress.With(path,
    [
        ("q", request.Query), ("board", request.Board), ("addressee", request.Addressee), ("kind", request.Kind), ("theme", request.Theme), ("type", request.Type),
        ("match", request.Any ? "any" : null), ("expand", request.Expand ? null : "off"),
        ("review", request.Review), ("from", request.From), ("to", request.To), ("sort", request.Sort is SearchSort.Relevance ? null : JsonNames.Of(request.Sort)),
        ("page", request.Page == 1 ? null : request.Page.ToString(CultureInfo.InvariantCulture)),
        ("size", request.Size == 20 ? null : request.Size.ToString(CultureInfo.InvariantCulture)),
    ]);
}
