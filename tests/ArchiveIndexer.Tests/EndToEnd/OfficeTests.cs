using System.Net;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Publications that are no PDFs, from a site's page to the archive's.</summary>
public sealed class OfficeTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["Sample__Enabled"] = "false", ["Roles"] = "Serve" };

    [Fact]
    public async Task A_word_document_is_found_by_its_words_and_read_on_its_own_page()
    {
        var document = new WordMaker().Add("Title", WordMaker.Words("Overview Report: Child W")).Heading(1, "What happened").Text("The methadone was kept in a teacup.").Add(null, WordMaker.PageBreak())
            .Heading(1, "Recommendations").Item(1, 0, "The Board should ask all agencies where methadone is stored in each home.").File();
        await using var site = await FaultySite.StartAsync();
        site.On("/w.docx", Answer.Bytes(document));
        site.On("/reviews", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/w.docx\">Child W – Overview Report – March 2019</a></p></main></body></html>", "text/html"));
        using var data = new TemporaryFolder();
        await using var crawl = await ArchiveProgram.RunAsync(Settings, "crawl", "--page", site.Origin + "/reviews", "--data", data.Path, "--json");
        Assert.True(crawl.ExitCode == 0, crawl.Output + crawl.Errors);

        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(data.Path, port, Settings);
        using var web = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var found = JsonDocument.Parse(await web.GetStringAsync("/api/search?q=teacup"));
        var hit = found.RootElement.GetProperty("hits")[0];
        var id = hit.GetProperty("publication").GetProperty("id").GetString()!;
        Assert.Equal(("docx", 2), (hit.GetProperty("publication").GetProperty("format").GetString(), hit.GetProperty("publication").GetProperty("pageCount").GetInt32()));
        Assert.Equal((1, $"/publications/{id}?q=teacup#page-1", $"/publications/{id}/file"), (hit.GetProperty("pages")[0].GetProperty("number").GetInt32(), hit.GetProperty("pages")[0].GetProperty("url").GetString(), hit.GetProperty("pages")[0].GetProperty("fileUrl").GetString()));
        using var asked = JsonDocument.Parse(await web.GetStringAsync("/api/recommendations?q=methadone"));
        var one = asked.RootElement.GetProperty("recommendations")[0];
        Assert.Equal((2, $"/publications/{id}/file"), (one.GetProperty("page").GetInt32(), one.GetProperty("fileUrl").GetString()));
        using var file = await web.GetAsync($"/publications/{id}/file");
        Assert.Equal(document, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(PublicationFormat.Docx.MediaType, file.Content.Headers.ContentType!.ToString());
        var results = await web.GetStringAsync("/search?q=teacup");
        Assert.Contains(">Word document</a>", results, StringComparison.Ordinal);
        var page = await web.GetStringAsync($"/publications/{id}?q=teacup");
        Assert.Contains("Word document as archived", page, StringComparison.Ordinal);
        Assert.Contains("<mark", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">PDF<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_is_kept_with_its_reason_and_can_be_downloaded_as_what_it_is()
    {
        (string Address, byte[] Body, string Reason, string? Format)[] cases =
        [
            ("/old.doc", OfficeFiles.Compound("WordDocument"), "formatNotHandled", "doc"),
            ("/open.odt", OfficeFiles.Odt("The child was seen."), "formatNotHandled", "odt"),
            ("/bundle.docx", OfficeFiles.Zip([("one.txt", "one"), ("two.txt", "two")]), "notPdf", null),
            ("/moved.docx", "<!DOCTYPE html><html><head><title>Page not found</title></head></html>"u8.ToArray(), "htmlInsteadOfPdf", null),
        ];
        await using var site = await FaultySite.StartAsync();
        foreach (var (address, body, _, _) in cases) site.On(address, Answer.Bytes(body));
        site.On("/reviews", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
            + string.Concat(cases.Select((each, n) => $"<p><a href=\"{each.Address}\">Child N{n} – Overview Report – March 2019</a></p>")) + "</main></body></html>", "text/html"));
        using var data = new TemporaryFolder();
        await using var crawl = await ArchiveProgram.RunAsync(Settings, "crawl", "--page", site.Origin + "/reviews", "--data", data.Path, "--json");
        Assert.True(crawl.ExitCode == 3, crawl.Errors);
        var rejections = crawl.Json.GetProperty("rejections").EnumerateArray().ToDictionary(one => new Uri(one.GetProperty("address").GetString()!).AbsolutePath);
        Assert.All(cases, each => Assert.Equal(each.Reason, rejections[each.Address].GetProperty("reason").GetString()));
        Assert.Contains("Word document was expected", rejections["/moved.docx"].GetProperty("message").GetString(), StringComparison.Ordinal);

        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(data.Path, port, Settings);
        using var web = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var all = JsonDocument.Parse(await web.GetStringAsync("/api/rejections"));
        foreach (var one in all.RootElement.GetProperty("rejections").EnumerateArray())
        {
            var id = one.GetProperty("publication").GetProperty("id").GetString()!;
            var (_, body, _, format) = cases.Single(each => one.GetProperty("rejection").GetProperty("address").GetString()!.EndsWith(each.Address, StringComparison.Ordinal));
            using var file = await web.GetAsync($"/publications/{id}/file");
            if (format is null)
            {
                Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
                continue;
            }
            Assert.Equal(body, await file.Content.ReadAsByteArrayAsync());
            Assert.Equal(PublicationFormat.Named(format)!.MediaType, file.Content.Headers.ContentType!.ToString());
            Assert.Equal(("attachment", $"{id}.{format}"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileName));
            var page = await web.GetStringAsync($"/publications/{id}");
            Assert.Contains($"{PublicationFormat.Named(format)!.InWords} as archived", page, StringComparison.Ordinal);
            Assert.Contains("its text is not read", page, StringComparison.Ordinal);
        }
    }
}
