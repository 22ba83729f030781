using System.Globalization;
using UglyToad.PdfPig.Fonts;

namespace ArchiveIndexer.Extracting;

/// <summary>What the name of a glyph says (Adobe Glyph List specification, section 2).</summary>
internal static class GlyphNames
{
    private const int Longest = 60;

    /// <returns>Null for a name that says nothing, such as g12.</returns>
    internal static string? TextOf(string name)
    {
        if (name.Length is 0 or > Longest) return null;
        if (name.Length == 1 && char.IsAsciiLetter(name[0])) return name;
        if (Listed(name) is { } listed) return listed;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot == 0) return null;
        if (dot > 0) return TextOf(name[..dot]);
        if (name.Contains('_', StringComparison.Ordinal))
        {
            var parts = Array.ConvertAll(name.Split('_', 8), TextOf);
            return Array.Exists(parts, part => part is null) ? null : string.Concat(parts);
        }
        if (name.StartsWith("uni", StringComparison.Ordinal) && name.Length >= 7) return Units(name.AsSpan(3));
        if (name[0] == 'u' && name.Length is >= 5 and <= 7 && int.TryParse(name.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return Character(code);
        return null;
    }

    private static string? Listed(string name)
    {
        try
        {
            return GlyphList.AdobeGlyphList.NameToUnicode(name) is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static string? Units(ReadOnlySpan<char> digits)
    {
        if (digits.Length % 4 != 0) digits = digits[..4];
        var text = "";
        for (var i = 0; i < digits.Length; i += 4)
        {
            if (!int.TryParse(digits.Slice(i, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return null;
            text += Character(code);
        }
        return text.Length == 0 ? null : text;
    }

    private static string? Character(int code) => code is > 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) ? char.ConvertFromUtf32(code) : null;
}
