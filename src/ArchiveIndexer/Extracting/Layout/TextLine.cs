using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>One line as it is read: neighbouring runs on one baseline. A tab stands where a gap is wider than a space.</summary>
internal sealed class TextLine
{
    private const double WideGap = 0.9; // in sizes of the type
    private const int MostStops = 40;

    /// <param name="runs">From the left; at least one.</param>
    /// <param name="chunk">Where they stand.</param>
    internal TextLine(List<TextRun> runs, Chunk chunk)
    {
        (Runs, Chunk) = (runs, chunk);
        var (most, bold, letters) = (runs[0], true, 0);
        foreach (var run in runs)
        {
            if (run.Letters > most.Letters) most = run;
            bold &= run.Bold || run.Letters == 0;
            letters += run.Letters;
            Tag ??= run.Tag;
        }
        (Baseline, Size, Bold, Letters) = (most.Baseline, most.Size, bold, letters);
        (Left, Right, Direction, StartsBold) = (runs[0].Left, runs[^1].Right, runs[0].Direction, runs[0].Bold);
        Table = chunk.Table;
        if (runs.Count == 1 || Table is not null)
        {
            (Text, Stops) = (runs[0].Text, []);
            return;
        }
        LastGap = (runs[^1].Left - runs[^2].Right) / Math.Max(1, runs[^1].Size);
        (Text, Stops) = Join(runs);
    }

    internal List<TextRun> Runs { get; }
    internal Chunk Chunk { get; }
    internal string Text { get; }
    internal double Left { get; }
    internal double Right { get; }
    internal double Baseline { get; }
    internal double Size { get; }
    internal bool Bold { get; }
    internal bool StartsBold { get; }
    internal int Letters { get; }
    /// <summary>Where its runs begin that stand behind a wide gap.</summary>
    internal double[] Stops { get; }
    /// <summary>The gap before its last run, in sizes of the type; 0 for a single run.</summary>
    internal double LastGap { get; }
    internal Direction Direction { get; }

    /// <summary>A whole table in the place of a line, whose text is only the table's first words; null for every other line.</summary>
    internal TableBlock? Table { get; }

    /// <summary>Whether it stands among the footnotes of its page.</summary>
    internal bool IsFootnote => Chunk.IsFootnotes;

    /// <summary>The element of the structure tree that it belongs to, by its first run that has one.</summary>
    internal Tag? Tag { get; }

    internal static List<TextLine> Of(List<Chunk> chunks)
    {
        var lines = new List<TextLine>();
        var open = new List<TextRun>();
        Chunk? home = null;
        foreach (var chunk in chunks) Add(chunk, lines, ref open, ref home);
        if (open.Count > 0) lines.Add(new TextLine(open, home!));
        return lines;
    }

    private static void Add(Chunk chunk, List<TextLine> lines, ref List<TextRun> open, ref Chunk? home)
    {
        foreach (var part in chunk.Parts ?? []) Add(part, lines, ref open, ref home);
        if (chunk.Parts is not null) return;
        if (chunk.Table is not null)
        {
            Finish(lines, ref open, home);
            lines.Add(new TextLine(chunk.Runs, chunk));
            return;
        }
        // What the structure tree parts is parted, whatever stands beside it.
        if (chunk.Tag is not null) Finish(lines, ref open, home);
        foreach (var run in chunk.Runs)
        {
            if (open.Count > 0 && !(open[^1].SharesBaselineWith(run) && run.Left >= open[^1].Right - (0.35 * run.Size))) Finish(lines, ref open, home);
            if (open.Count == 0) home = chunk;
            open.Add(run);
        }
    }

    private static void Finish(List<TextLine> lines, ref List<TextRun> open, Chunk? home)
    {
        if (open.Count == 0) return;
        lines.Add(new TextLine(open, home!));
        open = [];
    }

    private static (string Text, double[] Stops) Join(List<TextRun> runs)
    {
        var text = new StringBuilder(runs[0].Text);
        List<double>? stops = null;
        for (var i = 1; i < runs.Count; i++)
        {
            var distance = runs[i].Left - runs[i - 1].Right;
            if (distance > WideGap * runs[i].Size && (stops ??= []).Count < MostStops) stops.Add(runs[i].Left);
            var gap = distance / Math.Max(runs[i].Size, runs[i - 1].Size);
            // Runs also part where only the style or the file's order changes; there the gap tells whether a space is meant.
            text.Append(gap > WideGap ? "\t" : gap > 0.12 ? " " : "").Append(runs[i].Text);
        }
        return (text.ToString(), stops is null ? [] : [.. stops]);
    }

    public override string ToString() => $"{Left:0}-{Right:0},{Baseline:0} {Size:0.#}{(Bold ? "b" : "")} {Text}";
}
