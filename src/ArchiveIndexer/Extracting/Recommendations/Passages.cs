namespace ArchiveIndexer.Extracting;

/// <summary>Makes one run of passages of all pages: without contents pages, footnotes and captions, and with sentences whole that a page end cut.</summary>
internal static class Passages
{
    private const int LongestHeading = 110;
    private const int LongestLine = 80;

    internal static List<Passage> Of(IReadOnlyList<Page> pages)
    {
        var passages = new List<Passage>();
        foreach (var page in pages)
        {
            if (page.Role == PageRole.Contents) continue;
            var contents = page.Number <= 15 && IsContents(page.Blocks);
            var first = true;
            foreach (var block in page.Blocks)
            {
                if (block.Kind is BlockKind.Footnote or BlockKind.Caption || (string.IsNullOrWhiteSpace(block.Text) && block.Rows is not { Count: > 0 })) continue;
                if (contents && EndsInPageNumber(block.Text)) continue;
                foreach (var passage in Of(block, page.Number, first))
                {
                    if (passages.Count > 0 && GoesOn(passages[^1], passage, first)) passages[^1].GoOn(passage.Text);
                    else passages.Add(passage);
                    first = false;
                }
            }
        }
        LeaveOutLists(passages);
        JoinCounted(passages);
        return passages;
    }

    // Between other lines that could be headings it is one of a list of them: the contents of a web page.
    private static void LeaveOutLists(List<Passage> passages)
    {
        for (var i = 0; i < passages.Count; i++)
            if (passages[i] is { Guessed: true } guess && ((i > 0 && IsTitle(passages[i - 1])) || (i + 1 < passages.Count && IsTitle(passages[i + 1]))))
                passages[i] = new Passage(guess.Page, 0, guess.Number, guess.Text);
    }

    // Between 69 and 70 a paragraph without number, first on its page, is the rest of 69.
    private static void JoinCounted(List<Passage> passages)
    {
        var kept = 0;
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            var rest = kept > 0 && passage is { First: true, IsHeading: false, IsItem: false, IsTable: false, Label: null } && i + 1 < passages.Count
                && int.TryParse(passages[kept - 1].Number, out var before) && int.TryParse(passages[i + 1].Number, out var after) && after == before + 1
                && !passages[kept - 1].IsHeading && !passages[i + 1].IsHeading;
            if (rest) passages[kept - 1].GoOn(passage.Text);
            else passages[kept++] = passage;
        }
        passages.RemoveRange(kept, passages.Count - kept);
    }

    private static bool IsTitle(Passage passage) => passage is { IsHeading: false, IsTable: false, IsItem: false, Label: null } && passage.Text.Length is > 3 and < 70 && LooksLikeHeading(passage.Text);

    private static IEnumerable<Passage> Of(Block block, int page, bool first)
    {
        if (block.Rows is { Count: > 0 } rows)
        {
            if (rows[0].Count == 0) yield break;
            // One column is a box: its rows are what stands in it.
            if (rows[0].Count > 1) yield return new Passage(page, 0, null, block.Text) { Rows = rows, HeaderRows = block.HeaderRows };
            else
                foreach (var row in rows)
                    foreach (var line in row[0].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        yield return Of(line, null, BlockKind.Paragraph, 0, page, first: false);
            yield break;
        }
        yield return Of(block.Text.Trim(), block.Number, block.Kind, block.Level ?? 6, page, first);
    }

    private static Passage Of(string text, string? printed, string kind, int level, int page, bool first)
    {
        var heading = kind == BlockKind.Heading;
        var bullet = Numbering.BulletLength(text);
        if (bullet > 0) text = text[bullet..];
        var number = Numbering.Trimmed(printed);
        if (number is null && bullet == 0) (number, text) = Numbering.Split(text, heading);
        // A whole sentence in bold is a sentence.
        if (heading && number is null && text.Length > LongestLine && text[^1] == '.' && RecordLabel.Of(text, heading) is null) heading = false;
        var label = text.Length == 0 ? null : RecordLabel.Of(text, heading);
        if (!heading && label is null && number is null && bullet == 0 && char.IsAsciiDigit(text[0])) return Glued(text, page, first);
        // A bullet that names a chapter is a line of a list of chapters.
        if (!heading && label is null && bullet == 0 && (kind != BlockKind.ListItem || number is not null) && LooksLikeHeading(text) && ListHeading.OfParagraph(text) is not ListKind.Text)
            return new Passage(page, number is null ? 6 : Numbering.Depth(number), number, text) { Guessed = true };
        return new Passage(page, heading ? level : 0, number, text) { Bullet = !heading && (bullet > 0 || (kind == BlockKind.ListItem && number is null)), Label = label, First = first };
    }

    // "9.1Summary of Recommendations"
    private static Passage Glued(string text, int page, bool first)
    {
        var (number, rest) = text.Length <= LongestHeading ? Numbering.Split(text, heading: true) : (null, text);
        return number is not null && rest.Length > 3 && LooksLikeHeading(rest) && ListHeading.OfParagraph(rest) is not ListKind.Text
            ? new Passage(page, Numbering.Depth(number), number, rest) { Guessed = true }
            : new Passage(page, 0, null, text) { First = first };
    }

    private static bool LooksLikeHeading(string text) =>
        text.Length is > 3 and <= LongestHeading && text[^1] is not ('.' or ';' or ',') && !char.IsDigit(text[^1]) && char.IsUpper(text[0]);

    // The next page begins in the middle of a sentence; or bold type ended in the middle of one, behind a label.
    private static bool GoesOn(Passage last, Passage next, bool firstOfPage)
    {
        if (next.IsHeading || next.IsItem || next.IsTable || next.Label is not null || last.IsTable || next.Text.Length == 0) return false;
        var text = last.Text;
        if (text.Length == 0) return false;
        var small = char.IsLower(next.Text[0]);
        if (last.Label is { Rest.Length: > 0 } && small && !Ends(text)) return true;
        if (last.IsHeading || !firstOfPage || last.Page == next.Page) return false;
        return (small && text[^1] is not ('.' or '?' or '!' or ':')) || (!Ends(text) && text.Length > 80);
    }

    private static bool Ends(string text)
    {
        var end = text.Length - 1;
        while (end > 0 && text[end] is ')' or ']' or '’' or '”' or '\'' or '"' or ' ' || (end > 0 && char.IsDigit(text[end]))) end--;
        return text[end] is '.' or '?' or '!' or ':' or ';';
    }

    // Most of what stands on a contents page ends with a page's number.
    private static bool IsContents(IReadOnlyList<Block> blocks)
    {
        if (blocks.Count < 5) return false;
        var entries = 0;
        foreach (var block in blocks) if (EndsInPageNumber(block.Text)) entries++;
        return entries >= 4 && entries * 5 >= blocks.Count * 2;
    }

    private static bool EndsInPageNumber(string text)
    {
        if (text.Length is < 4 or > 400 || !char.IsAsciiDigit(text[^1])) return false;
        var digits = 1;
        while (digits < text.Length && char.IsAsciiDigit(text[^(digits + 1)])) digits++;
        return digits <= 3 && digits < text.Length && text[^(digits + 1)] is ' ' or '\t' or '…' or '.' or '-' or '–' or 'e';
    }
}
