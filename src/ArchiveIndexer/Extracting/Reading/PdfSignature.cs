using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>What a file's first and last bytes say, before anything parses it.</summary>
internal static partial class PdfSignature
{
    // ISO 32000-2, 7.5.2 and annex: readers look for the header in the first 1,024 bytes.
    private const int HeaderWithin = 1024;

    // The last line is %%EOF; some producers append padding after it.
    private const int TrailerWithin = 2048;

    /// <exception cref="RejectedException">Empty, a web page, no PDF at all, or a PDF whose end is missing.</exception>
    internal static void Check(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw new RejectedException(RejectionReason.Empty, "The file is empty: 0 bytes. Fetch it again, or ask the board for it.");
        var head = file[..Math.Min(file.Length, HeaderWithin)];
        if (head.IndexOf("%PDF-"u8) < 0) throw NoPdf(file, head);
        var tail = file[^Math.Min(file.Length, TrailerWithin)..];
        if (tail.IndexOf("%%EOF"u8) < 0 && tail.IndexOf("startxref"u8) < 0)
            throw new RejectedException(RejectionReason.Truncated,
                $"The file begins as a PDF but is cut off: its {file.Length:N0} bytes end without the closing mark (%%EOF) that every PDF has. "
                + "Fetch it again; if it stays so, the board's own copy is damaged.");
    }

    private static RejectedException NoPdf(ReadOnlySpan<byte> file, ReadOnlySpan<byte> head)
    {
        var start = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) && !Html().IsMatch(start))
            return new RejectedException(RejectionReason.NotPdf,
                $"The file is not a PDF: none of its first {head.Length:N0} bytes begin with %PDF-. Look at what the address serves now.");
        var page = Encoding.UTF8.GetString(file[..Math.Min(file.Length, 1 << 16)]);
        var title = Title().Match(page) is { Success: true } found ? TextNormaliser.Line(WebUtility.HtmlDecode(found.Groups[1].Value)) : "";
        if (title.Length > 200) title = title[..200] + "…";
        return new RejectedException(RejectionReason.HtmlInsteadOfPdf,
            $"A web page was saved where a PDF was expected{(title.Length > 0 ? $": its title is “{title}”" : "")}. "
            + "Open the address in a browser to see whether the file has moved.");
    }

    [GeneratedRegex(@"<(html|head|body|title|script)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Html();

    [GeneratedRegex(@"<title[^>]{0,200}>(.{0,2000}?)</title", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Title();
}
