using System.Net;
using System.Text;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>A page's blocks as HTML. The headings are the document's own, below the page's: a heading that the file does not have is never made up.</summary>
public static class BlocksHtml
{
    /// <summary>Everything is escaped; the words that <paramref name="marker"/> knows are in <c>mark</c>. Ids are unique over all pages of a publication.</summary>
    /// <param name="page">Which.</param>
    /// <param name="marker">Null: nothing is marked.</param>
    /// <param name="recommendations">Those that begin on this page, each with its number in the publication, which <c>#rec-N</c> leads to.</param>
    public static string Of(Page page, Marker? marker, IEnumerable<(int Ordinal, Recommendation Recommendation)>? recommendations = null) =>
        Of(page, new ReadingPlaces(marker), recommendations ?? []);

    /// <summary>The same for a page of a publication whose pages are written one after the other.</summary>
    public static string Of(Page page, ReadingPlaces places, IEnumerable<(int Ordinal, Recommendation Recommendation)> recommendations)
    {
        var html = new StringBuilder();
        var blocks = page.Blocks.Count > 0 ? page.Blocks : Paragraphs(page.Text);
        var notes = new NoteLinks(page.Number, blocks);
        var anchors = new RecommendationAnchors(blocks, recommendations);
        html.Append(anchors.Elsewhere);
        var list = "";
        var above = 2;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var anchor = anchors.At(i);
            var wanted = block.Kind is not BlockKind.ListItem ? "" : block.Number is null ? "ul" : "ol";
            if (wanted != list)
            {
                if (list.Length > 0) html.Append("</").Append(list).Append(">\n");
                // The numbers are printed as the document has them, not counted.
                if (wanted.Length > 0) html.Append(wanted == "ol" ? "<ol class=\"printed\" role=\"list\">\n" : "<ul>\n");
                list = wanted;
            }
            // The page's own heading is an h2, so the document's begin at h3; and none is skipped on the way down, whatever the file does.
            var level = Math.Clamp((block.Level ?? 1) + 2, 3, Math.Min(6, above + 1));
            if (block.Kind is BlockKind.Heading) above = level;
            var caption = block.Kind is BlockKind.Caption && i + 1 < blocks.Count && blocks[i + 1] is { Kind: BlockKind.Table, Rows.Count: > 0 } ? block : null;
            var id = places.IdOf(block, page.Number);
            var named = id is null ? "" : $" id=\"{id}\"";
            string Content(Block one) => ReadingPlaces.NumberOf(one, id, page.Number) + Text(one, places, notes);
            html.Append(block.Kind switch
            {
                BlockKind.Heading => $"<h{level}{named}>{anchor}{Content(block)}</h{level}>\n",
                BlockKind.ListItem => $"<li{named}>{anchor}{Content(block)}</li>\n",
                BlockKind.Caption when caption is not null => anchor + anchors.At(i + 1) + Table(blocks[++i], Content(caption), page.Number, places),
                BlockKind.Table when block.Rows is { Count: > 0 } => anchor + Table(block, null, page.Number, places),
                BlockKind.Caption => $"<p class=\"caption\"{named}>{anchor}{Content(block)}</p>\n",
                BlockKind.Footnote => notes.Footnote(block, Marked(block.Text, places)),
                _ => $"<p{named}>{anchor}{Content(block)}</p>\n",
            });
        }
        return html.Append(list.Length > 0 ? $"</{list}>\n" : "").ToString();
    }

    private static List<Block> Paragraphs(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(paragraph => new Block(BlockKind.Paragraph, null, null, paragraph))];

    private static string Text(Block block, ReadingPlaces places, NoteLinks notes)
    {
        if (block.Notes.Count == 0) return Marked(block.Text, places);
        var html = new StringBuilder();
        var (at, next) = (0, 0);
        foreach (var place in places.In(block.Text))
        {
            UpTo(place.Start);
            html.Append(places.OpenMark());
            UpTo(place.End);
            html.Append("</mark>");
        }
        UpTo(block.Text.Length);
        while (next < block.Notes.Count) html.Append(notes.Reference(block.Notes[next++].Mark));
        return html.ToString();

        // Up to an offset, with the marks of notes that stood before it.
        void UpTo(int end)
        {
            while (next < block.Notes.Count && block.Notes[next].At <= end && block.Notes[next].At >= at && (block.Notes[next].At < end || end == block.Text.Length))
            {
                html.Append(WebUtility.HtmlEncode(block.Text[at..block.Notes[next].At])).Append(notes.Reference(block.Notes[next].Mark));
                at = block.Notes[next++].At;
            }
            html.Append(WebUtility.HtmlEncode(block.Text[at..end]));
            at = end;
        }
    }

    /// <summary>A text as HTML with the words that <paramref name="marker"/> knows in <c>mark</c>.</summary>
    public static string Marked(string text, Marker? marker) => Marked(text, marker?.In(text) ?? [], () => "<mark>");

    private static string Marked(string text, ReadingPlaces places) => Marked(text, places.In(text), places.OpenMark);

    private static string Marked(string text, IReadOnlyList<Place> marked, Func<string> open)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var place in marked)
        {
            html.Append(WebUtility.HtmlEncode(text[at..place.Start])).Append(open()).Append(WebUtility.HtmlEncode(text[place.Start..place.End])).Append("</mark>");
            at = place.End;
        }
        return html.Append(WebUtility.HtmlEncode(text[at..])).ToString();
    }

    private static string Table(Block table, string? caption, int page, ReadingPlaces places)
    {
        // What scrolls must be reached by the keyboard, and what is reached must have a name.
        var html = new StringBuilder($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{places.NameOfTable(page)}\"><table>\n");
        if (caption is not null) html.Append("<caption>").Append(caption).Append("</caption>\n");
        foreach (var (index, row) in table.Rows!.Index())
        {
            if (index == 0 && table.HeaderRows > 0) html.Append("<thead>\n");
            if (index == table.HeaderRows) html.Append(index > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n");
            html.Append("<tr>");
            foreach (var (column, cell) in row.Index())
            {
                // A header that says nothing heads nothing.
                var scope = cell.Length == 0 ? null : index < table.HeaderRows ? "col" : column < table.HeaderColumns ? "row" : null;
                html.Append(scope is null ? "<td>" : $"<th scope=\"{scope}\">").Append(Marked(cell, places)).Append(scope is null ? "</td>" : "</th>");
            }
            html.Append("</tr>\n");
        }
        return html.Append(table.Rows!.Count > table.HeaderRows ? "</tbody>" : "</thead>").Append("</table></div>\n").ToString();
    }
}
