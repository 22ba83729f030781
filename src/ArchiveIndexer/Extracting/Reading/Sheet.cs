namespace ArchiveIndexer.Extracting;

/// <summary>What is drawn on one page, and its frame, turned as most of its text is.</summary>
internal sealed class Sheet(int number, Frame frame, List<TextRun> runs)
{
    internal int Number { get; } = number;
    internal Frame Frame { get; } = frame;

    /// <summary>Its text in the order of the content stream.</summary>
    internal List<TextRun> Runs { get; } = runs;

    /// <summary>Which way most of its text ran before it was turned.</summary>
    internal Direction MainDirection => Runs.Count == 0 ? Direction.Right : Runs.GroupBy(run => run.Direction).MaxBy(group => group.Sum(run => run.Letters))!.Key;

    /// <summary>Straight lines and the edges of boxes, upright or level, turned as the text is: what tables are ruled with.</summary>
    internal IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>How much of the page is covered by pictures, 0 to 1.</summary>
    internal double Pictures { get; init; }

    /// <summary>Letters whose font does not say what they mean.</summary>
    internal int Unmapped { get; init; }

    /// <summary>The confidence of the recogniser, 0 to 1, where the text was recognised from a picture of the page; else null.</summary>
    internal double? Recognised { get; init; }

    /// <summary>Letters and digits left out because a dark box was drawn over them.</summary>
    internal int Covered { get; init; }

    /// <summary>Whether our own reader gave it up and the library read it.</summary>
    internal bool ByLibrary { get; init; }
}

/// <summary>A thin level or upright line, points; <paramref name="Left"/> ≤ <paramref name="Right"/> and <paramref name="Bottom"/> ≤ <paramref name="Top"/>.</summary>
internal readonly record struct Rule(double Left, double Bottom, double Right, double Top)
{
    internal bool IsLevel => Right - Left >= Top - Bottom;
}
