using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Tests.Serving;

public sealed class BlocksHtmlTests
{
    private static string Html(params Block[] blocks) => BlocksHtml.Of(new Page(7, null, "", blocks, TextSource.Text, 1), null);

    [Fact]
    public void A_note_and_its_mark_lead_to_each_other()
    {
        var html = Html(new Block(BlockKind.Paragraph, null, "1.1", "It began in 2013, they say.") { Notes = [new NoteMark("4", 16), new NoteMark("5", 27)] }, new Block(BlockKind.Footnote, null, "4", "See <the> minutes."));
        Assert.Contains("in 2013<sup><a href=\"#note-7-1\" id=\"ref-7-1\" aria-label=\"Note 4 on page 7\">4</a></sup>, they say.<sup>5</sup></p>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"footnote\" id=\"note-7-1\"><a href=\"#ref-7-1\" class=\"number\" aria-label=\"Note 4 on page 7, back to the text\">4</a> See &lt;the&gt; minutes.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_has_its_caption_and_its_headers()
    {
        var html = Html(new Block(BlockKind.Caption, null, null, "Table 1: Who knew"), new Block(BlockKind.Table, null, null, "", [["Agency", "Knew"], ["Police", "Nothing"]]) { HeaderRows = 1, HeaderColumns = 1 });
        Assert.Contains("<caption>Table 1: Who knew</caption>\n<thead>\n<tr><th scope=\"col\">Agency</th><th scope=\"col\">Knew</th></tr>\n</thead>\n<tbody>\n<tr><th scope=\"row\">Police</th><td>Nothing</td></tr>\n</tbody></table>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_a_list_are_those_of_the_document() => Assert.Equal(
        "<ol class=\"printed\" role=\"list\">\n<li id=\"para-7-b\"><a class=\"number\" href=\"#para-7-b\" aria-label=\"(b), page 7: link to this paragraph\">(b)</a> second</li>\n</ol>\n<ul>\n<li>free</li>\n</ul>\n",
        Html(new Block(BlockKind.ListItem, null, "(b)", "second"), new Block(BlockKind.ListItem, null, null, "free")));

    [Fact]
    public void A_numbered_paragraph_can_be_linked_to_by_its_number_and_the_first_has_the_short_name()
    {
        var html = Html(new Block(BlockKind.Paragraph, null, "4.2.1", "First."), new Block(BlockKind.Paragraph, null, "4.2.1", "Again."), new Block(BlockKind.Paragraph, null, "4.2.1", "A third time."), new Block(BlockKind.Paragraph, null, "\"><b>", "Hostile."));
        Assert.Contains("<p id=\"para-4.2.1\"><a class=\"number\" href=\"#para-4.2.1\"", html, StringComparison.Ordinal);
        Assert.Contains("<p id=\"para-7-4.2.1\">", html, StringComparison.Ordinal);
        Assert.Contains("<p><span class=\"number\">4.2.1</span> A third time.</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p id=\"para-b\"><a class=\"number\" href=\"#para-b\" aria-label=\"&quot;&gt;&lt;b&gt;, page 7", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_are_listed_in_the_order_of_reading()
    {
        var places = new ReadingPlaces(null);
        BlocksHtml.Of(new Page(1, null, "", [new Block(BlockKind.Heading, 1, null, "Summary"), new Block(BlockKind.Heading, 1, "2", "What happened")], TextSource.Text, 1), places, []);
        Assert.Equal([("heading-1", "Summary"), ("para-2", "What happened")], places.Headings.Select(heading => (heading.Id, heading.Block.Text)));
    }
}
