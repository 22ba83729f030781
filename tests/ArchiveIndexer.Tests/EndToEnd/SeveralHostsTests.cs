using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Two workers and two web hosts, each a process with a data folder of its own, over one PostgreSQL and one shared folder.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SeveralHostsTests(PostgresServer server) : IAsyncLifetime
{
    private const int Publications = 24;

    private readonly TemporaryFolder _place = new();
    private readonly List<ArchiveProgram> _running = [];
    private readonly List<HttpClient> _clients = [];
    private FaultySite? _site;
    private S3Server? _store;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var program in _running) await program.DisposeAsync();
        if (_site is not null) await _site.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
        _place.Dispose();
    }

    private string Shared => _place.File("shared");

    private Dictionary<string, string> Place => _store is null ? new() { ["Shared__Folder"] = Shared } : new()
    {
        ["Shared__S3__Address"] = _store.Address, ["Shared__S3__Bucket"] = "archive", ["Shared__S3__AccessKey"] = "k", ["Shared__S3__SecretKey"] = "s",
    };

    private IArchive OpenArchive() => _store is null ? new FileArchive(new DataFolder(Shared))
        : new S3Archive(new S3Place(new() { Address = _store.Address, Bucket = "archive", AccessKey = "k", SecretKey = "s" }), new DataFolder(_place.File("reader")));

    private async Task<(ArchiveProgram Program, HttpClient Web)> StartAsync(string name, string roles, string database)
    {
        var port = ArchiveProgram.FreePort();
        var program = await ArchiveProgram.ServeAsync(_place.File(name), port, new Dictionary<string, string>(Place)
        {
            ["Roles"] = roles, ["Shared__Database"] = database, ["Shared__LeaseSeconds"] = "3",
            ["Boards__0__Slug"] = "faulty", ["Boards__0__Page"] = _site!.Origin + "/reviews/", ["Crawl__DelayPerHost"] = "00:00:00", ["Reading__Workers"] = "1",
            ["Crawl__TrustedEndpoints__0"] = _site.Endpoint,
        });
        _running.Add(program);
        var web = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _clients.Add(web);
        return (program, web);
    }

    private static byte[] Report(int n) => new PdfMaker { Title = $"Child {n} Overview Report" }.Page(PdfMaker.Lines(72, 700,
        [$"The overview report about Child {n} of the safeguarding board.", .. Enumerable.Range(0, (n % 5) + 1).Select(i => $"Professionals did not share what they knew in the month {i} of the review."), $"Recommendation 1: The partnership should meet in week {n}."])).Make();

    /// <summary>A site that tells when so many reports have been asked for.</summary>
    private async Task<Task> StartSiteAsync(int asked)
    {
        _site = await FaultySite.StartAsync();
        var links = string.Concat(Enumerable.Range(0, Publications).Select(n => $"<p><a href=\"/r{n}.pdf\">Child {(char)('A' + n)} – Overview Report – March {2000 + n}</a></p>"));
        _site.On("/reviews/", Answer.Text($"<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>{links}</main></body></html>", "text/html"));
        var (enough, seen) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        for (var n = 0; n < Publications; n++)
        {
            var bytes = Answer.Bytes(Report(n));
            _site.On($"/r{n}.pdf", context =>
            {
                if (Interlocked.Increment(ref seen) == asked) enough.SetResult();
                return bytes(context);
            });
        }
        return enough.Task.WaitAsync(TimeSpan.FromSeconds(90));
    }

    private static async Task<bool> IsReadyAsync(HttpClient web)
    {
        using var answer = await web.GetAsync("/health/ready");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>What a search answers, without how long it took and when this host's index was last written.</summary>
    private static async Task<string> AnswerAsync(HttpClient web, string address)
    {
        var answer = JsonNode.Parse(await web.GetStringAsync(address))!.AsObject();
        foreach (var own in (string[])["milliseconds", "indexedAt"]) answer.Remove(own);
        return answer.ToJsonString();
    }

    private static async Task<int> TotalAsync(HttpClient web) => JsonDocument.Parse(await web.GetStringAsync("/api/search?q=")).RootElement.GetProperty("total").GetInt32();

    private static async Task<bool> HasEndedAsync(HttpClient web) => ServedSample.HasEnded(JsonDocument.Parse(await web.GetStringAsync("/api/crawls")).RootElement.GetProperty("crawls"), 1);

    private void AssertWhole(string database)
    {
        var archive = OpenArchive();
        using var closing = (IDisposable)archive;
        Assert.Empty(archive.Verify(default));
        var events = archive.Events().ToList();
        var extracted = events.OfType<PublicationExtracted>().Select(one => one.Publication).ToList();
        Assert.Equal((Publications, Publications), (extracted.Count, extracted.Distinct().Count()));
        Assert.Equal(Publications, events.OfType<EditionKept>().Select(kept => kept.Publication).Distinct().Count());
        Assert.Empty(events.OfType<PublicationRejected>());
        // The catalogue is what the logs say.
        using var anew = new SqliteCatalogue(_place.File($"{Guid.NewGuid():N}.db"));
        anew.CatchUp(archive);
        using var kept = new PostgresCatalogue(database);
        Assert.Equal(JsonSerializer.Serialize(anew.AllPublications(), ArchiveJson.Lines), JsonSerializer.Serialize(kept.AllPublications(), ArchiveJson.Lines));
        Assert.Equal(Publications, kept.AllPublications().Count(record => record.PageCount == 1));
    }

    [SkippableTheory]
    [InlineData(0, "folder")]
    [InlineData(1, "folder")]
    [InlineData(0, "S3")]
    public async Task When_one_of_two_workers_is_killed_each_publication_is_read_once_and_both_web_hosts_answer_alike(int killed, string place)
    {
        if (place == "S3") _store = await S3Server.StartAsync();
        var database = await server.NewDatabaseAsync();
        var enough = await StartSiteAsync(asked: 9);
        var one = await StartAsync("web1", "Serve", database);
        var workers = new[] { await StartAsync("work1", "Work", database), await StartAsync("work2", "Work", database) };
        var other = await StartAsync("web2", "Serve", database);
        await enough;
        await workers[killed].Program.KillAsync();
        HttpClient[] webs = [one.Web, other.Web];
        foreach (var web in webs) await ServedSample.Until(async () => await TotalAsync(web) == Publications && await HasEndedAsync(web) && await IsReadyAsync(web));
        AssertWhole(database);
        foreach (var query in (string[])["q=", "q=safeguarding", "q=professionals+month", "q=%22week+7%22", "q=partnership&sort=oldest", "q=child&from=2010"])
        {
            var answers = await Task.WhenAll(webs.Select(web => AnswerAsync(web, $"/api/search?{query}")));
            Assert.Equal(answers[0], answers[1]);
        }

        // A web host that is lost is replaced by an empty one, which answers when it has caught up.
        await other.Program.KillAsync();
        var third = await StartAsync("web3", "Serve", database);
        await ServedSample.Until(() => IsReadyAsync(third.Web));
        Assert.Equal(await AnswerAsync(one.Web, "/api/search?q=safeguarding"), await AnswerAsync(third.Web, "/api/search?q=safeguarding"));
        AssertWhole(database);
    }
}
