namespace ArchiveIndexer.Extracting;

/// <summary>Letters that follow each other on one baseline without a wide gap: a line, or the part of it in one column or cell.</summary>
internal sealed class TextRun
{
    internal required string Text { get; init; }
    internal required double Left { get; init; }
    internal required double Right { get; init; }
    internal required double Baseline { get; init; }
    /// <summary>Size of most of its letters, points.</summary>
    internal required double Size { get; init; }
    /// <summary>Whether most of its letters are bold.</summary>
    internal required bool Bold { get; init; }
    internal required Direction Direction { get; init; }
    /// <summary>Whether the file marks it as a running head or foot.</summary>
    internal required bool Artifact { get; init; }
    /// <summary>How many letters and digits it has.</summary>
    internal required int Letters { get; init; }

    /// <summary>The marked-content identifier of its first letter (ISO 32000-2, 14.7.5), by which the structure tree names it; -1 for none.</summary>
    internal int Mark { get; init; } = -1;

    /// <summary>The element of the structure tree that it belongs to; null where there is none, or none to be believed.</summary>
    internal Tag? Tag { get; set; }

    internal bool SharesBaselineWith(TextRun other) =>
        Direction == other.Direction && Math.Abs(Baseline - other.Baseline) < 0.35 * Math.Max(Size, other.Size);

    internal bool Overlaps(TextRun other) => Left < other.Right && other.Left < Right;

    public override string ToString() => $"{Left:0},{Baseline:0} {Size:0.#}{(Bold ? "b" : "")} {Text}";
}
