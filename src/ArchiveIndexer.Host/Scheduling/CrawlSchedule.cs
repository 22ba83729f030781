using System.Collections.Concurrent;
using ArchiveIndexer.Catalogue;
using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>When boards are crawled, and which crawls are under way in this process.</summary>
public sealed class CrawlSchedule(ArchiveOptions options, ICatalogue catalogue, BoardCrawl crawls, ArchivePipeline pipeline, IRecurringJobManager recurring, IBackgroundJobClient jobs, SampleBoard sample)
{
    private readonly ConcurrentDictionary<string, CrawlPlan> _underWay = new();

    /// <summary>
    /// Sets everything going: the schedule of each board, what an earlier process left unfinished, and a first crawl of boards
    /// that have never had one. The job storage forgets all of it at every start; the catalogue does not.
    /// </summary>
    public void Begin()
    {
        var interrupted = crawls.EndInterrupted();
        foreach (var id in pipeline.Unfinished()) jobs.Enqueue<PublicationJob>(job => job.CompleteAsync(id, CancellationToken.None));
        foreach (var board in Boards())
        {
            try
            {
                recurring.AddOrUpdate<CrawlJob>($"crawl {board.Slug}", job => job.RunAsync(board.Slug, CancellationToken.None), options.Schedule, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
            }
            catch (ArgumentException e)
            {
                throw new InvalidOperationException($"Schedule is '{options.Schedule}', which is not a cron expression of five fields such as '17 3 * * *'.", e);
            }
            if (interrupted.Contains(board.Slug) || catalogue.Crawls(board.Slug, 1) is []) CrawlNow(board.Slug);
        }
    }

    /// <summary>Asks for a crawl as soon as a worker is free.</summary>
    /// <returns>Whether there is such a board.</returns>
    public bool CrawlNow(string slug)
    {
        if (Find(slug) is null) return false;
        jobs.Enqueue<CrawlJob>(job => job.RunAsync(slug, CancellationToken.None));
        return true;
    }

    public Board? Find(string slug) => Boards().FirstOrDefault(board => board.Slug == slug);

    /// <summary>Notes a crawl whose publications are on their way.</summary>
    public void Follow(CrawlPlan plan) => _underWay[plan.Run] = plan;

    /// <summary>Sums a crawl up once its last publication has had its turn.</summary>
    public void EndIfComplete(string run)
    {
        if (!_underWay.TryGetValue(run, out var plan))
        {
            // A later attempt at a publication of a crawl that has ended: nobody else will make it durable.
            pipeline.Commit();
            return;
        }
        if (crawls.EndIfComplete(plan) is null) return;
        pipeline.Commit();
        _underWay.TryRemove(run, out _);
    }

    private List<Board> Boards() => KnownBoards.Of(options, catalogue, sample.Board);
}
