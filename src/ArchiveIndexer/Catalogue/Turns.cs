using Dapper;
using Npgsql;

namespace ArchiveIndexer.Catalogue;

/// <summary>
/// What processes that share an archive agree on, through PostgreSQL: who writes now, and who does which piece of work. Only the server's
/// clock is asked, and whatever a process held is free again when it has died.
/// </summary>
/// <param name="catalogue">Theirs.</param>
/// <param name="span">For how long a lease holds without being renewed.</param>
/// <param name="clock">For when to renew.</param>
public sealed class Turns(PostgresCatalogue catalogue, TimeSpan span, TimeProvider clock)
{
    private const long Remembering = 0x6172636869766532;

    /// <summary>Waits for this process's turn to append to the logs and to the catalogue; all others wait meanwhile.</summary>
    /// <param name="lease">The piece of work for which it is; while it writes, nobody can take that over. Null for what needs none.</param>
    /// <param name="write">Appends and applies.</param>
    /// <exception cref="LeaseLostException">The piece of work has been taken over: nothing was written.</exception>
    public void Take(Lease? lease, Action write)
    {
        using var connection = catalogue.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@key)", new { key = catalogue.KeyOf(Remembering) }, transaction);
        if (lease is not null && connection.ExecuteScalar<long?>("SELECT number FROM leases WHERE work = @Work AND number = @Number FOR SHARE", new { lease.Work, lease.Number }, transaction) is null)
            throw new LeaseLostException($"Another process has taken over: {lease.Work}.");
        write();
        transaction.Commit();
    }

    /// <summary>How many lines of a log the catalogue has applied: of the events, when no run is named.</summary>
    public long Applied(string? run = null)
    {
        using var connection = catalogue.Connect();
        return connection.ExecuteScalar<long?>("SELECT lines FROM applied WHERE log = @log", new { log = run ?? SqlCatalogue.EventLog }) ?? 0;
    }

    /// <summary>Takes a piece of work on, and renews that until it is disposed of; null when another has it.</summary>
    /// <param name="work">Which.</param>
    public async Task<Lease?> TryTakeAsync(string work)
    {
        await using var connection = await catalogue.ConnectAsync();
        var number = await connection.ExecuteScalarAsync<long?>("""
            INSERT INTO leases (work, number, until) VALUES (@work, 1, now() + @span)
            ON CONFLICT (work) DO UPDATE SET number = leases.number + 1, until = excluded.until WHERE leases.until < now() RETURNING number
            """, new { work, span });
        return number is { } mine ? new Lease(this, work, mine, span / 3, clock) : null;
    }

    /// <summary>Waits until this process has a piece of work; when it is disposed of, nobody has it again before the rest is over.</summary>
    public async Task<IDisposable> TakeAsync(string work, TimeSpan rest, CancellationToken cancellation)
    {
        while (true)
        {
            if (await TryTakeAsync(work) is { } lease)
            {
                if (rest > TimeSpan.Zero) lease.Rest = rest;
                return new Held(lease);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellation);
        }
    }

    private sealed class Held(Lease lease) : IDisposable
    {
        public void Dispose() => _ = lease.DisposeAsync().AsTask();
    }

    /// <summary>Whether anybody has this piece of work.</summary>
    public bool IsTaken(string work)
    {
        using var connection = catalogue.Connect();
        return connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM leases WHERE work = @work AND until >= now())", new { work });
    }

    internal async Task<bool> RenewAsync(Lease lease)
    {
        await using var connection = await catalogue.ConnectAsync();
        return await connection.ExecuteAsync("UPDATE leases SET until = now() + @span WHERE work = @Work AND number = @Number", new { lease.Work, lease.Number, span }) > 0;
    }

    internal async Task EndAsync(Lease lease, TimeSpan rest)
    {
        await using var connection = await catalogue.ConnectAsync();
        await connection.ExecuteAsync("UPDATE leases SET until = now() + @rest WHERE work = @Work AND number = @Number", new { lease.Work, lease.Number, rest });
    }
}

/// <summary>A piece of work that one process has taken on. Its number is higher than that of whoever had it before.</summary>
public sealed class Lease : IAsyncDisposable
{
    private readonly Turns _turns;
    private readonly CancellationTokenSource _lost = new();
    private readonly ITimer _renewal;

    internal Lease(Turns turns, string work, long number, TimeSpan renewal, TimeProvider clock)
    {
        (_turns, Work, Number) = (turns, work, number);
        _renewal = clock.CreateTimer(_ => _ = RenewAsync(), null, renewal, renewal);
    }

    /// <summary>Which.</summary>
    public string Work { get; }

    public long Number { get; }

    /// <summary>How long nobody may take it on again after this.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromMilliseconds(-1);

    /// <summary>Cancelled when another process has taken the work over.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync();
        try
        {
            await _turns.EndAsync(this, Rest);
        }
        catch (NpgsqlException)
        {
            // It ends by itself.
        }
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            if (!await _turns.RenewAsync(this)) await _lost.CancelAsync();
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // The server may be back before the lease ends. If another takes it meanwhile, the next renewal says so, and so does every write.
        }
    }
}

/// <summary>Another process has taken a piece of work over: this one was too slow, or was cut off from the server.</summary>
public sealed class LeaseLostException(string message) : Exception(message);
