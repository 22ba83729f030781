using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;

namespace ArchiveIndexer.Tests.Searching;

public sealed class ThesaurusTests : IDisposable
{
    private readonly TemporaryIndex index = new();

    public void Dispose() => index.Dispose();

    private string Sorted(string query) => string.Join(' ', index.Search(query).Hits.Select(hit => hit.PublicationId).Order());

    [Theory]
    [InlineData("CSE", "a b")]
    [InlineData("child sexual exploitation", "a b")]
    [InlineData("\"child sexual exploitation\"", "a b")]
    [InlineData("cse", "a")]
    [InlineData("was not brought", "c d")]
    [InlineData("\"did not attend\"", "c d")]
    [InlineData("non-mobile", "e f")]
    [InlineData("immobile baby", "e f")]
    public void What_means_the_same_is_found_too(string query, string found)
    {
        index.With("a", "there was CSE in the town").With("b", "the child sexual exploitation of girls").With("c", "he was not brought to it").With("d", "he did not attend it");
        index.With("e", "a non-mobile baby").With("f", "an immobile baby").With("g", "child and exploitation");

        Assert.Equal(found, Sorted(query));
    }

    [Fact]
    public void What_was_typed_comes_first_and_what_was_added_is_told()
    {
        index.With("added", "the CSE team met").With("typed", "the sexual exploitation of children was known to the team and to others in the town");

        var result = index.Search("sexual exploitation");
        Assert.Equal("typed added", TemporaryIndex.Ids(result));
        var told = Assert.Single(result.Expanded);
        Assert.Equal("sexual exploitation", told.Term);
        Assert.Contains("CSE", told.To);
        Assert.Contains("<mark>CSE</mark>", result.Hits[1].Pages[0].Snippet);
    }

    [Fact]
    public void It_can_be_switched_off()
    {
        index.With("a", "CSE").With("b", "child sexual exploitation");

        var result = index.Search(new SearchRequest { Query = "CSE", Expand = false });
        Assert.Equal("a", TemporaryIndex.Ids(result));
        Assert.Empty(result.Expanded);
    }

    [Fact]
    public void An_abbreviation_in_small_letters_is_another_word()
    {
        index.With("word", "a sin of omission").With("abbreviation", "the SIN was sent");

        Assert.Equal("abbreviation", index.Found("serious incident notification"));
        Assert.Empty(index.Search("sin").Expanded);
    }

    [Fact]
    public void SCR_is_a_significant_case_review_in_Scotland()
    {
        index.With("scotland", "The significant case review. This SCR began.").With("england", "The serious case review. This SCR began.").With("other", "An SCR.");

        Assert.Equal("england other", Sorted("serious case review"));
        Assert.Equal("scotland", Sorted("significant case review"));
        Assert.Equal("england other scotland", Sorted("SCR"));
    }

    [Fact]
    public void A_steward_adds_a_group_without_indexing_again()
    {
        index.With("a", "the Homeward form").With("b", "the blue slip").Search("");
        using var searcher = new PublicationSearcher(index.Indexer) { Thesaurus = Thesaurus.Own.With("# ours\nHomeward form; blue slip\n;;\nalone") };

        Assert.Equal(2, searcher.Search(new SearchRequest { Query = "homeward form" }).Total);
    }
}
