using System.Net;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>What strangers write, from a board's page through the whole line to ours; and strangers who ask too much.</summary>
public sealed class HostileTextTests
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task Markup_bidi_overrides_and_endless_titles_stay_text()
    {
        await using var site = await FaultySite.StartAsync();
        var escaped = WebUtility.HtmlEncode(Script + "\"'><img src=x onerror=alert(2)>");
        var page = $"<html><head><title>{escaped}</title></head><body><h1>Faulty Board {escaped}</h1><h2>Serious case reviews {escaped}</h2><ul>"
            + $"<li><a href=\"/one.pdf\">Child A {escaped} report 2019</a></li><li><a href=\"/two.pdf\">Child B \u202e2019 troper\u0007 report</a></li>"
            + $"<li><a href=\"/three.pdf\">Child C {new string('x', 1_000_000)} report</a></li></ul></body></html>";
        var pdf = new PdfMaker { Title = Script }.Page(PdfMaker.Lines(72, 700, Script + " said the midwife.", "onmouseover=alert(3) \"quoted\" & more words to read here")).Make();
        site.On("/reviews", Answer.Text(page, "text/html; charset=utf-8"));
        foreach (var path in (string[])["/one.pdf", "/two.pdf", "/three.pdf"]) site.On(path, Answer.Bytes(pdf));
        using var data = new TemporaryFolder();
        await using var crawled = await ArchiveProgram.RunAsync(new Dictionary<string, string> { ["Sample__Enabled"] = "false", ["Crawl__DelayPerHost"] = "00:00:00" }, "crawl", "--page", site.Origin + "/reviews", "--data", data.Path, "--json");
        var port = ArchiveProgram.FreePort();
        await using var program = await ArchiveProgram.ServeAsync(data.Path, port, new Dictionary<string, string> { ["Sample__Enabled"] = "false", ["Roles"] = "Serve", ["Proxies__0"] = "127.0.0.1" });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        var found = await client.GetStringAsync(new Uri("/api/search?q=midwife", UriKind.Relative));
        var ids = System.Text.RegularExpressions.Regex.Matches(found, "\"publication\":\\{\"id\":\"([0-9a-f]{12})\"").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(ids);
        foreach (var address in ids.SelectMany(id => (string[])[$"/publications/{id}", $"/publications/{id}?q=midwife", $"/publications/{id}?q=" + Uri.EscapeDataString(Script)])
            .Concat(["/", "/boards", "/search", "/search?q=midwife", "/search?q=" + Uri.EscapeDataString(Script), "/recommendations?q=" + Uri.EscapeDataString(Script)]))
        {
            using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
            var html = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\" onmouseover", html, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        Assert.Contains("unicode-bidi: isolate", await client.GetStringAsync(new Uri("/site.css", UriKind.Relative)), StringComparison.Ordinal);

        // A reader behind the named proxy has a limit of their own; this machine has none.
        async Task<int> RefusedAsync(string? reader)
        {
            var refused = 0;
            for (var i = 0; i < 40; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/search.csv?q=midwife", UriKind.Relative));
                if (reader is not null) request.Headers.Add("X-Forwarded-For", reader);
                using var response = await client.SendAsync(request);
                if (response.StatusCode is HttpStatusCode.TooManyRequests)
                {
                    refused++;
                    Assert.NotNull(response.Headers.RetryAfter);
                }
            }
            return refused;
        }
        Assert.Equal(0, await RefusedAsync(null));
        Assert.True(await RefusedAsync("203.0.113.9") > 0);
    }
}
