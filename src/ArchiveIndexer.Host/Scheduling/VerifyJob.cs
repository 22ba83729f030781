using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>Checks the whole archive while it is served, and remembers what came of it.</summary>
public sealed class VerifyJob(Verification verification, Ledger ledger, TimeProvider clock, ILogger<VerifyJob> log)
{
    [Queue(Queues.Crawl)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    [DisableConcurrentExecution(timeoutInSeconds: 1)]
    public Task RunAsync(CancellationToken cancellation)
    {
        var problems = verification.Problems(cancellation);
        // What is just being written can look wrong; what is wrong still is at the second look.
        if (problems.Count > 0) problems = [.. problems.Intersect(verification.Problems(cancellation))];
        foreach (var problem in problems) log.LogError("{Problem}", problem);
        ledger.Remember(new ArchiveVerified(verification.Objects, problems.Count, problems.Count > 0 ? problems[0] : null) { At = clock.GetUtcNow() });
        return Task.CompletedTask;
    }
}
