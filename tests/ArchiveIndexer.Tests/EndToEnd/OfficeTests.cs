using System.Net;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Publications that are no PDFs, from a site's page to the archive's.</summary>
public sealed class OfficeTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["Sample__Enabled"] = "false", ["Roles"] = "Serve" };

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
