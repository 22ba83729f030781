using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>The file format that an address or the words beside a link give away. Pure.</summary>
public static partial class PublicationFormats
{
    /// <summary>The extension of a document's address, in lower case; null if it has none or not a document's.</summary>
    public static string? OfAddress(string url) => PathOf(url) is { } path && Extension().Match(path) is { Success: true } match ? match.Groups["ext"].Value.ToLowerInvariant() : null;

    /// <summary>The format that the page states in words (<c>PDF</c>, <c>pdf format, 402 KB</c>); null if it does not.</summary>
    public static string? Stated(string words) => Word().Match(words) is { Success: true } match ? match.Value.ToLowerInvariant() switch
    {
        "powerpoint" => "pptx",
        var format => format,
    } : null;

    /// <summary>The address's extension, else what the page states, else <c>html</c> for a plain path; null for a download address that tells nothing.</summary>
    /// <param name="url">Absolute.</param>
    /// <param name="stated">Words beside the link, its row or card.</param>
    public static string? Of(string url, string stated)
    {
        if (OfAddress(url) is { } extension) return extension;
        if (Stated(stated) is { } format) return format;
        return IsPlainPage(url) ? "html" : null;
    }

    /// <summary>Whether an address looks like a page's: a path without a program's extension and without a query.</summary>
    public static bool IsPlainPage(string url) => PathOf(url) is { } path && !url.Contains('?', StringComparison.Ordinal)
        && (!LastPart().IsMatch(path) || Html().IsMatch(path));

    /// <summary>Whether the path says that a file is handed out there (<c>/download/id/77</c>).</summary>
    public static bool IsDownload(string url) => PathOf(url) is { } path && DownloadPath().IsMatch(path);

    private static string? PathOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : null;

    [GeneratedRegex("""\.(?<ext>pdf|docx?|docm|odt|rtf|pptx?|ppsx?|odp|xlsx?|ods|csv|png|jpe?g|gif|webp|tiff?|mp3|mp4|m4a|m4v|mov|wmv|avi|webm|wav|zip|txt|epub|pub|msg)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex("""\b(?:pdf|docx?|odt|rtf|pptx?|powerpoint|xlsx?)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex("""\.[a-z]{2,5}$""", RegexOptions.IgnoreCase)]
    private static partial Regex LastPart();

    [GeneratedRegex("""\.x?html?$""", RegexOptions.IgnoreCase)]
    private static partial Regex Html();

    [GeneratedRegex("""/(?:download|downloads/(?:id|file)|getfile|file/\d+)/?[\w-]*$""", RegexOptions.IgnoreCase)]
    private static partial Regex DownloadPath();
}
