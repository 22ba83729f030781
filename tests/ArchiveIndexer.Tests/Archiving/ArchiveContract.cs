using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

/// <summary>What every archive promises; a further implementation inherits this and says how it is opened.</summary>
public abstract class ArchiveContract : IDisposable
{
    /// <summary>An archive over the place of this test: the same one each time, as after a restart.</summary>
    protected abstract IArchive OpenArchive();

    /// <summary>Lets go of it.</summary>
    protected abstract void Close(IArchive archive);

    protected abstract void DisposePlace();

    public void Dispose()
    {
        DisposePlace();
        GC.SuppressFinalize(this);
    }

    protected static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task The_same_bytes_twice_are_one_object()
    {
        var archive = OpenArchive();
        var first = await archive.KeepAsync(Bytes("report"), default);
        var second = await archive.KeepAsync(Bytes("report"), default);
        Assert.Equal(new KeptObject(Given.Hash("report"), 6, IsNew: true), first);
        Assert.Equal(first with { IsNew = false }, second);
        Assert.Equal([Given.Hash("report")], archive.Objects());
        Close(archive);
    }

    [Fact]
    public async Task What_was_kept_can_be_read_after_a_restart()
    {
        var archive = OpenArchive();
        var text = new string('x', 300_000) + "end";
        var kept = await archive.KeepAsync(Bytes(text), default);
        Close(archive);
        archive = OpenArchive();
        Assert.True(archive.Has(kept.Sha256));
        using var reader = new StreamReader(archive.Open(kept.Sha256));
        Assert.Equal(text, await reader.ReadToEndAsync());
        Close(archive);
    }

    [Fact]
    public void Bytes_that_were_never_kept_are_not_there()
    {
        var archive = OpenArchive();
        Assert.False(archive.Has(Given.Hash("never")));
        Assert.ThrowsAny<IOException>(() => archive.Open(Given.Hash("never")));
        Assert.Empty(archive.Objects());
        Close(archive);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../etc/passwd")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void What_is_no_hash_is_not_there_and_is_never_opened(string name)
    {
        var archive = OpenArchive();
        Assert.False(archive.Has(name));
        Assert.Throws<ArgumentException>(() => archive.Open(name));
        Close(archive);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        var archive = OpenArchive();
        await Assert.ThrowsAsync<IOException>(() => archive.KeepAsync(new BrokenBody(200_000), default));
        Assert.Empty(archive.Objects());
        Close(archive);
    }

    [Fact]
    public async Task Many_who_keep_the_same_bytes_at_once_get_one_object()
    {
        var archive = OpenArchive();
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => archive.KeepAsync(Bytes("same"), default))));
        Assert.All(kept, one => Assert.Equal(Given.Hash("same"), one.Sha256));
        Assert.Contains(kept, one => one.IsNew);
        Assert.Single(archive.Objects());
        Assert.Empty(archive.Verify(default));
        Close(archive);
    }

    [Fact]
    public void Events_come_back_in_order_and_of_their_kind()
    {
        var archive = OpenArchive();
        ArchiveEvent[] events =
        [
            new BoardAdded(Given.Board) { At = Given.Day(1) },
            Given.Listed("Child R", Given.Day(1)),
            new EditionKept(Given.IdOf("Child R"), Given.Hash("first"), 5) { At = Given.Day(2) },
            new PublicationRejected(Given.IdOf("Child R"), Stage.Extract, RejectionReason.NoText, "No page of ‘R’ has text.\n<b>", "https://oscb.example/r.pdf", Given.Hash("first"), "pdfpig/1") { At = Given.Day(3) },
            new CrawlEnded(Given.Run, "oxfordshire", new(1, 1, 0, 0, 0, 1), null) { At = Given.Day(4) },
        ];
        foreach (var one in events) archive.Append(one);
        Close(archive);
        archive = OpenArchive();
        archive.Append(new PublicationMissed(Given.IdOf("Child R"), Given.Run) { At = Given.Day(5) });
        Assert.Equal([.. events.Select(Json), Json<ArchiveEvent>(new PublicationMissed(Given.IdOf("Child R"), Given.Run) { At = Given.Day(5) })], archive.Events().Select(Json));
        Assert.Empty(archive.Verify(default));
        Close(archive);
    }

    [Fact]
    public async Task Captures_come_back_run_by_run()
    {
        var archive = OpenArchive();
        await archive.KeepAsync(Bytes("first"), default);
        string[] runs = [.. Enumerable.Range(1, 20).Select(day => $"202611{day:00}T010000000-oxfordshire")];
        // Logs of earlier runs are opened again.
        foreach (var name in (string[])["Child A", "Child B"])
            foreach (var run in runs) archive.Append(Given.Capture(name, Given.Start, run: run));
        Assert.Equal(
            runs.SelectMany(run => new[] { "Child A", "Child B" }.Select(name => Json(Given.Capture(name, Given.Start, run: run)))),
            archive.Captures().Select(Json));
        Assert.Empty(archive.Verify(default));
        Close(archive);
    }

    [Fact]
    public void A_capture_of_bytes_that_are_not_there_is_reported()
    {
        var archive = OpenArchive();
        archive.Append(Given.Capture("Child R", Given.Start, bytes: "lost"));
        archive.Append(Given.Capture("Child R", Given.Start, CaptureOutcome.NotModified, "lost"));
        Assert.Contains(Given.Hash("lost"), Assert.Single(archive.Verify(default)), StringComparison.Ordinal);
        Close(archive);
    }

    [Fact]
    public async Task Bytes_that_were_erased_by_order_are_gone_and_refused_also_after_a_restart()
    {
        var archive = OpenArchive();
        var (erased, shared) = ((await archive.KeepAsync(Bytes("first"), default)).Sha256, (await archive.KeepAsync(Bytes("shared"), default)).Sha256);
        foreach (var (publication, sha256) in ((string, string)[])[("a", erased), ("a", shared), ("b", shared)]) archive.Append(new EditionKept(publication, sha256, 5) { At = Given.Day(1) });
        Assert.Empty(archive.EraseByOrder());
        archive.Append(new PublicationErased("a", [erased, shared]) { At = Given.Day(2) });
        for (var twice = 0; twice < 2; twice++)
        {
            Assert.Equal([erased], archive.EraseByOrder());
            Assert.Equal([shared], archive.Objects());
            Assert.Equal(RejectionReason.ErasedByOrder, (await Assert.ThrowsAsync<RejectedException>(() => archive.KeepAsync(Bytes("first"), default))).Reason);
            Assert.False((await archive.KeepAsync(Bytes("shared"), default)).IsNew);
            Assert.Empty(archive.Verify(default));
            Close(archive);
            archive = OpenArchive();
        }
        archive.Append(new PublicationErased("b", [shared]) { At = Given.Day(3) });
        Assert.Equal(new[] { erased, shared }.Order(StringComparer.Ordinal), archive.EraseByOrder());
        Assert.Empty(archive.Objects());
        Close(archive);
    }

    private static string Json<T>(T one) => System.Text.Json.JsonSerializer.Serialize(one, ArchiveJson.Lines);

    /// <summary>Gives some bytes, then the connection is gone.</summary>
    private sealed class BrokenBody(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("connection reset") : await base.ReadAsync(buffer, cancellationToken);
    }
}
