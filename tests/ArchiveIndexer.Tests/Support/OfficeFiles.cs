using System.IO.Compression;
using System.Text;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Documents of office programs, good and bad, made from their parts.</summary>
internal static class OfficeFiles
{
    private const string Types = """
        <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """;

    private const string Links = """
        <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """;

    /// <summary>A Word document whose main part is this, with further parts.</summary>
    public static byte[] DocxOf(string main, params (string Name, string Text)[] parts) =>
        Zip([("[Content_Types].xml", Types), ("_rels/.rels", Links), ("word/document.xml", main), .. parts]);

    /// <summary>A Word document whose body is this.</summary>
    public static byte[] Docx(string body, params (string Name, string Text)[] parts) => DocxOf(
        $"""<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>""", parts);

    /// <summary>A plain paragraph.</summary>
    public static string Paragraph(string text) => $"<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    /// <summary>An OpenDocument text, its type first and not compressed.</summary>
    public static byte[] Odt(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "mimetype", "application/vnd.oasis.opendocument.text", CompressionLevel.NoCompression);
            Add(zip, "content.xml", $"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>{text}</office:document-content>", CompressionLevel.Fastest);
        }
        return bytes.ToArray();
    }

    /// <summary>A compound file as far as anyone looks: its signature, and the name of one of its streams.</summary>
    public static byte[] Compound(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[70_000], .. Encoding.Unicode.GetBytes(stream), .. new byte[2000]];

    public static byte[] Zip(IEnumerable<(string Name, string Text)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts) Add(zip, name, text, CompressionLevel.Fastest);
        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string text, CompressionLevel level)
    {
        using var part = zip.CreateEntry(name, level).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
