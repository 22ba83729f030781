using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What pages have besides their content: links and form fields (ISO 32000-2, 12.5).</summary>
internal sealed class AnnotationFacts
{
    private const int MostOnPage = 10_000;
    private const int MostAtAll = 100_000;
    private const int Hidden = 2;

    /// <summary>One link or field.</summary>
    /// <param name="Page">Its page, from 1.</param>
    /// <param name="Object">What the structure tree names it by; null where it is no object of its own.</param>
    /// <param name="IsDescribed">Whether it says in words what it is for.</param>
    internal readonly record struct Annotation(int Page, IndirectReference? Object, bool IsDescribed);

    internal List<Annotation> Links { get; } = [];
    internal List<Annotation> Fields { get; } = [];
    /// <summary>Pages with something on them that the Tab key stops at, and whether the Tab key follows the structure there.</summary>
    internal List<(int Page, bool ByStructure)> Pages { get; } = [];

    internal static AnnotationFacts Of(PdfFile document, FilePages pages)
    {
        var found = new AnnotationFacts();
        for (var i = 0; i < pages.All.Count; i++)
        {
            var page = pages.All[i].Page;
            if (document.Value(page, "Annots") is not ArrayToken { Length: > 0 } annotations) continue;
            var before = found.Links.Count + found.Fields.Count;
            if (before > MostAtAll) break;
            foreach (var token in annotations.Data.Take(MostOnPage)) found.Take(document, token, i + 1);
            if (found.Links.Count + found.Fields.Count > before)
                found.Pages.Add((i + 1, document.Value(page, "Tabs") is NameToken { Data: "S" }));
        }
        return found;
    }

    private void Take(PdfFile document, IToken token, int page)
    {
        if (document.Resolve(token) is not DictionaryToken annotation) return;
        if (document.Value(annotation, "F") is NumericToken flags && (flags.Int & Hidden) != 0) return;
        var reference = (token as IndirectReferenceToken)?.Data;
        switch (document.Value(annotation, "Subtype"))
        {
            case NameToken { Data: "Link" }:
                Links.Add(new(page, reference, Says(document, annotation, "Contents")));
                break;
            case NameToken { Data: "Widget" }:
                // The widgets of one field share its words.
                Fields.Add(new(page, reference, Says(document, annotation, "TU")
                    || (document.Value(annotation, "Parent") is DictionaryToken field && Says(document, field, "TU"))));
                break;
        }
    }

    private static bool Says(PdfFile document, DictionaryToken annotation, string key) =>
        document.Value(annotation, key) switch { StringToken text => text.Data.Trim().Length > 0, HexToken text => text.Data.Trim().Length > 0, _ => false };
}
