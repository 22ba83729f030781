using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Tests.Serving;

public sealed class BlocksHtmlTests
{
    private static string Html(params Block[] blocks) => BlocksHtml.Of(new Page(7, null, "", blocks, TextSource.Text, 1), null);

    [Fact]
    public void A_note_and_its_mark_lead_to_each_other()
    {
        var html = Html(new Block(BlockKind.Paragraph, null, "1.1", "It began in 2013, they say.") { Notes = [new NoteMark("4", 16), new NoteMark("5", 27)] }, new Block(BlockKind.Footnote, null, "4", "See <the> minutes."));
        Assert.Contains("in 2013<sup><a href=\"#note-7-1\" id=\"ref-7-1\" aria-label=\"Note 4\">4</a></sup>, they say.<sup>5</sup></p>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"footnote\" id=\"note-7-1\"><a href=\"#ref-7-1\" class=\"number\" aria-label=\"Note 4, back to the text\">4</a> See &lt;the&gt; minutes.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_has_its_caption_and_its_headers()
    {
        var html = Html(new Block(BlockKind.Caption, null, null, "Table 1: Who knew"), new Block(BlockKind.Table, null, null, "", [["Agency", "Knew"], ["Police", "Nothing"]]) { HeaderRows = 1, HeaderColumns = 1 });
        Assert.Contains("<caption>Table 1: Who knew</caption>\n<thead>\n<tr><th scope=\"col\">Agency</th><th scope=\"col\">Knew</th></tr>\n</thead>\n<tbody>\n<tr><th scope=\"row\">Police</th><td>Nothing</td></tr>\n</tbody></table>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_a_list_are_those_of_the_document() => Assert.Equal(
        "<ol class=\"printed\" role=\"list\">\n<li><span class=\"number\">(b)</span> second</li>\n</ol>\n<ul>\n<li>free</li>\n</ul>\n",
        Html(new Block(BlockKind.ListItem, null, "(b)", "second"), new Block(BlockKind.ListItem, null, null, "free")));
}
