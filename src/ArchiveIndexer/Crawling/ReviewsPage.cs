using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ArchiveIndexer.Crawling;

/// <summary>Reads a board's reviews page: HTML in, publications out. Pure: fetches nothing, remembers nothing.</summary>
public static partial class ReviewsPage
{
    /// <summary>
    /// Reads one page the way a careful reader would from that page alone. A page that says that it does not exist, or asks the
    /// reader to sign in, lists nothing and carries a warning.
    /// </summary>
    /// <param name="html">The bytes as served, at most 2 MB.</param>
    /// <param name="contentType">The Content-Type header; null if there was none.</param>
    /// <param name="address">The page's final address, absolute.</param>
    /// <exception cref="RejectedException">Empty, too large, not a page, or nested so deep that no browser's author wrote it.</exception>
    public static ReviewsPageReading Read(ReadOnlySpan<byte> html, string? contentType, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var text = PageBytes.Decode(html, contentType, address);
        MarkupDepth.Check(text, address);
        using var document = new HtmlParser().ParseDocument(text);

        var content = PageContent.Of(document);
        var board = BoardNames.Find(document);
        if (PageTrouble.Find(document, content) is { } trouble) return new ReviewsPageReading(board, [], [], [], [trouble]);

        var outline = PageWalk.Over(content, BaseOf(document, address), address, MainHeading(document, content));
        var isScottish = IsScottish(document, address);
        var page = new PageFacts(board, address.Host, isScottish, outline.Lines)
        {
            TitleType = outline.Main is null ? ReviewTypes.OfHeading(LinkText.Fold(document.Title ?? ""), isScottish, out _) : null,
        };
        var read = outline.Links.Select(link => LinkFacts.Of(link, page)).ToList();
        var listing = new Listing(page, read);
        var empty = EmptySections.Find(outline, [.. listing.Publications.Select(p => p.Section)]);
        return new ReviewsPageReading(board, listing.Publications, listing.OtherLinks, empty, []);
    }

    private static Url BaseOf(IHtmlDocument document, Uri address)
    {
        var own = new Url(address.AbsoluteUri);
        var href = document.QuerySelector("base[href]")?.GetAttribute("href")?.Trim();
        if (string.IsNullOrEmpty(href)) return own;
        var stated = new Url(own, href);
        return stated.IsInvalid || stated.Scheme is not ("http" or "https") ? own : stated;
    }

    // The main heading may stand outside the content, in a banner of its own.
    private static string? MainHeading(IHtmlDocument document, IElement content)
    {
        if (content.QuerySelector("h1") is not null) return null;
        return document.QuerySelectorAll("h1").Select(h => LinkText.Fold(h.TextContent)).FirstOrDefault(t => t.Length > 0);
    }

    private static bool IsScottish(IHtmlDocument document, Uri address)
    {
        if (address.Host.EndsWith(".scot", StringComparison.OrdinalIgnoreCase)) return true;
        var text = document.Body?.TextContent ?? "";
        return Scottish().IsMatch(text) && !English().IsMatch(text);
    }

    [GeneratedRegex("""significant\s+case\s+review|child\s+protection\s+committee|care\s+inspectorate""", RegexOptions.IgnoreCase)]
    private static partial Regex Scottish();

    [GeneratedRegex("""serious\s+case\s+review""", RegexOptions.IgnoreCase)]
    private static partial Regex English();
}
