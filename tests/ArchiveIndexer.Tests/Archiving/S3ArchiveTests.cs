using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

public sealed class S3ArchiveTests : ArchiveContract, IAsyncLifetime
{
    private readonly TemporaryFolder _place = new();
    private readonly DataFolder _folder;
    private S3Server _server = null!;

    public S3ArchiveTests() => _folder = new DataFolder(_place.Path);

    public async Task InitializeAsync() => _server = await S3Server.StartAsync();

    async Task IAsyncLifetime.DisposeAsync() => await _server.DisposeAsync();

    private S3Archive Open() => new(new S3Place(new() { Address = _server.Address, Bucket = "archive", Prefix = "ours/", AccessKey = "k", SecretKey = "s" }), _folder);

    protected override IArchive OpenArchive() => Open();
    protected override void Close(IArchive archive) => ((S3Archive)archive).Dispose();
    protected override void DisposePlace() => _place.Dispose();

    private static PublicationMissed Missed(string run) => new(Given.IdOf("Child R"), run) { At = Given.Day(1) };

    [Fact]
    public async Task Lines_of_several_writers_make_one_chain()
    {
        var writers = Enumerable.Range(0, 3).Select(_ => Open()).ToList();
        var numbers = await Task.WhenAll(writers.Select((writer, w) => Task.Run(() => Enumerable.Range(0, 10).Select(i =>
        {
            writer.Append(Given.Capture($"Child {w} {i}", Given.Start, CaptureOutcome.Rejected, null));
            return writer.Append(Missed($"{w}-{i}"));
        }).ToList())));
        Assert.Equal(Enumerable.Range(1, 30).Select(n => (long)n), numbers.SelectMany(mine => mine).Order());
        Assert.Equal((30, 30), (writers[0].Events().Count(), writers[0].Captures().Count()));
        Assert.Equal((30, 0), ((int)writers[0].FollowEvents().Lines, writers[0].FollowEvents().Problems.Count));
        Assert.Empty(writers[0].Verify(default));
        foreach (var writer in writers) writer.Dispose();
    }

    [Fact]
    public void A_line_whose_answer_was_lost_is_there_once()
    {
        using var archive = Open();
        archive.Append(Missed("1"));
        _server.LoseAnswers(1);
        Assert.Equal(2, archive.Append(Missed("2")));
        Assert.Equal(3, archive.Append(Missed("3")));
        Assert.Equal(["1", "2", "3"], archive.Events().OfType<PublicationMissed>().Select(missed => missed.Run));
    }

    [Fact]
    public async Task What_is_damaged_altered_or_taken_out_is_named()
    {
        using var archive = Open();
        var kept = await archive.KeepAsync(Bytes("report"), default);
        for (var n = 1; n <= 4; n++) archive.Append(Missed($"run-{n}"));
        archive.WriteManifest();
        Assert.Empty(archive.Verify(default));
        // Put one behind the other, the lines are the file that an archive in a folder has.
        Assert.Equal(4, string.Concat(_server.Objects.Where(one => one.Key.Contains("/events/", StringComparison.Ordinal)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Encoding.UTF8.GetString(one.Value))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        _server.Objects[$"archive/ours/objects/sha256/{kept.Sha256[..2]}/{kept.Sha256[2..4]}/{kept.Sha256}"] = "repOrt"u8.ToArray();
        const string second = "archive/ours/events/000000000002.json";
        _server.Objects[second] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_server.Objects[second]).Replace("run-2", "run-9", StringComparison.Ordinal));
        Assert.True(_server.Objects.TryRemove("archive/ours/events/000000000003.json", out _));
        var problems = archive.Verify(default).ToList();
        Assert.Equal(3, problems.Count);
        Assert.Contains(kept.Sha256, problems[0], StringComparison.Ordinal);
        Assert.All(problems.Skip(1).Zip(["000000000002", "000000000004"]), pair => Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_the_worlds_fault()
    {
        using var archive = Open();
        await _server.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => archive.KeepAsync(Bytes("report"), default));
        Assert.Throws<IOException>(() => archive.Append(Missed("1")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Temporary));
    }
}
