using ArchiveIndexer.Catalogue;
using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>Reads a board's pages and sets off one <see cref="PublicationJob"/> for each publication.</summary>
public sealed class CrawlJob(BoardCrawl crawls, CrawlSchedule schedule, Ledger ledger, IBackgroundJobClient jobs, ILogger<CrawlJob> log, Turns? turns = null)
{
    /// <summary>Crawls the board with this slug.</summary>
    [Queue(Queues.Crawl)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)] // A board that cannot be reached is crawled again at its next time; the attempt is on record.
    public async Task RunAsync(string slug, CancellationToken cancellation)
    {
        if (schedule.Find(slug) is not { } board) return;
        schedule.EndOverdue(slug);
        // Among several processes one crawls a board at a time; it keeps the lease until the crawl has ended.
        var lease = turns is null ? null : await turns.TryTakeAsync(CrawlSchedule.Work(slug));
        if (turns is not null && lease is null) return;
        ledger.Under(lease);
        CrawlPlan? plan = null;
        try
        {
            plan = await crawls.BeginAsync(board, int.MaxValue, cancellation);
        }
        catch (CrawlInProgressException e)
        {
            log.LogInformation("{Message}", e.Message);
            return;
        }
        finally
        {
            if (plan is null && lease is not null) await lease.DisposeAsync();
        }
        if (plan.Problem is not null) log.LogWarning("{Board}: {Problem}", slug, plan.Problem);
        schedule.Follow(plan, lease);
        foreach (var id in plan.Publications) jobs.Enqueue<PublicationJob>(job => job.RunAsync(id, plan.Run, 0, CancellationToken.None));
    }
}

/// <summary>The names of the job queues.</summary>
public static class Queues
{
    public const string Crawl = "crawl";
    public const string Publication = "default";
}
