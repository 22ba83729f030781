using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Scheduling;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>The boards, their last crawls, and what can be asked for.</summary>
public sealed class IndexModel(ICatalogue catalogue, CrawlSchedule schedule, Stewardship stewardship) : StewardPage
{
    private HashSet<string> _archived = [];

    public IReadOnlyList<(Board Board, PublicationCounts Counts, Crawl? Crawl)> Boards { get; private set; } = [];

    public int Rejected { get; private set; }

    public int Suspended { get; private set; }

    public bool MayForget(string slug) => !_archived.Contains(slug) && !schedule.IsConfigured(slug);

    public void OnGet()
    {
        var records = catalogue.AllPublications();
        _archived = [.. records.Where(record => record.Edition is not null).Select(record => record.Board.Slug)];
        (Rejected, Suspended) = (records.Count(record => record.Rejection is not null), records.Count(record => record.Suppression is not null));
        Boards = [.. catalogue.Boards().Select(board => (board, catalogue.CountPublications(board.Slug), catalogue.Crawls(board.Slug, 1) is [var crawl] ? crawl : null))];
    }

    public IActionResult OnPostCrawl(string? slug) => schedule.CrawlNow(slug ?? "") ? Show("/steward", "crawled") : NotFound();

    public IActionResult OnPostForget(string? slug, string? why)
    {
        try
        {
            if (schedule.IsConfigured(slug ?? "")) throw new RefusedException("The settings name this board: take it out there.");
            stewardship.ForgetBoard(slug ?? "", Decided(why));
        }
        catch (RefusedException e)
        {
            Problem = e.Message;
            OnGet();
            return Page();
        }
        schedule.Leave(slug!);
        return Show("/steward", "forgotten");
    }
}
