using System.Globalization;
using ArchiveIndexer.Comparing;

namespace ArchiveIndexer.Tests.Comparing;

public sealed class EditionChangesTests
{
    private const string One = "The child was seen by a health visitor.\nNobody asked why she was not brought.", Two = "Recommendation 1: the board should ask itself how often this happens.", Three = "Practitioners told us that they had too little time for supervision.";

    [Fact]
    public void Words_that_changed_are_told_from_those_that_stayed()
    {
        var changes = EditionChanges.Between(Text(One, Two), Text("The child was seen by a midwife.\nNobody asked why she was not brought to it.", Two));
        Assert.Equal(["1 1 Changed", "2 2 Same"], Told(changes));
        Assert.Equal("The child was seen by a [-health visitor.-] [+midwife.+] Nobody asked why she was not [-brought.-] [+brought to it.+]", Marked(changes.Pages[0]));
        Assert.Equal((3, 4), (changes.WordsDeleted, changes.WordsInserted));
    }

    [Theory]
    [InlineData("1 - Removed,2 1 Same,3 2 Same", "1,2,3", "2,3")]
    [InlineData("1 1 Same,2 2 Same,- 3 Added,3 4 Same", "1,2,3", "1,2,new,3")]
    [InlineData("1 1 Same,2 - Removed,3 2 Changed", "1,2,3", "1,3 more")]
    [InlineData("- 1 Added,1 2 Changed,2 3 Same", "1,3", "new,1 more,3")]
    public void A_page_put_in_or_taken_out_shifts_the_others_and_changes_nothing_of_them(string expected, string before, string after)
    {
        static PublicationText Of(string pages) => Text([.. pages.Split(',').Select(page => page.Split(' ')[0] switch { "1" => One, "2" => Two, "3" => Three, _ => "Glossary of terms and abbreviations." } + (page.EndsWith("more", StringComparison.Ordinal) ? " And more was said." : ""))]);
        Assert.Equal(expected.Split(','), Told(EditionChanges.Between(Of(before), Of(after))));
    }

    [Fact]
    public void Another_spacing_is_no_change() =>
        Assert.Equal(["1 1 Same"], Told(EditionChanges.Between(Text(One), Text(One.Replace('\n', ' ').Replace(" ", " \n ", StringComparison.Ordinal)))));

    [Fact]
    public void A_page_written_anew_is_one_gone_and_one_new() =>
        Assert.Equal(["1 - Removed", "- 1 Added"], Told(EditionChanges.Between(Text(Two), Text(Three))));

    [Fact]
    public void Empty_pages_and_empty_texts_are_compared_too()
    {
        Assert.Empty(EditionChanges.Between(Text(), Text()).Pages);
        Assert.Equal(["1 1 Same", "2 - Removed"], Told(EditionChanges.Between(Text("", One), Text(""))));
    }

    /// <summary>Whatever the two are: what is gone and what stayed are the earlier words, what stayed and what is new the later ones.</summary>
    [Fact]
    public void The_earlier_and_the_later_page_can_be_read_back_from_the_changes()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string[] words = ["a", "b", "c", "\n", "\u001e", "d\u00ADe", "<del>", "\u200B"];
        string Some() => string.Join(' ', Enumerable.Range(0, random.Next(30)).Select(_ => words[random.Next(words.Length)]));
        for (var round = 0; round < 500; round++)
        {
            PublicationText before = Text([.. Enumerable.Range(0, random.Next(4)).Select(_ => Some())]), after = Text([.. Enumerable.Range(0, random.Next(4)).Select(_ => Some())]);
            var changes = EditionChanges.Between(before, after);
            Assert.True(changes.Pages.Where(page => page.Before is not null).Select(page => page.Before!.Value).SequenceEqual(before.Pages.Select(page => page.Number)), $"seed {seed}");
            Assert.True(changes.Pages.Where(page => page.After is not null).Select(page => page.After!.Value).SequenceEqual(after.Pages.Select(page => page.Number)), $"seed {seed}");
            foreach (var page in changes.Pages.Where(page => page.Kind != PageChangeKind.Same))
            {
                Assert.True(page.Before is not { } was || Words(before.Pages[was - 1].Text).SequenceEqual(Words(Joined(page, RunKind.Inserted))), $"seed {seed}");
                Assert.True(page.After is not { } now || Words(after.Pages[now - 1].Text).SequenceEqual(Words(Joined(page, RunKind.Deleted))), $"seed {seed}");
            }
        }
        static string Joined(PageChange page, RunKind without) => string.Join(' ', page.Runs.Where(run => run.Kind != without).Select(run => run.Text));
    }

    [Fact]
    public void What_is_too_long_to_be_told_word_from_word_counts_as_replaced()
    {
        static string Long(string stem) => string.Join(' ', Enumerable.Range(0, 6_000).Select(at => at % 2 == 0 ? "the" : stem + at.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(["1 1 Replaced"], Told(EditionChanges.Between(Text(Long("one")), Text(Long("two")))));
        // Hundreds of pages, none like another: the alignment is bounded as well.
        Assert.Equal(600, EditionChanges.Between(Text([.. Enumerable.Range(0, 300).Select(at => $"a{at} b{at}")]), Text([.. Enumerable.Range(0, 300).Select(at => $"c{at} d{at}")])).Pages.Count);
    }

    private static PublicationText Text(params string[] pages) => new()
    {
        Extractor = "test/1", Pages = [.. pages.Index().Select(page => new Page(page.Index + 1, null, page.Item, [], TextSource.Text, 1))],
    };

    private static IEnumerable<string> Told(EditionChanges changes) => changes.Pages.Select(page => $"{page.Before?.ToString(CultureInfo.InvariantCulture) ?? "-"} {page.After?.ToString(CultureInfo.InvariantCulture) ?? "-"} {page.Kind}");

    private static string Marked(PageChange page) => string.Join(' ', Words(string.Join(' ', page.Runs.Select(run => run.Kind switch { RunKind.Deleted => $"[-{run.Text}-]", RunKind.Inserted => $"[+{run.Text}+]", _ => run.Text }))));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
