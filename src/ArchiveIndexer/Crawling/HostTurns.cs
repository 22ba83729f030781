using System.Collections.Concurrent;

namespace ArchiveIndexer.Crawling;

/// <summary>One request at a time to each host, and a pause between two: measured by the monotonic clock.</summary>
/// <param name="clock">Whose.</param>
/// <param name="among">Where other processes ask the same hosts: waits for a turn among them all, pause included.</param>
internal sealed class HostTurns(TimeProvider clock, Func<string, TimeSpan, CancellationToken, Task<IDisposable>>? among = null)
{
    private readonly ConcurrentDictionary<string, Host> _hosts = new();

    /// <summary>Waits for this host to be free and rested; dispose of the result when the answer has been read.</summary>
    public async Task<IDisposable> TakeAsync(string host, TimeSpan pause, CancellationToken cancellation)
    {
        var turn = _hosts.GetOrAdd(host, _ => new Host());
        await turn.Free.WaitAsync(cancellation);
        try
        {
            if (turn.LastAnswer is { } last && pause - clock.GetElapsedTime(last) is { Ticks: > 0 } rest) await Task.Delay(rest, clock, cancellation);
            return new Turn(turn, among is null ? null : await among(host, pause, cancellation), clock);
        }
        catch
        {
            turn.Free.Release();
            throw;
        }
    }

    private sealed class Host
    {
        public SemaphoreSlim Free { get; } = new(1);
        public long? LastAnswer { get; set; }
    }

    /// <summary>Ends once, however often it is disposed of.</summary>
    private sealed class Turn(Host host, IDisposable? among, TimeProvider clock) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 1) return;
            host.LastAnswer = clock.GetTimestamp();
            among?.Dispose();
            host.Free.Release();
        }
    }
}
