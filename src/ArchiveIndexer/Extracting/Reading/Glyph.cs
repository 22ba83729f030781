namespace ArchiveIndexer.Extracting;

/// <summary>One drawn letter (or several, as a ligature), on a page turned so that its text runs to the right.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Left">Where it begins on the baseline, points.</param>
/// <param name="Right">Where it ends, points.</param>
/// <param name="Baseline">Height above the page's foot, points.</param>
/// <param name="Size">Size of the type, points.</param>
/// <param name="Bold">By its font's name or weight.</param>
/// <param name="Direction">Which way it ran before it was turned.</param>
/// <param name="Artifact">Marked by the file as a running head or foot.</param>
/// <param name="Mark">Its marked-content identifier; -1 for none.</param>
internal readonly record struct Glyph(
    string Text, double Left, double Right, double Baseline, double Size, bool Bold, Direction Direction, bool Artifact,
    int Mark = -1);

/// <summary>Which way text runs on the page as it is shown.</summary>
internal enum Direction { Right, Up, Left, Down, Slanted }

/// <summary>The visible part of a page, points, turned as its text is.</summary>
internal readonly record struct Frame(double Left, double Bottom, double Right, double Top)
{
    internal double Height => Top - Bottom;
    internal double Width => Right - Left;

    internal bool Holds(double x, double y) => x >= Left && x <= Right && y >= Bottom && y <= Top;

    /// <summary>The part that both hold; turned inside out where they share nothing.</summary>
    internal Frame Within(in Frame other) =>
        new(Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Min(Right, other.Right), Math.Min(Top, other.Top));

    /// <summary>The same on a page turned so that text of <paramref name="direction"/> runs to the right.</summary>
    internal Frame Turned(Direction direction) => direction switch
    {
        Direction.Up => new(Bottom, -Right, Top, -Left),
        Direction.Left => new(-Right, -Top, -Left, -Bottom),
        Direction.Down => new(-Top, Left, -Bottom, Right),
        _ => this,
    };
}
