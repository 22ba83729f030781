namespace ArchiveIndexer.Extracting;

/// <summary>What belongs together in the order it is read: a column's part, a paragraph's lines, a box, a table.</summary>
internal sealed class Chunk
{
    private bool? prose;

    /// <param name="runs">In the order they are read; at least one.</param>
    internal Chunk(List<TextRun> runs)
    {
        Runs = runs;
        var first = runs[0];
        var (left, right, top, bottom, size) = (first.Left, first.Right, double.MinValue, first.Baseline, 0.0);
        foreach (var run in runs)
        {
            left = Math.Min(left, run.Left);
            right = Math.Max(right, run.Right);
            top = Math.Max(top, run.Baseline + (0.7 * run.Size));
            bottom = Math.Min(bottom, run.Baseline);
            size = Math.Max(size, run.Size);
        }
        (Left, Right, Top, Bottom, Size) = (left, right, top, bottom, size);
    }

    internal List<TextRun> Runs { get; }
    internal double Left { get; }
    internal double Right { get; }
    internal double Top { get; }
    internal double Bottom { get; }
    internal double Size { get; }

    /// <summary>The element of the structure tree whose text this is, on a page that is read in the tree's order; else null.</summary>
    internal Tag? Tag { get; init; }

    /// <summary>Its cells, where it is a table.</summary>
    internal TableBlock? Table { get; init; }

    /// <summary>What stands in it, in order, where it is a box; it is read without a break.</summary>
    internal List<Chunk>? Parts { get; init; }

    /// <summary>Whether it is a box or a table.</summary>
    internal bool IsEnclosed => Table is not null || Parts is not null;

    /// <summary>Whether it is the footnotes of its page.</summary>
    internal bool IsFootnotes { get; init; }

    /// <summary>Whether it reads as prose: several lines, several words in each, most of them full.</summary>
    internal bool IsProse => prose ??= Table is null && Judge();

    private bool Judge()
    {
        if (Runs.Count < 3) return false;
        var (spaces, width) = (0, 0.0);
        foreach (var run in Runs)
        {
            spaces += run.Text.AsSpan().Count(' ');
            width += run.Right - run.Left;
        }
        return spaces >= 3 * Runs.Count && width > 0.55 * (Right - Left) * Runs.Count;
    }
}
