using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Publications that are pictures of text, with the programs that recognise it.</summary>
public sealed class RecognitionTests
{
    private static readonly Dictionary<string, string> Recognising = new() { ["Reading__Ocr"] = "true", ["Crawl__Retries"] = "0", ["Sample__Enabled"] = "false" };

    [SkippableFact]
    public async Task A_scan_is_found_by_its_words_and_a_rebuild_does_not_recognise_it_again()
    {
        Tools.Need("tesseract", "pdftoppm");
        await using var site = await FaultySite.StartAsync();
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/scan.pdf\">Child NN – Press Statement – March 2021</a></p></main></body></html>", "text/html"));
        site.On("/scan.pdf", Answer.Bytes(await File.ReadAllBytesAsync(Path.Combine(Repository.SampleSite, "wp-content/uploads/2021/11/Child-ZV-Press-Statement.pdf"))));
        using var data = new TemporaryFolder();

        await using var crawl = await ArchiveProgram.RunAsync(Recognising, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");
        Assert.True(crawl.ExitCode == 0, crawl.Errors);
        Assert.Equal(1, await FoundAsync(data));

        var kept = Assert.Single(Directory.GetFiles(data.File("derived/recognised"), "*", SearchOption.AllDirectories));
        var before = File.GetLastWriteTimeUtc(kept);
        await using var rebuild = await ArchiveProgram.RunAsync(Recognising, "rebuild", "--data", data.Path);
        Assert.Equal(0, rebuild.ExitCode);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(data.File("derived/recognised"), "*", SearchOption.AllDirectories))));
        Assert.Equal(1, await FoundAsync(data));
    }

    [SkippableFact]
    public async Task Extract_says_which_pages_were_recognised()
    {
        Tools.Need("tesseract", "pdftoppm");
        var scan = Path.Combine(Repository.SampleSite, "wp-content/uploads/2021/11/Child-ZV-Press-Statement.pdf");
        await using var json = await ArchiveProgram.RunAsync(Recognising, "extract", scan, "--json");
        var page = json.Json.GetProperty("files")[0].GetProperty("pages")[0];
        Assert.Equal(("ocr", 0), (page.GetProperty("source").GetString(), json.ExitCode));
        Assert.NotEqual(JsonValueKind.Null, json.Json.GetProperty("files")[0].GetProperty("failedRedactions").ValueKind);
        await using var people = await ArchiveProgram.RunAsync(Recognising, "extract", scan);
        Assert.Contains("recognised from pictures: page 1", people.Output);
    }

    private static async Task<int> FoundAsync(TemporaryFolder data)
    {
        await using var search = await ArchiveProgram.RunAsync("search", "Thornshire", "--data", data.Path, "--json");
        return search.Json.GetProperty("total").GetInt32();
    }
}
