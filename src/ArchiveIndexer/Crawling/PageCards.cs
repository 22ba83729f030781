using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace ArchiveIndexer.Crawling;

/// <summary>Finds cards: blocks that look alike, each with a title and the one thing that it leads to. Remembers what its siblings look like.</summary>
internal sealed partial class PageCards
{
    private const string Titles = "h2, h3, h4, h5, h6";
    private const int LinksOfACard = 5;
    private readonly Dictionary<IElement, Dictionary<string, List<IElement>>> _siblings = [];

    /// <summary>The card that the element is; null if it is none. A section with a heading and a list under it is none.</summary>
    public PageCard? Find(IElement element)
    {
        if (element.LocalName is not ("div" or "li" or "article" or "section" or "figure" or "td")) return null;
        var isNamed = element.GetAttribute("role") == "listitem" || element.LocalName is "li" or "article" || CardName().IsMatch(element.ClassName ?? "");
        if (!isNamed && Alike(element).Count < 2) return null;
        if (element.QuerySelector(Folding) is not null || element.QuerySelector("table, h1") is not null) return null;
        var titles = element.QuerySelectorAll(Titles).Length;
        if (titles is 0 or > 2 && (titles != 0 || element.LocalName is "li" or "article" || !isNamed)) return null;
        var links = Addresses(element);
        if (links == 0 || links > LinksOfACard) return null;
        // Blocks without a telling name are cards only if each leads to one thing; else they are sections.
        if (!isNamed && Alike(element).Take(30).Any(e => Addresses(e) > 1)) return null;
        if (element.LocalName == "article" && Alike(element).Count < 2) return null;
        return Of(element);
    }

    /// <summary>The card that an element makes, whatever it looks like.</summary>
    public static PageCard Of(IElement element)
    {
        var title = element.QuerySelector(Titles) ?? element.QuerySelector("[class*=title], [class*=heading], strong, b");
        return new PageCard { Title = title is null ? null : LinkText.Heading(Spaced(title)) is { Length: > 0 } text ? text : null };
    }

    private static string Spaced(IElement element) => string.Join(' ', element.Descendants<IText>().Select(t => t.Data));

    private List<IElement> Alike(IElement element)
    {
        if (element.ParentElement is not { } parent) return [];
        if (!_siblings.TryGetValue(parent, out var kinds))
        {
            kinds = parent.Children.GroupBy(Look).ToDictionary(g => g.Key, g => g.ToList());
            _siblings[parent] = kinds;
        }
        return kinds.GetValueOrDefault(Look(element)) ?? [];
    }

    private static string Look(IElement element) => $"{element.LocalName} {Numbers().Replace(element.ClassName ?? "", "")}";

    private static int Addresses(IElement element) => element.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!)
        .Where(h => h.Length > 0 && h[0] != '#' && !h.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)).Distinct().Take(LinksOfACard + 1).Count();

    private const string Folding = "details, summary, [aria-expanded], [data-toggle=collapse], [data-bs-toggle=collapse], [class*=accordion], [class*=collaps], [role=tabpanel]";

    [GeneratedRegex("""(?<![a-z])(?:card|tile|teaser|repeater__item|list-?item|listing-?item|search-?result|media-?object|package)(?![a-z])""", RegexOptions.IgnoreCase)]
    private static partial Regex CardName();

    [GeneratedRegex("""\d+|\b(?:odd|even|first|last|active)\b""")]
    private static partial Regex Numbers();
}
