using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>What a body is, by its first bytes; what the site calls it does not count.</summary>
internal static partial class BodySniffer
{
    /// <summary>How many bytes are looked at: readers accept a PDF whose header stands anywhere in these.</summary>
    public const int Window = 1024;

    /// <summary>Nothing to say about a PDF; everything else is rejected with what it is.</summary>
    public static RejectedException? WhyNotPdf(ReadOnlySpan<byte> beginning, string address, int status, string? contentType)
    {
        if (IsPdf(beginning)) return null;
        var answered = $"{address} answered {status} with {(contentType is null ? "a file of no stated type" : contentType)}";
        if (beginning.Length == 0) return new(RejectionReason.Empty, $"{answered} and no bytes at all.");
        var text = Encoding.Latin1.GetString(beginning).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n');
        if (!LooksLikeHtml().IsMatch(text)) return new(RejectionReason.NotPdf, $"{answered}; its first bytes are not those of a PDF ('{Printable(text)}').");
        var title = Title().Match(text) is { Success: true } match ? $" titled '{Printable(WebUtility.HtmlDecode(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(match.Groups[1].Value))))}'" : "";
        return new(RejectionReason.HtmlInsteadOfPdf, $"{answered}: a web page{title} where a PDF was expected.");
    }

    /// <summary>Whether a file is a PDF; it is left where it began.</summary>
    /// <param name="file">Seekable.</param>
    public static bool IsPdf(Stream file)
    {
        var beginning = new byte[Window];
        var count = file.ReadAtLeast(beginning, Window, throwOnEndOfStream: false);
        file.Seek(0, SeekOrigin.Begin);
        return IsPdf(beginning.AsSpan(0, count));
    }

    private static bool IsPdf(ReadOnlySpan<byte> beginning) => beginning.IndexOf("%PDF-"u8) is >= 0 and < Window;

    private static string Printable(string text) => new([.. text.Trim().Take(60).Select(c => char.IsControl(c) ? ' ' : c)]);

    [GeneratedRegex(@"^(<!--.{0,200}-->\s*)?<(!doctype\s+html|html|head|body|\?xml)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LooksLikeHtml();

    [GeneratedRegex(@"<title[^>]*>([^<]{1,200})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}
