using System.Net;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests;

/// <summary>What a steward decides holds everywhere, at once, and after everything that is made anew.</summary>
public sealed class StewardshipTests
{
    private static readonly byte[] Good = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
    private static readonly Decision Because = new("Ann Steward", "A name that ought not to be there.");

    [Fact]
    public async Task A_suspended_publication_is_in_no_search_and_comes_back_when_it_is_restored()
    {
        await using var site = await SiteAsync(2);
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var id = rooms.Catalogue.AllPublications()[0].Publication.Id;

        rooms.Stewardship.Suppress(id, Because);

        Assert.DoesNotContain(id, rooms.Searcher.All(new()).Select(hit => hit.PublicationId));
        Assert.Equal((PublicationStatus.Suppressed, PublicationStatus.Live), (rooms.Catalogue.FindPublication(id)!.Status, rooms.Catalogue.FindPublication(id)!.StatusAtBoard));
        Assert.True(rooms.Archive.Has(rooms.Catalogue.FindPublication(id)!.Edition!.Sha256));
        Assert.Empty(rooms.Pipeline.Unfinished());

        await rooms.Stewardship.RestoreAsync(id, Because, CancellationToken.None);

        Assert.Contains(id, rooms.Searcher.All(new()).Select(hit => hit.PublicationId));
        Assert.Equal(PublicationStatus.Live, rooms.Catalogue.FindPublication(id)!.Status);
    }

    [Fact]
    public async Task A_suspension_outlives_a_crawl_with_new_bytes_and_a_rebuild()
    {
        await using var site = await SiteAsync(2);
        using var data = new TemporaryFolder();
        string id;
        await using (var rooms = await CrawledAsync(data, site))
        {
            id = rooms.Catalogue.AllPublications()[0].Publication.Id;
            rooms.Stewardship.Suppress(id, Because);
            site.On("/report0.pdf", Answer.Bytes([.. Good, .. "\n"u8]));
            await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
            Assert.Equal(2, rooms.Catalogue.FindPublication(id)!.Editions.Count);
            Assert.DoesNotContain(id, rooms.Searcher.All(new()).Select(hit => hit.PublicationId));
        }
        var folder = new DataFolder(data.Path);
        foreach (var projection in (string[])[folder.CatalogueFile, folder.Texts, folder.Index]) DataFolder.Discard(projection);
        await using var again = Open(data, site);
        await again.Pipeline.FinishAsync(again: true, null, CancellationToken.None);
        Assert.Equal(PublicationStatus.Suppressed, again.Catalogue.FindPublication(id)!.Status);
        Assert.Equal(("Ann Steward", Because.Why), (again.Catalogue.FindPublication(id)!.Suppression!.By, again.Catalogue.FindPublication(id)!.Suppression!.Why));
        Assert.DoesNotContain(id, again.Searcher.All(new()).Select(hit => hit.PublicationId));
        Assert.Single(again.Searcher.All(new()));

        await again.Stewardship.RestoreAsync(id, Because, CancellationToken.None);
        Assert.Equal(2, again.Searcher.All(new()).Count());
    }

    [Fact]
    public async Task A_decision_needs_a_name_and_a_reason_and_something_to_decide_on()
    {
        await using var site = await SiteAsync(1);
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var id = rooms.Catalogue.AllPublications().Single().Publication.Id;
        Assert.Throws<RefusedException>(() => rooms.Stewardship.Suppress(id, new(" ", "why")));
        Assert.Throws<RefusedException>(() => rooms.Stewardship.Suppress(id, new("Ann", " ")));
        Assert.Throws<RefusedException>(() => rooms.Stewardship.Suppress(id, new("Ann", new string('x', 1001))));
        Assert.Throws<RefusedException>(() => rooms.Stewardship.Suppress("../../etc/passwd", Because));
        await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.RestoreAsync(id, Because, CancellationToken.None));
        Assert.DoesNotContain(rooms.Archive.Events(), decision => decision.By is not null);
    }

    [Fact]
    public async Task Every_address_of_a_suspended_publication_says_that_it_is_gone_and_nothing_else()
    {
        await using var site = await SiteAsync(2);
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var record = rooms.Catalogue.AllPublications()[0];
        var (id, title) = (record.Publication.Id, record.Title);
        await using var app = WebHost.Build("http://127.0.0.1:0", rooms, new ArchiveOptions { Roles = Roles.Serve }, null, verbose: false);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        string[] own =
        [
            $"/publications/{id}", $"/publications/{id}?q=child", $"/publications/{id}/file", $"/publications/{id}/pages/1.svg", $"/reviews/{record.Review.Id}",
            $"/api/publications/{id}", $"/api/publications/{id}/text", $"/api/publications/{id}/pages/1", $"/api/publications/{id}.csv", $"/api/publications/{id}.ris",
            $"/api/publications/{id}.bib", $"/api/publications/{id}.csl.json", $"/api/reviews/{record.Review.Id}",
        ];
        string[] lists = ["/search?q=child", "/search", "/boards", "/recommendations", "/feed.atom", "/sitemap.xml", "/api/search", "/api/search.csv", "/api/search.csv?per=review", "/api/search.ris", "/api/search.json", "/api/reviews", "/api/rejections", "/api/recommendations.csv"];
        Assert.Contains(title, WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/search", UriKind.Relative))));

        rooms.Stewardship.Suppress(id, Because);

        foreach (var address in own)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.StatusCode == HttpStatusCode.Gone, $"{address} answers {answer.StatusCode}");
            Assert.Contains("suspended this publication", body);
            Assert.DoesNotContain(title, body);
            Assert.DoesNotContain(Because.Why, body);
        }
        foreach (var address in lists)
        {
            var body = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative)));
            Assert.False(body.Contains(title, StringComparison.Ordinal) || body.Contains(id, StringComparison.Ordinal), $"{address} still speaks of it.");
        }
        await rooms.Stewardship.RestoreAsync(id, Because, CancellationToken.None);
        foreach (var address in own.Where(address => !address.EndsWith(".svg", StringComparison.Ordinal)))
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, $"{address} answers {answer.StatusCode}");
        }
    }

    private static async Task<Rooms> CrawledAsync(TemporaryFolder data, FaultySite site)
    {
        var rooms = Open(data, site);
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        return rooms;
    }

    private static async Task<FaultySite> SiteAsync(int publications)
    {
        var site = await FaultySite.StartAsync();
        site.On("/reviews", Answer.Text(Page(publications), "text/html"));
        for (var n = 0; n < publications; n++) site.On($"/report{n}.pdf", Answer.Bytes(Good));
        return site;
    }

    private static string Page(int publications) =>
        "<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
        + string.Concat(Enumerable.Range(0, publications).Select(n => $"<p><a href=\"/report{n}.pdf\">Child N{n} – Overview Report – March 2019</a></p>")) + "</main></body></html>";

    private static Rooms Open(TemporaryFolder data, FaultySite site) => new(new DataFolder(data.Path), new ArchiveOptions { Reading = new() { Ocr = false }, Crawl = new() { DelayPerHost = TimeSpan.Zero } }, [site.Endpoint], TimeProvider.System, _ => { });
}
