using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace ArchiveIndexer.Crawling;

/// <summary>
/// Whether a web page that a board lists as a publication holds the review's text itself. What is in doubt is none: a page that
/// says that there is nothing, asks to sign in, or only leads to the review's files. Pure.
/// </summary>
public static partial class ReviewOnPage
{
    /// <summary>Words of prose that a review's text has at least; notices and pages that lead on have fewer.</summary>
    private const int FewestWords = 300;

    /// <summary>Reads the page and finds that it is the publication.</summary>
    /// <param name="html">The bytes as served.</param>
    /// <param name="contentType">The Content-Type header; null if there was none.</param>
    /// <param name="address">The page's final address.</param>
    /// <param name="listed">What the board's reviews page says of it.</param>
    /// <returns>What it links to besides.</returns>
    /// <exception cref="RejectedException">It is not the publication.</exception>
    public static ReviewsPageReading Check(ReadOnlySpan<byte> html, string? contentType, Uri address, ListedPublication listed)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(listed);
        ReviewsPageReading reading;
        try
        {
            reading = ReviewsPage.Read(html, contentType, address);
        }
        catch (RejectedException e)
        {
            throw new RejectedException(RejectionReason.HtmlInsteadOfPdf, e.Message, e);
        }
        if (reading.Warnings is [var trouble, ..]) throw new RejectedException(RejectionReason.HtmlInsteadOfPdf, $"{address} is a web page that is no publication ({trouble}).");
        // Where a page has gone, sites lead to their front page.
        if (address.AbsolutePath == "/" && new Uri(listed.Url).AbsolutePath != "/") throw new RejectedException(RejectionReason.HtmlInsteadOfPdf, $"{listed.Url} leads to the site's front page, {address}.");
        var files = reading.Publications.Select(one => one.Url).Concat(reading.OtherLinks.Where(link => link.Why == WhyOther.Resource).Select(link => link.Url))
            .Where(url => PublicationFormats.OfAddress(url) is not null || PublicationFormats.IsDownload(url)).ToList();
        if (files.Count > 0) throw NotHandled($"{address} is a web page that leads to files, the first {files[0]}. If they are the review's, add the page to the board's pages");

        using var document = new HtmlParser().ParseDocument(PageBytes.Decode(html, contentType, address));
        var content = PageContent.Of(document);
        if (listed.Review is not { } review || !$"{document.Title} {LinkText.Fold(content.TextContent)}".Contains(review, StringComparison.OrdinalIgnoreCase))
            throw NotHandled($"{address} is a web page whose text does not name the review that it is listed for");
        var words = content.QuerySelectorAll("p, li, td").Where(element => !IsWithinFurniture(element, content) && element.QuerySelector("p, li, td") is null)
            .Sum(element => Word().Count(element.TextContent) - element.QuerySelectorAll("a").Sum(link => Word().Count(link.TextContent)));
        return words >= FewestWords ? reading : throw NotHandled($"{address} is a web page with only {words} words of text; a review has at least {FewestWords}");
    }

    private static RejectedException NotHandled(string found) => new(RejectionReason.FormatNotHandled, $"{found}.");

    private static bool IsWithinFurniture(IElement element, IElement content)
    {
        for (var e = element; e is not null && e != content; e = e.ParentElement) if (PageContent.IsFurniture(e) || e.LocalName == "form") return true;
        return false;
    }

    [GeneratedRegex(@"[\p{L}\d][\p{L}\d'’-]*")]
    private static partial Regex Word();
}
