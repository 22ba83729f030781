using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>One line as it is read: neighbouring runs on one baseline. A tab stands where a gap is wider than a space.</summary>
internal sealed class TextLine(List<TextRun> runs, Chunk chunk)
{
    private const double WideGap = 0.9; // in sizes of the type
    private const int MostStops = 40;

    internal Chunk Chunk { get; } = chunk;
    internal string Text { get; } = Join(runs);
    internal double Left { get; } = runs[0].Left;
    internal double Right { get; } = runs[^1].Right;
    internal double Baseline { get; } = runs.MaxBy(r => r.Letters)!.Baseline;
    internal double Size { get; } = runs.MaxBy(r => r.Letters)!.Size;
    internal bool Bold { get; } = runs.All(r => r.Bold || r.Letters == 0);
    internal bool StartsBold { get; } = runs[0].Bold;
    internal int Letters { get; } = runs.Sum(r => r.Letters);
    /// <summary>Where its runs begin that stand behind a wide gap.</summary>
    internal double[] Stops { get; } =
        [.. runs.Skip(1).Where((run, i) => run.Left - runs[i].Right > WideGap * run.Size).Select(run => run.Left).Take(MostStops)];
    /// <summary>The gap before its last run, in sizes of the type; 0 for a single run.</summary>
    internal double LastGap { get; } = runs.Count < 2 ? 0 : (runs[^1].Left - runs[^2].Right) / Math.Max(1, runs[^1].Size);
    internal Direction Direction { get; } = runs[0].Direction;

    internal static List<TextLine> Of(List<Chunk> chunks)
    {
        var lines = new List<TextLine>();
        var open = new List<TextRun>();
        Chunk? home = null;
        foreach (var chunk in chunks)
            foreach (var run in chunk.Runs)
            {
                if (open.Count > 0 && !(open[^1].SharesBaselineWith(run) && run.Left >= open[^1].Right - (0.35 * run.Size)))
                {
                    lines.Add(new TextLine(open, home!));
                    open = [];
                }
                if (open.Count == 0) home = chunk;
                open.Add(run);
            }
        if (open.Count > 0) lines.Add(new TextLine(open, home!));
        return lines;
    }

    private static string Join(List<TextRun> runs)
    {
        if (runs.Count == 1) return runs[0].Text;
        var text = new StringBuilder(runs[0].Text);
        for (var i = 1; i < runs.Count; i++)
        {
            var gap = (runs[i].Left - runs[i - 1].Right) / Math.Max(runs[i].Size, runs[i - 1].Size);
            // Runs also part where only the style or the file's order changes; there the gap tells whether a space is meant.
            text.Append(gap > WideGap ? "\t" : gap > 0.12 ? " " : "").Append(runs[i].Text);
        }
        return text.ToString();
    }

    public override string ToString() => $"{Left:0}-{Right:0},{Baseline:0} {Size:0.#}{(Bold ? "b" : "")} {Text}";
}
