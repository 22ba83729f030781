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
    public async Task A_correction_is_used_everywhere_and_outlives_a_crawl_with_other_words_and_a_rebuild()
    {
        await using var site = await SiteAsync(2);
        using var data = new TemporaryFolder();
        string id;
        await using (var rooms = await CrawledAsync(data, site))
        {
            id = rooms.Catalogue.AllPublications()[0].Publication.Id;
            await rooms.Stewardship.CorrectAsync(id, " The  correct\u202E\ttitle ", PublicationKind.PressStatement, "2019-09-17", "Jacob", Because, CancellationToken.None);
            Correct(rooms);
            site.On("/reviews", Answer.Text(Page(2).Replace("Child N0", "Child X0", StringComparison.Ordinal), "text/html"));
            await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
            Correct(rooms);
            Assert.StartsWith("Child X0", rooms.Catalogue.FindPublication(id)!.AsRead.LinkText, StringComparison.Ordinal);
        }
        var folder = new DataFolder(data.Path);
        foreach (var projection in (string[])[folder.CatalogueFile, folder.Texts, folder.Index]) DataFolder.Discard(projection);
        await using var again = Open(data, site);
        await again.Pipeline.FinishAsync(again: true, null, CancellationToken.None);
        Correct(again);

        var read = again.Catalogue.FindPublication(id)!.AsRead;
        await again.Stewardship.CorrectAsync(id, read.LinkText, read.Kind!, read.Published!, read.Review ?? "", Because, CancellationToken.None);
        Assert.Null(again.Catalogue.FindPublication(id)!.Correction);
        Assert.Empty(again.Searcher.All(new() { From = "2019-09-17", To = "2019-09-17" }));

        void Correct(Rooms rooms)
        {
            var record = rooms.Catalogue.FindPublication(id)!;
            Assert.Equal(("The correct title", PublicationKind.PressStatement, "2019-09-17", "Jacob", "Jacob"), (record.Title, record.Publication.Listed.Kind, record.Publication.Listed.Published, record.Publication.Listed.Review, record.Review.Name));
            Assert.Equal(PublicationKind.OverviewReport, record.AsRead.Kind);
            Assert.Equal(["title", "kind", "date", "review"], record.Correction!.Fields);
            Assert.Equal([id], rooms.Searcher.All(new() { From = "2019-09-17", To = "2019-09-17", Kind = PublicationKind.PressStatement }).Select(hit => hit.PublicationId));
            Assert.Equal([id], rooms.Searcher.All(new() { Query = "Jacob" }).Select(hit => hit.PublicationId));
            Assert.Empty(rooms.Pipeline.Unfinished());
        }
    }

    [Theory]
    [InlineData(" ", "", "", "", "needs a title")]
    [InlineData("T", "novel", "", "", "no kind")]
    [InlineData("T", "", "17 September 2019", "", "no date")]
    [InlineData("T", "", "2019-02-30", "", "no date")]
    public async Task A_correction_that_cannot_be_is_refused(string title, string kind, string published, string review, string why)
    {
        await using var site = await SiteAsync(1);
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var id = rooms.Catalogue.AllPublications().Single().Publication.Id;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.CorrectAsync(id, title, kind, published, review, Because, CancellationToken.None));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uploaded_report_is_read_and_found_and_says_so_after_a_rebuild_and_a_crawl()
    {
        await using var site = await SiteAsync(1);
        using var data = new TemporaryFolder();
        string id;
        byte[] other = [.. Good, .. "\n% another\n"u8];
        var about = new UploadedPublication("127-0-0-1", "Child Q – overview report", "", "Child Q", ReviewType.SeriousCaseReview, PublicationKind.OverviewReport, "2011");
        await using (var rooms = await CrawledAsync(data, site))
        {
            about = about with { Board = site.Board.Slug };
            Task<string> Upload(byte[] bytes, UploadedPublication what) => rooms.Stewardship.UploadAsync(new MemoryStream(bytes), what, Because, CancellationToken.None);
            foreach (var (bytes, what, why) in ((byte[], UploadedPublication, string)[])
                [("<html>"u8.ToArray(), about, "no PDF"), (Good, about, "already"), (other, about with { Board = "nowhere" }, "no board"), (other, about with { Address = "file:///etc/passwd" }, "http"), (other, about with { Address = $"http://{site.Endpoint}/report0.pdf" }, "already")])
                Assert.Contains(why, (await Assert.ThrowsAsync<RefusedException>(() => Upload(bytes, what))).Message, StringComparison.Ordinal);
            id = await Upload(other, about);
            Assert.Null(await rooms.Pipeline.CompleteAsync(id, again: false, CancellationToken.None));
            rooms.Pipeline.Commit();
            Assert.Contains(id, rooms.Searcher.All(new()).Select(hit => hit.PublicationId));
            await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
            Assert.Empty(rooms.Archive.Verify(CancellationToken.None));
        }
        var folder = new DataFolder(data.Path);
        foreach (var projection in (string[])[folder.CatalogueFile, folder.Texts, folder.Index]) DataFolder.Discard(projection);
        await using var again = Open(data, site);
        await again.Pipeline.FinishAsync(again: true, null, CancellationToken.None);
        var record = again.Catalogue.FindPublication(id)!;
        Assert.Equal((PublicationStatus.Withdrawn, "Ann Steward", "Child Q", "2011"), (record.Status, record.Upload!.By, record.Review.Name, record.Publication.Listed.Published));
        Assert.Contains(id, again.Searcher.All(new()).Select(hit => hit.PublicationId));
    }

    [Fact]
    public async Task A_board_is_previewed_added_and_forgotten_while_nothing_of_it_is_archived()
    {
        await using var site = await SiteAsync(1);
        site.On("/report0.pdf", Answer.Status(404));
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site);
        Assert.Single((await rooms.Stewardship.PreviewAsync(site.Board, CancellationToken.None)).Publications);
        Assert.Empty(rooms.Archive.Captures());
        Assert.Empty(rooms.Archive.Objects());
        await rooms.Stewardship.AddBoardAsync(site.Board, Because, CancellationToken.None);
        await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.AddBoardAsync(site.Board, Because, CancellationToken.None));
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        Assert.Single(rooms.Catalogue.AllPublications());
        rooms.Stewardship.ForgetBoard(site.Board.Slug, Because);
        Assert.Empty(rooms.Catalogue.Boards());
        Assert.Empty(rooms.Catalogue.AllPublications());

        await rooms.Stewardship.AddBoardAsync(site.Board, Because, CancellationToken.None);
        site.On("/report0.pdf", Answer.Bytes(Good));
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
        Assert.Throws<RefusedException>(() => rooms.Stewardship.ForgetBoard(site.Board.Slug, Because));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/reviews")]
    [InlineData("http://localhost:9/reviews")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/reviews")]
    [InlineData("http://10.0.0.1/reviews")]
    public async Task A_private_address_is_neither_previewed_nor_added(string page)
    {
        await using var site = await SiteAsync(1);
        using var data = new TemporaryFolder();
        await using var rooms = Open(data, site);
        var board = new Board("inside", null, [page]);
        await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.PreviewAsync(board, CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.AddBoardAsync(board, Because, CancellationToken.None));
        Assert.Empty(rooms.Archive.Events());
    }

    [Fact]
    public async Task What_was_rejected_is_tried_again_on_a_stewards_word()
    {
        await using var site = await SiteAsync(1);
        site.On("/report0.pdf", Answer.Status(404));
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var id = rooms.Catalogue.Rejected().Single().Publication.Id;
        Assert.NotNull(await rooms.Pipeline.TryAgainAsync(id, CancellationToken.None));
        site.On("/report0.pdf", Answer.Bytes(Good));
        Assert.Null(await rooms.Pipeline.TryAgainAsync(id, CancellationToken.None));
        Assert.Empty(rooms.Catalogue.Rejected());
        Assert.Single(rooms.Searcher.All(new()));
    }

    [Fact]
    public async Task The_chain_of_decisions_can_be_followed_to_its_newest_line()
    {
        await using var site = await SiteAsync(1);
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var before = rooms.Archive.FollowEvents();
        rooms.Stewardship.Suppress(rooms.Catalogue.AllPublications()[0].Publication.Id, Because);
        var after = rooms.Archive.FollowEvents();
        Assert.Equal((rooms.Archive.Events().LongCount(), before.Lines + 1, 64), (after.Lines, after.Lines, after.Newest!.Length));
        Assert.NotEqual(before.Newest, after.Newest);
        Assert.Empty(after.Problems);
    }

    [Fact]
    public async Task No_word_of_what_was_suspended_or_corrected_is_offered_any_more()
    {
        await using var site = await SiteAsync(3);
        using var data = new TemporaryFolder();
        string id;
        await using (var rooms = await CrawledAsync(data, site))
        {
            var records = rooms.Catalogue.AllPublications();
            id = records[1].Publication.Id;
            await RetitleAsync(rooms, records[0].Publication.Id, "Xylanderson of Quondamshire");
            await RetitleAsync(rooms, id, "Quondamshire, a summary by Zebulonsen");
        }
        // All in one part of the index: a part of which everything is deleted goes by itself.
        DataFolder.Discard(new DataFolder(data.Path).Index);
        await using var again = Open(data, site);
        await again.Pipeline.FinishAsync(again: false, null, CancellationToken.None);
        Assert.True(IsOffered("xylanderson") && IsOffered("zebulonsen"));

        await RetitleAsync(again, again.Catalogue.AllPublications()[0].Publication.Id, "Somebody of Quondamshire");
        Assert.False(IsOffered("xylanderson"));
        Assert.True(IsOffered("zebulonsen"));
        again.Stewardship.Suppress(id, Because);
        Assert.False(IsOffered("zebulonsen"));
        Assert.True(IsOffered("quondamshire"));
        Assert.Equal(2, again.Searcher.All(new()).Count());

        static Task RetitleAsync(Rooms rooms, string id, string title) => rooms.Stewardship.CorrectAsync(id, title, "", "", "", Because, CancellationToken.None);
        bool IsOffered(string word) => again.Searcher.Completions(word[..5]).Contains(word) || again.Searcher.Search(new() { Query = word[..5] + "*" }).Interpreted?.Contains(word, StringComparison.Ordinal) == true;
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
