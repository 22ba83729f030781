using ArchiveIndexer.Catalogue;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>What is here and what is not: boards, their last crawls, and every rejection with its reason.</summary>
public sealed class BoardsModel(ICatalogue catalogue, Alarms alarms) : PageModel
{
    public IReadOnlyList<(Board Board, PublicationCounts Publications, Crawl? LastCrawl)> Boards { get; private set; } = [];
    public IReadOnlyList<Alarm> Alarms { get; private set; } = [];
    public Verified? LastVerification { get; private set; }
    public IReadOnlyList<PublicationRecord> Rejected { get; private set; } = [];

    public void OnGet()
    {
        (Alarms, LastVerification) = (alarms.Now(), catalogue.LastVerification());
        Boards = [.. catalogue.Boards().Select(board => (board, catalogue.CountPublications(board.Slug), catalogue.Crawls(board.Slug, 1) is [var crawl] ? crawl : null))];
        Rejected = [.. catalogue.Rejected().Where(Suspension.IsShown)];
    }

    public string NameOf(string slug) => Boards.FirstOrDefault(entry => entry.Board.Slug == slug).Board?.Name ?? slug;
}
