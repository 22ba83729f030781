using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>What a body is, by its bytes; what the site calls it does not count.</summary>
internal static partial class BodySniffer
{
    /// <summary>Nothing to say about what begins as a PDF or as an office program's document; everything else is rejected with what it is.</summary>
    public static RejectedException? WhyNotPublication(ReadOnlySpan<byte> beginning, string address, int status, string? contentType)
    {
        if (PublicationFormat.IsPdf(beginning) || PublicationFormat.MayBeOffice(beginning)) return null;
        var answered = Answered(address, status, contentType);
        if (beginning.Length == 0) return new(RejectionReason.Empty, $"{answered} and no bytes at all.");
        var text = Encoding.Latin1.GetString(beginning).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n');
        if (!PublicationFormat.IsPage(beginning)) return new(RejectionReason.NotPdf, $"{answered}; its first bytes are not those of a PDF ('{Printable(text)}').");
        var title = Title().Match(text) is { Success: true } match ? $" titled '{Printable(WebUtility.HtmlDecode(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(match.Groups[1].Value))))}'" : "";
        var expected = PublicationFormat.Named(PublicationFormats.OfAddress(address)) ?? PublicationFormat.Pdf;
        return new(RejectionReason.HtmlInsteadOfPdf, $"{answered}: a web page{title} where {expected.WithArticle} was expected.");
    }

    /// <summary>Nothing to say about a document that is archived; anything else in the same wrapping is rejected. The stream can be sought in.</summary>
    public static RejectedException? WhyNotOffice(Stream whole, string address, int status, string? contentType) =>
        PublicationFormat.Of(whole) is not null ? null
            : new(RejectionReason.NotPdf, $"{Answered(address, status, contentType)}; it is neither a PDF nor a Word document nor an OpenDocument text.");

    private static string Answered(string address, int status, string? contentType) => $"{address} answered {status} with {(contentType is null ? "a file of no stated type" : contentType)}";

    private static string Printable(string text) => new([.. text.Trim().Take(60).Select(c => char.IsControl(c) ? ' ' : c)]);

    [GeneratedRegex(@"<title[^>]*>([^<]{1,200})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}
