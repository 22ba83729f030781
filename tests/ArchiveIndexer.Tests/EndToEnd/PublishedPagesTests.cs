using System.Net;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Reviews that are published as web pages and nothing else.</summary>
public sealed class PublishedPagesTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["Sample__Enabled"] = "false", ["Roles"] = "Serve", ["Crawl__DelayPerHost"] = "00:00:00" };

    private static readonly string Prose = string.Concat(Enumerable.Range(0, 45).Select(n => $"<p>In week {n} the health visitor saw the child at home and noted that she was well.</p>"));

    private static string Page(string title, string content) => $"<!DOCTYPE html><html lang=\"en-GB\"><head><title>{title} - Faulty Safeguarding Children Board</title></head><body>"
        + $"<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/news\">News</a></li></ul></nav><main>{content}</main><footer><p>Contact the council about bins.</p></footer></body></html>";

    [Fact]
    public async Task A_page_with_the_reviews_text_is_kept_and_read_and_everything_else_stays_what_it_is()
    {
        var review = Page("Child PQ", $"<h1>Child PQ: learning review</h1>{Prose}<h2>What was found</h2><p>Methadone stood in a teacup.</p><h2>Recommendations</h2><ol><li>The Board should ask all agencies where methadone is stored in each home.</li><li>The Board should share what is known about risks to children.</li></ol><table><tr><th>Agency</th><th>Action</th></tr><tr><td>Police</td><td>Share</td></tr></table>");
        (string Address, string Review, string Body, string? Reason)[] cases =
        [
            ("/child-pq", "PQ", review, null),
            ("/child-rs", "RS", Page("Child RS", "<h1>Child RS</h1><p>This review will be published here soon.</p>"), "formatNotHandled"),
            ("/child-tu", "TU", Page("Page not found", $"<h1>Page not found</h1><p>Sorry, the page about Child TU could not be found.</p>{Prose}"), "htmlInsteadOfPdf"),
            ("/child-vw", "VW", Page("Sign in", "<h1>Sign in</h1><p>Please sign in to view Child VW.</p><form><input type=password></form>"), "htmlInsteadOfPdf"),
            ("/child-xy", "XY", Page("Our work", $"<h1>Our work</h1>{Prose}"), "formatNotHandled"),
        ];
        await using var site = await FaultySite.StartAsync();
        foreach (var (address, _, body, _) in cases) site.On(address, Answer.Text(body, "text/html; charset=utf-8"));
        site.On("/", Answer.Text(Page("Home", $"<h1>Welcome</h1><p>Child ZZ</p>{Prose}"), "text/html"));
        site.On("/child-zz", Answer.RedirectTo("/"));
        site.On("/reviews", Answer.Text(Page("Serious Case Reviews", "<h1>Serious Case Reviews</h1>" + string.Concat(cases.Select(each => (each.Address, each.Review)).Append(("/child-zz", "ZZ")).Select(each => $"<p><a href=\"{each.Item1}\">Child {each.Item2} – Serious Case Review – March 2019</a></p>"))), "text/html"));
        using var data = new TemporaryFolder();
        await using var crawl = await ArchiveProgram.RunAsync(Settings, "crawl", "--page", site.Origin + "/reviews", "--data", data.Path, "--json");
        Assert.True(crawl.ExitCode == 3, crawl.Output + crawl.Errors);
        var reasons = crawl.Json.GetProperty("rejections").EnumerateArray().ToDictionary(one => new Uri(one.GetProperty("address").GetString()!).AbsolutePath, one => one.GetProperty("reason").GetString());
        Assert.Equal(cases.Where(each => each.Reason is not null).Select(each => (each.Address, each.Reason)).Append(("/child-zz", "htmlInsteadOfPdf")).Order(), reasons.Select(one => (one.Key, one.Value)).Order());

        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(data.Path, port, Settings);
        using var web = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var found = JsonDocument.Parse(await web.GetStringAsync("/api/search?q=teacup"));
        var hit = found.RootElement.GetProperty("hits")[0].GetProperty("publication");
        var id = hit.GetProperty("id").GetString()!;
        Assert.Equal(("html", 1), (hit.GetProperty("format").GetString(), hit.GetProperty("pageCount").GetInt32()));
        using var text = JsonDocument.Parse(await web.GetStringAsync($"/api/publications/{id}/text"));
        var page = text.RootElement.GetProperty("pages")[0].GetProperty("text").GetString()!;
        Assert.DoesNotContain("bins", page, StringComparison.Ordinal);
        Assert.DoesNotContain("News", page, StringComparison.Ordinal);
        Assert.Equal(2, text.RootElement.GetProperty("recommendations").GetArrayLength());
        using var file = await web.GetAsync($"/publications/{id}/file");
        Assert.Equal((review, "attachment", HttpStatusCode.OK), (await file.Content.ReadAsStringAsync(), file.Content.Headers.ContentDisposition!.DispositionType, file.StatusCode));
        Assert.Contains("web page as archived", await web.GetStringAsync($"/publications/{id}"), StringComparison.Ordinal);
        Assert.Equal(0, JsonDocument.Parse(await web.GetStringAsync("/api/search?q=bins")).RootElement.GetProperty("total").GetInt32());
    }
}
