using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Which page each page object is, counted from 1: structure trees and bookmarks point at objects.</summary>
internal sealed class PageNumbers
{
    private const int MostNodes = 100_000;
    private readonly Dictionary<IndirectReference, int> numbers = [];

    internal int Of(IndirectReference reference) => numbers.GetValueOrDefault(reference);

    /// <summary>Walks the page tree in order.</summary>
    internal static PageNumbers Read(PdfFile document)
    {
        var found = new PageNumbers();
        var seen = new HashSet<IndirectReference>();
        var open = new Stack<IToken>();
        if (document.Catalog.TryGet(NameToken.Pages, out var root)) open.Push(root);
        while (open.TryPop(out var token) && seen.Count < MostNodes)
        {
            var reference = token as IndirectReferenceToken;
            if (reference is not null && !seen.Add(reference.Data)) continue;
            if (document.Resolve(token) is not DictionaryToken node) continue;
            if (document.Value(node, "Kids") is ArrayToken kids)
                for (var i = kids.Length - 1; i >= 0 && open.Count < MostNodes; i--) open.Push(kids.Data[i]);
            else if (reference is not null) found.numbers[reference.Data] = found.numbers.Count + 1;
        }
        return found;
    }
}
