using System.Text.Json;
using System.Text.RegularExpressions;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Nothing is lost: crawling again, being killed, rebuilding, verifying. Each command is a process of its own.</summary>
public sealed class KeepingTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    [Fact]
    public void The_first_crawl_finds_everything_and_says_what_it_could_not_read()
    {
        Assert.Equal(3, crawled.First.ExitCode);
        var answer = crawled.First.Json;
        Assert.Equal((13, 13, 0, 0, 0, 1), Counts(answer));
        var rejection = Assert.Single(answer.GetProperty("rejections").EnumerateArray());
        Assert.Equal("noText", rejection.GetProperty("reason").GetString());
        Assert.EndsWith("Child-ZV-Press-Statement.pdf", rejection.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_second_crawl_asks_only_conditionally_changes_nothing_and_says_so()
    {
        using var copy = crawled.Copy();
        var before = Captures(copy.Path).Count;
        await using var second = await ArchiveProgram.RunAsync(crawled.Settings, "crawl", "--data", copy.Path, "--json");

        Assert.Equal((13, 0, 0, 13, 0, 1), Counts(second.Json));
        var captures = Captures(copy.Path).Skip(before).Where(capture => !capture.Url.EndsWith("/robots.txt", StringComparison.Ordinal)).ToList();
        Assert.Equal(14, captures.Count); // the page and 13 publications
        Assert.All(captures, capture => Assert.True(capture.RequestHeaders!.ContainsKey("if-none-match") && capture.Status == 304, capture.Url));
        using var archive = new FileArchive(new DataFolder(copy.Path));
        Assert.Equal(13, archive.Events().OfType<EditionKept>().Count());
        Assert.Equal(13, archive.Events().OfType<PublicationListed>().Count());
    }

    [Theory]
    [InlineData("1/13")]
    [InlineData("5/13")]
    [InlineData("11/13")]
    public async Task Killed_in_the_middle_of_a_crawl_nothing_is_lost_and_nothing_twice(string moment)
    {
        using var data = new TemporaryFolder();
        await using (var killed = ArchiveProgram.Start(crawled.Settings, "crawl", "--data", data.Path))
        {
            await killed.Says(moment);
            await killed.KillAsync();
        }
        var acknowledged = Captures(data.Path).Where(capture => capture.Outcome == CaptureOutcome.Kept).Select(capture => capture.Sha256!).ToList();
        Assert.NotEmpty(acknowledged);

        await using var again = await ArchiveProgram.RunAsync(crawled.Settings, "crawl", "--data", data.Path, "--json");

        Assert.Equal(13, again.Json.GetProperty("found").GetInt32());
        using (var archive = new FileArchive(new DataFolder(data.Path))) Assert.All(acknowledged, sha256 => Assert.True(archive.Has(sha256)));
        using (var catalogue = new SqliteCatalogue(new DataFolder(data.Path).CatalogueFile, readOnly: true))
        {
            var records = catalogue.AllPublications();
            Assert.Equal(13, records.Count);
            Assert.All(records, record => Assert.Single(record.Editions));
        }
        Assert.Equal(12, await FoundAsync(data.Path));
        await VerifiesAsync(data.Path);
    }

    [Fact]
    public async Task A_server_killed_in_its_first_crawl_finishes_it_after_the_next_start()
    {
        using var data = new TemporaryFolder();
        await using (var killed = await ArchiveProgram.ServeAsync(data.Path, ArchiveProgram.FreePort(), crawled.Settings))
        {
            await ServedSample.Until(() => Task.FromResult(Directory.Exists(Path.Combine(data.Path, "captures")) && Captures(data.Path).Count(capture => capture.Publication is not null) >= 4));
            await killed.KillAsync();
        }
        var port = ArchiveProgram.FreePort();
        await using var restarted = await ArchiveProgram.ServeAsync(data.Path, port, crawled.Settings);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await ServedSample.Until(async () => JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/search", UriKind.Relative))).RootElement.GetProperty("total").GetInt32() == 12);
        await ServedSample.Until(async () => ServedSample.HasEnded(JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/crawls", UriKind.Relative))).RootElement.GetProperty("crawls"), 2));
        await restarted.KillAsync();
        Assert.Equal(13, Captures(data.Path).Where(capture => capture.Publication is not null && capture.Sha256 is not null).Select(capture => capture.Sha256).Distinct().Count());
        await VerifiesAsync(data.Path);
    }

    [SkippableFact]
    public async Task A_crawl_has_ended_only_when_all_that_it_brought_can_be_searched()
    {
        Skip.If(OperatingSystem.IsWindows(), "The slow reader is a shell script.");
        using var data = new TemporaryFolder();
        // Of two readers the second is slow to start: everything is fetched, and all but one publication read, long before that one is.
        var slow = data.File("slow-reader");
        await File.WriteAllTextAsync(slow, $"#!/bin/sh\nmkdir '{data.File("first")}' 2>/dev/null || sleep 3\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "archive.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(slow, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var port = ArchiveProgram.FreePort();
        await using var serving = await ArchiveProgram.ServeAsync(data.File("archive"), port, new Dictionary<string, string>(crawled.Settings) { ["Reading__Worker"] = slow, ["Reading__Workers"] = "2" });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        async Task<JsonElement> Json(string address) => JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;
        await ServedSample.Until(async () => ServedSample.HasEnded((await Json("/api/crawls")).GetProperty("crawls"), 1));
        Assert.Equal(12, (await Json("/api/search")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await Json("/api/crawls")).GetProperty("crawls")[0].GetProperty("counts").GetProperty("rejected").GetInt32());
    }

    [SkippableFact]
    public async Task Interrupted_from_the_keyboard_no_good_publication_is_taken_for_a_bad_one()
    {
        Skip.If(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        using var data = new TemporaryFolder();
        await using (var stopped = await ArchiveProgram.ServeAsync(data.Path, ArchiveProgram.FreePort(), crawled.Settings))
        {
            await ServedSample.Until(() => Task.FromResult(Directory.Exists(Path.Combine(data.Path, "captures")) && Captures(data.Path).Count(capture => capture.Publication is not null) >= 3));
            // As a terminal does: to the program and to the readers that it has started.
            await stopped.InterruptAllAsync();
            await stopped.EndAsync();
            Assert.True(stopped.ExitCode is 0 or 130, $"{stopped.ExitCode}: {stopped.Errors}");
        }
        await using var again = await ArchiveProgram.RunAsync(crawled.Settings, "crawl", "--data", data.Path, "--json");
        Assert.Equal("noText", Assert.Single(again.Json.GetProperty("rejections").EnumerateArray()).GetProperty("reason").GetString());
        using var archive = new FileArchive(new DataFolder(data.Path));
        Assert.DoesNotContain(archive.Events().OfType<PublicationRejected>(), rejected => rejected.Reason is RejectionReason.ReaderDied);
    }

    [Fact]
    public async Task Rebuilt_from_the_plain_files_alone_it_gives_the_same_answers()
    {
        using var copy = crawled.Copy();
        string[] queries = ["methadone storage", "\"professional curiosity\"", "bruising OR neglect", "", "self-neglect -housing"];
        var before = await AnswersAsync(copy.Path, queries);
        Directory.Delete(Path.Combine(copy.Path, "derived"), recursive: true);

        await using var rebuilt = await ArchiveProgram.RunAsync("rebuild", "--data", copy.Path, "--json");

        Assert.Equal(0, rebuilt.ExitCode);
        Assert.Equal(13, rebuilt.Json.GetProperty("publications").GetInt32());
        Assert.Equal(before, await AnswersAsync(copy.Path, queries));
        await VerifiesAsync(copy.Path);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("index")]
    public async Task Parts_can_be_rebuilt_alone(string from)
    {
        using var copy = crawled.Copy();
        await using var rebuilt = await ArchiveProgram.RunAsync("rebuild", "--from", from, "--data", copy.Path, "--json");
        Assert.Equal(0, rebuilt.ExitCode);
        Assert.Equal(12, await FoundAsync(copy.Path));
    }

    [Fact]
    public async Task Verify_finds_a_damaged_byte_and_an_index_that_is_gone()
    {
        using var copy = crawled.Copy();
        var victim = Directory.EnumerateFiles(Path.Combine(copy.Path, "objects"), "*", SearchOption.AllDirectories).First();
        File.SetAttributes(victim, FileAttributes.Normal);
        var bytes = await File.ReadAllBytesAsync(victim);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(victim, bytes);
        Directory.Delete(Path.Combine(copy.Path, "derived", "index"), recursive: true);

        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", copy.Path, "--json");

        Assert.Equal(3, verified.ExitCode);
        var problems = verified.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!).ToList();
        Assert.Contains(problems, problem => problem.Contains(Path.GetFileName(victim), StringComparison.Ordinal));
        Assert.Equal(12, problems.Count(problem => problem.StartsWith("index:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("DELETE FROM editions WHERE publication = (SELECT min(id) FROM publications)")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM publications WHERE id = (SELECT min(id) FROM publications)")]
    [InlineData("UPDATE publications SET published = '1999-01' WHERE id = (SELECT min(id) FROM publications)")]
    public async Task Verify_finds_a_catalogue_that_does_not_say_what_the_logs_say(string tampering)
    {
        using var copy = crawled.Copy();
        using (var database = new SqliteConnection($"Data Source={Path.Combine(copy.Path, "derived", "catalogue.db")};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = tampering;
            command.ExecuteNonQuery();
        }
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", copy.Path, "--json");
        Assert.Equal(3, verified.ExitCode);
        Assert.Contains(verified.Json.GetProperty("problems").EnumerateArray(), problem => problem.GetString()!.StartsWith("catalogue:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_log_that_is_gone_is_noticed_and_nothing_is_rebuilt_from_it()
    {
        using var copy = crawled.Copy();
        foreach (var log in Directory.EnumerateFiles(Path.Combine(copy.Path, "events"))) File.Delete(log);
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", copy.Path);
        Assert.Equal(3, verified.ExitCode);
        await using var rebuilt = await ArchiveProgram.RunAsync("rebuild", "--data", copy.Path);
        Assert.Equal(2, rebuilt.ExitCode);
        Assert.Contains("no events", rebuilt.Errors);
    }

    [Fact]
    public async Task A_catalogue_that_is_no_database_is_set_aside_and_made_again()
    {
        using var copy = crawled.Copy();
        await File.WriteAllTextAsync(Path.Combine(copy.Path, "derived", "catalogue.db"), new string('x', 5000));
        await using var crawl = await ArchiveProgram.RunAsync(crawled.Settings, "crawl", "--data", copy.Path, "--json");
        Assert.Equal((13, 0, 0, 13, 0, 1), Counts(crawl.Json));
        Assert.Contains("set aside", crawl.Errors);
    }

    [Fact]
    public async Task A_second_process_is_kept_out_with_a_word_while_reading_goes_on()
    {
        using var copy = crawled.Copy();
        using var owner = new DataFolder(copy.Path).TakeOwnership();
        await using var program = await ArchiveProgram.RunAsync(crawled.Settings, "crawl", "--data", copy.Path);
        Assert.Equal(1, program.ExitCode);
        Assert.Contains("Another process", program.Errors);
        Assert.Equal(12, await FoundAsync(copy.Path));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.95)]
    public async Task Killed_while_the_index_is_made_again_the_old_one_is_whole(double moment)
    {
        using var copy = crawled.Copy();
        var began = System.Diagnostics.Stopwatch.StartNew();
        await using (await ArchiveProgram.RunAsync("rebuild", "--from", "index", "--data", copy.Path)) began.Stop();
        await using (var killed = ArchiveProgram.Start(null, "rebuild", "--from", "index", "--data", copy.Path))
        {
            using var timer = new PeriodicTimer(began.Elapsed * moment);
            await timer.WaitForNextTickAsync();
            await killed.KillAsync();
        }
        Assert.Equal(12, await FoundAsync(copy.Path));
        await VerifiesAsync(copy.Path);
    }

    [Fact]
    public async Task An_index_that_cannot_be_opened_is_set_aside_and_made_again_without_anyones_help()
    {
        using var copy = crawled.Copy();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(copy.Path, "derived", "index"), "segments_*", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "nonsense");
        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(copy.Path, port, crawled.Settings);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        async Task<JsonElement> Search() => JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/search", UriKind.Relative))).RootElement;
        await ServedSample.Until(async () => (await Search()).GetProperty("total").GetInt32() == 12);
        await ServedSample.Until(async () => (await Search()).GetProperty("notice").ValueKind is JsonValueKind.Null);
        Assert.Contains("set aside", served.Errors, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(copy.Path, "derived"), "index.unusable-*"));
    }

    private static (int Found, int New, int Changed, int Unchanged, int Withdrawn, int Rejected) Counts(JsonElement answer)
    {
        int Of(string name) => answer.GetProperty(name).GetInt32();
        return (Of("found"), Of("new"), Of("changed"), Of("unchanged"), Of("withdrawn"), Of("rejected"));
    }

    private static List<Capture> Captures(string data)
    {
        using var archive = new FileArchive(new DataFolder(data));
        return [.. archive.Captures()];
    }

    private static async Task<int> FoundAsync(string data)
    {
        await using var search = await ArchiveProgram.RunAsync("search", "--data", data, "--json");
        return search.Json.GetProperty("total").GetInt32();
    }

    private static async Task VerifiesAsync(string data)
    {
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", data, "--json");
        // Bytes that were written when the kill came, and not yet spoken of, are kept and said; they are no loss.
        Assert.All(verified.Json.GetProperty("problems").EnumerateArray(), problem => Assert.Contains("no capture speaks of", problem.GetString()));
    }

    /// <summary>Answers without what differs from one asking to the next.</summary>
    private static async Task<List<string>> AnswersAsync(string data, IEnumerable<string> queries)
    {
        var answers = new List<string>();
        foreach (var query in queries)
        {
            await using var search = await ArchiveProgram.RunAsync("search", query, "--size", "50", "--data", data, "--json");
            answers.Add(Regex.Replace(search.Output, "\"(milliseconds|indexedAt)\": [^,]+", ""));
        }
        return answers;
    }
}
