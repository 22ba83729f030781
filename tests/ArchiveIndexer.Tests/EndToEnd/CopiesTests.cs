using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>The archive leaves its folder and comes back: exported, backed up, restored. Each command is a process of its own.</summary>
public sealed class CopiesTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    [Fact]
    public async Task A_bag_is_checked_without_this_program_and_holds_originals_text_and_tables()
    {
        using var folder = new TemporaryFolder();
        var bag = Path.Combine(folder.Path, "bag");
        // Beside whoever works on the folder.
        using var owner = new DataFolder(crawled.Data).TakeOwnership();
        await using var export = await ArchiveProgram.RunAsync("export", bag, "--data", crawled.Data, "--json");

        Assert.Equal(0, export.ExitCode);
        Assert.Equal((13, 0), (export.Json.GetProperty("publications").GetInt32(), export.Json.GetProperty("problems").GetArrayLength()));
        foreach (var manifest in (string[])["manifest-sha256.txt", "tagmanifest-sha256.txt"]) Assert.Equal(0, await Sha256SumAsync(bag, manifest));
        var listed = (await File.ReadAllLinesAsync(Path.Combine(bag, "manifest-sha256.txt"))).Select(line => line.Split("  ", 2)[1]).Order(StringComparer.Ordinal);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(bag, "data"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(bag, path)).Order(StringComparer.Ordinal), listed);
        var (octets, streams) = (Directory.EnumerateFiles(Path.Combine(bag, "data"), "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), listed.Count());
        Assert.Contains($"Payload-Oxum: {octets}.{streams}", await File.ReadAllLinesAsync(Path.Combine(bag, "bag-info.txt")));
        Assert.Equal("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", await File.ReadAllTextAsync(Path.Combine(bag, "bagit.txt")));

        var publications = Csv.Read(await File.ReadAllBytesAsync(Path.Combine(bag, "data", "publications.csv")));
        Assert.Equal(13, publications.Count);
        Assert.All(publications, row => Assert.Equal(row["sha256"], LooseFile.Describe(Path.Combine(bag, row["file"])).Sha256));
        var unread = Assert.Single(publications, row => row["text"].Length == 0);
        Assert.NotEmpty(unread["notReadable"]);
        foreach (var row in publications.Where(row => row["text"].Length > 0))
            Assert.Equal(row["pages"], $"{(await File.ReadAllTextAsync(Path.Combine(bag, row["text"]))).Split((char)12).Length}");
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(bag, "data", "recommendations.json")));
        var recommendations = Csv.Read(await File.ReadAllBytesAsync(Path.Combine(bag, "data", "recommendations.csv")));
        Assert.Equal(json.RootElement.GetArrayLength(), recommendations.Count);
        Assert.NotEmpty(recommendations);
        Assert.All(recommendations, row => Assert.Contains(publications, publication => publication["publicationId"] == row["publicationId"]));
    }

    [Fact]
    public async Task A_bag_that_exists_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "letter.txt"), "x");
        await using var export = await ArchiveProgram.RunAsync("export", folder.Path, "--data", crawled.Data);
        Assert.Equal(1, export.ExitCode);
        Assert.Contains("not an empty folder", export.Errors);
        Assert.Equal("letter.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path))));
    }

    [Theory]
    [InlineData("bag")]
    [InlineData("backup")]
    public async Task What_is_restored_gives_the_same_answers(string way)
    {
        using var folder = new TemporaryFolder();
        var (copy, restored) = (Path.Combine(folder.Path, "copy"), Path.Combine(folder.Path, "restored"));
        await using (var copied = await ArchiveProgram.RunAsync(way == "bag" ? "export" : "backup", copy, "--data", crawled.Data)) Assert.Equal(0, copied.ExitCode);
        await using var restore = await ArchiveProgram.RunAsync(crawled.Settings, "restore", copy, "--into", restored, "--json");

        Assert.Equal(0, restore.ExitCode);
        Assert.Equal((13, 12, 1), (restore.Json.GetProperty("publications").GetInt32(), restore.Json.GetProperty("indexed").GetInt32(), restore.Json.GetProperty("rejected").GetInt32()));
        Assert.Equal(Files(crawled.Data), Files(restored));
        foreach (var query in (string[])["", "neglect", "\"professional curiosity\"", "recommendation"])
            Assert.Equal(await AnswerAsync(crawled.Data, query), await AnswerAsync(restored, query));
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", restored);
        Assert.Equal(0, verified.ExitCode);
    }

    [Fact]
    public async Task A_backup_is_brought_up_to_date_and_checked_without_this_program()
    {
        using var folder = new TemporaryFolder();
        using var data = crawled.Copy();
        var missing = Directory.EnumerateFiles(Path.Combine(data.Path, "objects"), "*", SearchOption.AllDirectories).First();
        var aside = missing + ".aside";
        File.Move(missing, aside);
        await using (var first = await ArchiveProgram.RunAsync("backup", folder.Path, "--data", data.Path)) Assert.Equal(0, first.ExitCode);
        File.Move(aside, missing);
        await using var second = await ArchiveProgram.RunAsync("backup", folder.Path, "--data", data.Path, "--json");

        Assert.Equal((0, 1), (second.ExitCode, second.Json.GetProperty("copied").GetInt32()));
        Assert.Equal(0, await Sha256SumAsync(folder.Path, "manifest-sha256.txt"));
        Assert.Equal(Files(data.Path), Files(folder.Path));
    }

    [Fact]
    public async Task A_backup_can_be_verified_and_nothing_is_made_in_it()
    {
        using var folder = new TemporaryFolder();
        await using (var backup = await ArchiveProgram.RunAsync("backup", folder.Path, "--data", crawled.Data)) Assert.Equal(0, backup.ExitCode);
        await using (var verified = await ArchiveProgram.RunAsync("verify", "--data", folder.Path)) Assert.True(verified is { ExitCode: 0 } && verified.Output.Contains("This is a backup"), verified.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "derived")));
        var victim = Directory.EnumerateFiles(Path.Combine(folder.Path, "objects"), "*", SearchOption.AllDirectories).First();
        File.SetAttributes(victim, FileAttributes.Normal);
        await File.AppendAllTextAsync(victim, "x");
        await using var damaged = await ArchiveProgram.RunAsync("verify", "--data", folder.Path);
        Assert.Equal(3, damaged.ExitCode);
        Assert.Contains(Path.GetFileName(victim), damaged.Output);
    }

    [Fact]
    public async Task A_backup_within_what_it_protects_is_refused()
    {
        using var data = crawled.Copy();
        await using var inside = await ArchiveProgram.RunAsync("backup", Path.Combine(data.Path, "backups"), "--data", data.Path);
        Assert.Equal(64, inside.ExitCode);
        Assert.Contains("lie one in the other", inside.Errors);
        Assert.False(Directory.Exists(Path.Combine(data.Path, "backups")));
    }

    [Fact]
    public async Task Damage_is_told_and_does_not_spread_to_the_backup()
    {
        using var folder = new TemporaryFolder();
        using var data = crawled.Copy();
        await using (var first = await ArchiveProgram.RunAsync("backup", folder.Path, "--data", data.Path)) Assert.Equal(0, first.ExitCode);
        var before = Files(folder.Path);
        // A line of the log altered, an object damaged and one gone.
        Damage(Directory.EnumerateFiles(Path.Combine(data.Path, "events")).First());
        var objects = Directory.EnumerateFiles(Path.Combine(data.Path, "objects"), "*", SearchOption.AllDirectories).ToList();
        File.Delete(objects[0]);
        Damage(objects[1]);
        await using var second = await ArchiveProgram.RunAsync("backup", folder.Path, "--data", data.Path, "--json");

        Assert.Equal(3, second.ExitCode);
        Assert.Contains("does not go on from", Assert.Single(second.Json.GetProperty("problems").EnumerateArray()).GetString());
        Assert.Equal(before, Files(folder.Path));

        using var anew = new TemporaryFolder();
        await using var third = await ArchiveProgram.RunAsync("backup", anew.Path, "--data", data.Path, "--json");
        Assert.Equal(3, third.ExitCode);
        Assert.Contains(Path.GetFileName(objects[1]), Assert.Single(third.Json.GetProperty("problems").EnumerateArray()).GetString());
        Assert.DoesNotContain(Files(anew.Path), file => file.StartsWith("objects", StringComparison.Ordinal) && (file.Contains(Path.GetFileName(objects[0])) || file.Contains(Path.GetFileName(objects[1]))));
    }

    [Fact]
    public async Task Places_that_would_be_spoilt_are_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "letter.txt"), "x");
        await using var backup = await ArchiveProgram.RunAsync("backup", folder.Path, "--data", crawled.Data);
        await using var itself = await ArchiveProgram.RunAsync("backup", crawled.Data, "--data", crawled.Data);
        await using var into = await ArchiveProgram.RunAsync("restore", crawled.Data, "--into", folder.Path);
        Assert.Equal((1, 64, 1), (backup.ExitCode, itself.ExitCode, into.ExitCode));
        await using var from = await ArchiveProgram.RunAsync("restore", folder.Path, "--into", Path.Combine(folder.Path, "new"));
        Assert.Equal(2, from.ExitCode);
        Assert.Contains("neither a backup nor", from.Errors);
        Assert.Equal("letter.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path))));
    }

    /// <summary>The archive's plain files with their hashes.</summary>
    private static List<string> Files(string data) => [.. ((string[])["objects", "captures", "events"]).SelectMany(name => Directory.EnumerateFiles(Path.Combine(data, name), "*", SearchOption.AllDirectories))
        .Select(path => $"{Path.GetRelativePath(data, path)} {LooseFile.Describe(path).Sha256}").Order(StringComparer.Ordinal)];

    private static void Damage(string path)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static async Task<string> AnswerAsync(string data, string query)
    {
        await using var search = await ArchiveProgram.RunAsync("search", query, "--size", "50", "--data", data, "--json");
        return Regex.Replace(search.Output, "\"(milliseconds|indexedAt)\": [^,]+", "");
    }

    private static async Task<int> Sha256SumAsync(string folder, string manifest)
    {
        using var check = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", manifest]) { WorkingDirectory = folder })!;
        await check.WaitForExitAsync();
        return check.ExitCode;
    }
}
