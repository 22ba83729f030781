using System.Diagnostics;
using System.Text.RegularExpressions;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

public sealed class FileArchiveTests : ArchiveContract
{
    private readonly TemporaryFolder _place = new();
    private readonly DataFolder _folder;

    public FileArchiveTests() => _folder = new DataFolder(_place.Path);

    protected override IArchive OpenArchive() => new FileArchive(_folder);
    protected override void Close(IArchive archive) => ((FileArchive)archive).Dispose();
    protected override void DisposePlace() => _place.Dispose();

    [Fact]
    public async Task An_object_is_named_by_its_hash_and_cannot_be_written_to()
    {
        using var archive = new FileArchive(_folder);
        var kept = await archive.KeepAsync(Bytes("report"), default);
        var path = archive.PathOf(kept.Sha256);
        Assert.Equal(Path.Combine(_place.Path, "objects", "sha256", kept.Sha256[..2], kept.Sha256[2..4], kept.Sha256), path);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Nothing_unfinished_stays_behind()
    {
        using var archive = new FileArchive(_folder);
        await archive.KeepAsync(Bytes("report"), default);
        await archive.KeepAsync(Bytes("report"), default);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => archive.KeepAsync(Bytes("other"), cancelled.Token));
        archive.WriteManifest();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Temporary));
        Assert.Equal([Given.Hash("report")], archive.Objects());
    }

    [Fact]
    public async Task A_damaged_object_is_found_and_the_others_are_not_blamed()
    {
        using var archive = new FileArchive(_folder);
        foreach (var text in (string[])["one", "two", "three"]) await archive.KeepAsync(Bytes(text), default);
        Assert.Empty(archive.Verify(default));
        Replace(archive.PathOf(Given.Hash("two")), "twO");
        Assert.Contains(Given.Hash("two"), Assert.Single(archive.Verify(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_does_not_belong_among_the_objects_is_named_and_disturbs_nothing()
    {
        using var archive = new FileArchive(_folder);
        await archive.KeepAsync(Bytes("one"), default);
        await File.WriteAllTextAsync(Path.Combine(_folder.Objects, "Thumbs.db"), "x");
        await File.WriteAllTextAsync(Path.Combine(_folder.Objects, Given.Hash("x")), "x");
        Assert.Equal([Given.Hash("one")], archive.Objects());
        Assert.Equal(2, archive.Verify(default).Count());
        archive.WriteManifest();
        Assert.Single(await File.ReadAllLinesAsync(_folder.Manifest));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_altered_or_taken_out_breaks_the_chain(bool takeOut)
    {
        using (var archive = new FileArchive(_folder)) AppendDays(archive, 1, 2, 3);
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        var lines = File.ReadAllLines(log).ToList();
        if (takeOut) lines.RemoveAt(1);
        else lines[1] = lines[1].Replace("run-2", "run-9", StringComparison.Ordinal);
        File.WriteAllLines(log, lines);
        using var reopened = new FileArchive(_folder);
        // An altered line shows by its own sum and by the line after it; one taken out by the line after it.
        var problems = reopened.Verify(default).ToList();
        Assert.Equal(takeOut ? 1 : 2, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith("events/2026-11.jsonl: line ", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_line_altered_shows_by_itself()
    {
        using (var archive = new FileArchive(_folder)) AppendDays(archive, 1, 2, 3);
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        File.WriteAllText(log, File.ReadAllText(log).Replace("run-3", "run-9", StringComparison.Ordinal));
        using var reopened = new FileArchive(_folder);
        Assert.StartsWith("events/2026-11.jsonl: line 3 does not have the SHA-256", Assert.Single(reopened.Verify(default)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_the_first_archives_have_no_sum_and_are_held_by_the_chain_alone()
    {
        using (var archive = new FileArchive(_folder)) AppendDays(archive, 1);
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        File.WriteAllText(log, Regex.Replace(File.ReadAllText(log), ",\"sha256\":\"[0-9a-f]{64}\"}\n", "}\n"));
        using var reopened = new FileArchive(_folder);
        Assert.Empty(reopened.Verify(default));
        AppendDays(reopened, 2);
        Assert.Empty(reopened.Verify(default));
        Assert.Equal(2, reopened.Events().Count());
    }

    [Fact]
    public void A_line_that_is_no_longer_readable_breaks_the_chain_and_the_rest_is_still_read()
    {
        using (var archive = new FileArchive(_folder)) AppendDays(archive, 1, 2, 3);
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        foreach (var damage in (string[])["{", "{\"number\":2,\"entry\":{\"at\":\"2026-11-02T00:00:00Z\"}}", "{\"number\":2,\"entry\":{\"event\":\"unheardOf\"}}", "null", ""])
        {
            var lines = File.ReadAllLines(log);
            lines[1] = damage;
            File.WriteAllLines(log, lines);
            using var reopened = new FileArchive(_folder);
            Assert.Equal(2, reopened.Events().Count());
            Assert.Single(reopened.Verify(default));
        }
    }

    [Fact]
    public void A_captures_log_is_chained_as_well()
    {
        using (var archive = new FileArchive(_folder))
            foreach (var name in (string[])["A", "B", "C"]) archive.Append(Given.Capture(name, Given.Start, CaptureOutcome.Rejected, null));
        var log = Path.Combine(_folder.Captures, "2026", "11", Given.Run + ".jsonl");
        File.WriteAllLines(log, File.ReadAllLines(log).Where((_, i) => i != 1));
        using var reopened = new FileArchive(_folder);
        Assert.Contains(Given.Run, Assert.Single(reopened.Verify(default)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_torn_anywhere_by_a_crash_is_passed_over_and_the_log_goes_on()
    {
        using (var archive = new FileArchive(_folder)) AppendDays(archive, 1, 2);
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        var whole = File.ReadAllBytes(log);
        var lastBegins = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var cut = lastBegins; cut < whole.Length; cut += 7)
        {
            File.WriteAllBytes(log, whole[..cut]);
            using var archive = new FileArchive(_folder);
            Assert.Equal(["run-1"], archive.Events().OfType<PublicationMissed>().Select(missed => missed.Run));
            AppendDays(archive, 3, 4);
            Assert.Equal(["run-1", "run-3", "run-4"], archive.Events().OfType<PublicationMissed>().Select(missed => missed.Run));
            Assert.Empty(archive.Verify(default));
        }
    }

    [Fact]
    public void A_line_that_lacks_only_its_end_of_line_counts()
    {
        using (var archive = new FileArchive(_folder)) AppendDays(archive, 1, 2);
        var log = Assert.Single(Directory.GetFiles(_folder.Events));
        File.WriteAllBytes(log, File.ReadAllBytes(log)[..^1]);
        using var reopened = new FileArchive(_folder);
        AppendDays(reopened, 3);
        Assert.Equal(3, reopened.Events().Count());
        Assert.Empty(reopened.Verify(default));
    }

    [SkippableFact]
    public void What_a_full_disk_left_of_a_line_does_not_spoil_the_next()
    {
        Skip.If(OperatingSystem.IsWindows(), "A second handle may not write there.");
        using var log = new AppendOnlyLog<string>(_place.File("log.jsonl"));
        log.Append("first");
        // Another handle stands in for the write that got only halfway.
        using (var half = new FileStream(_place.File("log.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) half.Write("{\"number\":2,\"prev"u8);
        log.Append("second");
        Assert.Equal(["first", "second"], AppendOnlyLog<string>.ReadLines(_place.File("log.jsonl")).Select(line => line.Line.Entry));
        Assert.Empty(AppendOnlyLog<string>.Verify([_place.File("log.jsonl")], _place.Path));
    }

    [Fact]
    public void The_chain_of_events_goes_on_from_month_to_month()
    {
        using (var archive = new FileArchive(_folder))
        {
            AppendDays(archive, 1);
            archive.Append(Missed(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)));
        }
        using (var archive = new FileArchive(_folder)) archive.Append(Missed(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(["2026-11.jsonl", "2026-12.jsonl", "2027-02.jsonl"], Directory.GetFiles(_folder.Events).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var reopened = new FileArchive(_folder);
        Assert.Empty(reopened.Verify(default));
        File.Delete(Path.Combine(_folder.Events, "2026-12.jsonl"));
        Assert.Contains("2027-02.jsonl", Assert.Single(reopened.Verify(default)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_set_back_over_a_month_does_not_disorder_the_chain()
    {
        var december = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        using (var archive = new FileArchive(_folder))
        {
            archive.Append(Missed(december));
            archive.Append(Missed(december.AddDays(-5)));
        }
        using var reopened = new FileArchive(_folder);
        reopened.Append(Missed(december.AddDays(-4)));
        Assert.Equal([december, december.AddDays(-5), december.AddDays(-4)], reopened.Events().Select(one => one.At));
        Assert.Empty(reopened.Verify(default));
    }

    [SkippableFact]
    public async Task Sha256sum_checks_the_archive_without_this_program()
    {
        using var archive = new FileArchive(_folder);
        foreach (var text in (string[])["one", "two", ""]) await archive.KeepAsync(Bytes(text), default);
        archive.WriteManifest();
        Assert.Equal(0, Sha256Sum());
        Replace(archive.PathOf(Given.Hash("two")), "2");
        Assert.NotEqual(0, Sha256Sum());
    }

    private int Sha256Sum()
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("sha256sum", ["-c", "--quiet", "manifest-sha256.txt"]) { WorkingDirectory = _place.Path, RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException("sha256sum is not on the PATH.");
        }
        using (process)
        {
            process.WaitForExit();
            return process.ExitCode;
        }
    }

    private static void Replace(string path, string text)
    {
        File.Delete(path);
        File.WriteAllText(path, text);
    }

    private static void AppendDays(FileArchive archive, params int[] days)
    {
        foreach (var day in days) archive.Append(Missed(Given.Day(day), $"run-{day}"));
    }

    private static PublicationMissed Missed(DateTimeOffset at, string run = "run") => new("Siân’s café", run) { At = at };
}
