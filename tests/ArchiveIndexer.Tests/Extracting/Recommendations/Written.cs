using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Tests.Extracting.Recommendations;

/// <summary>Pages written by hand, a line a block: <c># 7 Recommendations</c> (a heading, its level by the signs), <c>* bullet</c>, <c>1. item</c>,
/// <c>| cell | cell |</c> (rows of a table), <c>~ footnote</c>, anything else a paragraph; <c>=====</c> begins a page.</summary>
internal static class Written
{
    internal static IReadOnlyList<Recommendation> Records(string text) => RecommendationReader.Read(Pages(text));

    internal static IReadOnlyList<Page> Pages(string text)
    {
        var pages = new List<Page>();
        foreach (var part in text.Split("====="))
        {
            var blocks = new List<Block>();
            foreach (var raw in part.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Add(blocks, raw);
            pages.Add(new Page(pages.Count + 1, null, "", blocks, TextSource.Text, 1));
        }
        return pages;
    }

    private static void Add(List<Block> blocks, string line)
    {
        if (line[0] == '#')
        {
            var level = line.TakeWhile(c => c == '#').Count();
            var (number, text) = Numbered(line[level..].Trim());
            blocks.Add(new Block(BlockKind.Heading, level, number, text));
        }
        else if (line[0] == '|')
        {
            IReadOnlyList<string> row = [.. line.Trim('|').Split('|', StringSplitOptions.TrimEntries)];
            if (blocks.Count > 0 && blocks[^1] is { Rows: { } rows } table) blocks[^1] = table with { Rows = [.. rows, row] };
            else blocks.Add(new Block(BlockKind.Table, null, null, "", [row]) { HeaderRows = 1 });
        }
        else if (line.StartsWith("* ", StringComparison.Ordinal)) blocks.Add(new Block(BlockKind.ListItem, null, null, line[2..]));
        else if (line.StartsWith("~ ", StringComparison.Ordinal)) blocks.Add(new Block(BlockKind.Footnote, null, null, line[2..]));
        else
        {
            var (number, text) = Numbered(line);
            var decimals = number?.Contains('.', StringComparison.Ordinal) == true && number.TrimEnd('.').Contains('.', StringComparison.Ordinal);
            blocks.Add(new Block(number is null || decimals ? BlockKind.Paragraph : BlockKind.ListItem, null, number, text));
        }
    }

    // What the layout makes of "4.2.1 Text", "3. Text", "(a) Text".
    private static (string? Number, string Text) Numbered(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 1) return (null, line);
        var word = line[..space];
        var isNumber = word.Trim('(', ')', '.').Split('.') is { } parts && parts.All(p => p.Length > 0 && (p.All(char.IsAsciiDigit) || (p.Length == 1 && word[0] == '(')));
        return isNumber && (word.Any(c => c is '.' or ')') || word.All(char.IsAsciiDigit)) ? (word, line[(space + 1)..]) : (null, line);
    }
}
