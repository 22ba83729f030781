using System.Collections.Concurrent;
using System.Linq.Expressions;
using ArchiveIndexer.Catalogue;
using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>When boards are crawled, and which crawls are under way in this process.</summary>
public sealed class CrawlSchedule(ArchiveOptions options, ICatalogue catalogue, BoardCrawl crawls, ArchivePipeline pipeline, Ledger ledger, IRecurringJobManager recurring, IBackgroundJobClient jobs, SampleBoard sample, TimeProvider clock, ILogger<CrawlSchedule> log, Turns? turns = null)
{
    // A crawl that waits for publications that no process deals with any more.
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, UnderWay> _underWay = new();

    private long? _tended;

    /// <summary>What a lease for crawling a board is called.</summary>
    internal static string Work(string slug) => $"crawl {slug}";

    /// <summary>
    /// Sets everything going: the schedule of each board, what an earlier process left unfinished, and a first crawl of boards
    /// that have never had one. The job storage forgets all of it at every start; the catalogue does not.
    /// </summary>
    public void Begin()
    {
        // Among several processes a crawl without an end may be another's.
        var interrupted = turns is null ? crawls.EndInterrupted() : [];
        foreach (var id in pipeline.Unfinished()) jobs.Enqueue<PublicationJob>(job => job.CompleteAsync(id, CancellationToken.None));
        Recurring<VerifyJob>("verify", job => job.RunAsync(CancellationToken.None), options.VerifySchedule, "VerifySchedule");
        foreach (var board in Boards())
        {
            LookAfter(board.Slug);
            if (turns is not null) continue;
            // Also one whose time came and went while no process was running.
            if (interrupted.Contains(board.Slug) || catalogue.Crawls(board.Slug, 1) is not [{ Ended: { } ended }] || clock.GetUtcNow() - ended > Alarms.Overdue) CrawlNow(board.Slug);
        }
    }

    /// <summary>
    /// What has to be seen to again and again where several processes share the work: crawls of this one whose publications others dealt
    /// with; crawls whose process has died; boards that have never been crawled, or not for long.
    /// </summary>
    public async Task TendAsync()
    {
        foreach (var run in _underWay.Keys) EndIfComplete(run);
        if (_tended is { } tended && clock.GetElapsedTime(tended).TotalSeconds < options.Shared.LeaseSeconds / 3.0) return;
        _tended = clock.GetTimestamp();
        foreach (var board in Boards())
        {
            if (turns!.IsTaken(Work(board.Slug)) || !IsDue(board.Slug)) continue;
            // One process asks, once in a while.
            await using var asking = await turns.TryTakeAsync($"look after {board.Slug}");
            if (asking is null) continue;
            asking.Rest = TimeSpan.FromSeconds(options.Shared.LeaseSeconds);
            await using (var lease = await turns.TryTakeAsync(Work(board.Slug)))
            {
                if (lease is null) continue;
                ledger.Under(lease);
                crawls.EndInterrupted(board.Slug);
                ledger.Under(null);
            }
            CrawlNow(board.Slug);
        }
    }

    private bool IsDue(string slug) => catalogue.Crawls(slug, 1) is not [{ Ended: { } ended }] || clock.GetUtcNow() - ended > Alarms.Overdue;

    /// <summary>Crawls a board at its times from now on.</summary>
    public void LookAfter(string slug) => Recurring<CrawlJob>($"crawl {slug}", job => job.RunAsync(slug, CancellationToken.None), options.Schedule, "Schedule");

    /// <summary>Crawls a board no more.</summary>
    public void Leave(string slug) => recurring.RemoveIfExists($"crawl {slug}");

    /// <summary>Whether the settings name the board, so that it would come back whatever is decided here.</summary>
    public bool IsConfigured(string slug) => sample.Board?.Slug == slug || options.Boards.Any(board => board.Board.Slug == slug);

    /// <summary>Asks for another attempt at a publication that was rejected, as soon as a worker is free.</summary>
    public void TryAgain(string publicationId) => jobs.Enqueue<PublicationJob>(job => job.TryAgainAsync(publicationId, CancellationToken.None));

    /// <summary>Asks for what is left to do for a publication, as soon as a worker is free.</summary>
    public void Complete(string publicationId) => jobs.Enqueue<PublicationJob>(job => job.CompleteAsync(publicationId, CancellationToken.None));

    private void Recurring<T>(string name, Expression<Func<T, Task>> job, string schedule, string setting)
    {
        try
        {
            recurring.AddOrUpdate(name, job, schedule, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"{setting} is '{schedule}', which is not a cron expression of five fields such as '17 3 * * *'.", e);
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
    /// <param name="plan">The crawl.</param>
    /// <param name="lease">Among several processes: what keeps others from crawling the board meanwhile. It ends with the crawl.</param>
    public void Follow(CrawlPlan plan, Lease? lease)
    {
        _underWay[plan.Run] = new(plan, new(), new(), lease) { LastProgress = clock.GetTimestamp() };
        // One that lists nothing, or could not begin, has nothing to wait for.
        if (plan.Publications.Count == 0) EndIfComplete(plan.Run);
    }

    /// <summary>
    /// Notes that a publication's turn ended in a fault of this machine or of ours. Its job comes back; its crawl does not wait,
    /// or a fault that stays would keep the board from ever being crawled again.
    /// </summary>
    public void Failed(string run, string publicationId, Exception fault)
    {
        if (_underWay.TryGetValue(run, out var crawl)) crawl.Failed[publicationId] = Faults.InWords(fault);
        EndIfComplete(run);
    }

    /// <summary>Notes that a publication's turn is over, up to the index.</summary>
    public void Dealt(string run, string publicationId)
    {
        if (_underWay.TryGetValue(run, out var crawl)) crawl.Dealt[publicationId] = true;
        EndIfComplete(run);
    }

    /// <summary>Sums up whatever could not be summed up when its last publication had had its turn.</summary>
    public void EndOverdue(string slug)
    {
        foreach (var (run, _) in _underWay.Where(crawl => crawl.Value.Plan.Board.Slug == slug)) EndIfComplete(run);
    }

    /// <summary>Sums a crawl up once its last publication has had its turn.</summary>
    private void EndIfComplete(string run)
    {
        if (!_underWay.TryGetValue(run, out var crawl))
        {
            // A later attempt at a publication of a crawl that has ended: nobody else will make it durable.
            pipeline.Commit();
            return;
        }
        if (crawl.Lease is { } lease)
        {
            EndAmongSeveral(crawl, lease);
            return;
        }
        // Fetched is not enough: one that is still being read is neither searchable nor counted among the rejected.
        if (!crawl.Plan.Publications.All(id => crawl.Dealt.ContainsKey(id) || crawl.Failed.ContainsKey(id)) || !crawls.IsComplete(crawl.Plan, crawl.Failed)) return;
        // First, so that whoever waits for the crawl's end finds what it brought.
        pipeline.Commit();
        if (crawls.EndIfComplete(crawl.Plan, crawl.Failed) is { Problem: { } problem } && problem != crawl.Plan.Problem) log.LogWarning("{Board}: {Problem}", crawl.Plan.Board.Slug, problem);
        if (!_underWay.TryRemove(run, out _)) return;
        // Publications that the crawl did not fetch may have changed by it: withdrawn, or listed in other words.
        foreach (var id in pipeline.Unfinished(crawl.Plan.Board.Slug)) jobs.Enqueue<PublicationJob>(job => job.CompleteAsync(id, CancellationToken.None));
    }

    /// <summary>Its publications are dealt with by any process: what they came to stands in the catalogue alone.</summary>
    private void EndAmongSeveral(UnderWay crawl, Lease lease)
    {
        lock (crawl)
        {
            if (!_underWay.ContainsKey(crawl.Plan.Run)) return;
            var had = catalogue.OutcomesOf(crawl.Plan.Run).Select(outcome => outcome.PublicationId).ToHashSet();
            if (had.Count != crawl.Had) (crawl.Had, crawl.LastProgress) = (had.Count, clock.GetTimestamp());
            var waiting = crawl.Plan.Publications.Where(id => !had.Contains(id) && !crawl.Failed.ContainsKey(id)).ToList();
            if (clock.GetElapsedTime(crawl.LastProgress) > Stuck)
                foreach (var id in waiting) crawl.Failed[id] = "no process has dealt with it.";
            else if (waiting.Count > 0 || !pipeline.AreRead(crawl.Plan.Publications)) return;
            pipeline.Commit();
            ledger.Under(lease);
            try
            {
                if (crawls.EndIfComplete(crawl.Plan, crawl.Failed) is { Problem: { } problem } && problem != crawl.Plan.Problem) log.LogWarning("{Board}: {Problem}", crawl.Plan.Board.Slug, problem);
            }
            catch (LeaseLostException e)
            {
                log.LogWarning("{Message}", e.Message);
                crawls.Abandon(crawl.Plan);
            }
            finally
            {
                ledger.Under(null);
            }
            _underWay.TryRemove(crawl.Plan.Run, out _);
        }
        _ = lease.DisposeAsync().AsTask();
    }

    private sealed record UnderWay(CrawlPlan Plan, ConcurrentDictionary<string, string> Failed, ConcurrentDictionary<string, bool> Dealt, Lease? Lease)
    {
        public int Had { get; set; }
        public long LastProgress { get; set; }
    }

    private List<Board> Boards() => KnownBoards.Of(options, catalogue, sample.Board);
}
