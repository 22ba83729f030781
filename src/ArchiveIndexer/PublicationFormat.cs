using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer;

/// <summary>What a publication's file is. Its bytes say so; what an address or a site calls it does not count.</summary>
/// <param name="Name">As in the API, and what a file of this kind is called after the last dot: <c>docx</c>.</param>
/// <param name="InWords">For people: <c>Word document</c>.</param>
/// <param name="MediaType">For browsers.</param>
public sealed partial record PublicationFormat(string Name, string InWords, string MediaType)
{
    /// <summary>How many bytes at a file's beginning are looked at first: readers accept a PDF whose header stands anywhere in these.</summary>
    public const int Window = 1024;

    public static readonly PublicationFormat Pdf = new("pdf", "PDF", "application/pdf");
    public static readonly PublicationFormat Docx = new("docx", "Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    public static readonly PublicationFormat Doc = new("doc", "old Word document", "application/msword");
    public static readonly PublicationFormat Odt = new("odt", "OpenDocument text", "application/vnd.oasis.opendocument.text");
    public static readonly PublicationFormat Html = new("html", "web page", "text/html");

    private static readonly PublicationFormat[] All = [Pdf, Docx, Doc, Odt, Html];

    /// <summary>The format of this name; null for every other name, and for none.</summary>
    public static PublicationFormat? Named(string? name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format that an extractor reads, by its name before the slash; null for none.</summary>
    internal static PublicationFormat? ReadBy(string? extractor) => extractor?.Split('/')[0] switch
    {
        "pdfpig" => Pdf,
        "openxml" => Docx,
        "anglesharp" => Html,
        "unread-doc" => Doc,
        "unread-odt" => Odt,
        _ => null,
    };

    /// <summary>With its article: <c>a PDF</c>, <c>an old Word document</c>.</summary>
    public string WithArticle => $"{("AEIOUaeiou".Contains(InWords[0], StringComparison.Ordinal) ? "an" : "a")} {InWords}";

    /// <summary>What a file is; null when it is nothing that is archived. The file is left at its beginning.</summary>
    /// <param name="file">Seekable, at its beginning.</param>
    public static PublicationFormat? Of(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var beginning = new byte[Window];
        var head = beginning.AsSpan(0, file.ReadAtLeast(beginning, Window, throwOnEndOfStream: false));
        var format = IsPdf(head) ? Pdf : IsZip(head) ? OfZip(file, head) : IsCompound(head) ? OfCompound(file) : IsPage(head) ? Html : null;
        file.Position = 0;
        return format;
    }

    /// <summary>Whether these first bytes are a PDF's.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> beginning) => beginning.IndexOf("%PDF-"u8) is >= 0 and < Window;

    /// <summary>Whether a file that begins so may be a document of an office program; only the whole of it tells.</summary>
    public static bool MayBeOffice(ReadOnlySpan<byte> beginning) => IsZip(beginning) || IsCompound(beginning);

    /// <summary>Whether these first bytes are a web page's.</summary>
    public static bool IsPage(ReadOnlySpan<byte> beginning) => LooksLikeHtml().IsMatch(Encoding.Latin1.GetString(beginning).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n'));

    private static bool IsZip(ReadOnlySpan<byte> beginning) => beginning.StartsWith("PK\x3\x4"u8);

    // [MS-CFB] 2.2: old Word documents, and those that a password locks.
    private static bool IsCompound(ReadOnlySpan<byte> beginning) => beginning.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static PublicationFormat? OfZip(Stream file, ReadOnlySpan<byte> head)
    {
        // ODF 1.3, part 2, 3.3: the type stands first, and not compressed, so that it is seen from outside.
        if (head.Length > 100 && head[30..].StartsWith("mimetype"u8) && head[38..].IndexOf("application/vnd.oasis.opendocument.text"u8) is >= 0 and < 60) return Odt;
        if (ZipDirectory.Read(file) is not { } parts)
            // Cut off: what is left is of a Word document if it begins as one.
            return head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("word/"u8) >= 0 ? Docx : null;
        // ISO/IEC 29500-2; some programs number the main part. One with macros is no report.
        return parts.Any(part => part.Name == "[Content_Types].xml") && parts.Any(part => part.Name.StartsWith("word/document", StringComparison.Ordinal) && part.Name.EndsWith(".xml", StringComparison.Ordinal))
            && !parts.Any(part => part.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) ? Docx : null;
    }

    // The names of a compound file's streams are UTF-16. A document that a password locks is a new one inside an old shell.
    private static PublicationFormat? OfCompound(Stream file) =>
        Holds(file, Encoding.Unicode.GetBytes("EncryptedPackage")) ? Docx : Holds(file, Encoding.Unicode.GetBytes("WordDocument")) ? Doc : null;

    private static bool Holds(Stream file, byte[] name)
    {
        file.Position = 0;
        var buffer = new byte[1 << 16];
        var kept = 0;
        while (file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false) is > 0 and var count)
        {
            var window = buffer.AsSpan(0, kept + count);
            if (window.IndexOf(name) >= 0) return true;
            kept = Math.Min(name.Length - 1, window.Length);
            window[^kept..].CopyTo(buffer);
        }
        return false;
    }

    [GeneratedRegex(@"^(<!--.{0,200}-->\s*)?<(!doctype\s+html|html|head|body|\?xml)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LooksLikeHtml();
}
