using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>One publication from its address to the index. Job arguments are only ids: what a page says never travels in them.</summary>
public sealed class PublicationJob(ArchivePipeline pipeline, CrawlSchedule schedule, IBackgroundJobClient jobs, TimeProvider clock, ILogger<PublicationJob> log)
{
    // The world's faults only; a file that cannot be read today cannot be read in a minute.
    private static readonly TimeSpan[] Later = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    // A job given up is deleted: nobody looks at the queue, and one that failed would stay in memory for ever.

    /// <summary>Runs the publication's turn in a crawl.</summary>
    [Queue(Queues.Publication)]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 30, 120], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string publicationId, string run, int attempt, CancellationToken cancellation)
    {
        RejectedException? rejected;
        try
        {
            rejected = await pipeline.RunAsync(publicationId, run, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
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
    public async Task CompleteAsync(string publicationId, CancellationToken cancellation)
    {
        await pipeline.CompleteAsync(publicationId, again: false, cancellation);
        pipeline.Commit();
    }

    /// <summary>Tries once more, on a steward's word, what was rejected.</summary>
    [Queue(Queues.Publication)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task TryAgainAsync(string publicationId, CancellationToken cancellation) => pipeline.TryAgainAsync(publicationId, cancellation);
}
