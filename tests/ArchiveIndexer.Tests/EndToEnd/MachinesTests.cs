using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>What feed readers, browsers and search engines get.</summary>
public sealed class MachinesTests(ServedSample served) : IClassFixture<ServedSample>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private async Task<XElement> XmlAsync(string address) => XElement.Parse(await served.Client.GetStringAsync(new Uri(address, UriKind.Relative)));

    [Fact]
    public async Task A_search_can_be_followed_as_a_feed()
    {
        var feed = await XmlAsync("/feed.atom?q=methadone+storage");
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal((await served.JsonAsync("/api/search?q=methadone+storage")).GetProperty("total").GetInt32(), entries.Count);
        // What RFC 4287 asks of a feed and of each entry.
        Assert.All(entries.Prepend(feed), one => Assert.All((string[])["id", "title", "updated"], name => Assert.Single(one.Elements(Atom + name))));
        Assert.All(entries, entry => Assert.True(DateTimeOffset.TryParse(entry.Element(Atom + "updated")!.Value, out _)));
        Assert.Equal(entries.Count, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.All(entries, entry => Assert.Contains(entry.Elements(Atom + "link"), link => link.Attribute("rel")!.Value == "enclosure" && link.Attribute("type")!.Value == "application/pdf"));
        Assert.Contains("methadone storage", feed.Element(Atom + "title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_of_what_xml_cannot_hold_is_a_feed_all_the_same() =>
        Assert.Equal("feed", (await XmlAsync("/feed.atom?q=%01%EF%BF%BE%3Cb%3E%26")).Name.LocalName);

    [Fact]
    public async Task Browsers_learn_how_to_search_here() =>
        Assert.Contains("/search?q={searchTerms}", (await XmlAsync("/opensearch.xml")).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Search_engines_are_kept_from_what_speaks_of_real_children()
    {
        var hit = (await served.JsonAsync("/api/search?q=methadone")).GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();
        foreach (var (address, listed) in ((string, bool)[])[("/", true), ("/about", true), ("/search?q=x", false), ($"/publications/{hit}", false), ($"/publications/{hit}/file", false)])
        {
            using var response = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(!listed, response.Headers.Contains("X-Robots-Tag"));
        }
        Assert.DoesNotContain("/publications/", (await XmlAsync("/sitemap.xml")).ToString(), StringComparison.Ordinal);
        Assert.Contains("Disallow: /search", await served.Client.GetStringAsync(new Uri("/robots.txt", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_results_comes_whole_as_json()
    {
        var all = await served.JsonAsync("/api/search.json?q=child&size=1");
        Assert.Equal((await served.JsonAsync("/api/search?q=child")).GetProperty("total").GetInt32(), all.GetArrayLength());
        Assert.True(all[0].GetProperty("pages").GetInt32() > 0);
        Assert.Equal((await served.JsonAsync("/api/recommendations")).GetProperty("total").GetInt32(), (await served.JsonAsync("/api/recommendations.json")).GetArrayLength());
    }

    [Fact]
    public async Task Text_travels_compressed_and_a_pdf_as_it_is()
    {
        async Task<(byte[] Bytes, string? Encoding)> GetAsync(string address, string accepted)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)) { Headers = { { "Accept-Encoding", accepted } } };
            using var response = await served.Client.SendAsync(request);
            return (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentEncoding.SingleOrDefault());
        }
        foreach (var address in (string[])["/search?q=child", "/site.css", "/api/search.csv", "/api/search.ris", "/feed.atom", "/openapi/v1.json"])
        {
            var (plain, packed) = (await GetAsync(address, "identity"), await GetAsync(address, "gzip"));
            Assert.Equal((null, "gzip"), (plain.Encoding, packed.Encoding));
            Assert.True(packed.Bytes.Length < plain.Bytes.Length * 2 / 3, address);
            using var unpacked = new MemoryStream();
            await using (var gzip = new GZipStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress)) await gzip.CopyToAsync(unpacked);
            Assert.Equal(plain.Bytes, unpacked.ToArray());
        }
        var hit = (await served.JsonAsync("/api/search?q=methadone")).GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();
        Assert.Null((await GetAsync($"/publications/{hit}/file", "gzip, br")).Encoding);
    }

    [Fact]
    public async Task A_board_sees_what_its_pdfs_offer_to_assistive_technology()
    {
        var rows = Csv.Read(await served.Client.GetByteArrayAsync(new Uri("/api/boards/thornshire/accessibility.csv", UriKind.Relative)));
        var html = await served.Client.GetStringAsync(new Uri("/boards/thornshire/accessibility", UriKind.Relative));
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var report = (await served.JsonAsync($"/api/publications/{row["url"].Split('/')[^1]}")).GetProperty("accessibility");
            Assert.Equal(report.GetProperty("band").GetString(), row["band"]);
            Assert.Equal(report.GetProperty("problems").GetArrayLength().ToString(CultureInfo.InvariantCulture), row["problems"]);
        }
        foreach (var band in rows.GroupBy(row => row["band"])) Assert.Matches($@"<th scope=""row"">{band.Key}</th><td>[^<]*</td><td>{band.Count()}</td>", html);
        foreach (var check in rows.SelectMany(row => row["hard"].Split("; ", StringSplitOptions.RemoveEmptyEntries)).Distinct()) Assert.Contains($"<small>{check}: ", html, StringComparison.Ordinal);
        foreach (var nowhere in (string[])["/boards/nobody/accessibility", "/api/boards/nobody/accessibility.csv"])
        {
            using var response = await served.Client.GetAsync(new Uri(nowhere, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_pdf_is_nobodys_page_to_the_browser_and_a_review_keeps_its_dates_apart()
    {
        var hit = (await served.JsonAsync("/api/search?q=methadone")).GetProperty("hits")[0];
        using var response = await served.Client.GetAsync(new Uri($"/publications/{hit.GetProperty("publication").GetProperty("id").GetString()}/file", UriKind.Relative));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("; sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        var review = await served.Client.GetStringAsync(new Uri($"/reviews/{hit.GetProperty("review").GetProperty("id").GetString()}", UriKind.Relative));
        foreach (var column in (string[])["Published", "First seen", "Last seen live"]) Assert.Contains($"<th scope=\"col\">{column}</th>", review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task High_contrast_is_one_press_and_stays_on_this_site()
    {
        async Task<HttpResponseMessage> PressAsync(string back, string? from = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/display", UriKind.Relative)) { Content = new FormUrlEncodedContent([new("theme", "contrast"), new("back", back)]) };
            if (from is not null) request.Headers.Add("Sec-Fetch-Site", from);
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = served.Client.BaseAddress };
            return await client.SendAsync(request);
        }
        using var pressed = await PressAsync("/search?q=a", "same-origin");
        Assert.Equal((HttpStatusCode.SeeOther, "/search?q=a"), (pressed.StatusCode, pressed.Headers.Location!.OriginalString));
        var cookie = Assert.Single(pressed.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("theme=contrast", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        foreach (var elsewhere in (string[])["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "", "javascript:x"])
        {
            using var answer = await PressAsync(elsewhere);
            Assert.Equal("/", answer.Headers.Location!.OriginalString);
        }
        using var foreign = await PressAsync("/", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Fact]
    public async Task A_reference_manager_that_looks_at_the_page_sees_a_report()
    {
        var id = (await served.JsonAsync("/api/search?q=methadone+storage")).GetProperty("hits")[0].GetProperty("publication").GetProperty("id").GetString();
        var html = await served.Client.GetStringAsync(new Uri($"/publications/{id}", UriKind.Relative));
        foreach (var tag in (string[])["citation_title", "citation_technical_report_institution", "citation_publication_date", "citation_pdf_url", "citation_public_url", "DC.title"])
            Assert.Contains($"<meta name=\"{tag}\" content=\"", html, StringComparison.Ordinal);
        // A board as an author would be split into first and last name.
        Assert.DoesNotContain("citation_author", html, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_page_is_drawn_as_it_was_printed_with_the_words_marked()
    {
        Tools.Need("pdftoppm", "pdftotext");
        var hit = (await served.JsonAsync("/api/search?q=methadone+storage")).GetProperty("hits")[0];
        var (id, number) = (hit.GetProperty("publication").GetProperty("id").GetString(), hit.GetProperty("pages")[0].GetProperty("number").GetInt32());
        var marked = await XmlAsync($"/publications/{id}/pages/{number}.svg?q=methadone+storage");
        Assert.StartsWith("data:image/png;base64,iVBOR", marked.Elements().First().Attribute("href")!.Value, StringComparison.Ordinal);
        Assert.True(marked.Elements().Count() > 1);
        Assert.Single((await XmlAsync($"/publications/{id}/pages/{number}.svg")).Elements());
        foreach (var nowhere in (string[])[$"/publications/{id}/pages/0.svg", $"/publications/{id}/pages/9999.svg", "/publications/none/pages/1.svg"])
        {
            using var response = await served.Client.GetAsync(new Uri(nowhere, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }
}
