using System.Text.Json;
using System.Text.RegularExpressions;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>What commands print and how they end, on the sample board's files.</summary>
public sealed class CommandTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    [Fact]
    public void Each_of_the_corpus_queries_finds_its_page_first()
    {
        var publications = Rows("corpus/publications.tsv").ToDictionary(fields => fields[0], fields => fields[1]);
        var folder = new DataFolder(crawled.Data);
        using var catalogue = new SqliteCatalogue(folder.CatalogueFile, readOnly: true);
        using var searcher = PublicationSearcher.OpenReadOnly(new IndexGenerations(folder).Current);
        var recommendations = new RecommendationSearcher(searcher);
        var queries = Rows("corpus/queries.tsv").ToList();
        Assert.True(queries.Count >= 100);

        var wrong = new List<string>();
        foreach (var query in queries)
        {
            // Publication and page of each answer on the first page.
            var answers = query[4] == "recommendations"
                ? recommendations.Search(new() { Query = query[0] }).Hits.Select(hit => (Id: IdOf(hit.PublicationId), Page: $"{hit.Recommendation.Page}")).ToList()
                : [.. searcher.Search(new() { Query = query[0] }).Hits.Select(hit => (Id: IdOf(hit.PublicationId), Page: hit.Pages is [var best, ..] ? $"{best.Number}" : "none"))];
            var wanted = query[1].Split(' ');
            var isRight = answers.Count > 0 && wanted.Contains(answers[0].Id) && wanted.All(id => answers.Exists(answer => answer.Id == id)) && (query[2].Length == 0 || answers[0].Page == query[2]);
            if (!isRight) wrong.Add($"{query[0]}: wanted {query[1]} {query[2]}, came {string.Join(", ", answers.Take(4).Select(answer => $"{answer.Id} {answer.Page}"))}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {queries.Count}\n{string.Join('\n', wrong)}");

        string IdOf(string publication)
        {
            var url = new Uri(catalogue.FindPublication(publication)!.Publication.Listed.Url).AbsolutePath;
            return publications.Single(one => one.Value.EndsWith(url, StringComparison.Ordinal)).Key;
        }
    }

    [Fact]
    public async Task The_listing_command_understands_the_sample_page()
    {
        var page = Path.Combine(Repository.SampleSite, "practitioners-volunteers", "serious-case-reviews", "index.html");
        await using var listing = await ArchiveProgram.RunAsync("listing", page, "--url", "http://board.example/practitioners-volunteers/serious-case-reviews/", "--json");

        Assert.Equal(0, listing.ExitCode);
        var expected = JsonDocument.Parse(Regex.Replace(Repository.Read("corpus/site.expected.json"), "\"url\": \"/", "\"url\": \"http://board.example/")).RootElement;
        Assert.Equal(Lines(expected.GetProperty("publications")), Lines(listing.Json.GetProperty("publications")));
        Assert.Equal(Lines(expected.GetProperty("emptySections")), Lines(listing.Json.GetProperty("emptySections")));
        Assert.Equal(expected.GetProperty("board").GetString(), listing.Json.GetProperty("board").GetString());
        static IEnumerable<string> Addresses(JsonElement links) => links.EnumerateArray().Select(link => $"{link.GetProperty("url").GetString()} {link.GetProperty("why").GetString()}").Order(StringComparer.Ordinal);
        Assert.Equal(Addresses(expected.GetProperty("otherLinks")), Addresses(listing.Json.GetProperty("otherLinks")));
    }

    [Fact]
    public async Task Extract_tells_what_it_understood_of_each_file()
    {
        string[] files = [Path.Combine(Repository.SampleSite, "wp-content/uploads/2022/12/Child-XQ-Report.pdf"), Path.Combine(Repository.Root, "corpus/publications/zero-bytes.pdf"), Path.Combine(Repository.Root, "no such file.pdf")];
        await using var extracted = await ArchiveProgram.RunAsync(["extract", .. files, "--json"]);

        Assert.Equal(3, extracted.ExitCode);
        var answers = extracted.Json.GetProperty("files");
        Assert.Equal(["extracted", "rejected", "rejected"], answers.EnumerateArray().Select(file => file.GetProperty("outcome").GetString()!));
        Assert.Equal(34, answers[0].GetProperty("pageCount").GetInt32());
        Assert.Equal("empty", answers[1].GetProperty("rejection").GetProperty("reason").GetString());
        Assert.Contains("no file", answers[2].GetProperty("rejection").GetProperty("message").GetString());
        foreach (var field in (string[])["file", "sha256", "bytes", "outcome", "rejection", "title", "language", "pageCount", "pages", "furniture", "recommendations", "accessibility", "extractor", "milliseconds"])
            Assert.True(answers[0].TryGetProperty(field, out _), field);
        foreach (var field in (string[])["number", "label", "text", "blocks", "source", "quality"])
            Assert.True(answers[0].GetProperty("pages")[0].TryGetProperty(field, out _), field);
    }

    [Fact]
    public async Task Plain_text_has_a_form_feed_between_pages()
    {
        await using var extracted = await ArchiveProgram.RunAsync("extract", Path.Combine(Repository.SampleSite, "wp-content/uploads/2021/11/Child-ZV-SCR-Overview.pdf"), "--text");
        Assert.Equal(0, extracted.ExitCode);
        Assert.Equal(28, extracted.Output.Split('\f').Length);
    }

    [Fact]
    public async Task Extract_says_in_a_line_what_a_file_offers_to_assistive_technology()
    {
        await using var extracted = await ArchiveProgram.RunAsync("extract", Path.Combine(Repository.SampleSite, "wp-content/uploads/2021/11/Child-ZV-SCR-Overview.pdf"));
        Assert.Matches(@"(?m)^  accessibility: [A-E] – .+; \d+ passed, \d+ problems?", extracted.Output);
    }

    [Theory]
    [InlineData("crawl", "--nonsense")]
    [InlineData("nonsense")]
    [InlineData("crawl", "nowhere")]
    [InlineData("search", "x", "--nonsense")]
    [InlineData("listing", "page.html")]
    [InlineData("search", "x", "--size", "1000")]
    [InlineData("search", "x", "--from", "yesterday")]
    [InlineData("rebuild", "--from", "nothing")]
    [InlineData("crawl", "--page", "not an address")]
    [InlineData("search", "x", "--data", "")]
    [InlineData("serve", "--urls", "zzz")]
    public async Task Bad_usage_says_so_on_stderr_with_a_hint_and_nothing_on_stdout(params string[] arguments)
    {
        await using var program = await ArchiveProgram.RunAsync(crawled.Settings, arguments.Contains("--data") ? arguments : [.. arguments, "--data", crawled.Data]);
        Assert.Equal(64, program.ExitCode);
        Assert.Empty(program.Output);
        Assert.Contains("--help", program.Errors);
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_nothing_usable()
    {
        using var data = new TemporaryFolder();
        await using var crawl = await ArchiveProgram.RunAsync(new Dictionary<string, string> { ["Crawl__Retries"] = "0" }, "crawl", "--page", $"http://127.0.0.1:{ArchiveProgram.FreePort()}/reviews/", "--data", data.Path, "--json");
        Assert.Equal(2, crawl.ExitCode);
        Assert.Contains("could not be reached", crawl.Json.GetProperty("crawls")[0].GetProperty("problem").GetString());
    }

    [Fact]
    public async Task A_saved_page_that_is_not_there_is_nothing_usable()
    {
        await using var listing = await ArchiveProgram.RunAsync("listing", "nowhere.html", "--url", "https://board.example/reviews/");
        Assert.Equal(2, listing.ExitCode);
        Assert.Contains("nowhere.html", listing.Errors);
        Assert.Empty(listing.Output);
    }

    [Fact]
    public async Task Without_an_archive_a_command_says_how_to_make_one()
    {
        using var data = new TemporaryFolder();
        foreach (var command in (string[][])[["search", "x"], ["rebuild"], ["verify"]])
        {
            await using var program = await ArchiveProgram.RunAsync([.. command, "--data", data.File("nothing")]);
            Assert.Equal(2, program.ExitCode);
            Assert.Contains("archive crawl", program.Errors);
        }
    }

    private static IEnumerable<string[]> Rows(string path) => Repository.Read(path).Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.TrimEnd('\r').Split('\t'));

    private static IEnumerable<string> Lines(JsonElement list) => list.EnumerateArray().Select(item => JsonSerializer.Serialize(item));
}
