namespace ArchiveIndexer.Extracting;

/// <summary>The structure tree of a tagged PDF (ISO 32000-2, 14.7): which element each piece of marked content belongs to, and in which order they are read.</summary>
internal sealed class TagTree
{
    /// <summary>A piece of marked content: its element and its place in the order of the tree.</summary>
    internal readonly record struct Place(Tag Tag, int Order);

    private const int Deepest = 120;

    private readonly Dictionary<long, Place> places = [];

    /// <summary>The element that holds content <paramref name="mark"/> of <paramref name="page"/>, counted from 1; null where the tree does not name it.</summary>
    internal Place? Of(int page, int mark) => mark >= 0 && places.TryGetValue(Key(page, mark), out var place) ? place : null;

    /// <summary>How many pieces of marked content it names.</summary>
    internal int Count => places.Count;

    /// <summary>Reads the tree, as far as it is one and not deeper than a document can be.</summary>
    /// <returns>Null for one that names no content.</returns>
    internal static TagTree? Of(StructureTree structure)
    {
        var tree = new TagTree();
        var kinds = new Dictionary<string, (TagKind Kind, int Level)>(StringComparer.Ordinal);
        var tags = new Tag?[structure.Nodes.Count];
        var (elements, contents) = (0, 0);
        for (var i = 0; i < tags.Length; i++)
        {
            var node = structure.Nodes[i];
            var parent = node.Parent < 0 ? null : tags[node.Parent];
            if (node.Kind is StructureTree.NodeKind.Element && node.Depth < Deepest)
            {
                if (!kinds.TryGetValue(node.Type, out var kind)) kinds[node.Type] = kind = StandardTypes.Of(Role(node.Type, structure));
                elements++;
                tags[i] = (kind.Kind is TagKind.HeaderCell or TagKind.Cell && node.Says is { } says
                    ? new Tag(kind.Kind, kind.Level, parent, elements) { Span = (says.Columns, says.Rows), HeadsRow = says.HeadsRow }
                    : new Tag(kind.Kind, kind.Level, parent, elements)).Placed();
            }
            // Content of a form has marks of its own, which say nothing here.
            else if (node.Kind is StructureTree.NodeKind.Content && node.Mark >= 0 && parent is not null && node.Page > 0)
                tree.places.TryAdd(Key(node.Page, node.Mark), new Place(parent, contents++));
        }
        return tree.Count == 0 ? null : tree;
    }

    private static string Role(string type, StructureTree structure)
    {
        for (var hops = 0; hops < 16 && !StandardTypes.Knows(type) && structure.RoleOf(type) is { } mapped; hops++) type = mapped;
        return type;
    }

    private static long Key(int page, int mark) => ((long)page << 32) | (uint)mark;
}
