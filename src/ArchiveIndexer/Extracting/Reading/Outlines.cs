using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>One bookmark.</summary>
/// <param name="Title">What it says.</param>
/// <param name="Level">1 for the outermost.</param>
/// <param name="Page">The page it leads to, from 1; 0 where the file does not say so plainly.</param>
internal sealed record Bookmark(string Title, int Level, int Page);

/// <summary>The bookmarks of a file in order (ISO 32000-2, 12.3.3).</summary>
internal static class Outlines
{
    private const int Most = 20_000;
    private const int Deepest = 12;

    internal static List<Bookmark> Read(PdfFile document, PageNumbers pages)
    {
        var found = new List<Bookmark>();
        var catalog = document.Catalog;
        if (document.Value(catalog, "Outlines") is not DictionaryToken root) return found;
        var seen = new HashSet<IndirectReference>();
        var open = new Stack<(IToken Token, int Level)>();
        if (root.TryGet(NameToken.Create("First"), out var first)) open.Push((first, 1));
        while (open.TryPop(out var next) && found.Count < Most)
        {
            // Bookmarks are objects of their own; one that is met again is a circle.
            if (next.Token is not IndirectReferenceToken reference || !seen.Add(reference.Data)) continue;
            if (document.Resolve(next.Token) is not DictionaryToken item) continue;
            var title = TextNormaliser.Line(document.Value(item, "Title") switch { StringToken s => s.Data, HexToken h => h.Data, _ => "" });
            if (title.Length is > 0 and < 400) found.Add(new Bookmark(title, next.Level, PageOf(document, item, pages)));
            if (item.TryGet(NameToken.Create("Next"), out var sibling)) open.Push((sibling, next.Level));
            if (next.Level < Deepest && item.TryGet(NameToken.Create("First"), out var child)) open.Push((child, next.Level + 1));
        }
        return found;
    }

    private static int PageOf(PdfFile document, DictionaryToken item, PageNumbers pages)
    {
        var target = document.Value(item, "Dest");
        if (target is null && document.Value(item, "A") is DictionaryToken action) target = document.Value(action, "D");
        return target is ArrayToken { Length: > 0 } place && place.Data[0] is IndirectReferenceToken page ? pages.Of(page.Data) : 0;
    }
}
