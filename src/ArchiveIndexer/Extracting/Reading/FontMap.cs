using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What the codes of one font mean and how wide their letters are. Each code is worked out once.</summary>
/// <remarks>The library's own font, which parses the font's program, is asked only for codes that the file's tables leave open.</remarks>
internal sealed class FontMap
{
    private const string Unknown = "\uFFFD";

    private readonly Letter[]?[] letters = new Letter[256][];
    private readonly SimpleCodes? simple;
    private readonly CompositeCodes? composite;
    private readonly CharacterMap? toUnicode;
    private readonly Func<IFont?> library;
    private IFont? asked;
    private bool hasAsked;

    internal FontMap(TokenReader tokens, DictionaryToken font, Func<IFont?> library)
    {
        this.library = library;
        var descriptor = tokens.Dictionary(font, "FontDescriptor");
        if (tokens.Value(font, "ToUnicode") is StreamToken stream) toUnicode = CharacterMap.Read(tokens.Decode(stream).Span);
        if (tokens.Name(font, "Subtype") is "Type0")
        {
            composite = new CompositeCodes(tokens, font);
            descriptor = composite.Descriptor;
        }
        else simple = new SimpleCodes(tokens, font, descriptor);
        var name = tokens.Name(font, "BaseFont") ?? (descriptor is null ? null : tokens.Name(descriptor, "FontName"));
        Bold = IsBold(name) || (descriptor is not null && (tokens.Number(descriptor, "FontWeight") >= 600 || ((int)(tokens.Number(descriptor, "Flags") ?? 0) & (1 << 18)) != 0));
    }

    /// <summary>One code: its text ("" for nothing to read), how far it goes along the line in parts of the size, and whether its meaning is known.</summary>
    internal readonly record struct Letter(string? Text, float Width, bool Known);

    internal bool Bold { get; }

    internal bool Composite => composite is not null;

    internal bool Vertical => composite?.Vertical ?? false;

    /// <summary>How high the type is for a size of 1: fonts that are drawings (Type 3) have units of their own.</summary>
    internal double Height => simple?.Height ?? 1;

    /// <summary>Whether the library's font had to be asked.</summary>
    internal bool NeededLibrary => hasAsked;

    /// <summary>The next code of a composite font, and its number of bytes.</summary>
    internal (uint Code, int Bytes) Take(ReadOnlySpan<byte> bytes)
    {
        if (composite!.Codes is { } codes) return codes.Take(bytes);
        return bytes.Length >= 2 ? ((uint)((bytes[0] << 8) | bytes[1]), 2) : (bytes[0], 1);
    }

    internal ref readonly Letter this[uint code]
    {
        get
        {
            // Codes above 16 bits share the slots of those below: they do not meet in one font.
            var slot = code > 0xFFFF ? (code ^ (code >> 16)) & 0xFFFF : code;
            var page = letters[slot >> 8] ??= new Letter[256];
            ref var letter = ref page[slot & 255];
            if (letter.Text is null) letter = WorkOut(code);
            return ref letter;
        }
    }

    // For the library, which writes every range out.
    private bool IsTooMuch => toUnicode is { Refused: true } or { Wide: true } || composite is { Refused: true } || composite?.Codes is { Refused: true } or { Wide: true };

    private Letter WorkOut(uint code)
    {
        var width = simple?.WidthOf(code) ?? composite!.WidthOf(code);
        var text = toUnicode?.TextOf(code);
        if (text is "\0") text = null;
        text ??= simple?.TextOf(code);
        if (text is null && !IsTooMuch) text = AskLibrary(code);
        text ??= simple?.GuessOf(code);
        // Signs from a private area mean something only in their own font: bullets, mostly.
        return text is null ? new Letter(Unknown, width, false) : new Letter(text.Trim('\0'), width, true);
    }

    private string? AskLibrary(uint code)
    {
        if (!hasAsked)
        {
            hasAsked = true;
            try
            {
                asked = library();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                asked = null;
            }
        }
        try
        {
            return asked is not null && asked.TryGetUnicode((int)code, out var text) && text is not (null or "" or "\0") ? text : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static bool IsBold(string? name) => name is not null
        && (name.Contains("Bold", StringComparison.OrdinalIgnoreCase) || name.Contains("Black", StringComparison.OrdinalIgnoreCase)
            || name.Contains("Heavy", StringComparison.OrdinalIgnoreCase));
}
