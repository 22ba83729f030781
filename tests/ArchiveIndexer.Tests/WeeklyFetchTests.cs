using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests;

/// <summary>A server's word that nothing has changed is believed for a week at most.</summary>
public sealed class WeeklyFetchTests
{
    private static readonly byte[] First = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
    private static readonly byte[] Second = [.. First, .. "\n% replaced\n"u8];

    [Fact]
    public async Task New_bytes_behind_a_server_that_always_answers_304_are_found_within_a_week_also_after_restarts()
    {
        await using var site = await FaultySite.StartAsync();
        var bytes = First;
        site.On("/reviews", Lying(() => "<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child N – Overview Report – March 2019</a></p></main></body></html>"u8.ToArray(), "text/html"));
        site.On("/report.pdf", Lying(() => bytes, "application/pdf"));
        using var data = new TemporaryFolder();
        var clock = new Calendar();
        var whole = new List<int>();
        for (clock.Days = 0; clock.Days < 15; clock.Days++)
        {
            var before = site.Seen.Count;
            // The program is restarted every day.
            await using (var rooms = new Rooms(new DataFolder(data.Path), new ArchiveOptions { Reading = new() { Ocr = false }, Crawl = new() { DelayPerHost = TimeSpan.Zero } }, [site.Endpoint], clock, _ => { }))
            {
                await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, CancellationToken.None);
                Assert.Equal(clock.Days < 7 ? 1 : 2, rooms.Catalogue.AllPublications().Single().Files.Count);
            }
            var asked = site.Seen.Skip(before).Where(request => request.Path is "/reviews" or "/report.pdf").ToList();
            Assert.Equal(2, asked.Count);
            if (asked.TrueForAll(request => !request.Headers.ContainsKey("if-none-match"))) whole.Add(clock.Days);
            else Assert.All(asked, request => Assert.Contains("if-none-match", request.Headers.Keys));
            bytes = Second;
        }
        Assert.Equal([0, 7, 14], whole);
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Lying(Func<byte[]> bytes, string type) => context =>
        context.Request.Headers.ContainsKey("If-None-Match") ? Answer.Status(304, ("ETag", "\"always\""))(context) : Answer.Bytes(bytes(), type, ("ETag", "\"always\""))(context);
}
