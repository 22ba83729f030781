using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

/// <summary>A folder that several processes write to.</summary>
public sealed class SharedFileArchiveTests : ArchiveContract
{
    private readonly TemporaryFolder _place = new();
    private readonly DataFolder _folder;

    public SharedFileArchiveTests() => _folder = new DataFolder(_place.Path);

    protected override IArchive OpenArchive() => new FileArchive(_folder, shared: true);
    protected override void Close(IArchive archive) => ((FileArchive)archive).Dispose();
    protected override void DisposePlace() => _place.Dispose();

    private static PublicationMissed Missed(string run, DateTimeOffset at) => new(Given.IdOf("Child R"), run) { At = at };

    [Fact]
    public async Task Lines_of_several_writers_make_one_chain()
    {
        FileArchive[] writers = [.. Enumerable.Range(0, 3).Select(_ => new FileArchive(_folder, shared: true))];
        var numbers = await Task.WhenAll(writers.Select((writer, w) => Task.Run(() => Enumerable.Range(0, 30).Select(i =>
        {
            writer.Append(Given.Capture($"Child {w} {i}", Given.Start, CaptureOutcome.Rejected, null));
            return writer.Append(Missed($"{w}-{i}", Given.Day(1)));
        }).ToList())));
        Assert.Equal(Enumerable.Range(1, 90).Select(n => (long)n), numbers.SelectMany(mine => mine).Order());
        using var reader = new FileArchive(_folder);
        Assert.Equal((90, 90), (reader.Events().Count(), reader.Captures().Count()));
        Assert.Empty(reader.Verify(default));
        foreach (var writer in writers) writer.Dispose();
    }

    [Fact]
    public void A_month_that_another_has_begun_is_gone_on_with()
    {
        using var one = new FileArchive(_folder, shared: true);
        using var other = new FileArchive(_folder, shared: true);
        one.Append(Missed("1", Given.Day(1)));
        other.Append(Missed("2", Given.Day(1)));
        other.Append(Missed("3", Given.Day(1).AddMonths(1)));
        // Its clock is behind, and it does not know the new month.
        Assert.Equal(4, one.Append(Missed("4", Given.Day(2))));
        Assert.Equal(5, other.Append(Missed("5", Given.Day(1).AddMonths(1))));
        Assert.Equal(["1", "2", "3", "4", "5"], one.Events().OfType<PublicationMissed>().Select(missed => missed.Run));
        Assert.Empty(one.Verify(default));
    }

    [Fact]
    public void A_line_that_another_writer_could_not_finish_is_passed_over()
    {
        using var one = new FileArchive(_folder, shared: true);
        one.Append(Missed("1", Given.Day(1)));
        using (var other = new FileArchive(_folder, shared: true)) other.Append(Missed("2", Given.Day(1)));
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        File.WriteAllBytes(log, File.ReadAllBytes(log)[..^9]);
        Assert.Equal(2, one.Append(Missed("3", Given.Day(1))));
        Assert.Equal(["1", "3"], one.Events().OfType<PublicationMissed>().Select(missed => missed.Run));
        Assert.Empty(one.Verify(default));
    }

    [Fact]
    public async Task What_another_has_erased_is_refused()
    {
        using var one = new FileArchive(_folder, shared: true);
        using var other = new FileArchive(_folder, shared: true);
        var kept = await one.KeepAsync(Bytes("first"), default);
        one.Append(new EditionKept("a", kept.Sha256, 5) { At = Given.Day(1) });
        other.Append(new PublicationErased("a", [kept.Sha256]) { At = Given.Day(2) });
        other.EraseByOrder();
        Assert.Equal(RejectionReason.ErasedByOrder, (await Assert.ThrowsAsync<RejectedException>(() => one.KeepAsync(Bytes("first"), default))).Reason);
    }

    [Fact]
    public void Who_wants_the_folder_for_itself_waits_until_nobody_takes_part()
    {
        var one = _folder.TakePart();
        using (_folder.TakePart()) Assert.Throws<ArchiveInUseException>(_folder.TakeOwnership);
        Assert.Throws<ArchiveInUseException>(_folder.TakeOwnership);
        one.Dispose();
        using (_folder.TakeOwnership()) Assert.Throws<ArchiveInUseException>(_folder.TakePart);
        _folder.TakePart().Dispose();
    }
}
