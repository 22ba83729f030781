using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;
using Microsoft.Playwright;

namespace ArchiveIndexer.BrowserTests;

/// <summary>The program, serving the sample board after its first crawl, and one browser to look at it with.</summary>
public sealed class Served : IAsyncLifetime
{
    /// <summary>The steward's key in these tests.</summary>
    public const string Key = "open sesame";

    private readonly TemporaryFolder data = new(), changedData = new();
    private ArchiveProgram? program, changedProgram;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private readonly ConcurrentDictionary<string, int> lookedAt = new();
    private string? axe;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Site { get; private set; } = "";

    public HttpClient Client { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>The kinds of page by name, each with an address at which there is one.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; private set; } = new Dictionary<string, string>();

    /// <summary>Where the browser is; null where there is none.</summary>
    public static string? Chromium { get; } = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Skips a test where no browser is installed; in CI, which installs it, that is a failure.</summary>
    public static void NeedBrowser()
    {
        Assert.False(Chromium is null && Environment.GetEnvironmentVariable("CI") == "true", "CI installs Chromium, and it is not there.");
        Skip.If(Chromium is null, "No Chromium: apt-get install chromium, or set CHROMIUM to a browser’s path.");
    }

    public async Task InitializeAsync()
    {
        if (Chromium is null) return;
        var port = ArchiveProgram.FreePort();
        var launched = LaunchAsync();
        program = await ArchiveProgram.ServeAsync(data.Path, port, new Dictionary<string, string>
        {
            ["Sample__Port"] = $"{ArchiveProgram.FreePort()}", ["Steward__KeySha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))), ["Steward__SecondKeySha256"] = new string('0', 64),
        });
        Site = $"http://localhost:{port}";
        Client.BaseAddress = new Uri(Site);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!IsCrawled(await JsonAsync("/api/crawls"))) await timer.WaitForNextTickAsync(limit.Token);
        await launched;
        var long_ = (await JsonAsync("/api/search?q=methadone%20storage")).GetProperty("hits")[0];
        var rejected = (await JsonAsync("/api/rejections")).GetProperty("rejections")[0].GetProperty("publication").GetProperty("id").GetString();
        Addresses = Kinds.Of(long_.GetProperty("publication").GetProperty("id").GetString()!, long_.GetProperty("review").GetProperty("id").GetString()!, rejected!, await ServeChangedAsync());
    }

    public async Task<JsonElement> JsonAsync(string address) => JsonDocument.Parse(await Client.GetStringAsync(new Uri(address, UriKind.RelativeOrAbsolute))).RootElement;

    /// <summary>A page of a browser of its own: nothing that another test has left is in it.</summary>
    public async Task<IPage> OpenAsync(string address, int width = 1280, int height = 900, bool script = true, string? state = null)
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, BaseURL = Site, JavaScriptEnabled = script, Locale = "en-GB", StorageState = state });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Notes that a kind of page has been looked at, for the record that the accessibility statement shows.</summary>
    public async Task LookedAtAsync(IPage page, string kind, int findings)
    {
        axe ??= await page.EvaluateAsync<string>("() => axe.version");
        lookedAt[kind] = findings;
    }

    /// <summary>
    /// Writes docs/accessibility-run.json when <c>RECORD_ACCESSIBILITY_RUN=1</c> and every kind of page has been looked at, whatever was found:
    /// <c>RECORD_ACCESSIBILITY_RUN=1 dotnet test tests/ArchiveIndexer.BrowserTests --filter FullyQualifiedName~AccessibilityTests</c>
    /// </summary>
    private async Task RecordAsync()
    {
        if (Environment.GetEnvironmentVariable("RECORD_ACCESSIBILITY_RUN") != "1" || lookedAt.Count < Addresses.Count) return;
        var run = new
        {
            date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), kindsOfPage = lookedAt.Keys.Order(StringComparer.Ordinal),
            looks = (string[])["light", "dark", "more contrast", "forced colours", "print", "320 pixels wide"], axe, browser = $"Chromium {browser!.Version}",
            findings = lookedAt.Values.Sum(), pagesWithFindings = lookedAt.Where(kind => kind.Value > 0).Select(kind => kind.Key).Order(StringComparer.Ordinal),
        };
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "docs", "accessibility-run.json"), JsonSerializer.Serialize(run, Readable) + "\n");
    }

    public async Task DisposeAsync()
    {
        await RecordAsync();
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        Client.Dispose();
        if (program is not null) await program.DisposeAsync();
        if (changedProgram is not null) await changedProgram.DisposeAsync();
        data.Dispose();
        changedData.Dispose();
    }

    /// <summary>Another archive, whose board has changed its report: the sample's never does.</summary>
    /// <returns>The publication's address.</returns>
    private async Task<string> ServeChangedAsync()
    {
        await using (var site = await FaultySite.StartAsync())
        {
            byte[] Report(string name) => File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09", name));
            site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Changing Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child NN – Overview Report – March 2019</a></p></main></body></html>", "text/html"));
            byte[] first = Report("Child-JX-Press-Statement.pdf");
            site.On("/report.pdf", Answer.Bytes(first), Answer.Bytes([.. first, .. "\n% again\n"u8]), Answer.Bytes(Report("Child-JX-Learning-Summary.pdf")));
            for (var crawl = 0; crawl < 3; crawl++) await using (await ArchiveProgram.RunAsync(new Dictionary<string, string> { ["Crawl__DelayPerHost"] = "00:00:00" }, "crawl", "--page", site.Origin + "/reviews/", "--data", changedData.Path)) { }
        }
        var port = ArchiveProgram.FreePort();
        changedProgram = await ArchiveProgram.ServeAsync(changedData.Path, port);
        return $"http://localhost:{port}/publications/" + JsonDocument.Parse(await Client.GetStringAsync(new Uri($"http://localhost:{port}/api/search?q="))).RootElement.GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();
    }

    private async Task LaunchAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    private static bool IsCrawled(JsonElement crawls) => crawls.GetProperty("crawls") is var list && list.GetArrayLength() > 0 && list[0].TryGetProperty("ended", out var ended) && ended.ValueKind is JsonValueKind.String;
}

/// <summary>All tests look at one program with one browser.</summary>
[CollectionDefinition("served")]
public sealed class ServedDefinition : ICollectionFixture<Served>;
