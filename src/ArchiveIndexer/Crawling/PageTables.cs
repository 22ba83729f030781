using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace ArchiveIndexer.Crawling;

/// <summary>Reads tables of publications: headings of columns, merged cells, dates that hold until the next. Pure.</summary>
internal static partial class PageTables
{
    private const int ColumnLimit = 30;

    /// <summary>The rows with their cells, column by column; null for a table that only lays out the page. A cell merged from above is null.</summary>
    public static IReadOnlyList<(PageRow Row, IReadOnlyList<IElement?> Cells)>? Read(IElement table)
    {
        if (table.QuerySelector("table, h1, h2, h3") is not null) return null;
        var elements = table.QuerySelectorAll("tr").ToList();
        var rows = new List<(PageRow, IReadOnlyList<IElement?>)>();
        List<string?> headers = [];
        string? group = null, date = null;
        var merged = new (int Left, string Text)[ColumnLimit];
        for (var r = 0; r < elements.Count; r++)
        {
            var cells = elements[r].Children.Where(c => c.LocalName is "td" or "th").Take(ColumnLimit).ToList();
            if (cells.Count == 0) continue;
            if (IsHeader(cells, r == 0))
            {
                headers = Spread(cells);
                continue;
            }
            if (cells.Count == 1 && headers.Count > 1 && cells[0].QuerySelector("a[href]") is null && Span(cells[0], "colspan") > 1)
            {
                (group, date) = (Text(cells[0]), PublicationDates.Whole(Text(cells[0])));
                continue;
            }
            var row = new PageRow { Headers = headers, Group = group };
            var placed = Place(cells, merged, row.Cells);
            date = DateOf(row) ?? date;
            row.Date = HasDates(row, placed) || group is not null ? date : null;
            rows.Add((row, placed));
        }
        // One row without headings is a page in columns.
        return rows.Count == 0 || rows.Count == 1 && headers.Count == 0 ? null : rows;
    }

    /// <summary>Whether a column's heading promises a date of publication.</summary>
    public static bool IsDateHeader(string? header) => header is not null && DateHeader().IsMatch(header) && !OtherDate().IsMatch(header);

    private static bool IsHeader(List<IElement> cells, bool isFirst) =>
        cells.All(c => c.QuerySelector("a[href]") is null)
        && (cells.All(c => c.LocalName == "th") && cells.Count > 1 || isFirst && cells.Count > 1 && (cells[0].ParentElement?.ParentElement?.LocalName == "thead" || cells.All(c => HeaderWord().IsMatch(Text(c)))));

    private static List<string?> Spread(List<IElement> cells) => [.. cells.SelectMany(c => Enumerable.Repeat((string?)Text(c), Math.Min(Span(c, "colspan"), 5)))];

    private static List<IElement?> Place(List<IElement> cells, (int Left, string Text)[] merged, List<string> texts)
    {
        var placed = new List<IElement?>();
        var next = 0;
        while (placed.Count < ColumnLimit && (next < cells.Count || merged[placed.Count].Left > 0))
        {
            var column = placed.Count;
            if (merged[column].Left > 0)
            {
                merged[column].Left--;
                texts.Add(merged[column].Text);
                placed.Add(null);
                continue;
            }
            var cell = cells[next++];
            var text = Text(cell);
            for (var i = 0; i < Math.Min(Span(cell, "colspan"), 5) && placed.Count < ColumnLimit; i++)
            {
                merged[placed.Count] = (Span(cell, "rowspan") - 1, text);
                texts.Add(i == 0 ? text : "");
                placed.Add(i == 0 ? cell : null);
            }
        }
        return placed;
    }

    private static string? DateOf(PageRow row)
    {
        for (var i = 0; i < row.Cells.Count; i++)
            if (IsDateHeader(Header(row, i)) && PublicationDates.Whole(row.Cells[i]) is { } stated) return stated;
        for (var i = 0; i < row.Cells.Count; i++)
            if (Header(row, i) is null && PublicationDates.Whole(row.Cells[i]) is { } date) return date;
        return null;
    }

    // A column of dates, or in a table without headings an empty first cell where the rows above had a date.
    private static bool HasDates(PageRow row, List<IElement?> placed) =>
        DateOf(row) is not null || row.Headers.Any(IsDateHeader) && DateCellIsEmpty(row)
        || row.Headers.Count == 0 && placed.Count > 1 && row.Cells[0].Length == 0;

    private static bool DateCellIsEmpty(PageRow row)
    {
        for (var i = 0; i < row.Headers.Count; i++)
            if (IsDateHeader(row.Headers[i])) return i >= row.Cells.Count || NoDate().IsMatch(row.Cells[i]);
        return false;
    }

    private static string? Header(PageRow row, int column) => column < row.Headers.Count ? row.Headers[column] : null;

    private static int Span(IElement cell, string attribute) =>
        int.TryParse(cell.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, 1000) : 1;

    private static string Text(IElement cell)
    {
        var text = LinkText.Fold(string.Join(' ', cell.Descendants<IText>().Select(t => t.Data)));
        return text.Length > 600 ? text[..600] : text;
    }

    [GeneratedRegex("""\b(?:date|published|publication\s+date|added|year|month|when)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex DateHeader();

    [GeneratedRegex("""\b(?:modified|updated|incident|death|review\s+date|next|due|born|birth|commissioned|started|expires?|last)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex OtherDate();

    [GeneratedRegex("""^(?:date(?:\s+.{1,20})?|publication|published|title|name|document|report|review|case|child|file\s?-?(?:type|size|name)?|size|type|description|summary|download|link|format|year|briefing|subject|author|action\s+plan|response|details)s?$""", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderWord();

    [GeneratedRegex("""^["”〃\s\p{P}]*(?:as\s+above|ditto)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex NoDate();
}
