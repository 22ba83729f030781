using System.Net;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>What a reader is shown of a publication that its board has changed.</summary>
public sealed class EditionsTests
{
    [Fact]
    public async Task Both_editions_can_be_read_and_what_changed_between_them_is_shown()
    {
        await using var site = await FaultySite.StartAsync();
        byte[] Report(string name) => File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09", name));
        byte[] first = Report("Child-JX-Press-Statement.pdf"), again = [.. first, .. "\n% again\n"u8], second = Report("Child-JX-Learning-Summary.pdf");
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child NN – Overview Report – March 2019</a></p></main></body></html>", "text/html"));
        site.On("/report.pdf", Answer.Bytes(first), Answer.Bytes(again), Answer.Bytes(second));
        using var data = new TemporaryFolder();
        for (var crawl = 0; crawl < 3; crawl++) await using (await ArchiveProgram.RunAsync(new Dictionary<string, string> { ["Crawl__DelayPerHost"] = "00:00:00" }, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path)) { }

        var port = ArchiveProgram.FreePort();
        await using var serving = await ArchiveProgram.ServeAsync(data.Path, port);
        using var web = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var found = JsonDocument.Parse(await web.GetStringAsync("/api/search?q=&kind=overview+report"));
        var id = found.RootElement.GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString()!;
        using var record = JsonDocument.Parse(await web.GetStringAsync($"/api/publications/{id}"));
        var editions = record.RootElement.GetProperty("editions");
        Assert.Equal([2, 1], editions.EnumerateArray().Select(edition => edition.GetProperty("files").GetArrayLength()));
        var files = editions.EnumerateArray().SelectMany(edition => edition.GetProperty("files").EnumerateArray()).Select(file => file.GetProperty("url").GetString()!).ToList();
        Assert.Equal([first, again, second], await Task.WhenAll(files.Select(file => web.GetByteArrayAsync(file))));

        var page = await web.GetStringAsync($"/publications/{id}");
        Assert.All([.. files, $"/publications/{id}/changes"], address => Assert.Contains($"href=\"{address}\"", page, StringComparison.Ordinal));
        using var changes = JsonDocument.Parse(await web.GetStringAsync($"/api/publications/{id}/changes"));
        var changed = await web.GetStringAsync($"/publications/{id}/changes?from={Hash(files[0])}&to={Hash(files[2])}");
        Assert.Contains("<del>", changed, StringComparison.Ordinal);
        Assert.Contains("<ins>", changed, StringComparison.Ordinal);
        Assert.True(changes.RootElement.GetProperty("wordsDeleted").GetInt32() > 0 && changes.RootElement.GetProperty("wordsInserted").GetInt32() > 0);
        Assert.Equal((Hash(files[1]), Hash(files[2])), (changes.RootElement.GetProperty("from").GetString(), changes.RootElement.GetProperty("to").GetString()));

        foreach (var address in (string[])[$"changes?from={new string('0', 64)}", "changes?from=<script>", $"changes?from={Hash(files[0])}&to={Hash(files[1])}", $"files/{new string('0', 64)}", "files/..%2F..%2Fevents"])
        {
            using var refused = await web.GetAsync($"/publications/{id}/{address}");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            Assert.DoesNotContain("<script>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var problem = await web.GetAsync($"/api/publications/{id}/changes?to=abc");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (problem.StatusCode, problem.Content.Headers.ContentType!.MediaType));
    }

    private static string Hash(string address) => address[(address.LastIndexOf('/') + 1)..];
}
