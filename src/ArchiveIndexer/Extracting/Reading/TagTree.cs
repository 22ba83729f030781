using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>The structure tree of a tagged PDF (ISO 32000-2, 14.7): which element each piece of marked content belongs to, and in which order they are read.</summary>
internal sealed class TagTree
{
    /// <summary>A piece of marked content: its element and its place in the order of the tree.</summary>
    internal readonly record struct Place(Tag Tag, int Order);

    private readonly Dictionary<long, Place> places = [];

    /// <summary>The element that holds content <paramref name="mark"/> of <paramref name="page"/>, counted from 1; null where the tree does not name it.</summary>
    internal Place? Of(int page, int mark) => mark >= 0 && places.TryGetValue(Key(page, mark), out var place) ? place : null;

    /// <summary>How many pieces of marked content it names.</summary>
    internal int Count => places.Count;

    /// <summary>Walks the tree, as far as it is one and not larger than a document can have.</summary>
    /// <returns>Null for a file that has none.</returns>
    internal static TagTree? Read(PdfDocument document, PageNumbers pages)
    {
        var catalog = document.Structure.Catalog.CatalogDictionary;
        if (DocumentFacts.Value(document, catalog, "StructTreeRoot") is not DictionaryToken root) return null;
        var tree = new TagTree();
        new Walk(document, pages, tree, DocumentFacts.Value(document, root, "RoleMap") as DictionaryToken).From(root);
        return tree.Count == 0 ? null : tree;
    }

    private static long Key(int page, int mark) => ((long)page << 32) | (uint)mark;

    private sealed class Walk(PdfDocument document, PageNumbers pages, TagTree tree, DictionaryToken? roles)
    {
        private const int Deepest = 120;
        private const int MostElements = 400_000;
        private const int MostContents = 2_000_000;

        private readonly HashSet<IndirectReference> seen = [];
        private readonly Dictionary<string, (TagKind Kind, int Level)> kinds = [];
        private readonly Stack<Step> open = new();
        private int elements;
        private int contents;

        private readonly record struct Step(IToken Token, Tag? Parent, int Page, int Depth);

        internal void From(DictionaryToken root)
        {
            PushKids(root, null, 0, 0);
            while (open.TryPop(out var step) && elements < MostElements && contents < MostContents) Take(step);
        }

        private void Take(in Step step)
        {
            // An element that is met again is a circle, or belongs where it was met first.
            if (step.Token is IndirectReferenceToken reference && !seen.Add(reference.Data)) return;
            switch (DocumentFacts.Resolve(document, step.Token))
            {
                case NumericToken mark:
                    Add(step.Page, mark.Int, step.Parent);
                    break;
                case ArrayToken { Length: > 0 } array when step.Depth < Deepest:
                    for (var i = array.Length - 1; i >= 0; i--) open.Push(step with { Token = array.Data[i], Depth = step.Depth + 1 });
                    break;
                case DictionaryToken dictionary:
                    Take(dictionary, step);
                    break;
            }
        }

        private void Take(DictionaryToken dictionary, in Step step)
        {
            var page = dictionary.TryGet(NameToken.Pg, out var pg) && pg is IndirectReferenceToken reference ? pages.Of(reference.Data) : step.Page;
            if (dictionary.TryGet(NameToken.S, out var type) && DocumentFacts.Resolve(document, type) is NameToken name)
            {
                if (step.Depth >= Deepest) return;
                elements++;
                PushKids(dictionary, TagOf(dictionary, name.Data, step.Parent), page, step.Depth + 1);
            }
            // A marked-content reference; content of a form (Stm) has marks of its own, which say nothing here.
            else if (!dictionary.ContainsKey(NameToken.Create("Stm")) && DocumentFacts.Value(document, dictionary, "MCID") is NumericToken mark)
                Add(page, mark.Int, step.Parent);
        }

        private void PushKids(DictionaryToken dictionary, Tag? tag, int page, int depth)
        {
            if (!dictionary.TryGet(NameToken.K, out var kids)) return;
            // Kids are few or many, and a reference may stand for a list of them: only elements count as met.
            if (kids is IndirectReferenceToken && DocumentFacts.Resolve(document, kids) is ArrayToken list) kids = list;
            open.Push(new Step(kids, tag, page, depth));
        }

        private void Add(int page, int mark, Tag? tag)
        {
            if (tag is null || page <= 0 || mark < 0) return;
            tree.places.TryAdd(Key(page, mark), new Place(tag, contents++));
        }

        private Tag TagOf(DictionaryToken dictionary, string type, Tag? parent)
        {
            if (!kinds.TryGetValue(type, out var kind)) kinds[type] = kind = StandardTypes.Of(Role(type));
            var (span, headsRow) = kind.Kind is TagKind.HeaderCell or TagKind.Cell ? CellOf(dictionary) : ((1, 1), false);
            return new Tag(kind.Kind, kind.Level, parent, elements) { Span = span, HeadsRow = headsRow }.Placed();
        }

        private string Role(string type)
        {
            for (var hops = 0; hops < 16 && roles is not null && !StandardTypes.Knows(type); hops++)
            {
                if (DocumentFacts.Value(document, roles, type) is not NameToken mapped) break;
                type = mapped.Data;
            }
            return type;
        }

        private ((int Columns, int Rows) Span, bool HeadsRow) CellOf(DictionaryToken dictionary)
        {
            var (columns, rows, headsRow) = (1, 1, false);
            var attributes = DocumentFacts.Value(document, dictionary, "A");
            if (attributes is DictionaryToken single) Take(single);
            else if (attributes is ArrayToken several)
                foreach (var one in several.Data.Take(8)) if (DocumentFacts.Resolve(document, one) is DictionaryToken own) Take(own);
            return ((columns, rows), headsRow);

            void Take(DictionaryToken own)
            {
                if (DocumentFacts.Value(document, own, "ColSpan") is NumericToken c) columns = Math.Clamp(c.Int, 1, 60);
                if (DocumentFacts.Value(document, own, "RowSpan") is NumericToken r) rows = Math.Clamp(r.Int, 1, 500);
                if (DocumentFacts.Value(document, own, "Scope") is NameToken { Data: "Row" }) headsRow = true;
            }
        }
    }
}
