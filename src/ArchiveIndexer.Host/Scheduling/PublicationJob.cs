using System.Linq.Expressions;
using ArchiveIndexer.Catalogue;
using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>One publication from its address to the index. Job arguments are only ids: what a page says never travels in them.</summary>
public sealed class PublicationJob(ArchivePipeline pipeline, CrawlSchedule schedule, IBackgroundJobClient jobs, Ledger ledger, TimeProvider clock, ILogger<PublicationJob> log, Turns? turns = null)
{
    // The world's faults only; a file that cannot be read today cannot be read in a minute.
    private static readonly TimeSpan[] Later = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    // Another process has it, or had it when it died.
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    // A job given up is deleted: nobody looks at the queue, and one that failed would stay in memory for ever.

    /// <summary>Runs the publication's turn in a crawl.</summary>
    [Queue(Queues.Publication)]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 30, 120], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(string publicationId, string run, int attempt, CancellationToken cancellation) =>
        AloneAsync(publicationId, job => job.RunAsync(publicationId, run, attempt, CancellationToken.None), token => TurnAsync(publicationId, run, attempt, token), cancellation);

    private async Task TurnAsync(string publicationId, string run, int attempt, CancellationToken cancellation)
    {
        RejectedException? rejected;
        try
        {
            rejected = await pipeline.RunAsync(publicationId, run, cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LeaseLostException))
        {
            schedule.Failed(run, publicationId, e);
            throw;
        }
        if (rejected is not null) log.LogWarning("{Publication} rejected ({Reason}): {Message}", publicationId, rejected.Reason, rejected.Message);
        if (rejected?.Reason.MayPass() == true && attempt < Later.Length)
            jobs.Schedule<PublicationJob>(job => job.RunAsync(publicationId, run, attempt + 1, CancellationToken.None), clock.GetUtcNow() + Later[attempt]);
        schedule.Dealt(run, publicationId);
    }

    /// <summary>Does what an interrupted process, a newer extractor or a newer index left to do for a publication.</summary>
    [Queue(Queues.Publication)]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 30, 120], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task CompleteAsync(string publicationId, CancellationToken cancellation) =>
        AloneAsync(publicationId, job => job.CompleteAsync(publicationId, CancellationToken.None), async token =>
        {
            await pipeline.CompleteAsync(publicationId, again: false, token);
            pipeline.Commit();
        }, cancellation);

    /// <summary>Tries once more, on a steward's word, what was rejected.</summary>
    [Queue(Queues.Publication)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task TryAgainAsync(string publicationId, CancellationToken cancellation) =>
        AloneAsync(publicationId, job => job.TryAgainAsync(publicationId, CancellationToken.None), token => pipeline.TryAgainAsync(publicationId, token), cancellation);

    /// <summary>Among several processes one deals with a publication at a time; if that one dies, its job comes back, here or elsewhere.</summary>
    private async Task AloneAsync(string publicationId, Expression<Func<PublicationJob, Task>> again, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (turns is null)
        {
            await work(cancellation);
            return;
        }
        await using var lease = await turns.TryTakeAsync($"publication {publicationId}");
        if (lease is null)
        {
            jobs.Schedule(again, clock.GetUtcNow() + Busy);
            return;
        }
        ledger.Under(lease);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Lost);
        try
        {
            await work(either.Token);
        }
        catch (Exception e) when (e is LeaseLostException || (e is OperationCanceledException && lease.Lost.IsCancellationRequested))
        {
            log.LogWarning("{Publication}: another process has taken it over.", publicationId);
        }
    }
}
