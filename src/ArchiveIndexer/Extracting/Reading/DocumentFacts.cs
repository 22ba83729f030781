using System.Text.RegularExpressions;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What a PDF says of itself outside its pages: title, language, marks, page labels.</summary>
internal sealed partial class DocumentFacts
{
    private const int LongestTitle = 300;

    private readonly List<PageLabels.Range> labels;

    private DocumentFacts(List<PageLabels.Range> labels) => this.labels = labels;

    /// <summary>The title in the file's metadata, where it is one and not a file's name; else null.</summary>
    internal string? Title { get; private init; }
    /// <summary>What the metadata gives as title, whatever it says; empty for nothing.</summary>
    internal string DeclaredTitle { get; private init; } = "";
    /// <summary>What the file's XMP metadata says; null where it has none that can be read.</summary>
    internal Xmp? Xmp { get; private init; }
    /// <summary>BCP 47 tag of the whole document.</summary>
    internal string? Language { get; private init; }
    /// <summary>Whether the content is marked and has a structure tree (ISO 32000-2, 14.7 and 14.8).</summary>
    internal bool Tagged { get; private init; }

    /// <summary>The structure tree as it is, whether or not the file says that it can be believed; null where there is none.</summary>
    internal StructureTree? Structure { get; private init; }
    /// <summary>Whether there is something in the tree's place that cannot be read.</summary>
    internal bool StructureIsDamaged { get; private init; }
    /// <summary>What the structure tree of a tagged file says of its text; null where it says nothing.</summary>
    internal TagTree? Tags { get; private init; }
    /// <summary>Its bookmarks.</summary>
    internal IReadOnlyList<Bookmark> Outline { get; private init; } = [];

    internal string? LabelOf(int page) => PageLabels.Of(labels, page);

    internal static DocumentFacts Of(PdfFile document, bool useTags = true)
    {
        var catalog = document.Catalog;
        var tagged = useTags && Try(() => IsTagged(document, catalog) ? "tagged" : null) is not null;
        var pages = catalog.ContainsKey(NameToken.StructTreeRoot) || catalog.ContainsKey(NameToken.Outlines) ? Try(() => PageNumbers.Read(document)) : null;
        var structure = pages is null ? null : Try(() => StructureTree.Read(document, pages));
        var xmp = Xmp.Of(document);
        // The newer place for it is XMP; where the older one has a file's name, the newer may have the title.
        var titles = new[] { Try(() => document.Document.Information.Title), xmp?.Title }.Select(t => Cut(TextNormaliser.Line(t ?? ""))).Where(t => t.Length > 0).ToList();
        var title = titles.Find(IsTitle);
        return new DocumentFacts(Try(() => PageLabels.Read(document, catalog)) ?? [])
        {
            Title = title,
            DeclaredTitle = title ?? titles.FirstOrDefault() ?? "",
            Xmp = xmp,
            Language = Try(() => LanguageOf(document, catalog)),
            Tagged = tagged,
            Structure = structure,
            StructureIsDamaged = structure is null && catalog.ContainsKey(NameToken.StructTreeRoot),
            Tags = tagged && structure is not null ? TagTree.Of(structure) : null,
            Outline = pages is null ? [] : Try(() => Outlines.Read(document, pages)) ?? [],
        };
    }

    internal static string Cut(string title) => title.Length <= LongestTitle ? title : title[..LongestTitle].TrimEnd() + "…";

    // Facts are welcome but not needed: a file that stumbles over one is still read.
    private static T? Try<T>(Func<T?> fact) where T : class
    {
        try
        {
            return fact();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static bool IsTagged(PdfFile document, DictionaryToken catalog) =>
        document.Value(catalog, "StructTreeRoot") is DictionaryToken
        && document.Value(catalog, "MarkInfo") is DictionaryToken marks && document.Value(marks, "Marked") is BooleanToken { Data: true };

    private static string? LanguageOf(PdfFile document, DictionaryToken catalog)
    {
        var declared = document.Value(catalog, "Lang") switch { StringToken s => s.Data, HexToken h => h.Data, _ => null };
        return declared is not null && LanguageTag().Match(declared.Trim().Replace('_', '-')) is { Success: true } tag ? tag.Value : null;
    }

    /// <summary>Whether this can be a language tag (BCP 47).</summary>
    internal static bool IsLanguage(string? tag) => tag is not null && LanguageTag().IsMatch(tag.Trim().Replace('_', '-'));

    /// <summary>Whether somebody wrote this title: it is no file's name, program's name or placeholder.</summary>
    internal static bool IsWritten(string title) => title.Any(char.IsLetter) && !NoTitle().IsMatch(title);

    private static bool IsTitle(string title) => title.Count(char.IsLetter) >= 4
        && (title.Contains(' ', StringComparison.Ordinal) || title.All(char.IsLetter)) && !NoTitle().IsMatch(title);

    [GeneratedRegex(@"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$")]
    private static partial Regex LanguageTag();

    // What programs put there when nobody wrote a title: their own name, a file's name, a placeholder.
    [GeneratedRegex(
        @"^Microsoft (Word|PowerPoint|Excel) - |^PowerPoint Presentation|^(Untitled|Document ?\d*|Slide|Layout|Template|Blank|Title|Presentation)\b[\s\d]*$"
            + @"|\.(docx?|pdf|indd|qxd|qxp|pptx?|xlsx?|rtf|odt|pub)\b|[\\]|^file:|^[^ ]+_[^ ]+_",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoTitle();
}
