using System.Collections.Concurrent;

namespace ArchiveIndexer.Crawling;

/// <summary>One request at a time to each host, and a pause between two: measured by the monotonic clock.</summary>
internal sealed class HostTurns(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Host> _hosts = new();

    /// <summary>Waits for this host to be free and rested; dispose of the result when the answer has been read.</summary>
    public async Task<IDisposable> TakeAsync(string host, TimeSpan pause, CancellationToken cancellation)
    {
        var turn = _hosts.GetOrAdd(host, _ => new Host(clock));
        await turn.Free.WaitAsync(cancellation);
        try
        {
            if (turn.LastAnswer is { } last && pause - clock.GetElapsedTime(last) is { Ticks: > 0 } rest) await Task.Delay(rest, clock, cancellation);
            return turn;
        }
        catch
        {
            turn.Free.Release();
            throw;
        }
    }

    private sealed class Host(TimeProvider clock) : IDisposable
    {
        public SemaphoreSlim Free { get; } = new(1);
        public long? LastAnswer { get; private set; }

        /// <summary>Ends a turn, not the host.</summary>
        public void Dispose()
        {
            LastAnswer = clock.GetTimestamp();
            Free.Release();
        }
    }
}
