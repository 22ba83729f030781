using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Tests.Indexing;

public sealed class ThemeRulesTests
{
    private static PublicationText Pages(params Page[] pages) => new() { Pages = pages, Extractor = "test/1" };

    private static Page Page(int number, string text, params Block[] blocks) => new(number, null, text, blocks, TextSource.Text, 1);

    private static PublicationText Long(params string[] texts) => Pages([.. Enumerable.Range(1, 12).Select(n => Page(n, n <= texts.Length ? texts[n - 1] : "Nothing of note here."))]);

    private static string Themes(PublicationText text, string title = "A report") => string.Join(", ", ThemeRules.Of(title, text).Select(theme => theme.Theme));

    [Fact]
    public void A_theme_needs_its_words_three_times_on_two_pages()
    {
        Assert.Equal("", Themes(Long("Neglect was seen.", "Neglect again.")));
        Assert.Equal("", Themes(Long("Neglect, neglect and neglect.")));
        Assert.Equal("neglect", Themes(Long("Neglect was seen.", "Neglected, and neglecting.")));
    }

    [Fact]
    public void The_evidence_says_where_how_often_and_by_which_words()
    {
        var theme = Assert.Single(ThemeRules.Of("A report", Long("He did not attend. WNB.", "", "She was not brought.")));

        Assert.Equal("was not brought", theme.Theme);
        Assert.Equal(3, theme.Mentions);
        Assert.Equal([new PageCount(1, 2), new PageCount(3, 1)], theme.Pages);
        Assert.Equal(["WNB", "did not attend", "was not brought"], theme.Terms);
    }

    [Fact]
    public void A_glossary_and_a_table_of_contents_show_nothing()
    {
        var glossary = Page(11, "Glossary\nCSE child sexual exploitation", new Block(BlockKind.Heading, 1, null, "Glossary"));
        var more = Page(12, "Child sexual exploitation. CSE. CSE.");
        var contents = Page(2, "Child sexual exploitation 4", new Block(BlockKind.Heading, 1, null, "Child sexual exploitation")) with { Role = PageRole.Contents };
        Assert.Equal("", Themes(Pages(Page(1, "One."), contents, Page(3, "Three."), Page(4, "Four."), Page(5, "Five."), glossary, more)));
    }

    [Fact]
    public void A_heading_or_a_recommendation_stands_for_the_second_page()
    {
        var text = Long("Neglect, neglect and neglect.");
        Assert.Equal("neglect", Themes(text with { Recommendations = [new(RecommendationKind.Recommendation, null, "Know neglect.", [], 1, null)] }));
        Assert.Equal("neglect", Themes(text with { Pages = [Page(1, "Neglect, neglect and neglect.", new Block(BlockKind.Heading, 1, null, "Neglect")), .. text.Pages.Skip(1)] }));
    }

    [Fact]
    public void The_title_and_a_short_publication_need_less()
    {
        Assert.Equal("neglect", Themes(Long("Nothing."), "Neglect in Oxfordshire"));
        Assert.Equal("neglect", Themes(Pages(Page(1, "Neglect. More neglect."))));
    }

    [Fact]
    public void Abbreviations_count_only_as_written()
    {
        Assert.Equal("", Themes(Long("The dash to the hospital, a dash.", "Another dash.")));
        Assert.Equal("domestic abuse", Themes(Long("The DASH was done. DASH.", "A DASH.")));
    }

    [Fact]
    public void Themes_filter_and_are_counted()
    {
        using var index = new TemporaryIndex();
        index.With("a", "Neglect, neglect.").With("b", "Nothing.").With("c", "Neglect and neglect, housing; eviction, poverty.");

        var result = index.Search(new SearchRequest { Theme = "Neglect" });

        Assert.Equal(["a", "c"], result.Hits.Select(hit => hit.PublicationId).Order());
        Assert.Equal([new FacetCount("neglect", 2), new FacetCount("housing and poverty", 1)], result.Facets.Theme);
        using var searcher = new PublicationSearcher(index.Indexer);
        Assert.Equal(["housing and poverty", "neglect"], searcher.ThemesOf("c").Select(theme => theme.Theme));
        Assert.Empty(searcher.ThemesOf("none"));
    }
}
