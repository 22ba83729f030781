using System.IO.Compression;
using System.Xml;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What a file's XMP metadata says (ISO 16684-1; ISO 32000-2, 14.3.2). It is a stranger's XML: no DTD, no entities, a limit.</summary>
/// <param name="Title">The first title given (<c>dc:title</c>), null for none.</param>
/// <param name="Ua">The part of PDF/UA that the file claims to conform to (<c>pdfuaid:part</c>), null for no claim.</param>
internal sealed record Xmp(string? Title, string? Ua)
{
    private const int MostBytes = 1 << 20;
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string UaId = "http://www.aiim.org/pdfua/ns/id/";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /// <summary>The metadata of the whole file; null where it has none that can be read.</summary>
    internal static Xmp? Of(PdfFile document)
    {
        try
        {
            return document.Value(document.Catalog, "Metadata") is StreamToken stream
                && BytesOf(document, stream) is { } bytes ? Parse(bytes) : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>What it says up to where it ceases to be XML, has a DTD, or becomes too long: some programs pad it with anything.</summary>
    internal static Xmp Parse(byte[] bytes)
    {
        string? title = null, ua = null;
        try
        {
            Read(bytes, ref title, ref ua);
        }
        catch (XmlException)
        {
            // What was said before it holds.
        }
        return new Xmp(title is { Length: > 0 } ? title : null, ua is { Length: > 0 and < 10 } ? ua : null);
    }

    private static void Read(byte[] bytes, ref string? title, ref string? ua)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, IgnoreComments = true, IgnoreProcessingInstructions = true,
        };
        using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
        var inTitle = -1;
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == inTitle) inTitle = -1;
            if (reader.NodeType is not XmlNodeType.Element) continue;
            ua ??= reader.GetAttribute("part", UaId);
            if (reader is { LocalName: "part", NamespaceURI: UaId }) ua ??= TextIn(reader);
            else if (reader is { LocalName: "title", NamespaceURI: DublinCore, IsEmptyElement: false }) inTitle = reader.Depth;
            else if (inTitle >= 0 && title is null && reader is { LocalName: "li", NamespaceURI: Rdf }) title = TextIn(reader);
        }
    }

    // The text up to the element's first child, without leaving the element's place in the document.
    private static string? TextIn(XmlReader reader) =>
        !reader.IsEmptyElement && reader.Read() && reader.NodeType is XmlNodeType.Text ? reader.Value.Trim() : null;

    // Metadata is meant to be found by programs that know no PDF, so it is plain; what is packed is unpacked up to the limit.
    private static byte[]? BytesOf(PdfFile document, StreamToken stream)
    {
        if (stream.Data.Length > MostBytes) return null;
        var filter = document.Value(stream.StreamDictionary, "Filter");
        if (filter is ArrayToken { Length: 0 }) filter = null;
        if (filter is ArrayToken { Length: 1 } only) filter = document.Resolve(only.Data[0]);
        if (filter is null) return stream.Data.ToArray();
        if (filter is not NameToken { Data: "FlateDecode" or "Fl" }) return null;
        using var zip = new ZLibStream(new MemoryStream(stream.Data.ToArray()), CompressionMode.Decompress);
        var plain = new byte[MostBytes];
        var length = zip.ReadAtLeast(plain, MostBytes, throwOnEndOfStream: false);
        return length == MostBytes ? null : plain[..length];
    }
}
