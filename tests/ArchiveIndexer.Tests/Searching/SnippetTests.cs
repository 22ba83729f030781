using System.Text.RegularExpressions;
using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;

namespace ArchiveIndexer.Tests.Searching;

public sealed partial class SnippetTests : IDisposable
{
    private readonly TemporaryIndex index = new();

    public void Dispose() => index.Dispose();

    private string Show(string text, string query)
    {
        index.With("a", text);
        return index.Search(query).Hits[0].Pages[0].Snippet;
    }

    [Theory]
    [InlineData("Tom & <script>alert('bruise')</script>", "bruise", "Tom &amp; &lt;script&gt;alert(&#39;<mark>bruise</mark>&#39;)&lt;/script&gt;")]
    [InlineData("the child’s neglected teeth", "child neglect", "the <mark>child’s</mark> <mark>neglected</mark> teeth")]
    [InlineData("self-neglect and neglect of self", "self-neglect", "<mark>self-neglect</mark> and neglect of self")]
    [InlineData("curiosity and professional curiosity", "\"professional curiosity\"", "curiosity and <mark>professional curiosity</mark>")]
    [InlineData("bruise\nand\u0000 \u0001bruise", "bruise -fall", "<mark>bruise</mark> and <mark>bruise</mark>")]
    public void Words_are_marked_and_everything_else_is_escaped(string text, string query, string snippet) => Assert.Equal(snippet, Show(text, query));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.DoesNotContain(Show("\ud800 bruise \udc00", "bruise"), char.IsSurrogate);

    [Fact]
    public void The_densest_passage_is_shown_with_ellipses()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing of note was said about this matter at all. ", 20));
        var snippet = Show($"One bruise here. {filler}A bruise on the baby was seen by the nurse. {filler}", "bruise baby nurse");

        Assert.Contains("A <mark>bruise</mark> on the <mark>baby</mark> was seen by the <mark>nurse</mark>.", snippet, StringComparison.Ordinal);
        Assert.StartsWith("… Nothing", snippet, StringComparison.Ordinal);
        Assert.EndsWith(" …", snippet, StringComparison.Ordinal);
        Assert.InRange(Tags().Replace(snippet, "").Length, 150, 260);
    }

    [Fact]
    public void What_the_best_passage_does_not_show_is_shown_in_another()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing of note was said about this matter at all. ", 20));
        var snippet = Show($"The landlord wrote twice. {filler}A bruise on the baby was seen by the nurse. {filler}A plumber came. {filler}", "bruise baby nurse landlord plumber");

        foreach (var word in (string[])["bruise", "baby", "nurse", "landlord", "plumber"]) Assert.Contains($"<mark>{word}</mark>", snippet, StringComparison.Ordinal);
        Assert.True(snippet.IndexOf("landlord", StringComparison.Ordinal) < snippet.IndexOf("bruise", StringComparison.Ordinal) && snippet.IndexOf("bruise", StringComparison.Ordinal) < snippet.IndexOf("plumber", StringComparison.Ordinal));
        Assert.Equal(3, snippet.Split('…').Length - 1);
        Assert.InRange(Tags().Replace(snippet, "").Length, 200, 560);
    }

    [Fact]
    public void A_passage_that_a_report_prints_again_is_shown_once()
    {
        const string Recommendation = "Recommendation 3: the board should revise its bruising protocol for babies who cannot move, and tell every locum of it by March.";
        index.With("a", $"Summary. {Recommendation} So much for that.", $"8 The way ahead. {Recommendation}", "A bruise was seen.", $"Appendix: {Recommendation}", "The bruise had gone by then.");

        var hit = index.Search("bruise").Hits[0];
        Assert.Equal(5, hit.PagesHit);
        Assert.Single(hit.Pages, page => page.Snippet.Contains("protocol", StringComparison.Ordinal));
        Assert.Equal(3, hit.Pages.Count);
    }

    [Fact]
    public void A_word_in_American_spelling_is_marked_though_it_begins_with_another_letter() =>
        Assert.Equal("signs of <mark>edema</mark> and of <mark>oedema</mark>", Show("signs of edema and of oedema", "oedema"));

    [Fact]
    public void Marks_are_right_at_the_end_of_a_very_long_page()
    {
        var wall = string.Concat(Enumerable.Repeat("lorem ipsum dolor ", 100_000));
        Assert.Contains("the <mark>professional curiosity</mark> of <mark>nurses</mark>", Show($"{wall}the professional curiosity of nurses", "\"professional curiosity\" nurse"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("🙂")]
    [InlineData("漢")]
    [InlineData("&")]
    public void Text_without_spaces_is_cut_between_characters(string character)
    {
        var wall = string.Concat(Enumerable.Repeat(character, 2000));
        var snippet = Show($"{wall} bruise {wall}", "bruise");

        Assert.Contains("<mark>bruise</mark>", snippet, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', snippet);
        Assert.DoesNotMatch("&(?!amp;)", snippet);
        Assert.InRange(snippet.Length, 10, 2000);
    }

    [Fact]
    public void Random_pages_give_only_marks()
    {
        string[] alphabet = ["bruise", "bruise", "baby", " ", " ", " ", ".", "<", ">", "&", "\"", "'", "\n\n", "🙂", "\ud83d", "\ude42", "x", "</mark>", "é", "-", "’s"];
        var random = new Random(7);
        for (var n = 0; n < 300; n++)
        {
            index.With($"p{n}", "bruise " + string.Concat(Enumerable.Range(0, random.Next(600)).Select(_ => alphabet[random.Next(alphabet.Length)])));
        }
        foreach (var hit in index.Search(new SearchRequest { Query = "bruise OR \"bruise baby\"", Size = 100 }).Hits)
        {
            var snippet = Assert.Single(hit.Pages).Snippet;
            Assert.Contains("<mark>", snippet, StringComparison.Ordinal);
            var rest = Marked().Replace(snippet, "$1");
            Assert.DoesNotMatch("[<>\"']|&(?!amp;|lt;|gt;|quot;|#39;)", rest);
            Assert.InRange(rest.Length, 5, 1500);
        }
    }

    [GeneratedRegex("</?mark>")]
    private static partial Regex Tags();

    [GeneratedRegex("<mark>([^<]*)</mark>")]
    private static partial Regex Marked();
}
