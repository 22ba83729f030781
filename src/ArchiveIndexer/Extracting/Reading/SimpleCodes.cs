using System.Globalization;
using UglyToad.PdfPig.Fonts;
using UglyToad.PdfPig.Fonts.Encodings;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>The codes of a simple font (ISO 32000-2, 9.6): one byte each, with names of glyphs and widths.</summary>
internal sealed class SimpleCodes
{
    private readonly string?[] names = new string?[256];
    private readonly float[] widths = new float[256];
    private readonly bool dingbats;

    internal SimpleCodes(TokenReader tokens, DictionaryToken font, DictionaryToken? descriptor)
    {
        var subtype = tokens.Name(font, "Subtype");
        var baseFont = tokens.Name(font, "BaseFont") ?? "";
        dingbats = baseFont.Contains("Dingbats", StringComparison.OrdinalIgnoreCase);
        var symbolic = descriptor is not null && ((int)(tokens.Number(descriptor, "Flags") ?? 0) & 4) != 0;
        var embedded = descriptor is not null && (descriptor.Data.ContainsKey("FontFile") || descriptor.Data.ContainsKey("FontFile2") || descriptor.Data.ContainsKey("FontFile3"));
        ReadNames(tokens, font, baseFont, builtIn: subtype is "Type3" || (embedded && (symbolic || subtype is not "TrueType")), symbolic);
        ReadWidths(tokens, font, descriptor, baseFont, subtype is "Type3");
    }

    /// <summary>How high the type is for a size of 1.</summary>
    internal double Height { get; private set; } = 1;

    internal float WidthOf(uint code) => widths[code & 255];

    internal string? TextOf(uint code)
    {
        var name = names[code & 255];
        if (name is null or ".notdef") return null;
        if (dingbats && GlyphList.ZapfDingbats.NameToUnicode(name) is { } sign) return sign;
        return GlyphNames.TextOf(name);
    }

    /// <summary>What a code most likely means where nothing says so: what it means in Western text.</summary>
    internal string? GuessOf(uint code) => names[code & 255] switch
    {
        null when code is >= 32 and < 127 => ((char)code).ToString(),
        // Programs that draw letters as pictures name them after their codes: a49 for 49.
        { Length: > 1 } name when char.IsAsciiLetter(name[0]) && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number == code && number is >= 32 and < 256 && WinAnsiEncoding.Instance.CodeToNameMap.TryGetValue(number, out var western) => GlyphNames.TextOf(western),
        _ => null,
    };

    private void ReadNames(TokenReader tokens, DictionaryToken font, string baseFont, bool builtIn, bool symbolic)
    {
        var encoding = tokens.Value(font, "Encoding");
        var named = encoding switch
        {
            NameToken name => name.Data,
            DictionaryToken dictionary => tokens.Name(dictionary, "BaseEncoding"),
            _ => null,
        };
        Encoding? basis = named switch
        {
            "WinAnsiEncoding" => WinAnsiEncoding.Instance,
            "MacRomanEncoding" => MacRomanEncoding.Instance,
            "StandardEncoding" => StandardEncoding.Instance,
            _ => baseFont.EndsWith("Symbol", StringComparison.Ordinal) && !builtIn ? SymbolEncoding.Instance
                : dingbats && !builtIn ? ZapfDingbatsEncoding.Instance
                : builtIn || (symbolic && encoding is null) ? null
                : StandardEncoding.Instance,
        };
        if (basis is not null)
            foreach (var (code, name) in basis.CodeToNameMap)
                if (code is >= 0 and < 256) names[code] = name;
        if (named is "WinAnsiEncoding")
        {
            names[0xA0] ??= "space";
            names[0xAD] ??= "hyphen";
        }
        if (encoding is not DictionaryToken differing || tokens.Array(differing, "Differences") is not { } differences) return;
        var next = 0;
        foreach (var item in differences.Data)
        {
            if (item is NumericToken number) next = number.Int;
            else if (item is NameToken name)
            {
                if (next is >= 0 and < 256) names[next] = name.Data;
                next++;
            }
        }
    }

    private void ReadWidths(TokenReader tokens, DictionaryToken font, DictionaryToken? descriptor, string baseFont, bool drawn)
    {
        var unit = 0.001;
        if (drawn && tokens.MatrixOf(font, "FontMatrix") is { } matrix)
        {
            unit = Math.Abs(matrix.A) > 0 ? Math.Abs(matrix.A) : Math.Abs(matrix.B);
            Height = HeightOf(tokens, font, matrix);
        }
        var missing = (float)((descriptor is null ? null : tokens.Number(descriptor, "MissingWidth")) ?? 0) * (float)unit;
        Array.Fill(widths, missing);
        if (tokens.Array(font, "Widths") is { } array)
        {
            var first = (int)Math.Clamp(tokens.Number(font, "FirstChar") ?? 0, 0, 255);
            for (var i = 0; i < array.Data.Count && first + i < 256; i++) widths[first + i] = (float)(tokens.Number(array, i) * unit);
        }
        else ReadStandardWidths(baseFont);
    }

    // The fourteen fonts that every reader has need not say how wide they are.
    private void ReadStandardWidths(string baseFont)
    {
        var metrics = Metrics(baseFont);
        if (metrics is null)
        {
            for (var i = 0; i < 256; i++) if (widths[i] == 0) widths[i] = 0.5f;
            return;
        }
        for (var i = 0; i < 256; i++)
            if (names[i] is { } name && metrics.CharacterMetrics.TryGetValue(name, out var glyph)) widths[i] = (float)(glyph.Width.X / 1000);
            else widths[i] = names[i] is null ? widths[i] : 0.5f;
    }

    private static UglyToad.PdfPig.Fonts.AdobeFontMetrics.AdobeFontMetrics? Metrics(string baseFont)
    {
        try
        {
            return StandardFonts.Of(baseFont) ?? StandardFonts.Of("Helvetica");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static double HeightOf(TokenReader tokens, DictionaryToken font, in Matrix matrix)
    {
        var scale = Math.Sqrt((matrix.C * matrix.C) + (matrix.D * matrix.D));
        var box = tokens.Box(font, "FontBBox");
        var height = box is { Height: > 0 and < 1e5 } b ? b.Height * scale * 0.8 : 1000 * scale;
        return height is > 0.05 and < 20 ? height : 1;
    }
}
