using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Extracting;

/// <summary>The tables of a Word document, cut where a page ends between two rows.</summary>
internal sealed class WordTables(WordStyles styles, WordNumbering numbering, WordNotes notes)
{
    private const int MostColumns = 64;

    /// <summary>A table as far as one page goes.</summary>
    /// <param name="BeginsPage">Whether a page ends before it.</param>
    /// <param name="Block">The table; null for a box.</param>
    /// <param name="Content">What stands in a box, to be read like anything else; null for a table.</param>
    /// <param name="Notes">Notes that its cells point at.</param>
    internal sealed record Part(bool BeginsPage, Block? Block, OpenXmlElement? Content, IReadOnlyList<Block> Notes);

    private sealed record Row(IReadOnlyList<string> Cells, bool IsHeader, bool BeginsPage, bool EndsPage);

    /// <summary>The parts of a table. One with a single column is a box around what stands in it.</summary>
    internal IEnumerable<Part> Of(W.Table table)
    {
        var rows = RowsOf(table).Where(row => row.TableRowProperties?.GetFirstChild<W.Deleted>() is null).ToList();
        if (rows.TrueForAll(row => CellsOf(row).Count <= 1))
        {
            foreach (var row in rows) foreach (var cell in CellsOf(row)) yield return new(false, null, cell, []);
            yield break;
        }
        var found = new List<Block>();
        var gathered = new List<Row>();
        var beginsPage = false;
        foreach (var row in rows.Select(row => Read(row, found)))
        {
            if (row.BeginsPage && gathered.Count > 0)
            {
                yield return PartOf(gathered, beginsPage, found);
                (gathered, found, beginsPage) = ([], [], true);
            }
            else beginsPage |= row.BeginsPage;
            gathered.Add(row);
            if (!row.EndsPage) continue;
            yield return PartOf(gathered, beginsPage, found);
            (gathered, found, beginsPage) = ([], [], true);
        }
        if (gathered.Count > 0 || beginsPage) yield return PartOf(gathered, beginsPage, found);
    }

    private static Part PartOf(List<Row> rows, bool beginsPage, List<Block> found)
    {
        var columns = rows.Count == 0 ? 0 : rows.Max(row => row.Cells.Count);
        List<IReadOnlyList<string>> cells = [.. rows.Where(row => row.Cells.Any(cell => cell.Length > 0)).Select(row => (IReadOnlyList<string>)[.. row.Cells, .. Enumerable.Repeat("", columns - row.Cells.Count)])];
        if (cells.Count == 0) return new(beginsPage, null, null, found);
        return new(beginsPage, new Block(BlockKind.Table, null, null, string.Join('\n', cells.Select(row => string.Join('\t', row.Where(cell => cell.Length > 0)))), cells)
        {
            HeaderRows = Math.Min(rows.TakeWhile(row => row.IsHeader).Count(), cells.Count - 1),
        }, null, found);
    }

    private Row Read(W.TableRow row, List<Block> found)
    {
        var cells = new List<string>();
        var (isBold, hasText, begins, ends) = (true, false, false, false);
        foreach (var cell in CellsOf(row))
        {
            var texts = new List<string>();
            foreach (var paragraph in cell.Descendants<W.Paragraph>().Where(paragraph => !InBox(paragraph, cell)))
            {
                var lines = WordLine.Of(paragraph, styles);
                var mark = lines.Exists(line => line.Text.Length > 0) && styles.NumberingOf(paragraph) is { } list ? numbering.Next(list, out _) : null;
                foreach (var line in lines)
                {
                    // In its first words the row has moved to the next page as a whole.
                    if (line.Before == WordLine.PageEnd.Shown) (begins, ends) = hasText || texts.Count > 0 ? (begins, true) : (true, ends);
                    found.AddRange(notes.Of(line));
                    if (line.Text.Length == 0) continue;
                    isBold &= line.IsBold;
                    texts.Add($"{(mark is null ? "" : mark.Length == 0 ? "• " : mark + " ")}{line.Text.Replace('\t', ' ')}");
                    mark = null;
                }
            }
            hasText |= texts.Count > 0;
            var continues = cell.TableCellProperties?.VerticalMerge is { } merged && (merged.Val is null || merged.Val.InnerText == "continue");
            cells.Add(continues ? "" : string.Join(' ', texts));
            for (var span = WordStyles.Number(cell.TableCellProperties?.GridSpan?.Val) ?? 1; span > 1 && cells.Count < MostColumns; span--) cells.Add("");
        }
        return new(cells, hasText && isBold || row.TableRowProperties?.GetFirstChild<W.TableHeader>() is { } header && header.Val?.InnerText is not "off", begins, ends);
    }

    private static bool InBox(W.Paragraph paragraph, W.TableCell cell) => paragraph.Ancestors().TakeWhile(one => one != cell).Any(one => one is W.TextBoxContent);

    private static IEnumerable<W.TableRow> RowsOf(OpenXmlElement parent) =>
        parent.ChildElements.SelectMany(child => child is W.TableRow row ? [row] : child is W.SdtRow or W.SdtContentRow or W.CustomXmlRow ? RowsOf(child) : []);

    private static List<W.TableCell> CellsOf(OpenXmlElement parent) =>
        [.. parent.ChildElements.SelectMany(child => child is W.TableCell cell ? [cell] : child is W.SdtCell or W.SdtContentCell or W.CustomXmlCell ? CellsOf(child) : (IEnumerable<W.TableCell>)[]).Take(MostColumns)];
}
