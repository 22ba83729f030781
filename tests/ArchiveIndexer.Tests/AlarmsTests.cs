using System.Text.Json;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Host.Scheduling;
using ArchiveIndexer.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArchiveIndexer.Tests;

/// <summary>A site that changes in a way that a board's does not: nothing is taken from the archive for it, and somebody is told.</summary>
public sealed class AlarmsTests
{
    private static readonly byte[] Good = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
    private static readonly Func<HttpContext, Task> LoginPage = Answer.Text("<!DOCTYPE html><html><body><form>Log in</form></body></html>", "text/html");

    [Fact]
    public async Task Web_pages_where_the_PDFs_were()
    {
        var alarms = await SecondDayAsync(site => OnReports(site, Answer.Bytes(Good), LoginPage));
        Assert.Contains("4 of 5 publications that were PDFs before were answered with a web page", Assert.Single(alarms).Message);
    }

    [Fact]
    public async Task All_of_them_gone_at_once_and_none_is_taken_as_withdrawn()
    {
        var alarms = await SecondDayAsync(site => OnReports(site, Answer.Bytes(Good), Answer.Status(404)), days: 5);
        Assert.Contains("4 of 5 publications were answered with 404 or 410", Assert.Single(alarms).Message);
    }

    [Fact]
    public async Task Other_bytes_behind_every_address()
    {
        var others = Enumerable.Range(0, 5).Select(n => (byte[])[.. Good, .. "\n% "u8, (byte)('0' + n), (byte)'\n']).ToList();
        var alarms = await SecondDayAsync(site =>
        {
            for (var n = 0; n < 5; n++) site.On($"/report{n}.pdf", Answer.Bytes(Good), Answer.Bytes(others[n]));
        });
        Assert.Contains("All 5 publications that were archived before came with other bytes", Assert.Single(alarms).Message);
    }

    [Fact]
    public async Task A_page_that_lists_much_less_or_cannot_be_had()
    {
        Assert.Contains("3 of 5 known publications are not on the page", Assert.Single(await SecondDayAsync(site => site.On("/reviews", Listing(5), Listing(2)))).Message);
        Assert.Contains("503", Assert.Single(await SecondDayAsync(site => site.On("/reviews", Listing(5), Answer.Status(503)))).Message);
        Assert.Contains("no link to a publication", Assert.Single(await SecondDayAsync(site => site.On("/reviews", Listing(5), Answer.Text("<html><body><h1>Just a moment</h1></body></html>", "text/html")))).Message);
    }

    [Fact]
    public async Task One_that_is_taken_down_or_replaced_is_no_alarm()
    {
        Assert.Empty(await SecondDayAsync(site => site.On("/report4.pdf", Answer.Bytes(Good), Answer.Status(404)), withdrawn: 1, days: 5));
        Assert.Empty(await SecondDayAsync(site => site.On("/report4.pdf", Answer.Bytes(Good), Answer.Bytes([.. Good, (byte)'\n']))));
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_does_not_take_the_place_of_one_that_was_good()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site, new Calendar());
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        await rooms.Pipeline.CrawlAsync(site.Board with { Pages = [site.Origin + "/nowhere"] }, int.MaxValue, null, CancellationToken.None);
        Assert.Equal(site.Board.Pages, rooms.Catalogue.FindBoard(site.Board.Slug)!.Pages);
        await rooms.Pipeline.CrawlAsync(rooms.Catalogue.FindBoard(site.Board.Slug)!, int.MaxValue, null, CancellationToken.None);
        Assert.Empty(new Alarms(rooms.Catalogue, () => [site.Board.Slug], new Calendar()).Now());
    }

    [Fact]
    public async Task A_board_that_nobody_crawls_until_somebody_does()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        await using var rooms = Open(data, site, clock);
        var alarms = new Alarms(rooms.Catalogue, () => [site.Board.Slug], clock);
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        clock.Days = 1;
        Assert.Empty(alarms.Now());
        clock.Days = 3;
        Assert.Contains("Not crawled for 72 hours", Assert.Single(alarms.Now()).Message);
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        Assert.Empty(alarms.Now());
    }

    [Fact]
    public async Task A_check_of_the_archive_that_found_something_also_after_a_rebuild()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        await using (var rooms = Open(data, site, clock))
        {
            rooms.Ledger.Remember(new ArchiveVerified(14, 0, null) { At = clock.GetUtcNow().AddHours(-1) });
            Assert.Empty(new Alarms(rooms.Catalogue, () => [], clock).Now());
            rooms.Ledger.Remember(new ArchiveVerified(14, 2, "objects/…: damaged.") { At = clock.GetUtcNow() });
        }
        DataFolder.Discard(new DataFolder(data.Path).CatalogueFile);
        await using var again = Open(data, site, clock);
        Assert.Contains("found 2 problems; the first: objects/…: damaged.", Assert.Single(new Alarms(again.Catalogue, () => [], clock).Now()).Message);
    }

    [Fact]
    public async Task The_nightly_check_finds_damage_and_everybody_who_looks_is_told()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site, new Calendar());
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        var options = new ArchiveOptions { Boards = [new BoardOptions { Slug = site.Board.Slug, Page = site.Board.Pages[0] }] };
        await using var app = WebHost.Build("http://127.0.0.1:0", rooms, options, null, verbose: false);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        async Task<JsonElement> Ready() => JsonDocument.Parse(await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).RootElement;
        Task<string> Boards() => client.GetStringAsync(new Uri("/boards", UriKind.Relative));
        var check = new VerifyJob(new Verification(rooms), rooms.Ledger, TimeProvider.System, NullLogger<VerifyJob>.Instance);

        await check.RunAsync(CancellationToken.None);
        Assert.Equal("healthy", (await Ready()).GetProperty("status").GetString());
        Assert.Contains("nothing wrong", await Boards());

        var victim = Directory.EnumerateFiles(Path.Combine(data.Path, "objects"), "*", SearchOption.AllDirectories).First();
        File.SetAttributes(victim, FileAttributes.Normal);
        await File.AppendAllTextAsync(victim, "x");
        await check.RunAsync(CancellationToken.None);
        var part = (await Ready()).GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("name").GetString() == "alarms");
        Assert.Equal(("degraded", "degraded"), ((await Ready()).GetProperty("status").GetString(), part.GetProperty("status").GetString()));
        Assert.Contains(Path.GetFileName(victim), part.GetProperty("message").GetString());
        Assert.Contains("What is not as it should be (1)", await Boards());
    }

    /// <summary>Crawls on one day as the site is, and then on further days as it has become: nothing may be lost by it.</summary>
    private static async Task<IReadOnlyList<Alarm>> SecondDayAsync(Action<FaultySite> change, int withdrawn = 0, int days = 2)
    {
        await using var site = await SiteAsync();
        change(site);
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        await using var rooms = Open(data, site, clock);
        for (; clock.Days < days; clock.Days++) await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        clock.Days--;
        Assert.Equal(withdrawn, rooms.Catalogue.AllPublications().Count(record => record.Status == PublicationStatus.Withdrawn));
        Assert.Equal(5, rooms.Searcher.Search(new()).Total);
        return new Alarms(rooms.Catalogue, () => [site.Board.Slug], clock).Now();
    }

    /// <summary>All but one of the reports.</summary>
    private static void OnReports(FaultySite site, params Func<HttpContext, Task>[] answers)
    {
        for (var n = 0; n < 4; n++) site.On($"/report{n}.pdf", answers);
    }

    private static async Task<FaultySite> SiteAsync()
    {
        var site = await FaultySite.StartAsync();
        site.On("/reviews", Listing(5));
        for (var n = 0; n < 5; n++) site.On($"/report{n}.pdf", Answer.Bytes(Good));
        return site;
    }

    private static Func<HttpContext, Task> Listing(int publications) => Answer.Text(
        "<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
        + string.Concat(Enumerable.Range(0, publications).Select(n => $"<p><a href=\"/report{n}.pdf\">Child N{n} – Overview Report – March 2019</a></p>")) + "</main></body></html>", "text/html");

    private static Rooms Open(TemporaryFolder data, FaultySite site, TimeProvider clock) =>
        new(new DataFolder(data.Path), new ArchiveOptions { Reading = new() { Ocr = false }, Crawl = new() { RetryDelay = TimeSpan.FromMilliseconds(1) } }, [site.Endpoint], clock, _ => { });
}
