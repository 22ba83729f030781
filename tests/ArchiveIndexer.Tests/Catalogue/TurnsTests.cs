using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace ArchiveIndexer.Tests.Catalogue;

/// <summary>Several processes on one archive and one catalogue.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TurnsTests : IDisposable
{
    private readonly PostgresServer _server;
    private readonly TemporaryFolder _place = new();
    private readonly DataFolder _folder;
    private readonly string _schema;
    private readonly List<IDisposable> _open = [];
    private readonly FakeTimeProvider _clock = new();

    public TurnsTests(PostgresServer server) => (_server, _schema, _folder) = (server, server.NewSchema(), new(_place.Path));

    public void Dispose()
    {
        foreach (var one in _open) one.Dispose();
        _place.Dispose();
    }

    private (FileArchive Archive, PostgresCatalogue Catalogue, Turns Turns, Ledger Ledger) Open(double seconds = 60)
    {
        var (archive, catalogue) = (new FileArchive(_folder, shared: true), new PostgresCatalogue(_server.Database, _schema));
        _open.AddRange([archive, catalogue]);
        var turns = new Turns(catalogue, TimeSpan.FromSeconds(seconds), _clock);
        return (archive, catalogue, turns, new Ledger(archive, catalogue, turns));
    }

    /// <summary>As if the lease had run out.</summary>
    private async Task ExpireAsync()
    {
        await using var source = NpgsqlDataSource.Create(_server.Database);
#pragma warning disable CA2100 // The name is ours.
        await using var command = source.CreateCommand($"UPDATE {_schema}.leases SET until = now() - interval '1 second'");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static BoardAdded Added => new(Given.Board) { At = Given.Day(1) };

    [SkippableFact]
    public async Task What_several_remember_at_once_is_one_story()
    {
        var hosts = Enumerable.Range(0, 3).Select(_ => Open()).ToList();
        hosts[0].Ledger.Remember(Added);
        await Task.WhenAll(hosts.Select((host, h) => Task.Run(() =>
        {
            for (var i = 0; i < 15; i++)
            {
                host.Ledger.Remember(Given.Listed($"Child {h} {i}", Given.Day(1)));
                host.Ledger.Remember(Given.Capture($"Child {h} {i}", Given.Day(1)));
            }
        })));
        var (archive, catalogue, turns, _) = hosts[0];
        Assert.Equal((46, 46), (turns.Applied(), archive.Events().Count()));
        Assert.Equal(45, turns.Applied(Given.Run));
        using var anew = new SqliteCatalogue(_place.File("anew.db"));
        anew.CatchUp(archive);
        Assert.Equal(anew.AllPublications().Select(record => record.Publication.Id), catalogue.AllPublications().Select(record => record.Publication.Id));
        Assert.Equal(anew.OutcomesOf(Given.Run).Order(Comparer<CrawlOutcome>.Create((a, b) => string.CompareOrdinal(a.PublicationId, b.PublicationId))), catalogue.OutcomesOf(Given.Run).Order(Comparer<CrawlOutcome>.Create((a, b) => string.CompareOrdinal(a.PublicationId, b.PublicationId))));
    }

    [SkippableFact]
    public void A_line_that_a_process_appended_before_it_died_is_applied_by_the_next()
    {
        var (one, other) = (Open(), Open());
        one.Ledger.Remember(Added);
        one.Archive.Append(Given.Listed("Child R", Given.Day(1)));
        one.Archive.Append(Given.Capture("Child R", Given.Day(1)));
        other.Ledger.Remember(Given.Listed("Child S", Given.Day(1)));
        Assert.Equal(2, other.Catalogue.AllPublications().Count);
        Assert.Single(other.Catalogue.OutcomesOf(Given.Run));
        Assert.Equal(3, one.Turns.Applied());
    }

    [SkippableFact]
    public async Task A_piece_of_work_has_one_holder_and_is_free_when_it_is_done()
    {
        var (one, other) = (Open(), Open());
        var lease = (await one.Turns.TryTakeAsync("crawl"))!;
        Assert.Null(await other.Turns.TryTakeAsync("crawl"));
        Assert.True(other.Turns.IsTaken("crawl"));
        Assert.NotNull(await other.Turns.TryTakeAsync("another"));
        await lease.DisposeAsync();
        Assert.False(other.Turns.IsTaken("crawl"));
        await using var next = (await other.Turns.TryTakeAsync("crawl"))!;
        Assert.Equal(lease.Number + 1, next.Number);
    }

    [SkippableFact]
    public async Task Who_was_overtaken_writes_nothing_any_more()
    {
        var (one, other) = (Open(), Open());
        one.Ledger.Remember(Added);
        var lease = (await one.Turns.TryTakeAsync("Child R"))!;
        one.Ledger.Under(lease);
        one.Ledger.Remember(Given.Listed("Child R", Given.Day(1)));
        await ExpireAsync();
        // Late, but nobody has taken over.
        one.Ledger.Remember(Given.Capture("Child R", Given.Day(1)));
        await ExpireAsync();
        await using var taken = (await other.Turns.TryTakeAsync("Child R"))!;
        Assert.Throws<LeaseLostException>(() => one.Ledger.Remember(Given.Listed("Child S", Given.Day(1))));
        Assert.Throws<LeaseLostException>(() => one.Ledger.Remember(Given.Capture("Child R", Given.Day(2))));
        Assert.Equal((2, 1), (one.Archive.Events().Count(), one.Archive.Captures().Count()));
        Assert.False(lease.Lost.IsCancellationRequested);
        var lost = new TaskCompletionSource();
        await using var registration = lease.Lost.Register(lost.SetResult);
        _clock.Advance(TimeSpan.FromSeconds(21));
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        // What ends late ends nobody else's.
        await lease.DisposeAsync();
        Assert.True(one.Turns.IsTaken("Child R"));
        other.Ledger.Under(taken);
        other.Ledger.Remember(Given.Listed("Child S", Given.Day(1)));
    }

    [SkippableFact]
    public async Task When_the_server_dies_between_log_and_catalogue_nothing_is_lost()
    {
        var (archive, catalogue, turns, ledger) = Open();
        ledger.Remember(Added);
        await _server.StopAsync();
        try
        {
            Assert.ThrowsAny<Exception>(() => ledger.Remember(Given.Listed("Child R", Given.Day(1))));
        }
        finally
        {
            await _server.StartAsync();
        }
        // The server was gone before the log was written to: as if never asked.
        Assert.Single(archive.Events());
        Retried(() => ledger.Remember(Given.Listed("Child R", Given.Day(1))));
        Assert.Equal((2, 2), (archive.Events().Count(), turns.Applied()));
        Assert.Single(catalogue.AllPublications());

        static void Retried(Action act)
        {
            // A pool may hand out a broken connection once.
            try
            {
                act();
            }
            catch (NpgsqlException)
            {
                act();
            }
        }
    }
}
