using System.Globalization;
using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;
using Microsoft.Extensions.Time.Testing;
using static ArchiveIndexer.Tests.Indexing.TemporaryIndex;

namespace ArchiveIndexer.Tests.Searching;

public sealed class PublicationSearcherTests : IDisposable
{
    private const string Filler = "The partnership met and agreed how the work of the group would be taken forward in the coming year. ";

    private readonly TemporaryIndex index = new();

    public void Dispose() => index.Dispose();

    [Fact]
    public void Words_may_stand_on_different_pages()
    {
        index.With("a", "neglect of teeth", "nothing here", "a school nurse called").With("b", "neglect only");

        var hit = Assert.Single(index.Search("nurse neglect").Hits);
        Assert.Equal("a", hit.PublicationId);
        Assert.Equal(2, hit.PagesHit);
        Assert.Equal([1, 3], hit.Pages.Select(page => page.Number).Order());
    }

    [Fact]
    public void A_phrase_across_the_end_of_a_page_is_shown_where_it_begins()
    {
        index.With("a", "first", "there was little professional", "curiosity about the bruise").With("b", "curiosity professional");

        var hit = Assert.Single(index.Search("\"professional curiosity\"").Hits);
        var page = Assert.Single(hit.Pages);
        Assert.Equal(2, page.Number);
        Assert.Equal("there was little <mark>professional curiosity</mark> about the bruise", page.Snippet);
    }

    [Fact]
    public void Words_on_one_page_come_before_words_on_many()
    {
        index.With("scattered", "neglect neglect neglect neglect", "housing housing housing housing", "asthma asthma asthma asthma");
        index.With("together", string.Concat(Enumerable.Repeat(Filler, 30)) + "neglect, housing and asthma");

        Assert.Equal("together scattered", index.Found("neglect housing asthma"));
    }

    [Fact]
    public void A_page_with_the_words_side_by_side_comes_first()
    {
        index.With("near", Filler + "a professional lacked all curiosity. " + Filler);
        index.With("phrase", Filler + Filler + Filler + "professional curiosity was lacking. " + Filler);
        index.With("far", "professional " + Filler + Filler + " curiosity");

        Assert.Equal("phrase near far", index.Found("professional curiosity"));
    }

    [Fact]
    public void A_table_of_contents_does_not_hide_the_page_it_points_to()
    {
        index.With("a", "Contents\nIntroduction 1\nBruising in babies 4\nProfessional curiosity 7\nRecommendations 9", Filler,
            Filler + "On bruising: babies with bruising were seen. " + Filler);

        Assert.Equal([3, 1], Assert.Single(index.Search("bruising babies").Hits).Pages.Select(page => page.Number));
    }

    [Fact]
    public void The_best_pages_hold_most_of_the_words()
    {
        index.With("a", "neglect neglect neglect", "neglect and housing", "housing", "neglect", "neglect housing asthma");

        var hit = Assert.Single(index.Search("neglect housing asthma").Hits);
        Assert.Equal([5, 2], hit.Pages.Take(2).Select(page => page.Number));
        Assert.Equal((3, 5), (hit.Pages.Count, hit.PagesHit));
    }

    [Fact]
    public void A_title_counts()
    {
        index.With(Record("other"), "Child R was seen with child Q and child R again");
        index.With(Record("wanted", "Child R – OSCB Report – December 2021"), Filler + "The child was known as R. " + Filler);

        Assert.Equal("wanted other", index.Found("Child R"));
        Assert.Equal("wanted", index.Found("\"OSCB report\""));
        Assert.Equal("", index.Found("\"report OSCB\""));
    }

    [Theory]
    [InlineData("self-neglect")]
    [InlineData("self neglect")]
    [InlineData("selfneglect")]
    [InlineData("\"self-neglect\"")]
    [InlineData("\"selfneglect policy\"")]
    [InlineData("\"self neglect policy\"")]
    public void Hyphens_make_no_difference(string query)
    {
        index.With("hyphen", "a self-neglect policy").With("space", "a self neglect policy").With("joined", "a selfneglect policy").With("no", "neglect");

        Assert.Equal("hyphen joined space", string.Join(' ', index.Search(query).Hits.Select(hit => hit.PublicationId).Order()));
    }

    [Fact]
    public void A_word_written_together_finds_it_written_apart()
    {
        index.With("a", "multi agency work").With("b", "the rapist was known").With("c", "working");

        Assert.Equal("a", index.Found("multiagency"));
        Assert.Equal("", index.Found("therapist"));
    }

    [Theory]
    [InlineData("child's")]
    [InlineData("child’s")]
    [InlineData("CHILD")]
    public void Apostrophes_and_case_make_no_difference(string query)
    {
        index.With("a", "the child’s voice").With("b", "the child's voice").With("c", "a child");

        Assert.Equal(3, index.Search(query).Total);
    }

    [Fact]
    public void Words_are_found_in_their_other_forms()
    {
        index.With("a", "agencies neglected him").With("b", "nothing");

        Assert.Equal("a", index.Found("agency neglect"));
    }

    [Fact]
    public void Filters_are_joined_and_each_facet_is_counted_without_its_own()
    {
        index.With(Record("a", board: "kent", type: "serious case review", kind: "overview report", published: "2019-03"), "words");
        index.With(Record("b", board: "kent", type: "rapid review", kind: "overview report", published: "2020"), "words");
        index.With(Record("c", board: "devon", type: "rapid review", kind: "slides"), "words");
        index.With(Record("d", board: "devon", type: "rapid review", kind: "slides"), "other");

        var result = index.Search(new SearchRequest { Query = "words", Board = "kent", Type = "rapid review" });
        Assert.Equal("b", Ids(result));
        Assert.Equal([new("devon", 1), new("kent", 1)], result.Facets.Board);
        Assert.Equal([new("rapid review", 1), new("serious case review", 1)], result.Facets.Type);
        Assert.Equal([new("overview report", 1)], result.Facets.Kind);
        Assert.Equal([new("2020", 1)], result.Facets.Year);
        Assert.Equal([new("2020", 1), new("2019", 1)], index.Search("words").Facets.Year);
        Assert.Equal("c d", index.Found(new SearchRequest { Kind = "Slides" }));
        Assert.Equal("a", index.Found(new SearchRequest { Review = "review-of-a" }));
    }

    [Theory]
    [InlineData("2019", null, "day month year")]
    [InlineData("2019-03", null, "day month year")]
    [InlineData("2019-04", null, "year")]
    [InlineData("2019-03-17", null, "month year")]
    [InlineData(null, "2019-03", "day month year")]
    [InlineData(null, "2019-02", "year")]
    [InlineData("2018", "2018-12-31", "")]
    [InlineData("", "", "day month none year")]
    public void Dates_are_spans(string? from, string? to, string found)
    {
        index.With(Record("day", published: "2019-03-16"), "x").With(Record("month", published: "2019-03"), "x");
        index.With(Record("year", published: "2019"), "x").With(Record("none"), "x");

        var hits = index.Search(new SearchRequest { From = from, To = to }).Hits;
        Assert.Equal(found, string.Join(' ', hits.Select(hit => hit.PublicationId).Order()));
    }

    [Theory]
    [InlineData(SearchSort.Newest, "d c b2 b1 e")]
    [InlineData(SearchSort.Oldest, "b1 b2 c d e")]
    [InlineData(SearchSort.Relevance, "d c b2 b1 e")]
    public void Without_a_query_everything_is_listed_by_date(SearchSort sort, string found)
    {
        index.With(Record("b2", published: "2019-03"), "x").With(Record("c", published: "2020"), "x").With(Record("e"), "x");
        index.With(Record("d", published: "2020-05"), "x").With(Record("b1", published: "2018"), "x");

        var result = index.Search(new SearchRequest { Sort = sort });
        Assert.Equal(found, Ids(result));
        Assert.All(result.Hits, hit => Assert.Empty(hit.Pages));
        Assert.Null(result.Interpreted);
    }

    [Fact]
    public void Publications_of_one_day_keep_the_order_of_their_ids()
    {
        foreach (var id in new[] { "c", "a", "b" }) index.With(Record(id, published: "2020-01-01"), "x");

        Assert.Equal("a b c", index.Found(new SearchRequest { Sort = SearchSort.Newest }));
        Assert.Equal("a b c", index.Found(new SearchRequest { Query = "x", Sort = SearchSort.Oldest }));
    }

    [Fact]
    public void Hits_come_page_by_page()
    {
        for (var n = 0; n < 25; n++) index.With(Record($"p{n:00}", published: "2020"), "words");

        Assert.Equal(10, index.Search("words").Hits.Count);
        Assert.Equal("p20 p21 p22 p23 p24", index.Found(new SearchRequest { Query = "words", Page = 3 }));
        var beyond = index.Search(new SearchRequest { Query = "words", Page = int.MaxValue, Size = 100 });
        Assert.Equal((0, 25), (beyond.Hits.Count, beyond.Total));
    }

    [Theory]
    [InlineData(0, 10, null, "page")]
    [InlineData(1, 0, null, "size")]
    [InlineData(1, 101, null, "size")]
    [InlineData(1, 10, "March 2019", "from")]
    [InlineData(1, 10, "2019-13", "from")]
    public void A_request_that_cannot_be_answered_says_why(int page, int size, string? from, string about)
    {
        var request = new SearchRequest { Page = page, Size = size, From = from };
        Assert.StartsWith(about, request.Problem(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => index.Search(request));
    }

    [Fact]
    public void A_query_that_finds_nothing_gives_nothing()
    {
        index.With("a", "words");

        var result = index.Search("words unheard");
        Assert.Equal((0, 0), (result.Total, result.Hits.Count));
        Assert.Empty(result.Facets.Board);
    }

    [Fact]
    public void An_answer_says_when_the_index_last_changed()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2021-12-16T09:00:00Z", CultureInfo.InvariantCulture));
        var folder = Path.Combine(index.Folder, "other");
        using var indexer = new PublicationIndexer(folder, clock);
        indexer.Index(Record("a"), Text("words"), "test/1");
        indexer.Commit();
        clock.Advance(TimeSpan.FromHours(1));
        indexer.Commit();

        using var searcher = PublicationSearcher.OpenReadOnly(folder);
        Assert.Equal(clock.GetUtcNow().AddHours(-1), searcher.Search(new SearchRequest()).IndexedAt);
    }

    [Fact]
    public void An_answer_is_the_same_however_often_and_by_how_many_it_is_asked_for()
    {
        for (var n = 0; n < 40; n++) index.With($"p{n:00}", $"The red fox {n} ran.", "A blue fox; red doors.", n % 3 == 0 ? "Nothing." : "fox red fox");
        index.Indexer.Commit();
        using var searcher = new PublicationSearcher(index.Indexer);
        string Ask(string query) => string.Join(';', searcher.Search(new SearchRequest { Query = query, Size = 40 }).Hits.Select(hit => $"{hit.PublicationId} {hit.Score:R} {string.Join(',', hit.Pages.Select(page => page.Number))}"));
        string[] queries = ["red fox", "fox OR doors", "\"red fox\"", "-blue", "red -nothing", "bl* AND ran", ""];
        var expected = queries.Select(Ask).ToArray();

        Parallel.For(0, 200, n => Assert.Equal(expected[n % queries.Length], Ask(queries[n % queries.Length])));
    }

    [Fact]
    public void Every_hit_can_be_listed_in_the_order_of_the_search()
    {
        for (var n = 0; n < 150; n++) index.With($"p{n:000}", $"The red fox {n} ran.", n % 2 == 0 ? "red and fox" : "fox red fox");
        var request = new SearchRequest { Query = "red fox", Size = 100 };
        var pages = new[] { index.Search(request), index.Search(request with { Page = 2 }) };
        using var searcher = new PublicationSearcher(index.Indexer);
        var all = searcher.All(request).ToList();
        Assert.Equal(150, all.Count);
        Assert.Equal(pages.SelectMany(page => page.Hits).Select(hit => hit.PublicationId), all.Select(hit => hit.PublicationId));
        Assert.All(all, hit => Assert.Equal([1, 2], hit.Pages.Order()));
    }

    [Fact]
    public void Places_in_a_text_are_told()
    {
        index.With("a", "neglect").Search("");
        using var searcher = new PublicationSearcher(index.Indexer);

        Assert.Equal([new(4, 13), new(18, 25)], searcher.MarkerFor("neglects OR \"was was\" -child").In("The neglected and neglect, a child was"));
        Assert.Empty(searcher.MarkerFor("").In("words"));
    }
}
