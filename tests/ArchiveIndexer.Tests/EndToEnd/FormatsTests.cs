using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>What we write in other people's formats, read by readers that are not ours, or that know the rules of the format alone.</summary>
public sealed class FormatsTests(ServedSample served) : IClassFixture<ServedSample>
{
    private Task<string> TextAsync(string address) => served.Client.GetStringAsync(new Uri(address, UriKind.Relative));

    private Task<byte[]> BytesAsync(string address) => served.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative));

    /// <summary>
    /// The API's description as it was agreed. To renew it, after looking at what differs:
    /// <c>RENEW_OPENAPI=1 dotnet test tests/ArchiveIndexer.Tests --filter FullyQualifiedName~FormatsTests</c>
    /// </summary>
    [Fact]
    public async Task The_api_is_described_as_it_was_agreed()
    {
        var golden = Path.Combine(Repository.Root, "tests", "ArchiveIndexer.Tests", "EndToEnd", "openapi.v1.json");
        var description = JsonNode.Parse(await TextAsync("/openapi/v1.json"))!.AsObject();
        // What changes with each start and each release is not agreed.
        description.Remove("servers");
        description["info"]!.AsObject().Remove("version");
        var text = description.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
        if (Environment.GetEnvironmentVariable("RENEW_OPENAPI") == "1") await File.WriteAllTextAsync(golden, text);
        var (agreed, now) = ((await File.ReadAllTextAsync(golden)).ReplaceLineEndings("\n").Split('\n'), text.Split('\n'));
        var at = agreed.Zip(now).TakeWhile(line => line.First == line.Second).Count();
        Assert.True(agreed.SequenceEqual(now), $"""
            /openapi/v1.json differs from tests/ArchiveIndexer.Tests/EndToEnd/openapi.v1.json from line {at + 1}:
              agreed: {agreed.ElementAtOrDefault(at)}
              now:    {now.ElementAtOrDefault(at)}
            Scripts of others rely on it. If it is meant, renew the file with RENEW_OPENAPI=1 and commit it with the change.
            """);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("recommendations")]
    public async Task References_read_back_say_what_the_catalogue_says(string what)
    {
        var (ris, bib, csl) = (References.Ris(await TextAsync($"/api/{what}.ris")), References.BibTeX(await TextAsync($"/api/{what}.bib")), References.Csl(await TextAsync($"/api/{what}.csl.json")));
        Assert.NotEmpty(ris);
        Assert.Equal((ris.Count, ris.Count), (bib.Count, csl.Count));
        foreach (var ((a, b), c) in ris.Zip(bib).Zip(csl))
        {
            var record = await served.JsonAsync($"/api/publications/{c["id"].GetString()}");
            string? Field(string name) => record.GetProperty(name).GetString();
            var board = record.GetProperty("review").GetProperty("board").GetProperty("name").GetString()!;
            var wanted = (Field("title"), board, Field("sourceUrl"));
            Assert.Equal(wanted, (a["TI"].Single(), a["PB"].Single(), a["UR"].Single()));
            Assert.Equal(wanted, (b["title"], b["institution"], b["url"]));
            Assert.Equal(wanted, (c["title"].GetString(), c["publisher"].GetString(), c["URL"].GetString()));
            Assert.Equal((Field("id"), "techreport"), (a["ID"].Single(), b["ENTRYTYPE"]));
            Assert.EndsWith($"-{Field("id")}", b["ID"], StringComparison.Ordinal);
            var year = Field("published")?[..4];
            Assert.Equal((year, year, year), (a["PY"].SingleOrDefault(), b.GetValueOrDefault("year"), c.TryGetValue("issued", out var issued) ? issued.GetProperty("date-parts")[0][0].GetRawText() : null));
            Assert.EndsWith($"/publications/{Field("id")}", a["L2"].Single(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("search", "")]
    [InlineData("search", "?per=review")]
    [InlineData("search", "?q=child+OR+school&sort=newest")]
    [InlineData("recommendations", "")]
    [InlineData("recommendations", "?addressee=housing")]
    public async Task A_table_read_back_is_the_same_as_its_json(string what, string query)
    {
        var rows = Csv.Read(await BytesAsync($"/api/{what}.csv{query}"));
        var json = JsonDocument.Parse(await TextAsync($"/api/{what}.json{query}")).RootElement;
        Assert.NotEmpty(rows);
        Assert.Equal(json.GetArrayLength(), rows.Count);
        foreach (var (row, item) in rows.Zip(json.EnumerateArray()))
            foreach (var field in item.EnumerateObject())
            {
                var (text, cell) = (field.Value.ToString().ReplaceLineEndings("\n"), row[field.Name].ReplaceLineEndings("\n"));
                // An apostrophe keeps a spreadsheet from computing.
                Assert.Equal(text, text.TrimStart() is ['=' or '+' or '-' or '@', ..] ? cell[1..] : cell);
            }
    }

    [Fact]
    public async Task A_publications_recommendations_read_back_are_those_of_its_page()
    {
        var id = (await served.JsonAsync("/api/recommendations")).GetProperty("recommendations")[0].GetProperty("publication").GetProperty("id").GetString();
        var printed = (await served.JsonAsync($"/api/publications/{id}/text")).GetProperty("recommendations").EnumerateArray().Select(one => one.GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        Assert.Equal(printed, Csv.Read(await BytesAsync($"/api/publications/{id}.csv")).Select(row => row["text"].ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("/feed.atom")]
    [InlineData("/feed.atom?q=methadone+storage")]
    [InlineData("/feed.atom?q=xyzzyplugh")]
    [InlineData("/feed.atom?q=%3Cb%3E%26%22&page=2")]
    [InlineData("/recommendations.atom")]
    [InlineData("/recommendations.atom?page=2")]
    [InlineData("/recommendations.atom?q=housing&kind=recommendation")]
    public async Task A_feed_reader_understands_a_feed(string address)
    {
        using var xml = XmlReader.Create(new StringReader(await TextAsync(address)));
        var reader = new Atom10FeedFormatter();
        Assert.True(reader.CanRead(xml));
        reader.ReadFrom(xml);
        var feed = reader.Feed;
        Assert.All(feed.Items.Select(item => (item.Id, item.Title?.Text, item.LastUpdatedTime)).Prepend((feed.Id, feed.Title?.Text, feed.LastUpdatedTime)), one =>
        {
            Assert.True(Uri.TryCreate(one.Id, UriKind.Absolute, out _));
            Assert.False(string.IsNullOrWhiteSpace(one.Item2));
            Assert.True(one.LastUpdatedTime > DateTimeOffset.MinValue);
        });
        Assert.Equal(feed.Items.OrderByDescending(item => item.LastUpdatedTime).Select(item => item.LastUpdatedTime), feed.Items.Select(item => item.LastUpdatedTime));
        Assert.Equal(feed.Items.Count(), feed.Items.Select(item => item.Id).Distinct().Count());
        if (address == "/recommendations.atom") Assert.Contains(feed.Links, link => link.RelationshipType == "next");
        foreach (var link in feed.Links.Concat(feed.Items.SelectMany(item => item.Links)).Where(link => link.RelationshipType is "self" or "alternate" or "next" or "enclosure"))
        {
            using var response = await served.Client.GetAsync(link.Uri);
            Assert.True(response.IsSuccessStatusCode, $"{link.Uri}: {response.StatusCode}");
            Assert.Equal(link.MediaType, response.Content.Headers.ContentType!.MediaType);
        }
    }
}
