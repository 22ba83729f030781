using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>How what was typed so far may go on, as a list of links: for who has no list beside the field.</summary>
public sealed class SuggestionsModel(PublicationSearcher searcher) : PageModel
{
    /// <summary>As typed.</summary>
    public string Q { get; private set; } = "";

    public IReadOnlyList<string> Suggestions { get; private set; } = [];

    public void OnGet([FromQuery(Name = "q")] string? q) => (Q, Suggestions) = (q?.Trim() ?? "", searcher.Completions(q, 20));
}
