namespace ArchiveIndexer.Extracting;

/// <summary>Parts the lines of a table that is not ruled into its rows: cells may wrap.</summary>
internal static class TableRows
{
    private const double WiderStep = 1.25;

    internal static List<List<VisualLine>> Of(List<VisualLine> lines, List<Interval> strips)
    {
        var (least, most) = (double.MaxValue, 0.0);
        for (var i = 1; i < lines.Count; i++)
        {
            var step = StepTo(lines, i);
            if (step < 0.9) continue;
            (least, most) = (Math.Min(least, step), Math.Max(most, step));
        }
        // Where the distance between rows is wider than that within them, it alone tells.
        var spaced = most > WiderStep * least && HasWrapped(lines, strips, least);
        var rows = new List<List<VisualLine>>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == 0 || (spaced ? StepTo(lines, i) > WiderStep * least : Begins(lines[i], strips))) rows.Add([]);
            rows[^1].Add(lines[i]);
        }
        return rows;
    }

    private static double StepTo(List<VisualLine> lines, int i) => (lines[i - 1].Baseline - lines[i].Baseline) / Math.Max(1, Math.Max(lines[i].Size, lines[i - 1].Size));

    // Lines that stand close under another and leave columns empty.
    private static bool HasWrapped(List<VisualLine> lines, List<Interval> strips, double least)
    {
        for (var i = 1; i < lines.Count; i++) if (lines[i].Segments.Count <= strips.Count && StepTo(lines, i) <= 1.1 * least) return true;
        return false;
    }

    // A row begins in its first column, unless that is all there is and it goes on in small letters.
    private static bool Begins(VisualLine line, List<Interval> strips) =>
        line.FirstIn(0, strips) is { } first && (line.Segments.Count > 1 || !char.IsLower(first.Text[0]));
}
