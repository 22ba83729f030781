using ArchiveIndexer.Host.Scheduling;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>A board by the address of its page: first what would be found, then the decision.</summary>
public sealed class AddBoardModel(Stewardship stewardship, CrawlSchedule schedule) : StewardPage
{
    public string Address { get; private set; } = "";

    public string Slug { get; private set; } = "";

    public string Hosts { get; private set; } = "";

    public string? Why { get; private set; }

    /// <summary>What the page lists; null before it has been read.</summary>
    public ReviewsPageReading? Reading { get; private set; }

    public bool MayAdd => Reading is not null && Reading.Publications.Count + Reading.EmptySections.Count > 0;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostPreviewAsync(string? page, string? slug, string? hosts)
    {
        await TryAsync(page, slug, hosts, async board => Reading = await stewardship.PreviewAsync(board, HttpContext.RequestAborted));
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(string? page, string? slug, string? hosts, string? why)
    {
        Why = why;
        if (!await TryAsync(page, slug, hosts, async board => await stewardship.AddBoardAsync(board, Decided(why), HttpContext.RequestAborted))) return Page();
        schedule.LookAfter(Slug);
        schedule.CrawlNow(Slug);
        return Show("/steward", "added");
    }

    private async Task<bool> TryAsync(string? page, string? slug, string? hosts, Func<Board, Task> work)
    {
        (Address, Slug, Hosts) = ((page ?? "").Trim(), (slug ?? "").Trim(), (hosts ?? "").Trim());
        try
        {
            if (Address.Length == 0) throw new RefusedException("Give the address of the board’s reviews page.");
            var board = BoardOptions.BoardOf(Slug.Length == 0 ? null : Slug, [Address], [.. Hosts.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(host => host.ToLowerInvariant())]);
            Slug = board.Slug;
            if (schedule.Find(board.Slug) is not null) throw new RefusedException($"There is a board '{board.Slug}' already. Give this one another short name.");
            await work(board);
            return true;
        }
        catch (Exception e) when (e is RefusedException or InvalidOperationException { InnerException: null })
        {
            // The settings' names say nothing here.
            Problem = e.Message.Split(" (Boards:")[0];
            return false;
        }
    }
}
