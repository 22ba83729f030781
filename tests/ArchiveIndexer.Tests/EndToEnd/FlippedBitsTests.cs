using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>One bit is flipped somewhere in the data folder: <c>verify</c> finds it. Where depends on a seed that a failure names.</summary>
public sealed class FlippedBitsTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("FLIP_ROUNDS") ?? "40", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task In_any_object_capture_log_text_and_the_manifest_at_once_each_is_named()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var copy = crawled.Copy();
        var victims = Files(copy.Path, "objects").Concat(Files(copy.Path, "captures")).Concat(Files(copy.Path, "derived/text")).Append(Path.Combine(copy.Path, "manifest-sha256.txt")).ToList();
        // A gzip file begins with ten bytes that say nothing of what is in it.
        foreach (var victim in victims) Flip(victim, random, victim.EndsWith(".gz", StringComparison.Ordinal) ? 10 : 0);
        var problems = await ProblemsAsync(copy.Path);
        Assert.All(victims, victim => Assert.True(problems.Exists(problem => problem.StartsWith(Path.GetRelativePath(copy.Path, victim), StringComparison.Ordinal)), $"{victim}, seed {seed}:\n{string.Join('\n', problems)}"));
    }

    [Fact]
    public async Task In_any_line_of_the_logs_also_the_last()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var copy = crawled.Copy();
        var logs = Files(copy.Path, "events").Concat(Files(copy.Path, "captures")).ToList();
        for (var round = 0; round < 4; round++)
        {
            var kept = logs.ToDictionary(log => log, File.ReadAllBytes);
            foreach (var log in logs)
            {
                var lastLine = Array.LastIndexOf(kept[log], (byte)'\n', kept[log].Length - 2) + 1;
                // Its middle, its own sum, the line's end; then anywhere.
                var at = round switch { 0 => random.Next(lastLine, kept[log].Length - 70), 1 => kept[log].Length - random.Next(2, 70), 2 => kept[log].Length - 1, _ => random.Next(kept[log].Length) };
                Flip(log, at, random.Next(8));
            }
            var problems = await ProblemsAsync(copy.Path);
            Assert.All(logs, log => Assert.True(problems.Exists(problem => problem.StartsWith(Path.GetRelativePath(copy.Path, log), StringComparison.Ordinal)), $"{log}, round {round}, seed {seed}:\n{string.Join('\n', problems)}"));
            foreach (var (log, bytes) in kept) await File.WriteAllBytesAsync(log, bytes);
        }
        Assert.Empty(await ProblemsAsync(copy.Path));
    }

    [Fact]
    public async Task Anywhere_in_the_event_log_and_the_archive_opens_and_says_where()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var copy = crawled.Copy();
        var log = Files(copy.Path, "events").Single();
        var (whole, catalogue) = (await File.ReadAllBytesAsync(log), await File.ReadAllBytesAsync(Path.Combine(copy.Path, "derived", "catalogue.db")));
        for (var round = 0; round < Rounds; round++)
        {
            var (at, bit) = (random.Next(whole.Length), random.Next(8));
            Flip(log, at, bit);
            // Every other time the catalogue has to be made from the damaged log.
            if (round % 2 == 1) DataFolder.Discard(Path.Combine(copy.Path, "derived", "catalogue.db"));
            var where = $"byte {at}, bit {bit}, seed {seed}";
            try
            {
                await using var rooms = new Rooms(new DataFolder(copy.Path), new ArchiveOptions { Reading = new() { Ocr = false } }, [], TimeProvider.System, _ => { });
                var problems = new Verification(rooms).Problems(default);
                Assert.True(problems.Any(problem => problem.StartsWith("events", StringComparison.Ordinal)), $"{where}:\n{string.Join('\n', problems)}");
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{where}: {e}");
            }
            await File.WriteAllBytesAsync(log, whole);
            await File.WriteAllBytesAsync(Path.Combine(copy.Path, "derived", "catalogue.db"), catalogue);
        }
    }

    [Fact]
    public async Task In_any_file_of_the_index()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        // segments.gen says again what the other files' names say; a reader that cannot use it does without.
        var names = Files(crawled.Data, "derived/index").Select(path => Path.GetRelativePath(crawled.Data, path)).Where(name => Path.GetFileName(name) is not ("current" or "write.lock" or "segments.gen")).ToList();
        foreach (var name in names)
        {
            using var copy = crawled.Copy();
            Flip(Path.Combine(copy.Path, name), random, 0);
            await using var verified = await ArchiveProgram.RunAsync("verify", "--data", copy.Path);
            // An index that cannot be opened is set aside at once, which is said, and what it lacks is listed.
            Assert.True(verified.ExitCode == 3 && verified.Output.Contains("index:", StringComparison.Ordinal), $"{name}, seed {seed}: {verified.Output}{verified.Errors}");
        }
    }

    [Fact]
    public async Task In_what_the_catalogue_says()
    {
        using var copy = crawled.Copy();
        var file = Path.Combine(copy.Path, "derived", "catalogue.db");
        // What no publication shows, in the table and in what SQLite keeps to find it by: the file is sound, and says something else.
        var bytes = await File.ReadAllBytesAsync(file);
        foreach (var at in Occurrences(bytes, Encoding.ASCII.GetBytes("/robots.txt"))) Flip(file, at + 3, 1);
        Assert.NotEmpty(await ProblemsAsync(copy.Path));
    }

    [Theory]
    [InlineData("events")]
    [InlineData("captures")]
    public async Task A_last_line_that_is_gone_is_missed(string logs)
    {
        using var copy = crawled.Copy();
        var log = Files(copy.Path, logs).Last();
        var lines = await File.ReadAllLinesAsync(log);
        await File.WriteAllTextAsync(log, string.Concat(lines[..^1].Select(line => line + "\n")));
        Assert.Contains(await ProblemsAsync(copy.Path), problem => problem.Contains("applied", StringComparison.Ordinal));
    }

    private static IEnumerable<int> Occurrences(byte[] bytes, byte[] part)
    {
        for (var (at, next) = (0, 0); (next = bytes.AsSpan(at).IndexOf(part)) >= 0; at += next + 1) yield return at + next;
    }

    private static string[] Files(string data, string folder) => [.. Directory.EnumerateFiles(Path.Combine(data, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Flip(string path, Random random, int from) => Flip(path, random.Next(from, (int)new FileInfo(path).Length), random.Next(8));

    private static void Flip(string path, int at, int bit)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at;
        var was = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(was ^ 1 << bit));
    }

    private static async Task<List<string>> ProblemsAsync(string data)
    {
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", data, "--json");
        var problems = verified.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!).ToList();
        Assert.Equal(problems.Count > 0 ? 3 : 0, verified.ExitCode);
        return problems;
    }
}
