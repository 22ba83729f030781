using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ArchiveIndexer.Crawling;

/// <summary>The full name of the board as its page prints it anywhere: title, logo, header, footer, text. Pure.</summary>
public static partial class BoardNames
{
    /// <summary>The board's name; null when none is printed in full.</summary>
    internal static string? Find(IHtmlDocument document)
    {
        foreach (var source in Sources(document))
        {
            // The most frequent name of one source; of equals the first.
            var best = source.SelectMany(All).GroupBy(n => n).OrderByDescending(g => g.Count()).FirstOrDefault();
            if (best is not null) return best.Key;
        }
        return null;
    }

    /// <summary>Every full name of a board in the text, as printed.</summary>
    public static IEnumerable<string> All(string text) =>
        Name().Matches(LinkText.Fold(text)).Select(m => Lead().Replace(m.Value, "")).Where(n => n.Contains(' ', StringComparison.Ordinal) && !NotABoard().IsMatch(n));

    // From what a site says of itself to what its pages mention.
    private static IEnumerable<IEnumerable<string>> Sources(IHtmlDocument document)
    {
        yield return Attribute("meta[property='og:site_name'], meta[name='application-name'], meta[name='DC.publisher'], meta[name='author']", "content");
        yield return TitleParts().Split(document.Title ?? "");
        yield return Attribute("header img, #header img, [class*=logo] img, [id*=logo] img, [class*=brand] img, img[class*=logo], [role=banner] img", "alt").Select(alt => LogoWord().Replace(alt, ""));
        yield return Texts("header, #header, [role=banner], [class*=site-title], [class*=logo], [class*=brand], #site-title");
        yield return Attribute("meta[name=description], meta[property='og:title']", "content");
        yield return Texts("footer, #footer, [role=contentinfo], [class*=footer], [class*=copyright]");
        yield return Texts("nav, [class*=breadcrumb], [id*=breadcrumb], [class*=nav]");
        yield return Attribute("img", "alt").Select(alt => LogoWord().Replace(alt, ""));
        yield return Texts("h1, h2, h3, p, li, td");

        IEnumerable<string> Attribute(string selector, string name) => document.QuerySelectorAll(selector).Take(400).Select(e => e.GetAttribute(name) ?? "");
        IEnumerable<string> Texts(string selector) => document.QuerySelectorAll(selector).Take(400).Select(e => Cut(Spaced(e)));
    }

    // Neighbouring elements are neighbouring words, not one word.
    private static string Spaced(IElement element) => string.Join(" · ", element.Descendants<IText>().Take(400).Select(t => t.Data));

    private static string Cut(string text) => text.Length > 4000 ? text[..4000] : text;

    [GeneratedRegex("""(?:(?<![\w'’-])(?:\p{Lu}[\w'’-]*)(?:,?\s(?:\p{Lu}[\w'’-]*|and|&|of|the|for|with|upon|in|on)){0,8}?\s(?:Safeguarding|SAFEGUARDING|Child\s+Protection|Community\s+Safety|Children\s+(?:and|&)\s+Families)\b(?:[\s-](?:\p{Lu}[\w'’-]*|and|&|of|for)){0,8}?[\s-](?:Board|BOARD|Partnerships?|PARTNERSHIPS?|Committee|Executive)(?!\w)(?:\sfor\s(?:\p{Lu}\w*\s?)+(?<!\s))?)|(?<!\w)Safer\s(?:\p{Lu}[\w'’-]*\s(?:and\s|&\s)?){1,5}(?:Partnership|Board)(?!\w)|Safeguarding\sBoard\sfor\s(?:\p{Lu}\w*)(?:\s\p{Lu}\w*)*""")]
    private static partial Regex Name();

    [GeneratedRegex("""^(?:(?:The|Welcome|To|About|Contact|Our|Home|Visit|By|From|Copyright|In|Each|All|For|A|An|Both|Follow|Join|See|Page|Local\s+(?=Safeguarding\s+(?:Children|Adults)['’]?s?\s+Boards?$))\s+(?:(?:to|the|us|of|by|at|and)\s+)*)+""")]
    private static partial Regex Lead();

    [GeneratedRegex("""^(?:Safeguarding(?!\sBoard\sfor)|Local\s+Safeguarding|Child\s+Safeguarding|Community\s+Safety|Local\s+Child)\s|\bReviews?\b(?!.*(?:Panel))|^(?:Children|Adults|Multi-?Agency|Working|Department)\s""")]
    private static partial Regex NotABoard();

    [GeneratedRegex("""\s+[|–—»:·•>-]+\s+|\s*[|»·]\s*""")]
    private static partial Regex TitleParts();

    [GeneratedRegex("""\s*\b(?:logo|home\s?page|home|crest|image|banner)\b\s*""", RegexOptions.IgnoreCase)]
    private static partial Regex LogoWord();
}
