using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Everything that can be wrong with a publication, at once: each is told with its reason, and the crawl goes on.</summary>
public sealed class RejectionTests
{
    private static readonly Dictionary<string, string> Impatient = new()
    {
        ["Crawl__AnswerTimeout"] = "00:00:03", ["Crawl__IdleTimeout"] = "00:00:02", ["Crawl__RetryDelay"] = "00:00:00.01", ["Crawl__Retries"] = "1",
        ["Sample__Enabled"] = "false", ["Roles"] = "Serve",
    };

    [Fact]
    public async Task Each_bad_publication_is_told_with_its_reason_and_the_good_one_is_found()
    {
        await using var site = await FaultySite.StartAsync();
        byte[] Corpus(string path) => File.ReadAllBytes(Path.Combine(Repository.Root, "corpus", path));
        var good = Corpus("site/wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf");
        (string Address, string Reason, Func<Microsoft.AspNetCore.Http.HttpContext, Task>? Answer)[] cases =
        [
            ("/good.pdf", "", Answer.Bytes(good)),
            ("/missing.pdf", "notFound", null),
            ("/gone.pdf", "gone", Answer.Status(410)),
            ("/forbidden.pdf", "forbidden", Answer.Status(403)),
            ("/broken.pdf", "serverError", Answer.Status(500)),
            ("/busy.pdf", "askedToWait", Answer.Status(503, ("Retry-After", "3600"))),
            ("/silent.pdf", "timedOut", Answer.Silence),
            ("/stalls.pdf", "timedOut", Answer.Stall(good[..2000])),
            ("/short.pdf", "cutShort", Answer.Reset(good[..2000], good.Length)),
            ("/page.pdf", "htmlInsteadOfPdf", Answer.Bytes(Corpus("publications/html-error-page.pdf"))),
            ("/text.pdf", "notPdf", Answer.Text("This is the report.")),
            ("/zero.pdf", "empty", Answer.Bytes([])),
            ("/truncated.pdf", "truncated", Answer.Bytes(Corpus("publications/truncated.pdf"))),
            ("/locked.pdf", "encrypted", Answer.Bytes(Corpus("publications/user-password.pdf"))),
            ("/damaged.pdf", "damaged", Answer.Bytes(Encoding.Latin1.GetBytes("%PDF-1.4\nnothing of a PDF but its name\nstartxref\n0\n%%EOF\n"))),
            ("/scan.pdf", "noText", Answer.Bytes(Corpus("site/wp-content/uploads/2021/11/Child-ZV-Press-Statement.pdf"))),
            ("/round.pdf", "badRedirect", Answer.RedirectTo("/round.pdf")),
            ("http://elsewhere.invalid/report.pdf", "addressNotAllowed", null),
            ("/private/report.pdf", "disallowedByRobots", Answer.Bytes(good)),
            ("/report.docx", "notFound", null),
            ("/slides.pptx", "formatNotHandled", null),
        ];
        foreach (var (address, _, answer) in cases) if (answer is not null) site.On(address, answer);
        site.On("/robots.txt", Answer.Text("User-agent: *\nDisallow: /private/\n"));
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
            + string.Concat(cases.Select((each, n) => $"<p><a href=\"{each.Address}\">Child N{n} – Overview Report – March 2019</a></p>")) + "</main></body></html>", "text/html"));

        using var data = new TemporaryFolder();
        await using var crawl = await ArchiveProgram.RunAsync(Impatient, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");

        Assert.True(crawl.ExitCode == 3, crawl.Errors);
        Assert.Equal(cases.Length, crawl.Json.GetProperty("found").GetInt32());
        string AddressOf(string address) => address.StartsWith('/') ? site.Origin + address : address;
        var wanted = cases.Where(each => each.Reason.Length > 0).ToDictionary(each => AddressOf(each.Address), each => each.Reason);
        Assert.Equal(Sorted(wanted), Sorted(Reasons(crawl.Json, rejection => rejection)));
        Assert.All(crawl.Json.GetProperty("rejections").EnumerateArray(), rejection => Assert.True(rejection.GetProperty("message").GetString()!.Length > 20));

        // Every exchange is on record, and the good one is found.
        await using var search = await ArchiveProgram.RunAsync("search", "toddler OR child", "--data", data.Path, "--json");
        Assert.Equal(1, search.Json.GetProperty("total").GetInt32());

        // The same in the API and on the page for people.
        var port = ArchiveProgram.FreePort();
        await using var served = await ArchiveProgram.ServeAsync(data.Path, port, Impatient);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var api = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/rejections", UriKind.Relative))).RootElement;
        Assert.Equal(Sorted(wanted), Sorted(Reasons(api, rejection => rejection.GetProperty("rejection"))));
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/boards", UriKind.Relative)));
        Assert.All(wanted.Values.Distinct(), reason => Assert.Contains($"<td>{Regex.Replace(reason, "[A-Z]", capital => " " + capital.Value).ToLowerInvariant()}</td>", page));
    }

    [Fact]
    public async Task A_publication_that_is_mended_leaves_the_list()
    {
        await using var site = await FaultySite.StartAsync();
        var good = await File.ReadAllBytesAsync(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child NN – Overview Report – March 2019</a></p></main></body></html>", "text/html"));
        site.On("/report.pdf", Answer.Status(404), Answer.Bytes(good));
        using var data = new TemporaryFolder();

        await using var first = await ArchiveProgram.RunAsync(Impatient, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");
        await using var second = await ArchiveProgram.RunAsync(Impatient, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");

        Assert.Equal((3, 0, 1), (first.ExitCode, first.Json.GetProperty("new").GetInt32(), first.Json.GetProperty("rejected").GetInt32()));
        Assert.Equal((0, 1, 0), (second.ExitCode, second.Json.GetProperty("new").GetInt32(), second.Json.GetProperty("rejected").GetInt32()));
    }

    [Fact]
    public async Task New_bytes_at_an_address_are_a_new_edition_and_the_old_one_is_kept()
    {
        await using var site = await FaultySite.StartAsync();
        byte[] Report(string name) => File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09", name));
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child NN – Overview Report – March 2019</a></p></main></body></html>", "text/html"));
        site.On("/report.pdf", Answer.Bytes(Report("Child-JX-Press-Statement.pdf")), Answer.Bytes(Report("Child-JX-Learning-Summary.pdf")));
        using var data = new TemporaryFolder();

        await using var first = await ArchiveProgram.RunAsync(Impatient, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");
        await using var second = await ArchiveProgram.RunAsync(Impatient, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");

        Assert.Equal((1, 0), (second.Json.GetProperty("changed").GetInt32(), second.Json.GetProperty("unchanged").GetInt32()));
        using var catalogue = new SqliteCatalogue(Path.Combine(data.Path, "derived", "catalogue.db"), readOnly: true);
        var record = Assert.Single(catalogue.AllPublications());
        Assert.Equal(2, record.Editions.Count);
        Assert.Equal(2, record.PageCount);
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", data.Path);
        Assert.Equal(0, verified.ExitCode);
    }

    [Fact]
    public async Task The_same_text_under_new_bytes_is_no_new_edition_and_both_files_are_kept()
    {
        await using var site = await FaultySite.StartAsync();
        var report = await File.ReadAllBytesAsync(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Learning-Summary.pdf"));
        byte[] savedAgain = [.. report, .. "\n% saved again\n"u8], another = await File.ReadAllBytesAsync(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
        site.On("/reviews/", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><p><a href=\"/report.pdf\">Child NN – Overview Report – March 2019</a></p></main></body></html>", "text/html"));
        site.On("/report.pdf", Answer.Bytes(report), Answer.Bytes(savedAgain), Answer.Bytes(another), Answer.Bytes([.. report, .. "\n% and again\n"u8]));
        using var data = new TemporaryFolder();
        var counts = new List<(int Changed, int Unchanged, int Files, int Editions)>();
        for (var crawl = 0; crawl < 4; crawl++)
        {
            await using var done = await ArchiveProgram.RunAsync(Impatient, "crawl", "--page", site.Origin + "/reviews/", "--data", data.Path, "--json");
            using var catalogue = new SqliteCatalogue(Path.Combine(data.Path, "derived", "catalogue.db"), readOnly: true);
            var record = Assert.Single(catalogue.AllPublications());
            counts.Add((done.Json.GetProperty("changed").GetInt32(), done.Json.GetProperty("unchanged").GetInt32(), record.Files.Count, record.Editions.Count));
        }
        // The last brings the first text back under a third file: another text than the one before, but no new edition.
        Assert.Equal([(0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 3, 2), (1, 0, 4, 2)], counts);
        await using var rebuilt = await ArchiveProgram.RunAsync("rebuild", "--data", data.Path);
        using (var catalogue = new SqliteCatalogue(Path.Combine(data.Path, "derived", "catalogue.db"), readOnly: true))
            Assert.Equal([1, 3], catalogue.AllPublications().Single() is var record ? record.Editions.Select(edition => record.FilesOf(edition).Count()) : []);
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", data.Path);
        Assert.Equal(0, verified.ExitCode);
    }

    private static IEnumerable<string> Sorted(Dictionary<string, string> reasons) => reasons.Select(reason => $"{reason.Key} {reason.Value}").Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Reasons(JsonElement answer, Func<JsonElement, JsonElement> part) => answer.GetProperty("rejections").EnumerateArray().Select(part)
        .ToDictionary(rejection => rejection.GetProperty("address").GetString()!, rejection => rejection.GetProperty("reason").GetString()!);
}
