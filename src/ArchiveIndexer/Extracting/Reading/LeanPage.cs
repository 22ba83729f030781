namespace ArchiveIndexer.Extracting;

/// <summary>What the lean reader found on one page, as it is shown: turned, its visible part beginning at 0, 0. One is used for all pages of a file.</summary>
internal sealed class LeanPage
{
    /// <summary>The letters in the order of the content stream.</summary>
    internal List<Glyph> Glyphs { get; } = [];

    internal Drawing Drawing { get; } = new();

    internal double Width { get; set; }
    internal double Height { get; set; }
    internal int Unmapped { get; set; }
    internal int Covered { get; set; }

    internal void Clear(double width, double height)
    {
        (Width, Height, Unmapped, Covered) = (width, height, 0, 0);
        Glyphs.Clear();
        Drawing.Clear();
    }
}
