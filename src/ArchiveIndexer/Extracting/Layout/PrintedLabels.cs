using System.Globalization;

namespace ArchiveIndexer.Extracting;

/// <summary>The page numbers that running heads and feet print.</summary>
internal static class PrintedLabels
{
    private static readonly System.Buffers.SearchValues<char> Roman = System.Buffers.SearchValues.Create("ivxlcIVXLC");
    private const double Most = 0.5; // of the rows that print figures

    /// <summary>By page; pages whose rows print none are left out.</summary>
    /// <param name="rows">The running heads and feet.</param>
    internal static Dictionary<int, string> Of(List<EdgeRow> rows)
    {
        var labels = new Dictionary<int, string>();
        foreach (var row in rows)
            if (row.IsPageNumber && Label(row) is { } label) labels.TryAdd(row.Sheet.Number, label);
        if (labels.Count > 0) return labels;
        // Among other words it is the figure that counts with the pages.
        var offsets = new Dictionary<int, int>();
        var counted = 0;
        foreach (var row in rows)
        {
            if (row.Figures.Count > 0) counted++;
            foreach (var figure in row.Figures) offsets[figure - row.Sheet.Number] = offsets.GetValueOrDefault(figure - row.Sheet.Number) + 1;
        }
        var (offset, most) = (0, 0);
        foreach (var (step, count) in offsets) if (count > most) (offset, most) = (step, count);
        if (most < 3 || most < Most * counted) return labels;
        foreach (var row in rows)
            if (row.Figures.Contains(row.Sheet.Number + offset)) labels.TryAdd(row.Sheet.Number, (row.Sheet.Number + offset).ToString(CultureInfo.InvariantCulture));
        return labels;
    }

    // "Page 3 of 22", "- iv -"
    private static string? Label(EdgeRow row)
    {
        if (row.Figures.Count > 0) return row.Figures[0].ToString(CultureInfo.InvariantCulture);
        var text = row.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetter(text[i])) continue;
            var start = i;
            while (i < text.Length && char.IsAsciiLetter(text[i])) i++;
            if (text.AsSpan(start, i - start).IndexOfAnyExcept(Roman) < 0) return text[start..i];
        }
        return null;
    }
}
