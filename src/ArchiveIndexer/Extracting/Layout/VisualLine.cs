namespace ArchiveIndexer.Extracting;

/// <summary>A strip across the page, points.</summary>
internal readonly record struct Interval(double Left, double Right);

/// <summary>Runs of a line without a wide gap between them.</summary>
internal sealed class Segment(TextRun first)
{
    internal List<TextRun> Runs { get; } = [first];
    internal double Left { get; } = first.Left;
    internal double Right { get; private set; } = first.Right;
    /// <summary>Of its first run.</summary>
    internal string Text => Runs[0].Text;

    internal int Words
    {
        get
        {
            var words = 0;
            foreach (var run in Runs) words += run.Text.AsSpan().Count(' ') + 1;
            return words;
        }
    }

    internal void Add(TextRun run)
    {
        Runs.Add(run);
        Right = Math.Max(Right, run.Right);
    }
}

/// <summary>Everything on one height of the page, whatever the order it was drawn in.</summary>
internal sealed class VisualLine
{
    private const double WideGap = 0.9; // in sizes of the type

    private VisualLine(List<TextRun> runs)
    {
        runs.Sort((a, b) => a.Left.CompareTo(b.Left));
        (Baseline, Size) = (runs[0].Baseline, runs[0].Size);
        foreach (var run in runs)
        {
            Size = Math.Max(Size, run.Size);
            if (Segments.Count > 0 && run.Left - Segments[^1].Right < WideGap * run.Size) Segments[^1].Add(run);
            else Segments.Add(new Segment(run));
        }
    }

    internal double Baseline { get; }
    internal double Size { get; }
    internal List<Segment> Segments { get; } = [];

    /// <summary>The lines from the top.</summary>
    internal static List<VisualLine> Of(List<TextRun> runs)
    {
        var sorted = new List<TextRun>(runs);
        sorted.Sort((a, b) => b.Baseline.CompareTo(a.Baseline));
        var lines = new List<VisualLine>();
        for (var i = 0; i < sorted.Count;)
        {
            var own = new List<TextRun> { sorted[i] };
            for (i++; i < sorted.Count && own[0].SharesBaselineWith(sorted[i]); i++) own.Add(sorted[i]);
            lines.Add(new VisualLine(own));
        }
        return lines;
    }

    /// <summary>The column that a segment begins in, counted from 0.</summary>
    internal static int ColumnOf(Segment segment, List<Interval> strips)
    {
        var column = 0;
        while (column < strips.Count && segment.Left >= (strips[column].Left + strips[column].Right) / 2) column++;
        return column;
    }

    /// <summary>The first segment in a column; null where there is none.</summary>
    internal Segment? FirstIn(int column, List<Interval> strips)
    {
        foreach (var segment in Segments) if (ColumnOf(segment, strips) == column) return segment;
        return null;
    }
}
