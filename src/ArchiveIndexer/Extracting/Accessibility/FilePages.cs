using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>The page objects of a file in order (ISO 32000-2, 7.7.3), with the resources that they inherit.</summary>
internal sealed class FilePages
{
    private const int MostNodes = 200_000;

    private readonly Dictionary<IndirectReference, int> numbers = [];

    /// <summary>What each page says, and its resources; the first is page 1.</summary>
    internal List<(DictionaryToken Page, DictionaryToken? Resources)> All { get; } = [];

    /// <summary>The number of a page object, from 1; 0 for what is none.</summary>
    internal int Of(IndirectReference reference) => numbers.GetValueOrDefault(reference);

    internal static FilePages Read(PdfFile document)
    {
        var found = new FilePages();
        var open = new Stack<(IToken Token, DictionaryToken? Resources)>();
        var seen = new HashSet<IndirectReference>();
        if (document.Catalog.TryGet(NameToken.Pages, out var root)) open.Push((root, null));
        for (var steps = 0; steps < MostNodes && open.TryPop(out var next); steps++)
        {
            var reference = next.Token as IndirectReferenceToken;
            if (reference is not null && !seen.Add(reference.Data)) continue;
            if (document.Resolve(next.Token) is not DictionaryToken node) continue;
            var resources = document.Value(node, "Resources") as DictionaryToken ?? next.Resources;
            if (document.Value(node, "Kids") is ArrayToken kids)
                for (var i = Math.Min(kids.Length, MostNodes) - 1; i >= 0; i--) open.Push((kids.Data[i], resources));
            else if (found.All.Count < document.NumberOfPages)
            {
                found.All.Add((node, resources));
                if (reference is not null) found.numbers.TryAdd(reference.Data, found.All.Count);
            }
        }
        return found;
    }
}
