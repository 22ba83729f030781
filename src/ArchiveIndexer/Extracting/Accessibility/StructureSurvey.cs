using UglyToad.PdfPig.Core;

namespace ArchiveIndexer.Extracting;

/// <summary>Every element of a file's structure tree in order, as far as the report asks after it.</summary>
internal sealed class StructureSurvey
{
    private const int MostHops = 16;

    private readonly Dictionary<string, (string Standard, bool Known)> types = new(StringComparer.Ordinal);

    private int lastPage;

    private StructureSurvey(StructureTree? tree)
    {
        if (tree is null) return;
        Exists = true;
        IsCut = tree.IsCut;
        var elements = new Element?[tree.Nodes.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            var node = tree.Nodes[i];
            var parent = node.Parent < 0 ? null : elements[node.Parent];
            if (node.Kind is StructureTree.NodeKind.Element)
            {
                Elements.Add(elements[i] = ElementOf(tree, node, parent));
                continue;
            }
            if (node.Annotation is { } annotation && parent is not null) Annotations.TryAdd(annotation, parent);
            if (node.Page > 0 && node.Page != lastPage) Pages.Add(lastPage = node.Page);
            parent?.Holds(node.Page, node.Mark);
        }
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

    internal static StructureSurvey Of(StructureTree? tree) => new(tree);

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

    private Element ElementOf(StructureTree tree, in StructureTree.Node node, Element? parent)
    {
        if (!types.TryGetValue(node.Type, out var standing)) types[node.Type] = standing = StandardOf(tree, node.Type);
        var says = node.Says;
        var (scope, headers) = says is not null && standing.Standard is "TH" or "TD" ? CellOf(tree, says!) : default;
        return new Element(node.Type, standing.Standard, parent)
        {
            IsKnown = standing.Known,
            Alternate = says?.Alternate,
            HasActualText = says is { HasActualText: true },
            HasId = says is { HasId: true },
            HasLanguage = parent is { HasLanguage: true } || (says?.Language is { } language && DocumentFacts.IsLanguage(language)),
            HasScope = scope,
            NamesHeaders = headers,
        };
    }

    /// <summary>Follows the file's own names to a standard one (ISO 32000-2, 14.7.3).</summary>
    private static (string Standard, bool Known) StandardOf(StructureTree tree, string type)
    {
        var standard = type;
        for (var hops = 0; hops < MostHops && (!StandardTypes.Knows(standard) || Newer.Contains(standard)) && tree.RoleOf(standard) is { } mapped; hops++) standard = mapped;
        return (standard, StandardTypes.Knows(standard));
    }

    // Standard since PDF 2.0, and before that names of a file's own: Word's style Title is often mapped to P or H1.
    private static readonly HashSet<string> Newer = ["Title", "DocumentFragment", "Aside", "FENote", "Sub", "Em", "Strong"];

    // The attributes of a cell, its own and those of its classes (ISO 32000-2, 14.7.6).
    private static (bool Scope, bool Headers) CellOf(StructureTree tree, StructureTree.Attributes says)
    {
        var (scope, headers) = (says.HasScope, says.NamesHeaders);
        foreach (var name in says.Classes)
        {
            var (ofClass, named) = tree.ClassOf(name);
            scope |= ofClass;
            headers |= named;
        }
        return (scope, headers);
    }
}
