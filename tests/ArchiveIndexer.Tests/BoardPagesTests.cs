using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Extracting;
using ArchiveIndexer.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace ArchiveIndexer.Tests;

/// <summary>Boards whose list goes on on a next page, or leads to a page for each review.</summary>
public sealed class BoardPagesTests
{
    private static readonly byte[] Good = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));

    [Fact]
    public async Task Next_pages_are_read_and_files_stand_in_the_place_of_the_pages_that_lead_to_them()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site);
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
        var found = rooms.Catalogue.AllPublications().Select(record => $"{record.Publication.Listed.Url[site.Origin.Length..]} | {record.Title} | {record.Review.Name} | {record.Publication.Listed.Published}").Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            "/files/a-summary.pdf | Learning summary | Child A | 2019-03", "/files/a.pdf | Overview report | Child A | 2019-03",
            "/files/b.pdf | Child B – Overview Report – June 2020 | Child B | 2020-06", "/files/c.pdf | Child C – Overview Report – May 2018 | Child C | 2018-05",
            "/reviews/child-d | Child D – Serious Case Review | Child D | ",
        ], found);
        Assert.Equal(1, site.Paths.Count(path => path == "/reviews?page=2"));
        // A page without files is what was published; what is elsewhere is not followed.
        Assert.DoesNotContain(site.Paths, path => path.Contains("elsewhere", StringComparison.Ordinal));
        Assert.Equal(5, rooms.Catalogue.Crawls()[0].Counts.Found);
    }

    [Theory]
    [InlineData(503, 1, 0)]
    [InlineData(404, 0, 1)]
    public async Task A_page_that_cannot_be_had_proves_nothing_one_that_is_gone_takes_its_files_along(int status, int alarms, int withdrawn)
    {
        await using var site = await SiteAsync();
        site.On("/reviews/child-b", Detail("<a href='/files/b.pdf'>Download</a>"), Answer.Status(status));
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        for (; clock.Days < 5; clock.Days++)
            await using (var rooms = Open(data, site, clock)) await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
        await using var after = Open(data, site, clock);
        Assert.Equal(withdrawn, after.Catalogue.AllPublications().Count(record => record.StatusAtBoard == PublicationStatus.Withdrawn && record.Publication.Listed.Url.EndsWith("b.pdf", StringComparison.Ordinal)));
        Assert.Equal(alarms, after.Catalogue.Crawls()[0].Problem is null ? 0 : 1);
    }

    [Fact]
    public async Task A_calendar_without_end_is_given_up()
    {
        await using var site = await SiteAsync();
        var n = 0;
        site.On("/reviews", context => Answer.Text($"<html><body><main><h1>Serious Case Reviews</h1><p><a href='/files/b.pdf'>Child B – Overview Report</a></p><p><a href='/reviews?page={++n + 1}'>Next page</a></p></main></body></html>", "text/html")(context));
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site);
        var report = await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
        Assert.Contains("more than 50 pages", report.Crawl.Problem, StringComparison.Ordinal);
        Assert.Equal(50, site.Paths.Count(path => path.StartsWith("/reviews", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_that_exhausts_its_reader_makes_the_crawl_doubtful_and_changes_nothing()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        await using (var rooms = Open(data, site, clock)) await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
        site.On("/reviews", Answer.Bytes(PageReadingTests.Repeating(10_000, 2_000), "text/html"));
        for (clock.Days = 1; clock.Days < 4; clock.Days++)
        {
            await using var rooms = Open(data, site, clock, seconds: 2);
            var report = await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
            Assert.Contains($"{site.Origin}/reviews is a web page that takes", report.Crawl.Problem, StringComparison.Ordinal);
            Assert.Equal(5, rooms.Catalogue.AllPublications().Count(record => record.StatusAtBoard == PublicationStatus.Live));
        }
    }

    private static async Task<FaultySite> SiteAsync()
    {
        var site = await FaultySite.StartAsync();
        const string list = """
            <h1>Serious Case Reviews</h1><p><a href='/reviews/child-a'>Child A – Serious Case Review – March 2019</a></p><p><a href='/reviews/child-b'>Child B – Overview Report – June 2020</a></p>
            <p><a href='/reviews/child-d'>Child D – Serious Case Review</a></p><p><a href='/reviews?page=2'>Next page</a></p>
            """;
        site.On("/reviews", context => Answer.Text($"<html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main>{(context.Request.Query["page"] == "2" ? "<h1>Serious Case Reviews</h1><p><a href='/files/c.pdf'>Child C – Overview Report – May 2018</a></p><p><a href='/reviews'>Previous page</a></p>" : list)}</main></body></html>", "text/html")(context));
        site.On("/reviews/child-a", Detail("<h2>Child A</h2><ul><li><a href='/files/a.pdf'>Overview report</a></li><li><a href='/files/a-summary.pdf'>Learning summary</a></li></ul>"));
        site.On("/reviews/child-b", Detail("<a href='/files/b.pdf'>Download</a> <a href='http://elsewhere.example/reviews/x'>Child X – Serious Case Review</a>"));
        site.On("/reviews/child-d", Detail("<p>Child D lived with her grandmother.</p>"));
        foreach (var file in (string[])["a", "a-summary", "b", "c"]) site.On($"/files/{file}.pdf", Answer.Bytes([.. Good, .. "\n% "u8, (byte)file[^1], (byte)'\n']));
        return site;
    }

    private static Func<HttpContext, Task> Detail(string content) => Answer.Text($"<html lang=en><head><title>Review - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Review</h1>{content}</main></body></html>", "text/html");

    private static Rooms Open(TemporaryFolder data, FaultySite site, TimeProvider? clock = null, int seconds = 55) =>
        new(new DataFolder(data.Path), new ArchiveOptions { Reading = new() { Ocr = false, TimeLimitSeconds = seconds }, Crawl = new() { DelayPerHost = TimeSpan.Zero } }, [site.Endpoint], clock ?? TimeProvider.System, _ => { });
}
