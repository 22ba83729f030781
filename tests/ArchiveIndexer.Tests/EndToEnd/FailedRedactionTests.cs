using System.Net;
using System.Text.Json;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Names under black boxes: found, told to whom it concerns, and in nothing that is searched or shown.</summary>
public sealed class FailedRedactionTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["Crawl__Retries"] = "0", ["Sample__Enabled"] = "false", ["Roles"] = "Serve" };

    private static byte[] Redacted() => new PdfMaker { Title = "Child NN overview report" }
        .Page(PdfMaker.Lines(60, 700, "The first page has nothing to hide and is long enough to be read."))
        .Page(PdfMaker.Text(60, 700, "The social worker was") + PdfMaker.Text(180, 700, "Zachariah Quillfeather") + PdfMaker.Text(320, 700, "of the hospital team.") + "0 0 0 rg 178 696 130 14 re f\n").Make();

    [Fact]
    public async Task They_are_told_and_their_words_are_nowhere()
    {
        await using var site = await FaultySite.StartAsync();
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child NN – Overview Report – March 2021</a></p></main></body></html>", "text/html"));
        site.On("/report.pdf", Answer.Bytes(Redacted()));
        using var data = new TemporaryFolder();
        await using var crawl = await ArchiveProgram.RunAsync(Settings, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");
        Assert.True(crawl.ExitCode == 0, crawl.Errors);

        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(data.Path, port, Settings);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        async Task<JsonElement> JsonAsync(string address) => JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;
        Assert.Equal(0, (await JsonAsync("/api/search?q=Quillfeather")).GetProperty("total").GetInt32());
        var id = (await JsonAsync("/api/search?q=hospital")).GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();

        var redaction = Assert.Single((await JsonAsync($"/api/publications/{id}")).GetProperty("failedRedactions").EnumerateArray());
        Assert.Equal((2, 21), (redaction.GetProperty("page").GetInt32(), redaction.GetProperty("letters").GetInt32()));
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"/publications/{id}", UriKind.Relative)));
        Assert.Contains("hides words under black boxes on page 2", page);
        Assert.DoesNotContain("Quillfeather", page + await client.GetStringAsync(new Uri($"/api/publications/{id}/text", UriKind.Relative)));
    }

    [Theory]
    [InlineData("0 0 0 rg 178 696 130 14 re f 0 0 0 rg BT /F1 11 Tf 180 700 Td (Zachariah Quillfeather) Tj ET", 21, "Said by of the team.")] // black on black
    [InlineData("0 0 0 rg 178 696 130 14 re f 1 1 1 rg BT /F1 11 Tf 180 700 Td (Zachariah Quillfeather) Tj ET 0 g", 0, "Said by Zachariah Quillfeather of the team.")] // a white heading on a bar
    [InlineData("BT /F1 11 Tf 180 700 Td (Zachariah Quillfeather) Tj ET 1 1 0.6 rg 178 696 130 14 re f 0 g", 0, "Said by Zachariah Quillfeather of the team.")] // a light box
    public void Only_what_nobody_can_see_is_covered(string drawn, int letters, string read)
    {
        var text = PdfTextExtractor.Extract(new PdfMaker().Page(PdfMaker.Text(130, 700, "Said by") + drawn + " " + PdfMaker.Text(320, 700, "of the team.")).Make());
        Assert.Equal(letters, text.FailedRedactions.Sum(each => each.Letters));
        Assert.Equal(read, text.Pages[0].Text.Replace("\n", " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Extract_tells_them_to_people_and_to_scripts()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("report.pdf"), Redacted());
        await using var people = await ArchiveProgram.RunAsync("extract", folder.File("report.pdf"));
        Assert.Contains("failed redactions: words under black boxes on page 2", people.Output);
        await using var json = await ArchiveProgram.RunAsync("extract", folder.File("report.pdf"), "--json");
        Assert.Equal(2, Assert.Single(json.Json.GetProperty("files")[0].GetProperty("failedRedactions").EnumerateArray()).GetProperty("page").GetInt32());
        Assert.DoesNotContain("Quillfeather", json.Output);
    }
}
