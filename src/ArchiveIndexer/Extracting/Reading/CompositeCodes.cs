using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>The codes of a composite font (ISO 32000-2, 9.7): mostly two bytes each, widths by the glyph's number (CID).</summary>
internal sealed class CompositeCodes
{
    private const int MostWidths = 200_000;
    private const int MostRanges = 5_000;

    private readonly Dictionary<uint, float> widths = [];
    private readonly List<(uint First, uint Last, float Width)> ranges = [];
    private readonly float usual;

    internal CompositeCodes(TokenReader tokens, DictionaryToken font)
    {
        var descendant = tokens.Array(font, "DescendantFonts") is { Data.Count: > 0 } fonts ? tokens.Resolve(fonts.Data[0]) as DictionaryToken : null;
        if (tokens.Value(font, "Encoding") is StreamToken stream)
        {
            Codes = CharacterMap.Read(tokens.Decode(stream).Span);
            Vertical = Codes.Vertical;
        }
        else
        {
            Name = tokens.Name(font, "Encoding") ?? "Identity-H";
            Vertical = Name.EndsWith("-V", StringComparison.Ordinal);
        }
        if (descendant is null) return;
        Descriptor = tokens.Dictionary(descendant, "FontDescriptor");
        usual = (float)((tokens.Number(descendant, "DW") ?? 1000) / 1000);
        if (tokens.Array(descendant, "W") is { } array) ReadWidths(tokens, array);
        if (tokens.Array(descendant, "W2") is { } upright)
            for (var i = 0; i < upright.Data.Count; i++) Refused |= tokens.Number(upright, i) > 0xFFFF;
    }

    internal DictionaryToken? Descriptor { get; }

    /// <summary>How codes are taken from bytes and become CIDs; null where they are the same two bytes.</summary>
    internal CharacterMap? Codes { get; }

    /// <summary>The name of a predefined map, if it has one.</summary>
    internal string? Name { get; }

    internal bool Vertical { get; }

    /// <summary>Whether it claims widths for more glyphs than a font can have (65,535): whoever writes them all out runs out of memory.</summary>
    internal bool Refused { get; private set; }

    internal float WidthOf(uint code)
    {
        var cid = Codes?.CidOf(code) ?? code;
        if (widths.TryGetValue(cid, out var width)) return width;
        foreach (var range in ranges) if (cid >= range.First && cid <= range.Last) return range.Width;
        return usual;
    }

    // Either "first [w w w]" or "first last w".
    private void ReadWidths(TokenReader tokens, ArrayToken array)
    {
        for (var i = 0; i + 1 < array.Data.Count;)
        {
            var first = (uint)Math.Clamp(tokens.Number(array, i), 0, 1 << 24);
            if (tokens.Resolve(array.Data[i + 1]) is ArrayToken each)
            {
                for (var k = 0; k < each.Data.Count && widths.Count < MostWidths; k++) widths[first + (uint)k] = (float)(tokens.Number(each, k) / 1000);
                i += 2;
            }
            else
            {
                Refused |= tokens.Number(array, i + 1) > 0xFFFF;
                if (i + 2 < array.Data.Count && ranges.Count < MostRanges)
                    ranges.Add((first, (uint)Math.Clamp(tokens.Number(array, i + 1), 0, 1 << 24), (float)(tokens.Number(array, i + 2) / 1000)));
                i += 3;
            }
        }
    }
}
