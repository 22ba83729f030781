using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Recommendations, themes and what is like what, through the API and on the pages.</summary>
public sealed class RecommendationsTests(ServedSample served) : IClassFixture<ServedSample>
{
    private async Task<string> PageAsync(string address) => WebUtility.HtmlDecode(await served.Client.GetStringAsync(new Uri(address, UriKind.Relative)));

    [Fact]
    public async Task What_one_agency_was_asked_about_one_subject_since_a_year_is_one_address()
    {
        var answer = await served.JsonAsync("/api/recommendations?addressee=GP+%2F+primary+care&from=2018&kind=recommendation&sort=oldest");

        Assert.True(answer.GetProperty("total").GetInt32() > 0);
        foreach (var one in answer.GetProperty("recommendations").EnumerateArray())
        {
            Assert.Contains("GP / primary care", one.GetProperty("addressees").EnumerateArray().Select(name => name.GetString()));
            Assert.True(string.CompareOrdinal(one.GetProperty("publication").GetProperty("published").GetString(), "2018") > 0);
            // Verbatim, and where it says it is.
            var id = one.GetProperty("publication").GetProperty("id").GetString();
            var texts = (await served.JsonAsync($"/api/publications/{id}/text")).GetProperty("recommendations").EnumerateArray().Select(each => each.GetProperty("text").GetString());
            Assert.Contains(one.GetProperty("text").GetString(), texts);
            Assert.False(string.IsNullOrEmpty(one.GetProperty("review").GetProperty("board").GetProperty("name").GetString()));
        }
        var label = answer.GetProperty("facets").GetProperty("addressee").EnumerateArray().Select(count => count.GetProperty("value").GetString()).ToList();
        Assert.Contains("housing", label);
    }

    [Fact]
    public async Task The_link_of_a_recommendation_leads_to_its_words_on_the_reading_page()
    {
        foreach (var one in (await served.JsonAsync("/api/recommendations?size=100")).GetProperty("recommendations").EnumerateArray().Take(25))
        {
            var url = one.GetProperty("url").GetString()!.Split('#');
            var reading = await PageAsync(url[0]);
            var at = reading.IndexOf($"id=\"{url[1]}\"", StringComparison.Ordinal);
            Assert.True(at > 0, $"{url[0]} has no {url[1]}");
            var page = reading.LastIndexOf("id=\"page-", at, StringComparison.Ordinal);
            Assert.StartsWith($"id=\"page-{one.GetProperty("page").GetInt32()}\"", reading[page..], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_draft_is_compared_by_address_by_body_and_on_a_page()
    {
        var earlier = (await served.JsonAsync("/api/recommendations?kind=recommendation&size=1")).GetProperty("recommendations")[0].GetProperty("text").GetString()!;
        var draft = earlier[..Math.Min(300, earlier.Length)];

        var byAddress = await served.JsonAsync("/api/recommendations/similar?text=" + Uri.EscapeDataString(draft));
        var board = byAddress.GetProperty("boards")[0];
        Assert.Equal("thornshire", board.GetProperty("board").GetProperty("slug").GetString());
        Assert.Equal(earlier, board.GetProperty("recommendations")[0].GetProperty("text").GetString());
        Assert.Contains("<mark>", board.GetProperty("recommendations")[0].GetProperty("snippet").GetString(), StringComparison.Ordinal);

        using var text = new StringContent(draft, Encoding.UTF8, "text/plain");
        using var json = JsonContent.Create(new { text = draft });
        using var form = new FormUrlEncodedContent([new("text", draft)]);
        foreach (var body in (HttpContent[])[text, json, form])
        {
            using var response = await served.Client.PostAsync(new Uri("/api/recommendations/similar", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(byAddress.ToString(), JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.ToString());
        }
        Assert.Contains("worded like it, by board", await PageAsync("/recommendations/similar?text=" + Uri.EscapeDataString(draft)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{")]
    [InlineData("application/json", "[1]")]
    [InlineData("text/plain", "")]
    [InlineData("application/x-www-form-urlencoded", "other=1")]
    public async Task A_body_without_a_draft_is_told_what_would_work(string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await served.Client.PostAsync(new Uri("/api/recommendations/similar", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_page_of_recommendations_works_without_script_and_keeps_what_was_typed()
    {
        var page = await PageAsync("/recommendations?q=bruise&addressee=&kind=&from=&to=");
        Assert.Contains("value=\"bruise\"", page, StringComparison.Ordinal);
        Assert.Contains("<mark>bruis", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"/publications/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);

        using var wrong = await served.Client.GetAsync(new Uri("/recommendations?from=whenever", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("whenever", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_shows_its_themes_with_their_evidence()
    {
        var hit = (await served.JsonAsync("/api/search?theme=domestic+abuse&size=1")).GetProperty("hits")[0];
        var id = hit.GetProperty("publication").GetProperty("id").GetString();

        var theme = (await served.JsonAsync($"/api/publications/{id}")).GetProperty("themes").EnumerateArray().Single(each => each.GetProperty("theme").GetString() == "domestic abuse");
        var pages = theme.GetProperty("pages").EnumerateArray().ToList();
        Assert.Equal(theme.GetProperty("mentions").GetInt32(), pages.Sum(each => each.GetProperty("count").GetInt32()));
        var first = pages[0].GetProperty("page").GetInt32();
        var text = (await served.JsonAsync($"/api/publications/{id}/pages/{first}")).GetProperty("text").GetString()!;
        Assert.Contains(theme.GetProperty("terms").EnumerateArray(), term => text.Contains(term.GetString()!.Split(' ')[0], StringComparison.OrdinalIgnoreCase));
        Assert.Contains("/search?theme=domestic%20abuse", await PageAsync($"/publications/{id}"), StringComparison.Ordinal);
        Assert.Contains("MARAC", await PageAsync("/themes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_facet_of_a_search_is_counted_without_its_own_filter()
    {
        var all = (await served.JsonAsync("/api/search")).GetProperty("facets");
        foreach (var name in (string[])["board", "type", "kind", "year", "theme"])
        {
            var counts = all.GetProperty(name).EnumerateArray().ToList();
            Assert.NotEmpty(counts);
            if (name == "year") continue;
            var value = Uri.EscapeDataString(counts[^1].GetProperty("value").GetString()!);
            var filtered = await served.JsonAsync($"/api/search?{name}={value}");
            Assert.Equal(counts[^1].GetProperty("count").GetInt32(), filtered.GetProperty("total").GetInt32());
            Assert.Equal(all.GetProperty(name).ToString(), filtered.GetProperty("facets").GetProperty(name).ToString());
        }
    }

    [Fact]
    public async Task Whether_one_board_has_ever_recommended_a_thing_is_answered_for_that_board_alone()
    {
        var here = await served.JsonAsync("/api/recommendations?board=thornshire&q=pre-birth+OR+antenatal&kind=recommendation");
        Assert.All(here.GetProperty("recommendations").EnumerateArray(), one => Assert.Equal("thornshire", one.GetProperty("review").GetProperty("board").GetProperty("slug").GetString()));
        Assert.Equal(0, (await served.JsonAsync("/api/recommendations?board=elsewhere&q=pre-birth")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("police")]
    [InlineData("housing")]
    [InlineData("national body (NHS England, Ofsted, Panel)")]
    public async Task Everything_addressed_to_one_agency_is_found_across_types_of_review(string agency)
    {
        var answer = await served.JsonAsync($"/api/recommendations?addressee={Uri.EscapeDataString(agency)}&sort=newest&size=100");
        var dates = answer.GetProperty("recommendations").EnumerateArray().Select(one => one.GetProperty("publication").GetProperty("published").GetString()!).ToList();
        Assert.NotEmpty(dates);
        Assert.Equal(dates.OrderDescending(StringComparer.Ordinal), dates);
        Assert.All(answer.GetProperty("recommendations").EnumerateArray(), one => Assert.Contains(agency, one.GetProperty("addressees").EnumerateArray().Select(name => name.GetString())));
    }

    [Fact]
    public async Task Findings_and_questions_for_the_board_are_kinds_of_their_own()
    {
        foreach (var kind in (string[])["finding", "question", "learningPoint"])
        {
            var answer = await served.JsonAsync($"/api/recommendations?kind={kind}&size=100");
            Assert.NotEmpty(answer.GetProperty("recommendations").EnumerateArray());
            Assert.All(answer.GetProperty("recommendations").EnumerateArray(), one => Assert.Equal(kind, one.GetProperty("kind").GetString()));
        }
    }

    [Fact]
    public async Task Short_summaries_on_a_subject_come_with_their_length_and_their_review()
    {
        var answer = await served.JsonAsync("/api/search?kind=learning+summary");
        Assert.NotEmpty(answer.GetProperty("hits").EnumerateArray());
        Assert.All(answer.GetProperty("hits").EnumerateArray(), hit => Assert.InRange(hit.GetProperty("publication").GetProperty("pageCount").GetInt32(), 1, 4));
        Assert.All(answer.GetProperty("hits").EnumerateArray(), hit => Assert.NotNull(hit.GetProperty("review").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task The_recommendations_of_one_review_can_be_counted()
    {
        var total = 0;
        foreach (var review in (await served.JsonAsync("/api/reviews")).GetProperty("reviews").EnumerateArray())
            total += (await served.JsonAsync($"/api/recommendations?kind=recommendation&review={review.GetProperty("id").GetString()}")).GetProperty("total").GetInt32();
        Assert.Equal((await served.JsonAsync("/api/recommendations?kind=recommendation")).GetProperty("total").GetInt32(), total);
    }

    [Fact]
    public async Task A_review_leads_to_others_that_speak_of_the_same()
    {
        var review = (await served.JsonAsync("/api/reviews")).GetProperty("reviews")[0].GetProperty("id").GetString();
        var similar = (await served.JsonAsync($"/api/reviews/{review}/similar")).GetProperty("reviews").EnumerateArray().ToList();
        Assert.NotEmpty(similar);
        Assert.All(similar, one => Assert.NotEqual(review, one.GetProperty("review").GetProperty("id").GetString()));
        Assert.All(similar, one => Assert.NotEmpty(one.GetProperty("shared").EnumerateArray()));
        Assert.Contains("Reviews that speak of the same", await PageAsync($"/reviews/{review}"), StringComparison.Ordinal);
        using var none = await served.Client.GetAsync(new Uri("/api/reviews/none/similar", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
