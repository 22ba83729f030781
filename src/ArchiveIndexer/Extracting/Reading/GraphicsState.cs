namespace ArchiveIndexer.Extracting;

/// <summary>The part of the graphics state (ISO 32000-2, 8.4) that says where text stands and what covers it.</summary>
internal struct GraphicsState
{
    internal Matrix Ctm;
    internal FontMap? Font;
    internal double FontSize, CharacterSpacing, WordSpacing, Scale, Leading, Rise, LineWidth;
    internal int Mode;
    internal Colour Fill, Stroke;
    internal ColourSpace FillSpace, StrokeSpace;
    internal bool Transparent;
    /// <summary>The box that holds everything drawn, and whether less than the whole of it shows.</summary>
    internal Frame Clip;
    internal bool Ragged;

    internal static GraphicsState At(in Matrix ctm, in Frame clip) => new()
    {
        Ctm = ctm,
        Clip = clip,
        Scale = 1,
        LineWidth = 1,
        Fill = Colour.Black,
        Stroke = Colour.Black,
    };
}

/// <summary>What the numbers of a colour are.</summary>
internal enum ColourSpace : byte { Grey, Rgb, Cmyk, BlackInk, Unknown }
