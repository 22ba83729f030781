using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ArchiveIndexer.Crawling;

/// <summary>Which part of a page is its content, and which parts are menus, side columns, banners and footers. Pure.</summary>
internal static partial class PageContent
{
    /// <summary>The element that holds the content: <c>main</c>, else the one named so, else the body.</summary>
    public static IElement Of(IHtmlDocument document)
    {
        var heading = document.QuerySelectorAll("h1").FirstOrDefault(h => !InFurniture(h));
        IElement? best = null;
        foreach (var selector in Candidates)
        {
            var found = document.QuerySelectorAll(selector).Take(50).Where(e => e is not IHtmlBodyElement && !InFurniture(e) && !IsFurniture(e)).ToList();
            // Several: the one with the page's heading, else the one with most words.
            best = found.FirstOrDefault(e => heading is not null && e.Contains(heading)) ?? found.MaxBy(e => e.TextContent.Length);
            if (best is not null && (selector == Candidates[0] || HoldsMostLinks(best, document))) return best;
        }
        return document.Body ?? document.DocumentElement;
    }

    /// <summary>Whether an element is no part of the content, wherever it stands.</summary>
    public static bool IsFurniture(IElement element)
    {
        if (Dropped.Contains(element.LocalName)) return true;
        if (element.LocalName == "header" && element.QuerySelector("h1") is null && !HasContentAncestor(element)) return true;
        if (element.GetAttribute("role") is { } role && DroppedRoles.Contains(role) && element.QuerySelector("h1") is null) return true;
        if (Inline.Contains(element.LocalName) && element.GetAttribute("aria-hidden") == "true") return true;
        if (element.LocalName is "body" or "main" or "article" or "a" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "table" or "td" or "tr" or "tbody") return false;
        var names = $"{element.Id} {element.ClassName}";
        if (names.Length > 1 && FurnitureName().IsMatch(names) && !ContentName().IsMatch(names) && element.QuerySelector("h1, main, article") is null) return true;
        return element.LocalName is "ul" or "ol" && IsMenu(element);
    }

    /// <summary>Whether an element pages through a list: its numbers are dropped, but not the link to the next page.</summary>
    public static bool IsPaging(IElement element) => element.LocalName is "nav" or "ul" or "ol" or "div" or "p"
        && Paging().IsMatch($"{element.Id} {element.ClassName} {element.GetAttribute("aria-label")}");

    private static bool HoldsMostLinks(IElement element, IHtmlDocument document)
    {
        if (document.QuerySelectorAll("h1").FirstOrDefault(h => !InFurniture(h)) is { } heading && element.Contains(heading)) return true;
        var all = document.Links.Count(l => !InFurniture(l));
        return element.QuerySelectorAll("a[href]").Length * 2 >= all;
    }

    private static bool InFurniture(IElement element)
    {
        for (var e = element.ParentElement; e is not null; e = e.ParentElement)
            if (Dropped.Contains(e.LocalName) || e.GetAttribute("role") is { } role && DroppedRoles.Contains(role) && role != "banner") return true;
        return false;
    }

    private static bool HasContentAncestor(IElement element)
    {
        for (var e = element.ParentElement; e is not null; e = e.ParentElement)
            if (e.LocalName is "main" or "article" or "section") return true;
        return false;
    }

    // A list with a link to the site's own home, called so, is a menu.
    private static bool IsMenu(IElement list)
    {
        var links = list.QuerySelectorAll("a[href]").Take(3).ToList();
        return links.Count > 1 && links.Any(a => HomeWord().IsMatch(LinkText.Fold(a.TextContent)));
    }

    private static readonly string[] Candidates =
    [
        "main, [role=main]",
        "#main-content, #maincontent, #main_content, #mainContent, .main-content, .maincontent, .mainContent",
        "#content, .content, #page-content, .page-content, #site-content, .site-content, #contentarea, #primary",
        "#main, .main, #middle, #centre, #center, #body-content",
        "article, .entry-content, .post, .entry, .page, [class*=content-area]",
    ];

    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
        { "nav", "aside", "footer", "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "dialog", "head", "menu", "canvas", "audio" };

    private static readonly HashSet<string> DroppedRoles = new(StringComparer.OrdinalIgnoreCase)
        { "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar" };

    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal) { "span", "i", "em", "b", "svg", "small" };

    [GeneratedRegex("""(?<![a-z])(?:(?:main|site|sub|left|right|top|side|section|primary|secondary|global|local|page|in-?page|utility|footer|header|mega)[-_]?)?(?:nav|navigation|navbar|menu|menus|submenu|subnav|topnav|sidenav|leftnav)(?![a-z])|breadcrumbs?|crumbs(?![a-z])|side-?_?bar|side-?col(?:umn)?|(?<![a-z])(?:left|right)-?_?col(?:umn)?(?![a-z])|(?<![a-z])(?:site|page|global|main)?-?_?footer|(?<![a-z])(?:site|global|top|main)-?_?header(?![a-z])|(?<![\w-])header(?![\w-])|masthead|top-?bar|cookie|consent|gdpr|(?<![a-z])ccc-|skip-?(?:link|to|nav)?(?![a-z])|(?<![a-z])(?:social|share|sharing|shares|addthis|addtoany|sharedaddy)(?![a-z])|newsletter|(?<![a-z])(?:lang|language)[-_]?(?:switch\w*|select\w*|bar|menu|toggle)?(?![a-z])|quick-?exit|leave-?site|exit-?(?:site|button)|accessib\w*-(?:bar|tools|menu)|text-?size|contrast|back-?to-?top|(?<![a-z])(?:log-?in|sign-?in)(?:-(?:link|form|bar|box))?(?![a-z])|search-?(?:form|box|bar)|widget-?area|related-?(?:pages|links|content)|(?<![a-z])(?:print|email)-?(?:link|button|page|this)|site-?map|promo(?:tion)?s?(?![a-z])|advert|popup|modal(?![a-z])""", RegexOptions.IgnoreCase)]
    private static partial Regex FurnitureName();

    // Builders' wrappers that carry a menu's or a bar's word without being one: "content-with-sidebar", "no-sidebar", "tab-navigation-content".
    [GeneratedRegex("""(?:has|with|no|without)-?_?(?:left-?|right-?)?(?:side-?bar|nav|menu|header|footer|breadcrumbs?)|(?<![a-z])(?:content|wrapper|container|accordion|collapse|panel|tab-?pane|entry|grid|layout)(?![a-z]).{0,40}(?:sidebar|header|nav|footer|menu|modal)|entry-header|(?:card|panel|accordion|table|list|section|item|content|article|document|download)s?-?_?(?:header|footer|social|print)|page-header|heading""", RegexOptions.IgnoreCase)]
    private static partial Regex ContentName();

    [GeneratedRegex("""paginat|(?<![a-z])pager(?![a-z])|page-?numbers|posts?-?nav|(?<![a-z])paging""", RegexOptions.IgnoreCase)]
    private static partial Regex Paging();

    [GeneratedRegex("""^home(?:\s?page)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex HomeWord();
}
