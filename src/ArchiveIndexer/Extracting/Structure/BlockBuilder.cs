using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Tells headings, numbered paragraphs and list items from each other. What is unsure is a paragraph.</summary>
internal sealed partial class BlockBuilder
{
    private const int LongestHeading = 180;
    private const int DeepestLevel = 6;

    private readonly double bodySize;
    private readonly bool bodyBold;
    private readonly double[] headingSizes;
    private readonly LineEnds ends;

    /// <summary>Learns what is usual in a document from all its pages.</summary>
    internal BlockBuilder(IReadOnlyList<List<Paragraph>> pages, double bodySize, bool bodyBold, LineEnds ends)
    {
        (this.bodySize, this.bodyBold, this.ends) = (bodySize, bodyBold, ends);
        headingSizes = [.. pages.SelectMany(p => p).Where(p => IsHeading(p) && p.Marker is not { Depth: > 0 })
            .Select(Rounded).Distinct().OrderDescending()];
    }

    internal List<Block> Build(List<Paragraph> paragraphs)
    {
        var blocks = new List<Block>(paragraphs.Count);
        var notes = FootnotesFrom(paragraphs);
        foreach (var (i, paragraph) in paragraphs.Index())
        {
            if (paragraph.Table is { } table)
            {
                blocks.Add(table.ToBlock(ends));
                continue;
            }
            var text = Leaders().Replace(ends.Join([.. TextsOf(paragraph)]), " … ").Trim();
            var number = paragraph.Marker?.Number;
            if (text.Length == 0 && number is null) continue;
            if (IsHeading(paragraph)) blocks.Add(new Block(BlockKind.Heading, LevelOf(paragraph), number, text));
            else if (i >= notes || paragraph.IsFootnote) blocks.Add(new Block(BlockKind.Footnote, null, number, text));
            else if (paragraph.Marker is { Depth: <= 1 }) blocks.Add(new Block(BlockKind.ListItem, null, number, text));
            else blocks.Add(new Block(BlockKind.Paragraph, null, number, text));
        }
        return blocks;
    }

    /// <summary>The page's text: its blocks with their numbers, a blank line between them.</summary>
    internal static string TextOf(IReadOnlyList<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            if (text.Length > 0) text.Append("\n\n");
            if (block.Number is not null) text.Append(block.Number).Append(' ');
            else if (block.Kind == BlockKind.ListItem) text.Append("• ");
            text.Append(block.Text);
        }
        return text.ToString();
    }

    // Small type at the end of a page, from the first that begins with a figure.
    private int FootnotesFrom(List<Paragraph> paragraphs)
    {
        var from = paragraphs.Count;
        for (var i = paragraphs.Count - 1; i > 0 && paragraphs[i].First.Size <= 0.92 * bodySize; i--)
            if (char.IsAsciiDigit(paragraphs[i].First.Text[0])) from = i;
        return from;
    }

    private static IEnumerable<string> TextsOf(Paragraph paragraph) =>
        paragraph.Lines.Select((line, i) => i == 0 && paragraph.Marker is { } marker ? line.Text[marker.Length..] : line.Text);

    private bool IsHeading(Paragraph paragraph)
    {
        if (paragraph.Table is not null || paragraph.IsFootnote || paragraph.Lines.Count > 4 || paragraph.Marker is { Number: null }) return false;
        var letters = paragraph.Lines.Sum(l => l.Letters);
        var length = paragraph.Lines.Sum(l => l.Text.Length);
        if (letters < 3 || length > LongestHeading || letters * 2 < length) return false;
        if (ContentsLine().IsMatch(paragraph.Last.Text)) return false;
        var larger = paragraph.First.Size >= 1.12 * bodySize;
        var heavier = !bodyBold && paragraph.Lines.TrueForAll(l => l.Bold) && paragraph.First.Size >= 0.95 * bodySize;
        var cells = paragraph.Marker is null && paragraph.Lines.Exists(l => l.Text.Contains('\t', StringComparison.Ordinal));
        if (!larger && (!heavier || cells)) return false;
        return !EndsLikeSentence().IsMatch(paragraph.Last.Text) && paragraph.Lines.Exists(l => l.Text.Any(char.IsLetter));
    }

    private int LevelOf(Paragraph paragraph)
    {
        if (paragraph.Marker is { Depth: > 0 } numbered) return Math.Min(numbered.Depth, DeepestLevel);
        var rank = Array.IndexOf(headingSizes, Rounded(paragraph));
        return Math.Clamp(rank + 1, 1, DeepestLevel);
    }

    private static double Rounded(Paragraph paragraph) => Math.Round(paragraph.First.Size);

    [GeneratedRegex(@"(?:\.\s?){4,}\s*\S{0,6}$|…{2,}\s*\S{0,6}$|\t\d{1,3}$")]
    private static partial Regex ContentsLine();

    [GeneratedRegex(@"[.;,]['’”"")\]\d]*$|(?:\band|\bor|\bthe|\bof)$")]
    private static partial Regex EndsLikeSentence();

    [GeneratedRegex(@"\s*(?:(?:\.\s?){4,}|…{2,}|_{4,})\s*")]
    private static partial Regex Leaders();
}
