using System.IO.Compression;
using System.Text;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Small files that do harm to whoever reads them in his own process.</summary>
internal static class HostilePdfs
{
    /// <summary>A tree of names that is its own branch: overflows the reader's stack as soon as the file is opened.</summary>
    internal static byte[] Deadly() => PdfMaker.Write(
    [
        "<< /Type /Catalog /Pages 2 0 R /Names << /Dests 4 0 R >> >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>", "<< /Kids [4 0 R] >>",
    ]);

    /// <summary>A tree of names each of whose forty levels has the next one twice: 2^40 names, and the reader wants them all when it opens the file.</summary>
    internal static byte[] Endless() => PdfMaker.Write(
    [
        "<< /Type /Catalog /Pages 2 0 R /Names << /Dests 4 0 R >> >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
        .. Enumerable.Range(0, 40).Select(i => $"<< /Kids [{5 + i} 0 R {5 + i} 0 R] >>"), "<< /Names [(a) [3 0 R /Fit]] >>",
    ]);

    /// <summary>Ten forms, each of which draws the next ten times: 10,000,000,000 drawings.</summary>
    internal static byte[] Laughs() => WithForms([.. Enumerable.Range(0, 10).Select(i =>
        i == 9 ? Form("q Q", "") : Form(string.Concat(Enumerable.Repeat($"/Fm{i + 1} Do ", 10)), $"/Fm{i + 1} {6 + i} 0 R"))]);

    /// <summary>A table of references whose fields have less than no width: kills the reader before the file is open.</summary>
    internal static byte[] NegativeWidths()
    {
        const string body = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n";
        return Encoding.Latin1.GetBytes($"{body}3 0 obj\n<< /Type /XRef /Size 4 /W [1 -99 1] /Root 1 0 R /Length 12 >>\nstream\n000000000000\nendstream\nendobj\nstartxref\n{body.Length}\n%%EOF\n");
    }

    /// <summary>A font that says the meaning of four thousand million codes.</summary>
    internal static byte[] EndlessMeanings() => PdfMaker.Write(
    [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        PdfMaker.Stream("BT /F1 12 Tf 60 700 Td (All is well) Tj ET"), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        PdfMaker.Stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFE> <0041> endbfrange endcmap end end"),
    ]);

    /// <summary>Ten million letters, drawn by one packed content.</summary>
    internal static byte[] Letters() => Packed("BT /F1 1 Tf ", string.Concat(Enumerable.Repeat("(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) Tj ", 100)), 1000);

    private static byte[] Packed(string first, string again, int times)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.ASCII.GetBytes(first));
            for (var i = 0; i < times; i++) zip.Write(Encoding.ASCII.GetBytes(again));
        }
        var content = Encoding.Latin1.GetString(packed.ToArray());
        return PdfMaker.Write(
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} /Filter /FlateDecode >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]);
    }

    /// <summary>A page whose content unpacks to <paramref name="megabytes"/> of spaces.</summary>
    internal static byte[] Bomb(int megabytes) => Packed("", new string(' ', 1 << 20), megabytes);

    private static byte[] WithForms(string[] forms) => PdfMaker.Write(
    [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Fm0 5 0 R >> >> >>",
        PdfMaker.Stream("/Fm0 Do"), .. forms,
    ]);

    private static string Form(string content, string forms) => PdfMaker.Stream(content).Replace(
        "<< ", $"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {forms} >> >> ", StringComparison.Ordinal);
}
