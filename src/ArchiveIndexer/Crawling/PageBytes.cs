using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace ArchiveIndexer.Crawling;

/// <summary>A page's bytes become text. Pure.</summary>
internal static partial class PageBytes
{
    /// <summary>The largest page that is read, in bytes. The largest real reviews pages are a tenth of it.</summary>
    public const int Limit = 2 * 1024 * 1024;

    private const int DeclarationReach = 4096;

    /// <summary>
    /// Decodes a page: byte order mark, then the header's charset, then the page's own, as browsers do. Where nobody says and the
    /// bytes are not valid UTF-8 they are taken for windows-1252, the encoding of pages pasted from a word processor.
    /// </summary>
    /// <param name="bytes">The page as served.</param>
    /// <param name="contentType">The header, such as <c>text/html; charset=utf-8</c>; null when there was none.</param>
    /// <param name="address">For messages only.</param>
    /// <exception cref="RejectedException">No bytes, too many, or not text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType, Uri address)
    {
        if (bytes.Length > Limit)
            throw new RejectedException(RejectionReason.TooLarge, $"{address} answered with {bytes.Length} bytes; a reviews page may have {Limit}.");
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            throw new RejectedException(RejectionReason.Empty, $"{address} answered with nothing.");

        if (bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF])) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((byte[])[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);

        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationReach)]);
        if (head.StartsWith("%PDF-", StringComparison.Ordinal) || head.Contains('\0', StringComparison.Ordinal))
            throw new RejectedException(RejectionReason.PageNotRecognised, $"{address} answered with a file where a reviews page was expected.");

        var encoding = Named(contentType is null ? null : Charset().Match(contentType)) ?? Named(DeclaredCharset().Match(head));
        return (encoding ?? Guessed(bytes)).GetString(bytes);
    }

    private static Encoding Guessed(ReadOnlySpan<byte> bytes) => Utf8.IsValid(WithoutCutEnd(bytes)) ? Encoding.UTF8 : Windows1252;

    // A page cut off in the middle of a character is still UTF-8.
    private static ReadOnlySpan<byte> WithoutCutEnd(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
            if (bytes[^back] >= 0xC0) return bytes[..^back];
            else if (bytes[^back] < 0x80) break;
        return bytes;
    }

    private static Encoding? Named(Match? charset)
    {
        if (charset is not { Success: true }) return null;
        var name = charset.Groups["name"].Value.ToLowerInvariant();
        // The web's rule (WHATWG Encoding): the Latin-1 family is windows-1252, and a UTF-16 that can be read as ASCII is not.
        if (name is "iso-8859-1" or "latin1" or "ascii" or "us-ascii" or "windows-1252" or "cp1252") return Windows1252;
        if (name.StartsWith("utf", StringComparison.Ordinal)) return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[\w.:-]{2,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?(?<name>[\w.:-]{2,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex DeclaredCharset();
}
