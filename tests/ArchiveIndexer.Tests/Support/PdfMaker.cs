using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Writes small PDFs byte by byte, so that a test decides what is drawn where and in which order. A4, Helvetica.</summary>
internal sealed class PdfMaker
{
    private readonly List<(string Content, string Extra)> pages = [];

    internal string? Title { get; init; }
    internal string? Language { get; init; }
    internal string CatalogExtra { get; init; } = "";
    /// <summary>Encrypts (RC4, 40 bits): null for none, "" for a file that opens without a password but forbids changes.</summary>
    internal string? UserPassword { get; init; }

    private static Encoding WinAnsi { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>One line of text: its left end, its baseline above the page's foot, its size, points.</summary>
    internal static string Text(double x, double y, string text, double size = 11, bool bold = false, double spacing = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"BT /{(bold ? "F2" : "F1")} {size} Tf {spacing} Tc {x} {y} Td ({Escaped(text)}) Tj ET\n");

    /// <summary>Lines below each other, 14 points apart.</summary>
    internal static string Lines(double x, double y, params string[] lines) => string.Concat(lines.Select((line, i) => Text(x, y - (14 * i), line)));

    internal PdfMaker Page(string content, string extra = "")
    {
        pages.Add((content, extra));
        return this;
    }

    internal byte[] Make()
    {
        var objects = new List<string>
        {
            $"<< /Type /Catalog /Pages 2 0 R {(Language is null ? "" : $"/Lang ({Language})")} {CatalogExtra} >>",
            $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{6 + (2 * i)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            Title is null || UserPassword is not null ? "<< >>" : $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Title))}> >>",
        };
        foreach (var (content, extra) in pages)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {objects.Count + 2} 0 R "
                + $"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> {extra} >>");
            objects.Add(Stream(content, objects.Count + 1));
        }
        return Write(objects, UserPassword is null ? "/Info 5 0 R" : $"/Info 5 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{Hex(Owner)}> /U <{Hex(Rc4(FileKey, Pad("")))}> >> /ID [<00> <00>]");
    }

    /// <summary>A file of these objects, numbered from 1, the first of which is the catalog.</summary>
    internal static byte[] Write(IReadOnlyList<string> objects, string trailer = "")
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        foreach (var (i, body) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{body}\nendobj\n");
        }
        var xref = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    internal static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";

    private string Stream(string content, int number)
    {
        if (UserPassword is null) return Stream(content);
        var key = MD5.HashData([.. FileKey, (byte)number, (byte)(number >> 8), 0, 0, 0])[..10];
        return Stream(Encoding.Latin1.GetString(Rc4(key, Encoding.Latin1.GetBytes(content))));
    }

    // ISO 32000-1, 7.6.3.3 and 7.6.3.4, revision 2.
    private byte[] Owner => Rc4(MD5.HashData(Pad("owner"))[..5], Pad(UserPassword!));

    private byte[] FileKey => MD5.HashData([.. Pad(UserPassword!), .. Owner, 0xFC, 0xFF, 0xFF, 0xFF, 0])[..5];

    internal static byte[] Pad(string password) => [.. Encoding.Latin1.GetBytes(password).Concat(Convert.FromHexString(
        "28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")).Take(32)];

    internal static byte[] Rc4(byte[] key, byte[] data)
    {
        var state = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }
        var result = new byte[data.Length];
        for (int n = 0, i = 0, j = 0; n < data.Length; n++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            result[n] = (byte)(data[n] ^ state[(state[i] + state[j]) & 255]);
        }
        return result;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);

    // As the bytes of WinAnsiEncoding, one character each.
    private static string Escaped(string text) => Encoding.Latin1.GetString(WinAnsi.GetBytes(text)).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal);
}
