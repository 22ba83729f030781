using System.Text.Json;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>
/// What people come to do, done through the API on the sample board: one test a task, under the task's number in our list of 25. Not searches,
/// and so not here: the time between an incident and its report (12) and what became of a recommendation (13), which no publication is read
/// for; a file of all texts (6), languages (18), what is new (19) and what was withdrawn and why (25), which are exports, feeds and registers.
/// </summary>
public sealed class SearchTasksTests(ServedSample served) : IClassFixture<ServedSample>
{
    private async Task<List<JsonElement>> HitsAsync(string asked) => [.. (await served.JsonAsync("/api/search?" + asked)).GetProperty("hits").EnumerateArray()];

    private async Task<List<JsonElement>> RecommendationsAsync(string asked) => [.. (await served.JsonAsync("/api/recommendations?size=100&" + asked)).GetProperty("recommendations").EnumerateArray()];

    private async Task<string[]> CsvAsync(string address) => (await served.Client.GetStringAsync(new Uri(address, UriKind.Relative))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString() ?? "";

    private static string TitleOf(JsonElement hit) => Text(hit.GetProperty("publication"), "title");

    private static string ReviewOf(JsonElement hit) => Text(hit.GetProperty("review"), "name");

    private static string BestPageOf(JsonElement hit) => Text(hit.GetProperty("pages")[0], "snippet");

    [Fact]
    public async Task Task_1_what_general_practice_was_asked_about_one_subject_since_2018()
    {
        var asked = "q=safeguarding+induction+OR+%22information+sharing%22&addressee=GP+%2F+primary+care&from=2018&kind=recommendation";
        var one = Assert.Single(await RecommendationsAsync(asked));
        Assert.Equal(("GP1", 32, "Child XQ"), (Text(one, "number"), one.GetProperty("page").GetInt32(), ReviewOf(one)));
        Assert.Contains("Lantern Street Surgery should give every locum", Text(one, "text"), StringComparison.Ordinal);
        Assert.Equal(2, (await CsvAsync("/api/recommendations.csv?" + asked)).Length);
    }

    [Theory]
    [InlineData("non-mobile")]
    [InlineData("immobile")]
    [InlineData("pre-mobile")]
    [InlineData("not independently mobile")]
    public async Task Task_2_bruising_in_babies_who_cannot_move_however_it_is_called(string word)
    {
        var hits = await HitsAsync($"q=bruising+{Uri.EscapeDataString(word)}");
        Assert.StartsWith("Child XQ – TSCB Report", TitleOf(hits[0]), StringComparison.Ordinal);
        Assert.Equal(18, hits[0].GetProperty("pages")[0].GetProperty("number").GetInt32());
        Assert.Contains("mobile", BestPageOf(hits[0]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Task_3_whether_this_board_has_recommended_a_thing_before()
    {
        var here = await RecommendationsAsync("board=thornshire&kind=recommendation&q=%22pre-birth+protocol%22");
        Assert.Equal(["3"], here.Select(one => Text(one, "number")));
        Assert.Empty(await RecommendationsAsync("board=elsewhere&kind=recommendation&q=%22pre-birth+protocol%22"));
    }

    [Fact]
    public async Task Task_4_which_earlier_recommendation_is_nearest_to_a_draft()
    {
        var draft = "We recommend that the Partnership keeps one directory of contact points for safeguarding, and checks it regularly.";
        var nearest = (await served.JsonAsync("/api/recommendations/similar?text=" + Uri.EscapeDataString(draft))).GetProperty("boards")[0].GetProperty("recommendations")[0];
        Assert.Equal(("7", "Child XQ"), (Text(nearest, "number"), ReviewOf(nearest)));
        Assert.Contains("<mark>", Text(nearest, "snippet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_5_a_sampling_frame_is_one_row_a_review_and_says_how_it_was_made()
    {
        var lines = await CsvAsync("/api/search.csv?per=review&q=neglect&from=2014&to=2024");
        Assert.Equal(lines.Length - 1, lines.Skip(1).Select(line => line.Split(',')[3]).Distinct().Count());
        Assert.All(lines.Skip(1), line => Assert.Contains("q=neglect", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Linnet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Task_7_learning_for_the_police_across_types_of_review_since_a_month()
    {
        var both = await RecommendationsAsync("addressee=police&from=2022-12");
        Assert.Equal(["child safeguarding practice review", "serious case review"], both.Select(one => Text(one.GetProperty("review"), "type")).Distinct().Order());
        Assert.All(await RecommendationsAsync("addressee=police&from=2023"), one => Assert.Equal("Linnet", ReviewOf(one)));
        Assert.NotEmpty(await RecommendationsAsync("q=%22police+forces%22&kind=learningPoint"));
    }

    [Theory]
    [InlineData("baby who took methadone")]
    [InlineData("baby who took methadoen")]
    public async Task Task_8_a_report_whose_name_is_not_known(string query)
    {
        var hits = await HitsAsync("q=" + Uri.EscapeDataString(query));
        Assert.Equal("Child JX", ReviewOf(hits[0]));
        var similar = await served.JsonAsync($"/api/reviews/{Text(hits[0].GetProperty("review"), "id")}/similar");
        Assert.NotEmpty(similar.GetProperty("reviews").EnumerateArray());
    }

    [Fact]
    public async Task Task_9_short_summaries_on_professional_curiosity_to_print()
    {
        var hits = await HitsAsync("kind=learning+summary&match=any&q=professional+curiosity");
        Assert.NotEmpty(hits);
        foreach (var hit in hits)
        {
            Assert.InRange(hit.GetProperty("publication").GetProperty("pageCount").GetInt32(), 1, 4);
            var review = await HitsAsync($"review={Text(hit.GetProperty("review"), "id")}&kind=overview+report");
            Assert.Single(review);
        }
    }

    [Fact]
    public async Task Task_10_a_name_is_never_merged_with_one_of_another_case()
    {
        Assert.All(await HitsAsync("q=Child+XQ"), hit => Assert.Equal("Child XQ", ReviewOf(hit)));
        Assert.Equal(0, (await served.JsonAsync("/api/search?q=Child+Xq")).GetProperty("total").GetInt32());
        Assert.NotEmpty(await HitsAsync("q=child+xq"));
        // One review goes by it here, so nothing is asked; where several do: FindingTests.
        Assert.Empty((await served.JsonAsync("/api/search?q=Child+XQ")).GetProperty("which").EnumerateArray());
    }

    [Fact]
    public async Task Task_11_whether_a_review_of_a_year_is_still_anywhere()
    {
        var hits = await HitsAsync("q=board:thornshire+year:2019&type=serious+case+review");
        Assert.Equal(4, hits.Count);
        Assert.All(hits, hit => Assert.Equal("live", Text(hit.GetProperty("publication"), "status")));
        var publication = await served.JsonAsync($"/api/publications/{Text(hits[0].GetProperty("publication"), "id")}");
        Assert.Contains("sha256", publication.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_14_reviews_by_their_method()
    {
        var hits = await HitsAsync("q=%22systems+model%22+OR+SILP");
        Assert.Contains("Child ZV", hits.Select(ReviewOf));
    }

    [Fact]
    public async Task Task_15_two_terms_compared_by_year_with_lines_of_text()
    {
        var counts = new Dictionary<string, string>();
        foreach (var term in (string[])["\"did not attend\"", "\"was not brought\""])
        {
            var answer = await served.JsonAsync($"/api/search?expand=off&q={Uri.EscapeDataString(term)}");
            counts[term] = string.Join(' ', answer.GetProperty("facets").GetProperty("year").EnumerateArray().Select(year => $"{Text(year, "value")}:{year.GetProperty("count").GetInt32()}"));
            Assert.All(answer.GetProperty("hits").EnumerateArray(), hit => Assert.Contains("<mark>", BestPageOf(hit), StringComparison.Ordinal));
        }
        Assert.All(counts.Values, years => Assert.Matches("^[0-9]{4}:[0-9]+", years));
        Assert.NotEqual(counts["\"did not attend\""], counts["\"was not brought\""]);
    }

    [Fact]
    public async Task Task_16_reviews_that_discuss_a_theme_and_those_that_do_not()
    {
        var all = (await served.JsonAsync("/api/reviews")).GetProperty("total").GetInt32();
        var speaking = (await HitsAsync("q=adultification&size=100")).Select(ReviewOf).Distinct().ToList();
        Assert.Contains("Linnet", speaking);
        var silent = (await HitsAsync("q=-adultification&size=100")).Select(ReviewOf).Distinct().Except(speaking).ToList();
        Assert.NotEmpty(silent);
        Assert.True(speaking.Count + silent.Count <= all);
        Assert.Equal("Linnet", ReviewOf((await HitsAsync("q=adultification"))[0]));
    }

    [Fact]
    public async Task Task_17_everything_addressed_to_housing()
    {
        var one = (await RecommendationsAsync("addressee=housing")).Where(each => Text(each, "kind") == "recommendation").ToList();
        Assert.Equal(["5", "5"], one.Select(each => Text(each, "number")));
        Assert.NotEmpty(await RecommendationsAsync("q=landlord+OR+housing"));
    }

    [Fact]
    public async Task Task_20_how_many_recommendations_each_report_makes()
    {
        var counts = new Dictionary<string, int>();
        foreach (var hit in await HitsAsync("kind=overview+report"))
            counts[ReviewOf(hit)] = (await RecommendationsAsync($"kind=recommendation&review={Text(hit.GetProperty("review"), "id")}")).Count(one => TitleOf(one) == TitleOf(hit));
        Assert.Equal((15, 0, 8, 9), (counts["Child XQ"], counts["Child ZV"], counts["Child JX"], counts["Linnet"]));
    }

    [Theory]
    [InlineData("medical neglect asthma")]
    [InlineData("\"medical neglect\" (asthma OR diabetes OR epilepsy)")]
    public async Task Task_21_medical_neglect_with_a_chronic_illness(string query)
    {
        var hits = await HitsAsync("q=" + Uri.EscapeDataString(query));
        Assert.Equal("Child ZV", ReviewOf(hits[0]));
        Assert.Contains("neglect", BestPageOf(hits[0]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Task_22_findings_without_recommendations_and_their_questions_for_the_board()
    {
        var review = Text((await HitsAsync("q=Child+ZV"))[0].GetProperty("review"), "id");
        Assert.Empty(await RecommendationsAsync($"review={review}&kind=recommendation"));
        Assert.NotEmpty(await RecommendationsAsync($"review={review}&kind=finding"));
        Assert.Contains(await RecommendationsAsync($"review={review}&kind=question&q=pharmacist"), one => Text(one, "text").StartsWith("To whom should a pharmacist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Task_23_what_national_bodies_were_asked_and_what_is_worded_alike()
    {
        var asked = await RecommendationsAsync($"addressee={Uri.EscapeDataString("national body (NHS England, Ofsted, Panel)")}&kind=recommendation");
        Assert.Contains("8", asked.Where(one => ReviewOf(one) == "Linnet").Select(one => Text(one, "number")));
        var alike = await served.JsonAsync("/api/recommendations/similar?text=" + Uri.EscapeDataString(Text(asked.First(one => Text(one, "number") == "8.4"), "text")));
        Assert.True(alike.GetProperty("boards")[0].GetProperty("recommendations").GetArrayLength() >= 2);
    }

    [Fact]
    public async Task Suggestions_are_a_list_of_links_where_no_script_runs()
    {
        var page = await served.Client.GetStringAsync(new Uri("/suggestions?q=professional+cur", UriKind.Relative));
        Assert.Contains("<a href=\"/search?q=professional%20curiosity\">professional curiosity</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("formaction=\"/suggestions\"", await served.Client.GetStringAsync(new Uri("/search?q=child", UriKind.Relative)), StringComparison.Ordinal);
        foreach (var odd in (string[])["", "%00", "%3Cscript%3E", "xyzzyplugh"])
            Assert.DoesNotContain("<script", await served.Client.GetStringAsync(new Uri($"/suggestions?q={odd}", UriKind.Relative)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Task_24_whether_anything_was_published_about_my_area_after_a_year()
    {
        var answer = await served.JsonAsync("/api/search?board=thornshire&from=2021&sort=newest&size=100");
        var dates = answer.GetProperty("hits").EnumerateArray().Select(hit => Text(hit.GetProperty("publication"), "published")).ToList();
        Assert.NotEmpty(dates);
        Assert.Equal(dates.OrderDescending(StringComparer.Ordinal), dates);
        Assert.Contains(answer.GetProperty("facets").GetProperty("kind").EnumerateArray(), kind => Text(kind, "value") == "learning summary");
    }
}
