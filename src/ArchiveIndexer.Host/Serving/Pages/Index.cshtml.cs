using ArchiveIndexer.Catalogue;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>The front page: a box to search in, and what is here.</summary>
public sealed class IndexModel(ICatalogue catalogue) : PageModel
{
    public IReadOnlyList<(Board Board, PublicationCounts Publications)> Boards { get; private set; } = [];

    public void OnGet() => Boards = [.. catalogue.Boards().Select(board => (board, catalogue.CountPublications(board.Slug)))];
}
