using System.Globalization;
using System.Text;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Searches as addresses: what can be asked can be linked to.</summary>
public static class SearchAddress
{
    /// <summary>The address of a search; what is at its default is left out.</summary>
    public static string Of(string path, SearchRequest request) => With(path,
    [
        ("q", request.Query), ("board", request.Board), ("type", request.Type), ("kind", request.Kind), ("review", request.Review), ("theme", request.Theme),
        ("match", request.Any ? "any" : null), ("expand", request.Expand ? null : "off"),
        ("from", request.From), ("to", request.To), ("sort", request.Sort is SearchSort.Relevance ? null : JsonNames.Of(request.Sort)),
        ("page", request.Page == 1 ? null : request.Page.ToString(CultureInfo.InvariantCulture)),
        ("size", request.Size == 10 ? null : request.Size.ToString(CultureInfo.InvariantCulture)),
    ]);

    /// <summary>An address with its parameters; those without a value are left out.</summary>
    public static string With(string path, IEnumerable<(string Name, string? Value)> parameters)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (string.IsNullOrEmpty(value)) continue;
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(Sound(value)));
            separator = '&';
        }
        return address.ToString();
    }

    /// <summary>An address with one more parameter.</summary>
    public static string With(string address, string name, string value) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    /// <summary>Half of a surrogate pair cannot be written into an address.</summary>
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

/// <summary>What can stand in the address of a search.</summary>
public sealed class SearchParameters
{
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "q")] public string? Q { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "board")] public string? Board { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "type")] public string? Type { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "kind")] public string? Kind { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "review")] public string? Review { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "theme")] public string? Theme { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "from")] public string? From { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "to")] public string? To { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "sort")] public string? Sort { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "match")] public string? Match { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "expand")] public string? Expand { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "page")] public string? Page { get; init; }
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "size")] public string? Size { get; init; }

    /// <summary>The request, or a sentence that says what is wrong and what would work.</summary>
    public (SearchRequest? Request, string? Problem) Read()
    {
        if (!Number(Page, 1, out var page)) return (null, $"page is '{Page}'; it must be a number from 1.");
        if (!Number(Size, 10, out var size)) return (null, $"size is '{Size}'; it must be a number from 1 to {SearchRequest.LargestSize}.");
        var sort = SearchSort.Relevance;
        if (!string.IsNullOrEmpty(Sort) && (!Enum.TryParse(Sort, ignoreCase: true, out sort) || char.IsAsciiDigit(Sort[0]))) return (null, $"sort is '{Sort}'; it can be relevance, newest or oldest.");
        if (Blank(Match) is not (null or "all" or "any")) return (null, $"match is '{Match}'; it can be all or any.");
        if (Blank(Expand) is not (null or "on" or "off")) return (null, $"expand is '{Expand}'; it can be on or off.");
        var request = new SearchRequest
        {
            Any = Blank(Match) == "any", Expand = Blank(Expand) != "off",
            Query = Q, Board = Blank(Board), Type = Blank(Type), Kind = Blank(Kind), Review = Blank(Review), Theme = Blank(Theme), From = Blank(From), To = Blank(To),
            Sort = sort, Page = page, Size = size,
        };
        return request.Problem() is { } problem ? (null, problem) : (request, null);
    }

    private static bool Number(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    // A form sends its empty fields too.
    internal static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
