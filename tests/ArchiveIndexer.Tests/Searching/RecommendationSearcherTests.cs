using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;

namespace ArchiveIndexer.Tests.Searching;

public sealed class RecommendationSearcherTests : IDisposable
{
    private readonly TemporaryIndex index = new();

    private static Recommendation One(string text, string kind = RecommendationKind.Recommendation, int page = 1, params string[] addressees) =>
        new(kind, "1", text, addressees, page, "Recommendations") { HeadingPath = ["8 The way ahead", "Recommendations"] };

    private RecommendationSearcherTests With(PublicationRecord record, params Recommendation[] recommendations)
    {
        index.Indexer.Index(record, TemporaryIndex.Text([.. recommendations.Select(one => one.Text).DefaultIfEmpty("A page.")]) with { Recommendations = recommendations }, "test/1");
        return this;
    }

    private RecommendationResult Search(RecommendationRequest request)
    {
        index.Indexer.Commit();
        using var publications = new PublicationSearcher(index.Indexer);
        return new RecommendationSearcher(publications).Search(request);
    }

    private string Found(RecommendationRequest request) => string.Join(' ', Search(request).Hits.Select(hit => $"{hit.PublicationId}{hit.Ordinal}"));

    private string Found(string query) => Found(new RecommendationRequest { Query = query });

    [Fact]
    public void A_recommendation_is_found_by_its_own_words_and_comes_verbatim()
    {
        With(TemporaryIndex.Record("a"), One("The Partnership should review its bruising protocol.\nIt should report by March.", page: 27, addressees: "board / partnership"));

        var hit = Search(new RecommendationRequest { Query = "bruise protocols" }).Hits.Single();

        Assert.Equal("The Partnership should review its bruising protocol.\nIt should report by March.", hit.Recommendation.Text);
        Assert.Equal(["8 The way ahead", "Recommendations"], hit.Recommendation.HeadingPath);
        Assert.Equal((27, 1), (hit.Recommendation.Page, hit.Ordinal));
        Assert.Contains("<mark>bruising</mark> <mark>protocol</mark>", hit.Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public void All_words_must_stand_in_one_recommendation_or_around_it()
    {
        With(TemporaryIndex.Record("a"), One("GPs should share records."), One("Midwives should visit earlier."));

        Assert.Equal("", Found("records midwives"));
        Assert.Equal("a1", Found("GPs \"share records\""));
        Assert.Equal("a1", Found("share -midwives"));
    }

    [Fact]
    public void A_word_of_the_headings_or_of_those_asked_counts_too()
    {
        With(TemporaryIndex.Record("a"), One("Records should be shared.", addressees: "GP / primary care"), One("Beds should be free.", addressees: "housing"));

        Assert.Equal("a1", Found("primary care shared"));
    }

    [Theory]
    [InlineData("\"mother school\"~3", "a1")]
    [InlineData("\"mother school\"~1", "")]
    [InlineData("title:wren visit", "b1")]
    [InlineData("board:north visit", "b1")]
    [InlineData("CSE", "b2")]
    [InlineData("domestic violence", "b3")]
    [InlineData("did not attend", "b4")]
    [InlineData("domestic violense", "b3")]
    public void Recommendations_are_asked_for_in_the_same_language_as_pages(string query, string found)
    {
        With(TemporaryIndex.Record("a", "Child Linnet report"), One("Tell the mother and the school."), One("The violence of the storm."));
        With(TemporaryIndex.Record("b", "Child Wren report", board: "north"), One("Visit the home."), One("Train staff about child sexual exploitation."), One("Ask about domestic abuse."), One("Record when a child was not brought."));

        Assert.Equal(found, Found(query));
    }

    [Fact]
    public void What_the_thesaurus_added_and_what_any_words_would_find_is_told()
    {
        With(TemporaryIndex.Record("a"), One("Ask about domestic abuse."), One("Ask landlords."));

        var found = Search(new RecommendationRequest { Query = "domestic violence landlords" });
        Assert.Contains("domestic abuse", found.Expanded.Single().To);
        Assert.Equal((0, 2), (found.Total, found.TotalOfAny));
        Assert.Equal(2, Search(new RecommendationRequest { Query = "domestic violence landlords", Any = true }).Total);
        Assert.Equal("", Found(new RecommendationRequest { Query = "domestic violence", Expand = false }));
        Assert.Equal("Ask about <mark>domestic abuse</mark>.", Search(new RecommendationRequest { Query = "domestic violence" }).Hits.Single().Snippet);
    }

    [Fact]
    public void The_title_helps_to_find_but_does_not_suffice()
    {
        With(TemporaryIndex.Record("a", "Child Linnet report"), One("Records should be shared."), One("Beds should be free."));
        With(TemporaryIndex.Record("b", "Child Wren report"), One("Records should be shared."));

        Assert.Equal("a1", Found("Linnet records"));
        Assert.Equal("", Found("Linnet"));
    }

    [Fact]
    public void Each_facet_is_counted_with_the_other_filters_on_and_its_own_off()
    {
        With(TemporaryIndex.Record("a", board: "north", published: "2019-03"),
            One("Share information early.", addressees: ["police", "housing"]), One("Was information shared?", RecommendationKind.Question));
        With(TemporaryIndex.Record("b", board: "south", published: "2021"), One("Share information late.", addressees: "police"));

        var facets = Search(new RecommendationRequest { Addressee = "police", Board = "north" }).Facets;

        Assert.Equal([new FacetCount("north", 1), new FacetCount("south", 1)], facets.Board);
        Assert.Equal([new FacetCount("housing", 1), new FacetCount("police", 1)], facets.Addressee);
        Assert.Equal([new FacetCount("recommendation", 1)], facets.Kind);
        Assert.Equal([new FacetCount("2019", 1)], facets.Year);
        Assert.Equal([new FacetCount("information sharing", 1)], facets.Theme);
    }

    [Fact]
    public void Filters_and_orders_are_those_of_publications()
    {
        With(TemporaryIndex.Record("a", published: "2019-03"), One("Share."), One("Why?", RecommendationKind.Question));
        With(TemporaryIndex.Record("b", published: "2021"), One("Share."));

        Assert.Equal("b1 a1 a2", Found(""));
        Assert.Equal("a1 a2 b1", Found(new RecommendationRequest { Sort = SearchSort.Oldest }));
        Assert.Equal("b1", Found(new RecommendationRequest { From = "2019-04" }));
        Assert.Equal("a1 a2", Found(new RecommendationRequest { To = "2019-03" }));
        Assert.Equal("a2", Found(new RecommendationRequest { Kind = "Question" }));
        Assert.Equal("a2", Found(new RecommendationRequest { Page = 3, Size = 1 }));
    }

    [Fact]
    public void Recommendations_do_not_disturb_the_pages()
    {
        With(TemporaryIndex.Record("a"), One("Share the red file."), One("Keep the blue file."));
        index.With("b", "The blue file.", "The end.");

        var hit = Assert.Single(index.Search("blue file keep").Hits);
        Assert.Equal("a", hit.PublicationId);
        Assert.Equal([2], hit.Pages.Where(page => page.Snippet.Contains("Keep", StringComparison.OrdinalIgnoreCase)).Select(page => page.Number));
        Assert.Equal("b a", index.Found("\"blue file\""));
    }

    [Fact]
    public void What_replaces_a_publication_replaces_its_recommendations()
    {
        With(TemporaryIndex.Record("a"), One("Share."), One("Share again."));
        Assert.Equal(2, Search(new RecommendationRequest()).Total);
        With(TemporaryIndex.Record("a"), One("Share once more."));
        Assert.Equal(1, Search(new RecommendationRequest()).Total);
        index.Indexer.Remove("a");
        Assert.Equal(0, Search(new RecommendationRequest()).Total);
    }

    [Fact]
    public void All_hits_can_be_read_out_from_one_commit_in_the_order_of_the_search()
    {
        for (var n = 0; n < 30; n++) With(TemporaryIndex.Record($"p{n:00}"), One($"Share {n}."), One("Share and share."));
        index.Indexer.Commit();
        using var publications = new PublicationSearcher(index.Indexer);
        var searcher = new RecommendationSearcher(publications);
        var request = new RecommendationRequest { Query = "share" };

        var all = new List<string>();
        foreach (var hit in searcher.All(request))
        {
            if (all.Count == 5)
            {
                index.Indexer.Remove("p07");
                index.Indexer.Commit();
            }
            all.Add($"{hit.PublicationId}{hit.Ordinal}");
        }

        Assert.Equal(60, all.Distinct().Count());
        Assert.Equal(58, searcher.All(request).Count());
        Assert.Equal(searcher.Search(request with { Size = 40 }).Hits.Select(hit => hit.PublicationId + hit.Ordinal), searcher.All(request).Take(40).Select(hit => hit.PublicationId + hit.Ordinal));
    }

    [Fact]
    public void A_draft_finds_what_is_worded_like_it_and_what_they_share_is_marked()
    {
        With(TemporaryIndex.Record("a", board: "north"), One("The Board should seek assurance that midwives share information about concealed pregnancy with GPs."), One("The Board should buy a boat."));
        With(TemporaryIndex.Record("b", board: "south"), One("Information about a concealed pregnancy must reach GPs."), One("Schools should teach swimming."));
        index.Indexer.Commit();
        using var publications = new PublicationSearcher(index.Indexer);

        var near = new RecommendationSearcher(publications).Similar("The board should seek assurance that health visitors share information about concealed pregnancy.", new RecommendationRequest(), 10);

        Assert.Equal(["a1", "b1"], near.Take(2).Select(hit => $"{hit.PublicationId}{hit.Ordinal}"));
        Assert.True(near[0].Score is > 0.4 and < 1 && near[0].Score > near[1].Score);
        Assert.Contains("<mark>Board should seek assurance", near[0].Snippet.Replace("</mark> <mark>", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<mark>Information about a concealed pregnancy</mark>", near[1].Snippet, StringComparison.Ordinal);
        Assert.Equal(1, new RecommendationSearcher(publications).Similar("The Board should buy a boat.", new RecommendationRequest(), 1).Single().Score, 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("\ud800 \0 <script>")]
    [InlineData("xyzzy plugh")]
    public void A_draft_of_nothing_finds_nothing(string draft)
    {
        With(TemporaryIndex.Record("a"), One("The Board should buy a boat."));
        index.Indexer.Commit();
        using var publications = new PublicationSearcher(index.Indexer);
        Assert.Empty(new RecommendationSearcher(publications).Similar(draft, new RecommendationRequest(), 10));
    }

    [Fact]
    public void Without_an_index_there_is_nothing()
    {
        using var publications = PublicationSearcher.OpenReadOnly(System.IO.Path.Combine(index.Folder, "none"));
        var searcher = new RecommendationSearcher(publications);
        Assert.Equal(0, searcher.Search(new RecommendationRequest { Query = "anything" }).Total);
        Assert.Empty(searcher.All(new RecommendationRequest()));
        Assert.Empty(searcher.Similar("anything", new RecommendationRequest(), 5));
    }

    public void Dispose() => index.Dispose();
}
