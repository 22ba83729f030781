using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveIndexer.Tests;

/// <summary>The story and the visit around it, in this process, on a site that changes from day to day.</summary>
public sealed class ArchivePipelineTests
{
    private static readonly byte[] Good = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
    private static readonly byte[] Scan = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2021/11/Child-ZV-Press-Statement.pdf"));

    [Fact]
    public async Task What_the_board_took_down_is_in_the_index_as_withdrawn_when_the_crawl_ends()
    {
        await using var site = await SiteAsync(Page(5), Page(4), Page(4), Page(4));
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        await using var rooms = Open(data, site, clock);
        for (var day = 0; day < 4; day++)
        {
            await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
            clock.Days++;
        }
        Assert.Single(rooms.Catalogue.AllPublications(), record => record.Status == PublicationStatus.Withdrawn);
        Assert.Empty(rooms.Pipeline.Unfinished());
    }

    [Fact]
    public async Task An_edition_that_cannot_be_read_takes_its_predecessor_out_of_the_index_also_after_a_crash()
    {
        await using var site = await SiteAsync(Page(1));
        site.On("/report0.pdf", Answer.Bytes(Good), Answer.Bytes(Scan));
        using var data = new TemporaryFolder();
        await using (var rooms = Open(data, site, new Calendar()))
        {
            await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
            // What a crash leaves between remembering the rejection and the index's next commit.
            var before = rooms.Catalogue.AllPublications().Single();
            var text = rooms.Texts.Find(before.Edition!.Sha256, PdfTextExtractor.Version)!;
            await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
            rooms.Index.Index(before, text, "before");
            rooms.Index.Commit();
        }
        await using var again = Open(data, site, new Calendar());
        Assert.Single(again.Pipeline.Unfinished());
        await again.Pipeline.FinishAsync(again: false, null, CancellationToken.None);
        Assert.Equal(0, again.Searcher.Search(new()).Total);
        Assert.Empty(again.Pipeline.Unfinished());
    }

    [Fact]
    public async Task A_crawl_ends_although_a_publication_of_it_failed_and_its_board_can_be_crawled_again()
    {
        await using var site = await SiteAsync(Page(2));
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site, new Calendar());
        var plan = await rooms.Crawls.BeginAsync(site.Board, int.MaxValue, CancellationToken.None);
        await rooms.Pipeline.RunAsync(plan.Publications[0], plan.Run, CancellationToken.None);
        Assert.Null(rooms.Crawls.EndIfComplete(plan, new Dictionary<string, string>()));

        var ended = rooms.Crawls.EndIfComplete(plan, new Dictionary<string, string> { [plan.Publications[1]] = "IOException: no space left" });

        Assert.Contains("no space left", ended!.Problem);
        Assert.Equal(2, (await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None)).Crawl.Counts.Found);
    }

    [Fact]
    public async Task Closing_the_web_application_leaves_the_rooms_open_for_their_last_commit()
    {
        await using var site = await SiteAsync(Page(1));
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site, new Calendar());
        await using (var app = WebHost.Build("http://127.0.0.1:0", rooms, new ArchiveOptions(), null, verbose: false))
            app.Services.GetRequiredService<ICatalogue>().Boards();
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        Assert.Single(rooms.Catalogue.AllPublications());
    }

    private static async Task<FaultySite> SiteAsync(params string[] pages)
    {
        var site = await FaultySite.StartAsync();
        site.On("/reviews", [.. pages.Select(page => Answer.Text(page, "text/html"))]);
        for (var n = 0; n < 5; n++) site.On($"/report{n}.pdf", Answer.Bytes(Good));
        return site;
    }

    private static string Page(int publications) =>
        "<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
        + string.Concat(Enumerable.Range(0, publications).Select(n => $"<p><a href=\"/report{n}.pdf\">Child N{n} – Overview Report – March 2019</a></p>")) + "</main></body></html>";

    private static Rooms Open(TemporaryFolder data, FaultySite site, TimeProvider clock) => new(new DataFolder(data.Path), new ArchiveOptions { Reading = new() { Ocr = false } }, [site.Endpoint], clock, _ => { });
}
