using System.Net;
using System.Text.Json;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Every hit of a search as a file.</summary>
public sealed class ExportsTests(ServedSample served) : IClassFixture<ServedSample>
{
    private async Task<(byte[] Bytes, string Text, string Type)> GetAsync(string address)
    {
        using var response = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return (bytes, System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), response.Content.Headers.ContentType!.MediaType!);
    }

    [Fact]
    public async Task A_search_as_csv_holds_every_publication_whatever_the_size()
    {
        var total = (await served.JsonAsync("/api/search?q=child")).GetProperty("total").GetInt32();
        var (bytes, text, type) = await GetAsync("/api/search.csv?q=child&size=1");

        Assert.Equal("text/csv", type);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(total + 1, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("/search?q=child", text, StringComparison.Ordinal);
        Assert.Equal(text, (await GetAsync("/api/search.csv?q=child&size=1")).Text);
    }

    [Fact]
    public async Task A_sampling_frame_has_one_line_a_review()
    {
        var lines = (await GetAsync("/api/search.csv?per=review")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((await served.JsonAsync("/api/reviews")).GetProperty("total").GetInt32(), lines.Length - 1);
    }

    [Fact]
    public async Task Recommendations_to_one_agency_come_as_a_table_with_all_that_is_needed_to_cite_them()
    {
        var total = (await served.JsonAsync("/api/recommendations?addressee=housing")).GetProperty("total").GetInt32();
        var (_, text, _) = await GetAsync("/api/recommendations.csv?addressee=housing");
        Assert.Equal(total, text.Split("#rec-").Length - 1);
        Assert.StartsWith("kind,number,text,addressees,page,headings,themes,board", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("recommendations")]
    public async Task Reference_managers_get_every_publication_once(string what)
    {
        var items = JsonDocument.Parse((await GetAsync($"/api/{what}.csl.json")).Text).RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString()).ToList();
        Assert.Equal(items.Count, items.Distinct().Count());
        Assert.Equal(items.Count, (await GetAsync($"/api/{what}.ris")).Text.Split("TY  - RPRT").Length - 1);
        Assert.Equal(items.Count, (await GetAsync($"/api/{what}.bib")).Text.Split("@techreport").Length - 1);
        if (what == "search") Assert.Equal((await served.JsonAsync("/api/search")).GetProperty("total").GetInt32(), items.Count);

        Assert.Contains($"ID  - {items[0]}", (await GetAsync($"/api/publications/{items[0]}.ris")).Text, StringComparison.Ordinal);
        Assert.Single(JsonDocument.Parse((await GetAsync($"/api/publications/{items[0]}.csl.json")).Text).RootElement.EnumerateArray());
        Assert.Contains("kind,number,text", (await GetAsync($"/api/publications/{items[0]}.csv")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/search.csv?from=whenever", HttpStatusCode.BadRequest)]
    [InlineData("/api/search.csv?per=word", HttpStatusCode.BadRequest)]
    [InlineData("/api/recommendations.ris?page=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/publications/none.bib", HttpStatusCode.NotFound)]
    [InlineData("/api/search.xls", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_exported_is_told(string address, HttpStatusCode status)
    {
        using var response = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_file_of_its_kind()
    {
        Assert.Single((await GetAsync("/api/search.csv?q=xyzzyplugh")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(JsonDocument.Parse((await GetAsync("/api/search.csl.json?q=xyzzyplugh")).Text).RootElement.EnumerateArray());
        Assert.Equal("", (await GetAsync("/api/search.ris?q=xyzzyplugh")).Text);
    }
}
