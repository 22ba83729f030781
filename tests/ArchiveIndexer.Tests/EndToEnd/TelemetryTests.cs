using System.Net;
using System.Text.RegularExpressions;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Meters and traces, sent to a receiver over HTTP; what readers ask for never is.</summary>
public sealed class TelemetryTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    // Often, so that a test need not wait.
    private static Dictionary<string, string> Often(string endpoint) => new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint, ["OTEL_METRIC_EXPORT_INTERVAL"] = "300", ["OTEL_BSP_SCHEDULE_DELAY"] = "300" };

    // As the table in docs/operations.md has them; the last is that of several processes only.
    private static IEnumerable<string> Listed => Regex.Matches(Repository.Read("docs/operations.md"), @"^\| `(archive\.[\w.]+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    [Fact]
    public async Task A_crawl_and_searches_are_seen_by_whoever_gathers_figures_and_no_word_of_a_reader_is()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var data = new TemporaryFolder();
        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(data.Path, port, new Dictionary<string, string>(Often(receiver.Address)) { ["Sample__Port"] = $"{ArchiveProgram.FreePort()}" });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await ServedSample.Until(() => Task.FromResult(receiver.At("/v1/metrics").Contains("archive.crawls", StringComparison.Ordinal)));

        client.DefaultRequestHeaders.UserAgent.ParseAdd("xyzzyplugh/1.0");
        client.DefaultRequestHeaders.Add("Referer", "http://xyzzyplugh.example/");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.77");
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        client.DefaultRequestHeaders.Add("tracestate", "who=xyzzyplugh");
        client.DefaultRequestHeaders.Add("baggage", "who=xyzzyplugh");
        foreach (var address in (string[])["/search?q=xyzzyplugh", "/api/search?q=xyzzyplugh", "/recommendations?q=xyzzyplugh", "/api/recommendations?q=xyzzyplugh", "/feed.atom?q=xyzzyplugh", "/xyzzyplugh", "/reviews/xyzzyplugh", "/api/publications/xyzzyplugh", "/api/search?q=methadone"])
            (await client.GetAsync(new Uri(address, UriKind.Relative))).Dispose();
        (await client.PostAsync(new Uri("/api/recommendations/similar", UriKind.Relative), new StringContent("xyzzyplugh"))).Dispose();
        await ServedSample.Until(() => Task.FromResult(receiver.At("/v1/metrics").Contains("archive.search.duration", StringComparison.Ordinal) && receiver.At("/v1/traces").Contains("api/recommendations/similar", StringComparison.Ordinal)));

        var (metrics, traces) = (receiver.At("/v1/metrics"), receiver.At("/v1/traces"));
        Assert.All(receiver.Posts, post => Assert.Equal("application/x-protobuf", post.Type));
        // Nothing was withdrawn, and no process needed replacing; one process has nothing to be behind of.
        string[] unseen = ["archive.publications.withdrawn", "archive.extraction.workers.replaced", "archive.log.lag"];
        Assert.NotEmpty(Listed);
        Assert.All(Listed.Except(unseen), name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.All(Regex.Matches(metrics, @"archive\.[a-z.]+[a-z]").Select(match => match.Value).Distinct(), name => Assert.Contains(name, Listed));
        foreach (var name in (string[])["http.server.request.duration", "complete", "archiveindexer"]) Assert.Contains(name, metrics, StringComparison.Ordinal);
        foreach (var name in (string[])["crawl", "publication", "extraction", "index", "search", "api/search", "archive.run"]) Assert.Contains(name, traces, StringComparison.Ordinal);
        foreach (var secret in (string[])["xyzzyplugh", "methadone", "198.51.100.77", "user_agent", "url.query", "url.path", "client.address"])
            Assert.DoesNotContain(secret, metrics + traces, StringComparison.Ordinal);
        Assert.DoesNotContain("\x0a\xf7\x65\x19\x16\xcd\x43\xdd", traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_in_the_settings_will_do_as_well()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var copy = crawled.Copy();
        await File.WriteAllTextAsync(Path.Combine(copy.Path, "settings.json"), $$"""{ "OtlpEndpoint": "{{receiver.Address}}" }""");
        var settings = new Dictionary<string, string>(Often("")) { ["Sample__Port"] = $"{ArchiveProgram.FreePort()}" };
        await using var served = await ArchiveProgram.ServeAsync(copy.Path, ArchiveProgram.FreePort(), settings);
        await ServedSample.Until(() => Task.FromResult(receiver.At("/v1/metrics").Contains("archive.index.size", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Readers_are_served_where_the_receiver_is_gone()
    {
        var errors = await ServedForAWhile(Often("http://127.0.0.1:1"));
        Assert.DoesNotContain("xception", errors, StringComparison.Ordinal);
    }

    // An address that the standard's own switches take back is none; so the receiver is where it would be sent to.
    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    public async Task Nothing_is_sent_that_was_not_asked_for(string name, string value)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await ServedForAWhile(new(Often(receiver.Address)) { [name] = value, ["OTEL_TRACES_EXPORTER"] = "none" });
        Assert.Empty(receiver.Posts);
    }

    [Fact]
    public async Task Nothing_is_sent_to_the_usual_address_unless_it_is_named()
    {
        // Where the library sends to by itself. Somebody else may listen there: then nothing can be told.
        if (await OtlpReceiver.TryStartAsync(4318) is not { } usual) return;
        await using var receiver = usual;
        await ServedForAWhile(Often(""));
        Assert.Empty(receiver.Posts);
    }

    // Longer than several attempts to send take.
    private async Task<string> ServedForAWhile(Dictionary<string, string> settings)
    {
        using var copy = crawled.Copy();
        var port = ArchiveProgram.FreePort();
        settings["Sample__Port"] = $"{ArchiveProgram.FreePort()}";
        await using var served = await ArchiveProgram.ServeAsync(copy.Path, port, settings);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var times = 0; times < 40; times++)
        {
            using var answer = await client.GetAsync(new Uri("/api/search?q=methadone", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await Task.Delay(50);
        }
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        return served.Errors;
    }

    [Fact]
    public async Task An_address_that_is_none_is_told()
    {
        using var data = new TemporaryFolder();
        await using var served = await ArchiveProgram.RunAsync(new Dictionary<string, string> { ["OtlpEndpoint"] = "collector:4317" }, "serve", "--data", data.Path);
        Assert.NotEqual(0, served.ExitCode);
        Assert.Contains("OtlpEndpoint is 'collector:4317'", served.Errors, StringComparison.Ordinal);
    }
}
