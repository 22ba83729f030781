using System.Net;
using System.Text;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>A page's blocks as HTML. The headings are the document's own, below the page's: a heading that the file does not have is never made up.</summary>
public static class BlocksHtml
{
    /// <summary>Everything is escaped; the words that <paramref name="marker"/> knows are in <c>mark</c>.</summary>
    public static string Of(Page page, Marker? marker)
    {
        var html = new StringBuilder();
        var inList = false;
        var above = 2;
        foreach (var block in page.Blocks.Count > 0 ? page.Blocks : Paragraphs(page.Text))
        {
            if (inList != block.Kind is BlockKind.ListItem) html.Append(inList ? "</ul>\n" : "<ul>\n");
            inList = block.Kind is BlockKind.ListItem;
            var text = (block.Number is null ? "" : $"<span class=\"number\">{WebUtility.HtmlEncode(block.Number)}</span> ") + (Marked(block.Text, marker));
            // The page's own heading is an h2, so the document's begin at h3; and none is skipped on the way down, whatever the file does.
            var level = Math.Clamp((block.Level ?? 1) + 2, 3, Math.Min(6, above + 1));
            if (block.Kind is BlockKind.Heading) above = level;
            html.Append(block.Kind switch
            {
                BlockKind.Heading => $"<h{level}>{text}</h{level}>\n",
                BlockKind.ListItem => $"<li>{text}</li>\n",
                BlockKind.Table when block.Rows is { Count: > 0 } rows => Table(rows, marker),
                BlockKind.Footnote => $"<p class=\"footnote\">{text}</p>\n",
                _ => $"<p>{text}</p>\n",
            });
        }
        return html.Append(inList ? "</ul>\n" : "").ToString();
    }

    private static IEnumerable<Block> Paragraphs(string text) =>
        text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(paragraph => new Block(BlockKind.Paragraph, null, null, paragraph));

    private static string Marked(string text, Marker? marker)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var place in marker?.In(text) ?? [])
        {
            html.Append(WebUtility.HtmlEncode(text[at..place.Start])).Append("<mark>").Append(WebUtility.HtmlEncode(text[place.Start..place.End])).Append("</mark>");
            at = place.End;
        }
        return html.Append(WebUtility.HtmlEncode(text[at..])).ToString();
    }

    private static string Table(IReadOnlyList<IReadOnlyList<string>> rows, Marker? marker)
    {
        var html = new StringBuilder("<div class=\"scroll\"><table>\n");
        foreach (var (index, row) in rows.Index())
        {
            html.Append("<tr>");
            foreach (var cell in row) html.Append(index == 0 ? "<th scope=\"col\">" : "<td>").Append(Marked(cell, marker)).Append(index == 0 ? "</th>" : "</td>");
            html.Append("</tr>\n");
        }
        return html.Append("</table></div>\n").ToString();
    }
}
