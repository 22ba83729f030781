using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>A file's structure tree (ISO 32000-2, 14.7) in order, depth first, gone through once and within limits.</summary>
internal sealed class StructureTree
{
    private const int MostElements = 400_000;
    private const int MostSteps = 2_000_000;
    private const int MostAttributes = 16;

    private readonly PdfFile document;
    private readonly DictionaryToken? roles;
    private readonly DictionaryToken? classes;

    private StructureTree(PdfFile document, DictionaryToken root)
    {
        this.document = document;
        roles = document.Value(root, "RoleMap") as DictionaryToken;
        classes = document.Value(root, "ClassMap") as DictionaryToken;
    }

    internal enum NodeKind
    {
        Element,
        /// <summary>Marked content of a page, or, without a mark, of a form.</summary>
        Content,
        Annotation,
    }

    /// <param name="Kind">What it is.</param>
    /// <param name="Parent">The place among <see cref="Nodes"/> of the element that it stands in; -1 at the root.</param>
    /// <param name="Page">The page that it says it is on, or the element that it stands in; 0 for none.</param>
    /// <param name="Depth">How many elements and lists it stands in.</param>
    /// <param name="Mark">Of content on the page itself, its mark; else -1.</param>
    /// <param name="Type">Of an element, what the file calls it.</param>
    /// <param name="Says">Of an element, what it says beyond that; null for nothing.</param>
    /// <param name="Annotation">Of an annotation, the object.</param>
    internal readonly record struct Node(NodeKind Kind, int Parent, int Page, int Depth, int Mark, string Type, Attributes? Says, IndirectReference? Annotation);

    /// <summary>What few elements say of themselves.</summary>
    internal sealed record Attributes
    {
        internal string? Alternate { get; set; }
        internal string? Language { get; set; }
        internal bool HasActualText { get; set; }
        internal bool HasId { get; set; }
        internal bool HasScope { get; set; }
        internal bool HeadsRow { get; set; }
        internal bool NamesHeaders { get; set; }
        internal int Columns { get; set; } = 1;
        internal int Rows { get; set; } = 1;
        /// <summary>What <see cref="ClassOf"/> knows more of.</summary>
        internal List<string> Classes { get; } = [];
    }

    internal List<Node> Nodes { get; } = [];
    /// <summary>Whether the tree goes on beyond the limits.</summary>
    internal bool IsCut { get; private set; }
    /// <summary>What one of the file's own names stands for; null where it does not say.</summary>
    internal string? RoleOf(string type) => roles is not null && document.Value(roles, type) is NameToken mapped ? mapped.Data : null;

    /// <summary>Whether a class of elements (ISO 32000-2, 14.7.6) says what header cells head, and which they are.</summary>
    internal (bool Scope, bool Headers) ClassOf(string name)
    {
        if (classes is null || document.Value(classes, name) is not { } said) return default;
        var (scope, headers) = (false, false);
        IEnumerable<IToken?> several = said is ArrayToken many ? many.Data.Take(MostAttributes).Select(one => document.Resolve(one)) : [said];
        foreach (var own in several.OfType<DictionaryToken>())
        {
            scope |= document.Value(own, "Scope") is NameToken;
            headers |= document.Value(own, "Headers") is ArrayToken { Length: > 0 };
        }
        return (scope, headers);
    }

    /// <returns>Null for a file that has none; an empty one for a file that has an empty one.</returns>
    internal static StructureTree? Read(PdfFile document, PageNumbers pages)
    {
        if (document.Value(document.Catalog, "StructTreeRoot") is not DictionaryToken root) return null;
        var tree = new StructureTree(document, root);
        if (root.TryGet(NameToken.K, out var kids)) new Walk(document.Objects, pages, tree).From(kids);
        return tree;
    }

    private sealed class Walk(RawObjects objects, PageNumbers pages, StructureTree tree)
    {
        private readonly HashSet<IndirectReference> seen = [];
        private readonly Dictionary<string, string> types = new(StringComparer.Ordinal);
        private readonly Stack<Level> open = new();
        private (IndirectReference Object, int Number) lastPage;
        private string lastType = "";
        private int elements;

        // The kids of one element that are still to be gone through, without a stack that a deep tree could overflow.
        private readonly record struct Level(RawValue.Reader Kids, int Parent, int Page, int Depth);

        internal void From(IToken kids)
        {
            if (kids is IndirectReferenceToken reference) seen.Add(reference.Data);
            Take(objects.Resolve(kids), -1, 0, 0);
            for (var steps = 0; open.TryPop(out var level); steps++)
            {
                if (steps > MostSteps || elements >= MostElements)
                {
                    tree.IsCut = true;
                    return;
                }
                var kid = level.Kids;
                var value = kid.Next();
                if (value.Kind is RawKind.None) continue;
                open.Push(level with { Kids = kid });
                // An element that is met again is a circle, or belongs where it was met first.
                if (value.Kind is RawKind.Reference && !seen.Add(value.Reference)) continue;
                Take(objects.Resolve(value), level.Parent, level.Page, level.Depth);
            }
        }

        private void Take(in RawValue value, int parent, int page, int depth)
        {
            switch (value.Kind)
            {
                case RawKind.Number:
                    tree.Nodes.Add(new Node(NodeKind.Content, parent, page, depth, (int)Math.Min(value.Number, int.MaxValue), "", null, null));
                    break;
                case RawKind.Array:
                    open.Push(new Level(value.Inside(), parent, page, depth + 1));
                    break;
                case RawKind.Dictionary:
                    TakeDictionary(value, parent, page, depth);
                    break;
            }
        }

        private void TakeDictionary(in RawValue dictionary, int parent, int page, int depth)
        {
            RawValue type = default, kids = default, mark = default, target = default;
            Attributes? says = null;
            var inForm = false;
            for (var entries = dictionary.Inside(); entries.Next(out var key, out var value);)
            {
                var name = key.Bytes;
                switch (name.Length)
                {
                    case 1 when name[0] == 'S': type = value; break;
                    case 1 when name[0] == 'K': kids = value; break;
                    case 1 when name[0] == 'A': Look(value, ref says); break;
                    case 1 when name[0] == 'C': LookAtClasses(value, says ??= new()); break;
                    case 2 when name.SequenceEqual("Pg"u8) && value.Kind is RawKind.Reference: page = PageOf(value.Reference); break;
                    case 2 when name.SequenceEqual("ID"u8): (says ??= new()).HasId = true; break;
                    case 3 when name.SequenceEqual("Alt"u8): (says ??= new()).Alternate = objects.Text(value); break;
                    case 3 when name.SequenceEqual("Obj"u8): target = value; break;
                    case 3 when name.SequenceEqual("Stm"u8): inForm = true; break;
                    case 4 when name.SequenceEqual("Lang"u8): (says ??= new()).Language = objects.Text(value); break;
                    case 4 when name.SequenceEqual("MCID"u8): mark = value; break;
                    case 10 when name.SequenceEqual("ActualText"u8): (says ??= new()).HasActualText = true; break;
                }
            }
            if (type.Kind is not RawKind.None && objects.Resolve(type) is { Kind: RawKind.Name } called)
            {
                elements++;
                tree.Nodes.Add(new Node(NodeKind.Element, parent, page, depth, -1, TypeOf(called), says, null));
                if (kids.Kind is RawKind.None) return;
                // Kids are one or many, and a reference may stand for a list of them: only elements count as met.
                var self = tree.Nodes.Count - 1;
                var list = kids.Kind is RawKind.Reference && objects.Resolve(kids) is { Kind: RawKind.Array } far ? far : kids;
                open.Push(new Level(list.Kind is RawKind.Array ? list.Inside() : kids.Alone(), self, page, depth + 1));
            }
            else if (mark.Kind is not RawKind.None && objects.Resolve(mark) is { Kind: RawKind.Number } number)
                tree.Nodes.Add(new Node(NodeKind.Content, parent, page, depth, inForm ? -1 : (int)Math.Min(number.Number, int.MaxValue), "", null, null));
            else if (target.Kind is not RawKind.None)
                tree.Nodes.Add(new Node(NodeKind.Annotation, parent, page, depth, -1, "", null, target.Kind is RawKind.Reference ? target.Reference : null));
        }

        private int PageOf(IndirectReference reference)
        {
            if (!reference.Equals(lastPage.Object)) lastPage = (reference, pages.Of(reference));
            return lastPage.Number;
        }

        private string TypeOf(in RawValue name)
        {
            var type = name.Name();
            if (type == lastType) return lastType;
            if (!types.TryGetValue(type, out var known)) types[type] = known = type;
            return lastType = known;
        }

        // The attributes of a cell (ISO 32000-2, 14.8.5.7), one set of them or several.
        private void Look(in RawValue attributes, ref Attributes? says)
        {
            var value = objects.Resolve(attributes);
            if (value.Kind is RawKind.Array)
            {
                var several = value.Inside();
                for (var i = 0; i < MostAttributes && several.Next() is { Kind: not RawKind.None } one; i++)
                    if (objects.Resolve(one) is { Kind: RawKind.Dictionary } own) LookInto(own, ref says);
            }
            else if (value.Kind is RawKind.Dictionary) LookInto(value, ref says);
        }

        private void LookInto(in RawValue attributes, ref Attributes? says)
        {
            for (var entries = attributes.Inside(); entries.Next(out var key, out var value);)
            {
                var name = key.Bytes;
                if (name.SequenceEqual("ColSpan"u8) && objects.Resolve(value) is { Kind: RawKind.Number } columns)
                    (says ??= new()).Columns = (int)Math.Clamp(columns.Number, 1, 60);
                else if (name.SequenceEqual("RowSpan"u8) && objects.Resolve(value) is { Kind: RawKind.Number } rows)
                    (says ??= new()).Rows = (int)Math.Clamp(rows.Number, 1, 500);
                else if (name.SequenceEqual("Scope"u8) && objects.Resolve(value) is { Kind: RawKind.Name } scope)
                {
                    (says ??= new()).HasScope = true;
                    if (scope.IsName("Row"u8)) says.HeadsRow = true;
                }
                else if (name.SequenceEqual("Headers"u8) && objects.Resolve(value) is { Kind: RawKind.Array } headers && headers.Inside().Next().Kind is not RawKind.None)
                    (says ??= new()).NamesHeaders = true;
            }
        }

        private void LookAtClasses(in RawValue classes, Attributes says)
        {
            var value = objects.Resolve(classes);
            if (value.Kind is RawKind.Name) says.Classes.Add(value.Name());
            if (value.Kind is not RawKind.Array) return;
            var several = value.Inside();
            for (var i = 0; i < MostAttributes && several.Next() is { Kind: not RawKind.None } one; i++)
                if (objects.Resolve(one) is { Kind: RawKind.Name } name) says.Classes.Add(name.Name());
        }
    }
}
