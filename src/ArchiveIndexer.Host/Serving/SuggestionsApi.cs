using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving;

/// <summary>How what was typed so far may go on: terms of the field first, then the archive's own words.</summary>
public static class SuggestionsApi
{
    public static void MapSuggestions(this IEndpointRouteBuilder routes) =>
        routes.MapGetAndHead("/api/suggestions", ([FromQuery(Name = "q")] string? q, PublicationSearcher searcher) => Results.Ok(new SuggestionsAnswer(q ?? "", searcher.Completions(q))))
            .WithSummary("How a query that is being typed may go on").Produces<SuggestionsAnswer>();
}

/// <summary>What may be meant.</summary>
public sealed record SuggestionsAnswer(string Query, IReadOnlyList<string> Suggestions);
