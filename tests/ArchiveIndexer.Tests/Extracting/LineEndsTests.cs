using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using static ArchiveIndexer.Tests.Support.PdfMaker;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class LineEndsTests
{
    [Theory]
    [InlineData("Safeguarding is for all.", "about safe-", "guarding and", "about safeguarding and")]
    [InlineData("A multi-agency plan.", "with its multi-", "agency plan", "with its multi-agency plan")]
    [InlineData("They met.", "signs of self-", "neglect in", "signs of self-neglect in")]
    [InlineData("They met.", "work across cross-", "government boards", "work across cross-government boards")]
    [InlineData("The long term plan.", "of a long-", "term plan", "of a long-term plan")]
    [InlineData("They met.", "in thirty-", "five of them", "in thirty-five of them")]
    [InlineData("They met.", "and the acci-", "dent was", "and the accident was")]
    [InlineData("They met.", "with the ex-", "ception of", "with the exception of")]
    [InlineData("They met.", "from the Mid-", "Wales board", "from the Mid-Wales board")]
    [InlineData("They met.", "from 2010–", "2012 only", "from 2010–2012 only")]
    [InlineData("They met.", "see www.board.org.uk/", "reviews for", "see www.board.org.uk/reviews for")]
    [InlineData("They met.", "it was late -", "very late", "it was late - very late")]
    public void A_hyphen_at_the_end_of_a_line_is_read_as_the_document_writes(string elsewhere, string first, string second, string read)
    {
        const string Lead = "These words make the line so long that the next would not fit: ";
        var text = PdfTextExtractor.Extract(new PdfMaker().Page(Text(60, 740, elsewhere) + Lines(60, 700, Lead + first, second)).Make());
        Assert.EndsWith(read, text.Pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_breaks_no_words_keeps_its_hyphens()
    {
        string[] page = ["A multi-agency plan and a long-term one were in place, and they were not at all used by multi-", "agency staff or for long-", "term work; later they were known to be gang-", "related, and each was over-", "reliant on the other."];
        var text = PdfTextExtractor.Extract(new PdfMaker().Page(Lines(60, 700, page) + Text(60, 500, "Some gang work was related.")).Make()).Pages[0].Text;
        Assert.StartsWith("A multi-agency plan and a long-term one were in place, and they were not at all used by multi-agency staff or for long-term work; "
            + "later they were known to be gang-related, and each was over-reliant on the other.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_written_both_ways_keeps_its_hyphen() => Assert.Equal("The co-location of teams, or colocation as some say, was planned, and later their co-location went well.",
        PdfTextExtractor.Extract(new PdfMaker().Page(Lines(60, 700, "The co-location of teams, or colocation as some say, was planned, and later their co-", "location went well.")).Make()).Pages[0].Text);

    [Theory]
    [InlineData("by pre-", "release planning", "by pre-release planning")]
    [InlineData("with gang-", "related crime", "with gang-related crime")]
    [InlineData("was re-", "launched then", "was re-launched then")]
    [InlineData("none ex-", "cept them", "none except them")]
    public void Parts_that_often_stand_at_a_hyphen_keep_it_where_no_words_are_broken(string first, string second, string read)
    {
        string[] page = ["A multi-agency plan and a long-term one were in place, and they were not at all used by multi-", "agency staff or for long-", $"term work; and all of that which there was came {first}", second];
        Assert.EndsWith(read, PdfTextExtractor.Extract(new PdfMaker().Page(Lines(60, 700, page)).Make()).Pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_breaks_words_has_them_whole()
    {
        string[] page = ["The investigation and its findings were in management: this investi-", "gation was one, these find-", "ings were others, and manage-", "ment had them, as it had gang-", "land, and had kept the super-", "vision of all of them."];
        Assert.Equal("The investigation and its findings were in management: this investigation was one, these findings were others, and management had them, as it had gangland, and had kept the supervision of all of them.",
            PdfTextExtractor.Extract(new PdfMaker().Page(Lines(60, 700, page)).Make()).Pages[0].Text);
    }
}
