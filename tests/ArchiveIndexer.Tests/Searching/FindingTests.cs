using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;
using static ArchiveIndexer.Tests.Indexing.TemporaryIndex;

namespace ArchiveIndexer.Tests.Searching;

public sealed class FindingTests : IDisposable
{
    private readonly TemporaryIndex index = new();

    public void Dispose() => index.Dispose();

    [Theory]
    [InlineData("organization behavior pediatric", "organisation behaviour paediatric")]
    [InlineData("counselor analyzed enrollment program", "counsellor analysed enrolment programme")]
    [InlineData("size prize seize moment laboratory", "size prize seize moment laboratory")]
    public void British_and_American_spellings_are_one(string american, string british) =>
        Assert.Equal(Words.Of(british).Select(word => word.Stem), Words.Of(american).Select(word => word.Stem));

    [Theory]
    [InlineData("care", "caring")]
    [InlineData("care", "carer")]
    [InlineData("care", "careful")]
    [InlineData("offend", "offence")]
    [InlineData("neglect", "negligible")]
    [InlineData("author", "authority")]
    [InlineData("inform", "informal")]
    [InlineData("severe", "several")]
    [InlineData("import", "important")]
    public void Words_of_the_field_are_kept_apart(string one, string other) => Assert.NotEqual(Words.Of(one)[0].Stem, Words.Of(other)[0].Stem);

    [Theory]
    [InlineData("\"mother school\"~3", "near reverse")]
    [InlineData("\"school mother\"~3", "near reverse")]
    [InlineData("\"mother school\"~99999999999", "far near reverse")]
    [InlineData("\"mother school\"", "")]
    public void Words_near_each_other_are_found(string query, string found)
    {
        index.With("near", "the mother went to the school").With("reverse", "school called mother");
        index.With("far", "mother " + string.Concat(Enumerable.Repeat("and ", 20)) + "school");

        Assert.Equal(found, string.Join(' ', index.Search(query).Hits.Select(hit => hit.PublicationId).Order()));
    }

    [Fact]
    public void Words_near_each_other_are_marked()
    {
        index.With("a", "the mother went to the school");
        Assert.Equal("the <mark>mother</mark> went to the <mark>school</mark>", index.Search("\"school mother\"~5").Hits[0].Pages[0].Snippet);
    }

    [Theory]
    [InlineData("words year:2019", "a")]
    [InlineData("words year:2019-2020", "a b")]
    [InlineData("words -year:2019", "b c")]
    [InlineData("words board:kent", "a c")]
    [InlineData("board:devon OR year:2019", "a b")]
    [InlineData("title:bridge", "c")]
    [InlineData("title:\"the bridge\" words", "c")]
    [InlineData("words title:nothing", "")]
    public void Title_board_and_year_can_be_asked_for(string query, string found)
    {
        index.With(Record("a", board: "kent", published: "2019-03"), "words").With(Record("b", board: "devon", published: "2020"), "words");
        index.With(Record("c", "The Bridge", board: "kent"), "words and more words");

        Assert.Equal(found, string.Join(' ', index.Search(query).Hits.Select(hit => hit.PublicationId).Order()));
    }

    [Theory]
    [InlineData("neglct housing", "neglect housing")]
    [InlineData("Profesional curiousity", "professional curiosity")]
    [InlineData("hosuing", "housing")]
    [InlineData("neglect", null)]
    [InlineData("xyzzy", null)]
    public void A_misspelt_word_is_put_right(string query, string? suggestion)
    {
        index.With("a", "neglect and housing").With("b", "professional curiosity");
        Assert.Equal(suggestion, index.Search(query).Suggestion);
    }

    [Fact]
    public void A_query_that_finds_nothing_is_answered_with_its_words_put_right_and_says_so()
    {
        index.With("a", "neglect and housing").With("b", "professional curiosity");

        var found = index.Search("neglct hosuing");
        Assert.Equal(("a", "neglect housing", "neglect housing", "neglct hosuing"), (TemporaryIndex.Ids(found), found.Suggestion, found.Answered, found.Query));
        Assert.StartsWith("neglect housing – nothing holds what was typed", found.Interpreted, StringComparison.Ordinal);
        using var searcher = new PublicationSearcher(index.Indexer);
        Assert.Equal(["a"], searcher.All(new SearchRequest { Query = "neglct hosuing" }).Select(hit => hit.PublicationId));

        var quoted = index.Search("\"neglct\" housing");
        Assert.Equal((0, null), (quoted.Total, quoted.Answered));
        Assert.Null(index.Search("curiosity").Answered);
    }

    [Fact]
    public void Any_words_are_offered_when_few_publications_hold_all()
    {
        index.With("a", "apple banana").With("b", "banana cherry").With("c", "cherry").With("d", "damson");

        Assert.Equal(3, index.Search("apple banana cherry").TotalOfAny);
        Assert.Null(index.Search("banana").TotalOfAny);
        Assert.Equal(3, index.Search(new SearchRequest { Query = "apple banana cherry", Any = true }).Total);
    }

    [Fact]
    public void Where_any_word_will_do_what_the_best_speak_of_counts_and_nothing_is_added()
    {
        for (var n = 0; n < 5; n++) index.With($"best{n}", "heron heron lagoon reeds lagoon reeds");
        index.With("likewise", "heron among lagoon reeds and much else besides that").With("other", "heron among traffic wardens and much else besides that");
        index.With("unasked", "lagoon reeds lagoon reeds").With("more", "plover on the sand");

        var found = index.Search(new SearchRequest { Query = "heron plover", Any = true, Size = 20 }).Hits.Select(hit => hit.PublicationId).ToList();
        Assert.True(found.IndexOf("likewise") < found.IndexOf("other"));
        Assert.DoesNotContain("unasked", found);
    }

    [Fact]
    public void A_list_of_all_is_of_one_moment_whatever_is_indexed_while_it_is_read()
    {
        for (var n = 0; n < 50; n++) index.With($"p{n:00}", $"heron {n}");
        index.Search("heron");
        using var searcher = new PublicationSearcher(index.Indexer);
        var before = searcher.All(new SearchRequest { Query = "heron" }).Select(hit => (hit.PublicationId, hit.IndexedAt)).ToList();

        var during = new List<(string, DateTimeOffset?)>();
        foreach (var hit in searcher.All(new SearchRequest { Query = "heron" }))
        {
            during.Add((hit.PublicationId, hit.IndexedAt));
            index.Indexer.Remove($"p{during.Count - 1:00}");
            index.With($"new{during.Count}", "heron heron");
            index.Indexer.Commit();
        }

        Assert.Equal(before, during);
        Assert.Equal(50, during.Count);
        Assert.All(searcher.All(new SearchRequest { Query = "heron" }), hit => Assert.StartsWith("new", hit.PublicationId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_several_reviews_go_by_asks_which()
    {
        index.With(Record("a", "Child Q – Report", board: "croydon", published: "2019", review: "croydon-q"), "Child Q");
        index.With(Record("b", "Child Q – Report", board: "hackney", published: "2022-03", review: "hackney-q"), "Child Q");
        index.With(Record("c", "Child Qa – Report", board: "kent", review: "kent-qa"), "Child Qa").With(Record("d", "Child QA – Report", board: "devon", review: "devon-qa"), "Child QA");

        Assert.Equal([new("Child Q", "hackney-q", "hackney", "2022"), new("Child Q", "croydon-q", "croydon", "2019")], index.Search("Child Q").Which);
        Assert.Equal(2, index.Search("child q").Which.Count);
        Assert.Equal("c", index.Found("Child Qa"));
        Assert.Equal("d", index.Found("Child QA"));
        Assert.Empty(index.Search("Child QA").Which);
        Assert.Equal(2, index.Search("child qa").Total);
    }

    [Theory]
    [InlineData("Child AK bruise", "a both")]
    [InlineData("Child Ak bruise", "b both")]
    [InlineData("child ak bruise", "a b both")]
    public void Case_parts_names_in_texts_too(string query, string found)
    {
        index.With("a", "Child AK had a bruise.", "More of Child AK’s bruise").With("b", "The bruise of Child Ak").With("both", "Child AK and child Ak had a bruise");
        Assert.Equal(found, string.Join(' ', index.Search(query).Hits.Select(hit => hit.PublicationId).Order()));
    }

    [Fact]
    public void What_is_typed_is_completed()
    {
        index.With("a", "safeguarding children").With("b", "safeguards and safeguarding").Search("");
        using var searcher = new PublicationSearcher(index.Indexer);

        Assert.Equal(["the safeguarding", "the safeguards"], searcher.Completions("the safeg"));
        Assert.Contains("professional curiosity", searcher.Completions("professional cur"));
        Assert.Empty(searcher.Completions(""));
        Assert.Empty(searcher.Completions("\ud800\0(((\""));
    }
}
