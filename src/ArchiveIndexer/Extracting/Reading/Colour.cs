namespace ArchiveIndexer.Extracting;

/// <summary>A colour as red, green and blue, 0 to 1; patterns and inks that the file does not explain have none.</summary>
internal readonly record struct Colour(float Red, float Green, float Blue, bool Known)
{
    internal static Colour Black { get; } = new(0, 0, 0, true);

    internal static Colour None { get; } = new(0, 0, 0, false);

    internal static Colour Grey(double value) => new((float)value, (float)value, (float)value, true);

    internal static Colour Rgb(double red, double green, double blue) => new((float)red, (float)green, (float)blue, true);

    internal static Colour Cmyk(double cyan, double magenta, double yellow, double black) =>
        Rgb(1 - Math.Min(1, cyan + black), 1 - Math.Min(1, magenta + black), 1 - Math.Min(1, yellow + black));

    /// <summary>So dark that black letters on it cannot be read.</summary>
    internal bool IsDark => Known && (0.3f * Red) + (0.59f * Green) + (0.11f * Blue) < 0.25f;

    internal bool IsLike(in Colour other) => Known && other.Known
        && Math.Abs(Red - other.Red) < 0.06f && Math.Abs(Green - other.Green) < 0.06f && Math.Abs(Blue - other.Blue) < 0.06f;
}
