using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Every element of a file's structure tree in order (ISO 32000-2, 14.7), gone through once and within limits.</summary>
internal sealed class StructureSurvey
{
    // Ten times what the longest reports have.
    private const int MostElements = 250_000;
    private const int MostSteps = 2_000_000;
    private const int MostHops = 16;

    private readonly PdfDocument document;
    private readonly FilePages pages;
    private readonly DictionaryToken? roles;
    private readonly DictionaryToken? classes;
    private readonly Dictionary<string, (string Standard, bool Known)> types = new(StringComparer.Ordinal);
    private readonly HashSet<IndirectReference> seen = [];

    private StructureSurvey(PdfDocument document, FilePages pages, DictionaryToken? root)
    {
        (this.document, this.pages) = (document, pages);
        if (root is null) return;
        roles = DocumentFacts.Value(document, root, "RoleMap") as DictionaryToken;
        classes = DocumentFacts.Value(document, root, "ClassMap") as DictionaryToken;
        Exists = true;
        Walk(root);
    }

    /// <summary>Whether the file has a tree, be it empty.</summary>
    internal bool Exists { get; }
    internal List<Element> Elements { get; } = [];
    /// <summary>Annotations that are part of the tree, with the element each stands in.</summary>
    internal Dictionary<IndirectReference, Element> Annotations { get; } = [];
    /// <summary>Pages of which something is in the tree.</summary>
    internal HashSet<int> Pages { get; } = [];
    /// <summary>Whether the tree goes on beyond the limits.</summary>
    internal bool IsCut { get; private set; }

    internal static StructureSurvey Of(PdfDocument document, FilePages pages) => new(
        document, pages, DocumentFacts.Value(document, document.Structure.Catalog.CatalogDictionary, "StructTreeRoot") as DictionaryToken);

    /// <returns>Null where there is no tree.</returns>
    internal StructureCounts? Counts()
    {
        if (!Exists) return null;
        var of = new Dictionary<string, int>(StringComparer.Ordinal);
        var headings = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var described = 0;
        foreach (var element in Elements)
        {
            of[element.Standard] = of.GetValueOrDefault(element.Standard) + 1;
            if (element.HeadingLevel is not null) headings[element.Standard] = headings.GetValueOrDefault(element.Standard) + 1;
            if (element is { Standard: "Figure", IsDescribed: true }) described++;
        }
        return new(Elements.Count, headings, of.GetValueOrDefault("Figure"), described, of.GetValueOrDefault("Table"), of.GetValueOrDefault("TH"),
            of.GetValueOrDefault("LI"), of.GetValueOrDefault("P"), of.GetValueOrDefault("Link"));
    }

    // The kids of one element that are still to be gone through, without a stack that a deep tree could overflow.
    private struct Level(IReadOnlyList<IToken> kids, Element? parent, int page)
    {
        internal IReadOnlyList<IToken> Kids = kids;
        internal int Next;
        internal Element? Parent = parent;
        internal int Page = page;
    }

    private void Walk(DictionaryToken root)
    {
        var open = new Stack<Level>();
        if (root.TryGet(NameToken.K, out var first)) open.Push(new Level([first], null, 0));
        for (var steps = 0; open.TryPop(out var level); steps++)
        {
            if (steps > MostSteps || Elements.Count >= MostElements)
            {
                IsCut = true;
                return;
            }
            if (level.Next >= level.Kids.Count) continue;
            var token = level.Kids[level.Next++];
            open.Push(level);
            Take(token, level.Parent, level.Page, open);
        }
    }

    private void Take(IToken token, Element? parent, int page, Stack<Level> open)
    {
        var reference = token as IndirectReferenceToken;
        // An element that is met again is a circle, or belongs where it was met first.
        if (reference is not null && !seen.Add(reference.Data)) return;
        switch (DocumentFacts.Resolve(document, token))
        {
            case NumericToken mark:
                Content(parent, page, mark.Int);
                break;
            case ArrayToken several:
                open.Push(new Level(several.Data, parent, page));
                break;
            case DictionaryToken dictionary:
                if (dictionary.TryGet(NameToken.Pg, out var pg) && pg is IndirectReferenceToken of && pages.Of(of.Data) is > 0 and var own) page = own;
                if (dictionary.TryGet(NameToken.S, out var type) && DocumentFacts.Resolve(document, type) is NameToken name)
                {
                    var element = ElementOf(dictionary, name.Data, parent);
                    Elements.Add(element);
                    if (dictionary.TryGet(NameToken.K, out var kids)) open.Push(new Level(kids is ArrayToken list ? list.Data : [kids], element, page));
                }
                else if (DocumentFacts.Value(document, dictionary, "MCID") is NumericToken mark)
                    Content(parent, page, dictionary.ContainsKey(NameToken.Create("Stm")) ? -1 : mark.Int);
                else if (dictionary.TryGet(NameToken.Create("Obj"), out var annotation) && parent is not null)
                {
                    if (annotation is IndirectReferenceToken target) Annotations.TryAdd(target.Data, parent);
                    Content(parent, page, -1);
                }
                break;
        }
    }

    private void Content(Element? element, int page, int mark)
    {
        if (page > 0) Pages.Add(page);
        element?.Holds(page, mark);
    }

    private Element ElementOf(DictionaryToken dictionary, string type, Element? parent)
    {
        if (!types.TryGetValue(type, out var standing)) types[type] = standing = StandardOf(type);
        var (scope, headers) = standing.Standard is "TH" or "TD" ? CellOf(dictionary) : default;
        return new Element(type, standing.Standard, parent)
        {
            IsKnown = standing.Known,
            Alternate = TextOf(dictionary, "Alt"),
            HasActualText = dictionary.ContainsKey(NameToken.ActualText),
            HasId = dictionary.ContainsKey(NameToken.Create("ID")),
            HasLanguage = parent is { HasLanguage: true } || DocumentFacts.IsLanguage(TextOf(dictionary, "Lang")),
            HasScope = scope,
            NamesHeaders = headers,
        };
    }

    /// <summary>Follows the file's own names to a standard one (ISO 32000-2, 14.7.3).</summary>
    private (string Standard, bool Known) StandardOf(string type)
    {
        var standard = type;
        for (var hops = 0; hops < MostHops && (!StandardTypes.Knows(standard) || Newer.Contains(standard)); hops++)
        {
            if (roles is null || DocumentFacts.Value(document, roles, standard) is not NameToken mapped) break;
            standard = mapped.Data;
        }
        return (standard, StandardTypes.Knows(standard));
    }

    // Standard since PDF 2.0, and before that names of a file's own: Word's style Title is often mapped to P or H1.
    private static readonly HashSet<string> Newer = ["Title", "DocumentFragment", "Aside", "FENote", "Sub", "Em", "Strong"];

    private string? TextOf(DictionaryToken dictionary, string key) =>
        DocumentFacts.Value(document, dictionary, key) switch { StringToken text => text.Data, HexToken text => text.Data, _ => null };

    // The attributes of a cell, its own and those of its classes (ISO 32000-2, 14.7.6).
    private (bool Scope, bool Headers) CellOf(DictionaryToken cell)
    {
        var (scope, headers) = (false, false);
        Look(DocumentFacts.Value(document, cell, "A"), 0);
        if (classes is not null)
            foreach (var name in Several(DocumentFacts.Value(document, cell, "C")).OfType<NameToken>())
                Look(DocumentFacts.Value(document, classes, name.Data), 0);
        return (scope, headers);

        void Look(IToken? attributes, int depth)
        {
            if (attributes is DictionaryToken own)
            {
                scope |= DocumentFacts.Value(document, own, "Scope") is NameToken;
                headers |= DocumentFacts.Value(document, own, "Headers") is ArrayToken { Length: > 0 };
            }
            else if (attributes is ArrayToken && depth == 0)
                foreach (var one in Several(attributes)) Look(DocumentFacts.Resolve(document, one), 1);
        }
    }

    private static IEnumerable<IToken> Several(IToken? token) => token switch { null => [], ArrayToken many => many.Data.Take(MostHops), _ => [token] };
}
