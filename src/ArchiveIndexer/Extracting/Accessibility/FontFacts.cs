using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>One font of a file.</summary>
/// <param name="Name">Without the tag of a subset.</param>
/// <param name="IsEmbedded">Whether its shapes are in the file.</param>
/// <param name="IsMapped">Whether the file says which letters it draws (ISO 14289-1, 7.21.7).</param>
internal sealed record FontFacts(string Name, bool IsEmbedded, bool IsMapped)
{
    /// <summary>The pages whose resources name it, from 1.</summary>
    internal List<int> Pages { get; } = [];

    private const int MostFonts = 2_000;
    private const int MostForms = 5_000;
    private const int DeepestForm = 6;

    /// <summary>The fonts that the resources of the pages and of the forms on them name, each once.</summary>
    internal static List<FontFacts> Of(PdfFile document, FilePages pages) => new Search(document).In(pages);

    private sealed class Search(PdfFile document)
    {
        // One font is often several objects: subsets, and copies from merged files.
        private readonly Dictionary<(string, bool, bool), FontFacts> fonts = [];
        private readonly Dictionary<IndirectReference, FontFacts?> known = [];
        private readonly HashSet<IndirectReference> seen = [];
        private int forms;

        internal List<FontFacts> In(FilePages pages)
        {
            for (var i = 0; i < pages.All.Count && fonts.Count < MostFonts; i++)
                if (pages.All[i].Resources is { } resources) Take(resources, i + 1, 0);
            return [.. fonts.Values];
        }

        private void Take(DictionaryToken resources, int page, int depth)
        {
            if (Value(resources, "Font") is DictionaryToken named)
                foreach (var (_, token) in named.Data)
                    if (fonts.Count < MostFonts && FontOf(token) is { } font && (font.Pages.Count == 0 || font.Pages[^1] != page)) font.Pages.Add(page);
            if (depth >= DeepestForm || Value(resources, "XObject") is not DictionaryToken drawn) return;
            foreach (var (_, token) in drawn.Data)
            {
                // Forms are always objects of their own, being streams.
                if (forms > MostForms || token is not IndirectReferenceToken reference || !seen.Add(reference.Data)) continue;
                forms++;
                if (document.Resolve(token) is StreamToken form && Value(form.StreamDictionary, "Subtype") is NameToken { Data: "Form" }
                    && Value(form.StreamDictionary, "Resources") is DictionaryToken own)
                    Take(own, page, depth + 1);
            }
        }

        private FontFacts? FontOf(IToken token)
        {
            var reference = token as IndirectReferenceToken;
            if (reference is not null && known.TryGetValue(reference.Data, out var before)) return before;
            FontFacts? font = null;
            if (document.Resolve(token) is DictionaryToken dictionary)
            {
                font = FontOf(dictionary);
                var key = (font.Name, font.IsEmbedded, font.IsMapped);
                if (!fonts.TryAdd(key, font)) font = fonts[key];
            }
            if (reference is not null) known[reference.Data] = font;
            return font;
        }

        private FontFacts FontOf(DictionaryToken font)
        {
            var kind = (Value(font, "Subtype") as NameToken)?.Data;
            var name = (Value(font, "BaseFont") as NameToken ?? Value(font, "Name") as NameToken)?.Data ?? "a font without a name";
            if (name.Length > 7 && name[6] == '+') name = name[7..];
            if (name.Length > 60) name = name[..60] + "…";
            var drawn = kind == "Type0" && Value(font, "DescendantFonts") is ArrayToken { Length: > 0 } descendants
                ? document.Resolve(descendants.Data[0]) as DictionaryToken ?? font : font;
            var descriptor = Value(drawn, "FontDescriptor") as DictionaryToken;
            var embedded = kind == "Type3"
                || (descriptor is not null && Array.Exists(Files, file => descriptor.ContainsKey(file)));
            return new FontFacts(name, embedded, IsMapped(font, drawn, descriptor, kind));
        }

        private static readonly NameToken[] Files = [NameToken.Create("FontFile"), NameToken.Create("FontFile2"), NameToken.Create("FontFile3")];

        private bool IsMapped(DictionaryToken font, DictionaryToken drawn, DictionaryToken? descriptor, string? kind)
        {
            if (Value(font, "ToUnicode") is StreamToken or NameToken) return true;
            var encoding = Value(font, "Encoding");
            if (kind == "Type0")
                // A named order of the four collections has a map that every reader knows.
                return encoding is NameToken { Data: not ("Identity-H" or "Identity-V") }
                    || (Value(drawn, "CIDSystemInfo") is DictionaryToken system && TextOf(system, "Ordering") is "GB1" or "CNS1" or "Japan1" or "Korea1");
            if (encoding is NameToken) return true;
            if (encoding is DictionaryToken own)
                return Value(own, "Differences") is not ArrayToken differences || AreNames(differences);
            // Without an encoding, the letters of a font that is no symbol font are Latin ones.
            return kind != "Type3" && (descriptor is null || Value(descriptor, "Flags") is not NumericToken flags || (flags.Int & 4) == 0);
        }

        // Whether the names are such as stand for letters: "eacute", "uni20AC"; "g123" and "a7" stand for nothing.
        private static bool AreNames(ArrayToken differences)
        {
            var looked = 0;
            foreach (var token in differences.Data)
            {
                if (token is not NameToken name || name.Data is ".notdef" or "") continue;
                if (++looked > 256) break;
                if (!IsLetterName(name.Data)) return false;
            }
            return true;
        }

        private static bool IsLetterName(string name)
        {
            var stem = name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;
            try
            {
                return GlyphList.AdobeGlyphList.NameToUnicode(stem) is not null
                    || stem.Contains('_', StringComparison.Ordinal) && Array.TrueForAll(stem.Split('_'), part => part.Length > 0 && GlyphList.AdobeGlyphList.NameToUnicode(part) is not null);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return false;
            }
        }

        private IToken? Value(DictionaryToken dictionary, string name) => document.Value(dictionary, name);

        private string? TextOf(DictionaryToken dictionary, string name) =>
            Value(dictionary, name) switch { StringToken text => text.Data, HexToken text => text.Data, _ => null };
    }
}
