using System.Reflection;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.AdobeFontMetrics;
using UglyToad.PdfPig.Fonts.Standard14Fonts;

namespace ArchiveIndexer.Extracting;

/// <summary>The metrics of the fourteen fonts that a file need not describe (ISO 32000-2, 9.6.2.2).</summary>
/// <remarks>
/// The library reads all of them, most of them several times, before it opens a first file: half of what the natively built reader would
/// need for a report. There that is left out (<c>Substitutions.xml</c> of that project), the library is told the fonts' names, and what is
/// asked for is read here. Everywhere else the library has read them, and nothing here is done.
/// </remarks>
internal static class StandardFonts
{
    /// <summary>Every name that the fonts go by, and the font's own.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Names = NamesOf(
        ("Courier", ["CourierCourierNew", "CourierNew"]), ("Courier-Bold", ["CourierNew,Bold"]), ("Courier-Oblique", ["CourierNew,Italic"]), ("Courier-BoldOblique", ["CourierNew,BoldItalic"]),
        ("Helvetica", ["Arial", "ArialMT"]), ("Helvetica-Bold", ["Arial,Bold", "Arial-BoldMT", "Arial-BoldMT,Bold"]), ("Helvetica-Oblique", ["Arial,Italic", "Arial-ItalicMT"]), ("Helvetica-BoldOblique", ["Arial,BoldItalic", "Arial-BoldItalicMT"]),
        ("Times-Roman", ["TimesNewRoman", "Times"]), ("Times-Bold", ["TimesNewRoman,Bold", "Times,Bold"]), ("Times-Italic", ["TimesNewRoman,Italic", "Times,Italic"]), ("Times-BoldItalic", ["TimesNewRoman,BoldItalic", "Times,BoldItalic"]),
        ("Symbol", ["Symbol,Italic", "Symbol,Bold", "Symbol,BoldItalic"]), ("ZapfDingbats", []));

    private static readonly Lock Reading = new();
    private static readonly Dictionary<string, AdobeFontMetrics> Read = new(StringComparer.Ordinal);
    private static readonly Lazy<bool> LeftToUs = new(TellNames);
    private static readonly Lazy<bool> Told = new(TellMetrics);

    /// <summary>To be called before the library opens a file.</summary>
    internal static void Prepare() => _ = LeftToUs.Value;

    /// <summary>To be called before the library makes fonts of its own, which it does for few files.</summary>
    internal static void PrepareForTheLibrarysFonts() => _ = Told.Value;

    /// <summary>The metrics by one of the names that the fonts go by; null for another name.</summary>
    internal static AdobeFontMetrics? Of(string name)
    {
        if (Standard14.GetAdobeFontMetrics(name) is { } known) return known;
        if (!Names.TryGetValue(name, out var own)) return null;
        lock (Reading) return Read.TryGetValue(own, out var read) ? read : Read[own] = Load(own);
    }

    /// <summary>Reads a font's metrics from what the library carries with it.</summary>
    internal static AdobeFontMetrics Load(string own)
    {
        using var afm = typeof(Standard14).Assembly.GetManifestResourceStream($"UglyToad.PdfPig.Fonts.Resources.AdobeFontMetrics.{own}.afm")
            ?? throw new InvalidOperationException($"The PDF library carries no metrics of {own}.");
        var bytes = new byte[afm.Length];
        afm.ReadExactly(bytes);
        return AdobeFontMetricsParser.Parse(new MemoryInputBytes(bytes), useReducedDataSet: true);
    }

    private static bool TellNames()
    {
        if (Standard14.IsFontInStandard14("Helvetica")) return false;
        var names = (HashSet<string>)Field(typeof(Standard14).GetField("Standard14Names", BindingFlags.NonPublic | BindingFlags.Static));
        var mapping = (Dictionary<string, string>)Field(typeof(Standard14).GetField("Standard14Mapping", BindingFlags.NonPublic | BindingFlags.Static));
        foreach (var (name, own) in Names)
        {
            names.Add(name);
            mapping[name] = own;
        }
        return true;
    }

    private static bool TellMetrics()
    {
        if (!LeftToUs.Value) return false;
        var cache = (Dictionary<string, AdobeFontMetrics>)Field(typeof(Standard14).GetField("Standard14Cache", BindingFlags.NonPublic | BindingFlags.Static));
        foreach (var name in Names.Keys) cache[name] = Of(name)!;
        return true;
    }

    private static object Field(FieldInfo? field) => field?.GetValue(null) ?? throw new MissingFieldException("The PDF library keeps its standard fonts elsewhere.");

    private static Dictionary<string, string> NamesOf(params (string Own, string[] Others)[] fonts) =>
        fonts.SelectMany(font => font.Others.Prepend(font.Own).Select(name => (name, font.Own))).ToDictionary(StringComparer.Ordinal);
}
