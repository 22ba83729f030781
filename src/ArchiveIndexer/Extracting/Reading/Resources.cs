using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What the names in a content stream stand for (ISO 32000-2, 7.8.3): its own resources, then those of what draws it.</summary>
internal sealed class Resources(FileParts parts, DictionaryToken? dictionary, Resources? outer)
{
    private readonly Dictionary<string, FontMap?> fonts = [];
    private readonly Dictionary<string, Form?> forms = [];
    private readonly Dictionary<string, Appearance> appearances = [];

    internal FontMap? Font(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[Math.Min(name.Length, 128)];
        for (var i = 0; i < text.Length; i++) text[i] = (char)name[i];
        var known = fonts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var font)) return font;
        var key = text.ToString();
        font = Raw("Font", key) is { } token ? parts.Font(token) : outer?.Font(name);
        fonts[key] = font;
        return font;
    }

    internal Form? XObject(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[Math.Min(name.Length, 128)];
        for (var i = 0; i < text.Length; i++) text[i] = (char)name[i];
        if (forms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var form)) return form;
        var key = text.ToString();
        form = Raw("XObject", key) is { } token ? parts.Form(token) : outer?.XObject(name);
        forms[key] = form;
        return form;
    }

    /// <summary>What a graphics state parameter dictionary changes of what matters here.</summary>
    internal Appearance Appearance(ReadOnlySpan<byte> name)
    {
        var key = System.Text.Encoding.Latin1.GetString(name[..Math.Min(name.Length, 128)]);
        if (appearances.TryGetValue(key, out var known)) return known;
        return appearances[key] = Raw("ExtGState", key) is { } token && parts.Tokens.Resolve(token) is DictionaryToken state
            ? parts.Appearance(state) : outer?.Appearance(name) ?? default;
    }

    internal ColourSpace ColourSpace(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("DeviceGray"u8) || name.SequenceEqual("G"u8) || name.SequenceEqual("CalGray"u8)) return Extracting.ColourSpace.Grey;
        if (name.SequenceEqual("DeviceRGB"u8) || name.SequenceEqual("RGB"u8) || name.SequenceEqual("CalRGB"u8)) return Extracting.ColourSpace.Rgb;
        if (name.SequenceEqual("DeviceCMYK"u8) || name.SequenceEqual("CMYK"u8)) return Extracting.ColourSpace.Cmyk;
        return Raw("ColorSpace", System.Text.Encoding.Latin1.GetString(name)) is { } token ? parts.ColourSpace(token) : outer?.ColourSpace(name) ?? Extracting.ColourSpace.Unknown;
    }

    internal DictionaryToken? Properties(ReadOnlySpan<byte> name) =>
        Raw("Properties", System.Text.Encoding.Latin1.GetString(name)) is { } token ? parts.Tokens.Resolve(token) as DictionaryToken : outer?.Properties(name);

    private IToken? Raw(string kind, string name) =>
        dictionary is not null && parts.Tokens.Dictionary(dictionary, kind) is { } named ? TokenReader.Raw(named, name) : null;
}

/// <summary>What a graphics state parameter dictionary sets: a font with its size, transparency, the width of lines.</summary>
internal readonly record struct Appearance(FontMap? Font, double FontSize, bool? Transparent, double? LineWidth);

/// <summary>A drawing that pages share (ISO 32000-2, 8.8 and 8.10): content of its own, or a picture.</summary>
internal sealed class Form
{
    internal required bool IsPicture { get; init; }
    internal ReadOnlyMemory<byte> Content { get; init; }
    internal Matrix Matrix { get; init; } = Matrix.Identity;
    internal Frame? Box { get; init; }
    internal DictionaryToken? ResourceDictionary { get; init; }
    /// <summary>Whether its marks are named by a number of its own and not by the page's.</summary>
    internal bool HasOwnMarks { get; init; }
    /// <summary>Whether it blends with what lies below.</summary>
    internal bool Transparent { get; init; }
    internal Resources? Resources { get; set; }
    internal bool Drawn { get; set; }
}

/// <summary>What the pages of one file share: fonts, drawings, each worked out once.</summary>
internal sealed class FileParts(TokenReader tokens, IResourceStore store)
{
    // Drawings that many pages use are small: a logo, a running head.
    private const int MostHeld = 16 << 20;

    private readonly Dictionary<IndirectReference, FontMap?> fonts = [];
    private readonly Dictionary<IndirectReference, Form?> forms = [];
    private readonly Dictionary<IndirectReference, Resources> resources = [];
    private int held;

    internal TokenReader Tokens { get; } = tokens;

    /// <summary>How many fonts the library had to be asked about.</summary>
    internal int FontsAsked => fonts.Values.Count(font => font is { NeededLibrary: true });

    internal Resources ResourcesOf(IToken? token, Resources? outer)
    {
        if (token is not IndirectReferenceToken reference) return new Resources(this, Tokens.Resolve(token) as DictionaryToken, outer);
        if (!resources.TryGetValue(reference.Data, out var known))
            resources[reference.Data] = known = new Resources(this, Tokens.Resolve(token) as DictionaryToken, outer);
        return known;
    }

    internal FontMap? Font(IToken token)
    {
        if (token is IndirectReferenceToken reference)
        {
            if (!fonts.TryGetValue(reference.Data, out var known))
                fonts[reference.Data] = known = FontOf(token, () => Prepared().GetFontDirectly(reference));
            return known;
        }
        return FontOf(token, () => LibraryFont(token));
    }

    internal Form? Form(IToken token)
    {
        if (token is not IndirectReferenceToken reference) return null;
        if (forms.TryGetValue(reference.Data, out var known)) return known;
        var form = Tokens.Resolve(token) is StreamToken stream ? FormOf(stream) : null;
        held += form?.Content.Length ?? 0;
        if (held <= MostHeld) forms[reference.Data] = form;
        return form;
    }

    internal Form? FormOf(StreamToken stream)
    {
        var dictionary = stream.StreamDictionary;
        if (Tokens.Name(dictionary, "Subtype") is "Image") return new Form { IsPicture = true };
        return new Form
        {
            IsPicture = false,
            Content = Tokens.Decode(stream),
            Matrix = Tokens.MatrixOf(dictionary, "Matrix") ?? Matrix.Identity,
            Box = Tokens.Box(dictionary, "BBox"),
            ResourceDictionary = Tokens.Dictionary(dictionary, "Resources"),
            HasOwnMarks = dictionary.Data.ContainsKey("StructParents"),
        };
    }

    internal Appearance Appearance(DictionaryToken state)
    {
        FontMap? font = null;
        var size = 0.0;
        if (Tokens.Array(state, "Font") is { Data.Count: >= 2 } pair) (font, size) = (Font(pair.Data[0]), Tokens.Number(pair, 1));
        bool? transparent = null;
        if (Tokens.Number(state, "ca") is { } alpha) transparent = alpha < 0.95;
        var blend = Tokens.Value(state, "BM") switch
        {
            NameToken name => name.Data,
            ArrayToken { Data.Count: > 0 } names => (Tokens.Resolve(names.Data[0]) as NameToken)?.Data,
            _ => null,
        };
        if (blend is not null) transparent = (transparent ?? false) || blend is not ("Normal" or "Compatible");
        if (Tokens.Value(state, "SMask") is DictionaryToken) transparent = true;
        return new Appearance(font, size, transparent, Tokens.Number(state, "LW"));
    }

    internal ColourSpace ColourSpace(IToken token)
    {
        if (Tokens.Resolve(token) is NameToken device) return Named(device.Data);
        if (Tokens.Resolve(token) is not ArrayToken { Data.Count: > 1 } array || Tokens.Resolve(array.Data[0]) is not NameToken kind) return Extracting.ColourSpace.Unknown;
        if (kind.Data is "ICCBased" && Tokens.Resolve(array.Data[1]) is StreamToken profile)
            return Tokens.Number(profile.StreamDictionary, "N") switch { 1 => Extracting.ColourSpace.Grey, 3 => Extracting.ColourSpace.Rgb, 4 => Extracting.ColourSpace.Cmyk, _ => Extracting.ColourSpace.Unknown };
        if (kind.Data is "Separation" && Tokens.Resolve(array.Data[1]) is NameToken { Data: "Black" or "All" }) return Extracting.ColourSpace.BlackInk;
        return Named(kind.Data);
    }

    private static ColourSpace Named(string name) => name switch
    {
        "DeviceGray" or "CalGray" or "G" => Extracting.ColourSpace.Grey,
        "DeviceRGB" or "CalRGB" or "RGB" => Extracting.ColourSpace.Rgb,
        "DeviceCMYK" or "CMYK" => Extracting.ColourSpace.Cmyk,
        _ => Extracting.ColourSpace.Unknown,
    };

    private FontMap? FontOf(IToken token, Func<IFont?> library) =>
        Tokens.Resolve(token) is DictionaryToken dictionary ? new FontMap(Tokens, dictionary, library) : null;

    private IResourceStore Prepared()
    {
        StandardFonts.PrepareForTheLibrarysFonts();
        return store;
    }

    // A font that stands in the resources themselves has no number to ask for.
    private IFont? LibraryFont(IToken token)
    {
        var named = new DictionaryToken(new Dictionary<NameToken, IToken> { [NameToken.Create("F")] = token });
        Prepared().LoadResourceDictionary(new DictionaryToken(new Dictionary<NameToken, IToken> { [NameToken.Font] = named }));
        try
        {
            return store.GetFont(NameToken.Create("F"));
        }
        finally
        {
            store.UnloadResourceDictionary();
        }
    }
}
