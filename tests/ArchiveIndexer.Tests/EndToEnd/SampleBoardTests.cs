using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>The whole program on the sample board, as a first user meets it: one process, nothing configured.</summary>
public sealed class SampleBoardTests(ServedSample served) : IClassFixture<ServedSample>
{
    [Fact]
    public async Task A_search_leads_to_the_page_and_the_page_holds_the_words()
    {
        var answer = await served.JsonAsync("/api/search?q=%22laughed+at+the+tap%22");

        var hit = answer.GetProperty("hits")[0];
        var id = hit.GetProperty("publication").GetProperty("id").GetString();
        var page = hit.GetProperty("pages")[0];
        Assert.Contains("<mark>", page.GetProperty("snippet").GetString());
        var number = page.GetProperty("number").GetInt32();
        var text = (await served.JsonAsync($"/api/publications/{id}/pages/{number}")).GetProperty("text").GetString();
        Assert.Contains("laughed at the tap", text, StringComparison.OrdinalIgnoreCase);

        var reading = await served.Client.GetStringAsync(new Uri(page.GetProperty("url").GetString()!.Split('#')[0], UriKind.Relative));
        var section = reading[reading.IndexOf($"id=\"page-{number}\"", StringComparison.Ordinal)..];
        Assert.Matches("(?i)<mark id=\"m[0-9]+\">Laughed at the tap</mark>", section[..section.IndexOf("class=\"sheet\"", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task What_a_file_offers_to_assistive_technology_stands_in_the_record_and_on_the_page()
    {
        string? id = null;
        JsonElement report = default;
        foreach (var hit in (await served.JsonAsync("/api/search?size=50")).GetProperty("hits").EnumerateArray())
        {
            id = hit.GetProperty("publication").GetProperty("id").GetString();
            report = (await served.JsonAsync($"/api/publications/{id}")).GetProperty("accessibility");
            Assert.Matches("^[A-E]$", report.GetProperty("band").GetString());
            if (report.GetProperty("problems").GetArrayLength() > 0) break;
        }
        var reading = WebUtility.HtmlDecode(await served.Client.GetStringAsync(new Uri($"/publications/{id}", UriKind.Relative)));
        Assert.Contains("What this file offers to assistive technology", reading, StringComparison.Ordinal);
        Assert.NotEmpty(report.GetProperty("problems").EnumerateArray());
        foreach (var problem in report.GetProperty("problems").EnumerateArray())
            foreach (var part in (string[])["found", "affects", "fix", "clause"]) Assert.Contains(problem.GetProperty(part).GetString()!, reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bytes_served_are_those_of_the_site()
    {
        var seen = 0;
        foreach (var review in (await served.JsonAsync("/api/reviews?size=100")).GetProperty("reviews").EnumerateArray())
            foreach (var publication in (await served.JsonAsync($"/api/reviews/{review.GetProperty("id").GetString()}")).GetProperty("publications").EnumerateArray())
            {
                var path = new Uri(publication.GetProperty("sourceUrl").GetString()!).LocalPath.TrimStart('/');
                var file = await File.ReadAllBytesAsync(Path.Combine(Repository.SampleSite, path));
                using var response = await served.Client.GetAsync(new Uri(publication.GetProperty("fileUrl").GetString()!, UriKind.Relative));
                Assert.Equal(file, await response.Content.ReadAsByteArrayAsync());
                Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(file))}\"", response.Headers.ETag!.Tag);
                Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
                seen++;
            }
        Assert.Equal(13, seen);
    }

    [Fact]
    public async Task A_file_can_be_asked_for_in_part_and_only_if_changed()
    {
        var id = (await served.JsonAsync("/api/search")).GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();
        using var part = new HttpRequestMessage(HttpMethod.Get, $"/publications/{id}/file") { Headers = { Range = new RangeHeaderValue(0, 4) } };
        using var answer = await served.Client.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("%PDF-", await answer.Content.ReadAsStringAsync());

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/publications/{id}/file");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await served.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=neglect")]
    [InlineData("/boards")]
    [InlineData("/api/search?q=neglect")]
    [InlineData("/api/reviews")]
    [InlineData("/api/boards")]
    [InlineData("/api/rejections")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/site.css")]
    public async Task An_address_answers_GET_and_HEAD_alike(string address)
    {
        using var get = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var head = await served.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.NotEmpty(await get.Content.ReadAsByteArrayAsync());
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal("nosniff", get.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task The_stylesheet_arrives_whole_at_a_browser_that_takes_compressed_answers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/site.css") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await served.Client.SendAsync(request);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api/search?page=0", 400)]
    [InlineData("/api/search?size=1000", 400)]
    [InlineData("/api/search?sort=best", 400)]
    [InlineData("/api/search?from=yesterday", 400)]
    [InlineData("/api/reviews/nobody", 404)]
    [InlineData("/api/publications/nothing", 404)]
    [InlineData("/api/nowhere", 404)]
    public async Task Trouble_under_api_is_a_problem_document(string address, int status)
    {
        using var response = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/publications/nothing", 404)]
    [InlineData("/publications/nothing/file", 404)]
    [InlineData("/reviews/nobody", 404)]
    [InlineData("/search?from=yesterday", 400)]
    public async Task Trouble_elsewhere_is_a_page(string address, int status)
    {
        using var response = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("<h1>", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("TRACE", "/search", 405, "text/html")]
    [InlineData("DELETE", "/boards", 405, "text/html")]
    [InlineData("GET", "/api/nowhere", 404, "application/problem+json")]
    [InlineData("DELETE", "/api/search", 405, "application/problem+json")]
    public async Task A_method_without_an_answer_is_refused_in_the_form_of_its_place(string method, string address, int status, string form)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { { "Accept", "text/html" } } };
        using var response = await served.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(form, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_page_number_out_of_range_says_which_would_work()
    {
        var id = (await served.JsonAsync("/api/search?q=methadone")).GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();
        using var response = await served.Client.GetAsync(new Uri($"/api/publications/{id}/pages/999", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Matches("pages 1 to [0-9]+", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Lists_say_where_the_next_page_is()
    {
        using var response = await served.Client.GetAsync(new Uri("/api/search?q=child&size=3&page=2", UriKind.Relative));
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("/api/search?q=child&page=3&size=3", answer.GetProperty("next").GetString());
        Assert.Equal("/api/search?q=child&size=3", answer.GetProperty("prev").GetString());
        Assert.Contains("rel=\"next\"", response.Headers.GetValues("Link").Single());
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("\"unbalanced (AND OR")]
    [InlineData("💥 \u0000 \ud800")]
    [InlineData("/[ab]*a[ab]{16}/")]
    public async Task Whatever_is_typed_is_answered_and_reaches_the_page_as_text(string query)
    {
        var address = "q=" + Uri.EscapeDataString(query.Replace("\ud800", "", StringComparison.Ordinal));
        var page = await served.Client.GetStringAsync(new Uri("/search?" + address, UriKind.Relative));
        Assert.DoesNotContain("<script", page);
        Assert.Equal(JsonValueKind.Number, (await served.JsonAsync("/api/search?" + address)).GetProperty("total").ValueKind);
    }

    [Fact]
    public async Task The_scan_is_listed_with_its_reason_and_its_file()
    {
        var rejection = Assert.Single((await served.JsonAsync("/api/rejections")).GetProperty("rejections").EnumerateArray());
        Assert.Equal("noText", rejection.GetProperty("rejection").GetProperty("reason").GetString());
        Assert.Contains("Child ZV – TSCB Press Statement", WebUtility.HtmlDecode(await served.Client.GetStringAsync(new Uri("/boards", UriKind.Relative))));
        using var file = await served.Client.GetAsync(new Uri($"/publications/{rejection.GetProperty("publication").GetProperty("id").GetString()}/file", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    [Theory]
    [InlineData("/search?q=methadone&board=nope", 200, "There is no board “nope” here; there is thornshire.")]
    [InlineData("/search?q=methadone&kind=bogus", 200, "There is no kind of publication “bogus”; there is overview report,")]
    [InlineData("/search?q=methadone&from=2020&to=2019", 400, "nothing lies between. Exchange them.")]
    [InlineData("/search?q=methadone&from=soon", 400, "<a href=\"#from\">Change it</a>")]
    [InlineData("/search?q=methadone&from=soon", 400, "aria-describedby=\"date-hint problem\" aria-invalid=\"true\"")]
    [InlineData("/search?q=methadone&page=abc", 400, "<a href=\"/search?q=methadone\">Search for the words alone</a>")]
    [InlineData("/about", 200, "the Thornshire board and its reports are made up")]
    public async Task What_was_mistaken_is_told_where_it_can_be_mended(string address, int status, string told)
    {
        using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(told, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_corrected_query_goes_with_its_hits()
    {
        var page = await served.Client.GetStringAsync(new Uri("/search?q=methodone", UriKind.Relative));
        Assert.Contains("Searched: ", page);
        Assert.Contains("?q=methadone\"", page);
        Assert.DoesNotContain("/publications/99e576913f2f?q=methodone", page);
    }

    [Fact]
    public async Task Only_a_steward_with_the_key_can_ask_for_a_crawl()
    {
        async Task<HttpStatusCode> AskAsync(string board, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/boards/{board}/crawl");
            if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await served.Client.SendAsync(request);
            return response.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("thornshire", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("thornshire", "wrong"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync("nowhere", ServedSample.Key));
        var before = (await served.JsonAsync("/api/crawls")).GetProperty("crawls").GetArrayLength();
        Assert.Equal(HttpStatusCode.Accepted, await AskAsync("thornshire", ServedSample.Key));
        await ServedSample.Until(async () => ServedSample.HasEnded((await served.JsonAsync("/api/crawls")).GetProperty("crawls"), before + 1));
        Assert.Equal(13, (await served.JsonAsync("/api/crawls")).GetProperty("crawls")[0].GetProperty("counts").GetProperty("unchanged").GetInt32());
    }
}
