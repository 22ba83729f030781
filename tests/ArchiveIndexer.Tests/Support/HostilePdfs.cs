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

    /// <summary>A page whose content unpacks to <paramref name="megabytes"/> of spaces.</summary>
    internal static byte[] Bomb(int megabytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var i = 0; i < megabytes; i++) zip.Write(Encoding.ASCII.GetBytes(new string(' ', 1 << 20)));
        var content = Encoding.Latin1.GetString(packed.ToArray());
        return PdfMaker.Write(
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
            $"<< /Length {content.Length} /Filter /FlateDecode >>\nstream\n{content}\nendstream",
        ]);
    }

    private static byte[] WithForms(string[] forms) => PdfMaker.Write(
    [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Fm0 5 0 R >> >> >>",
        PdfMaker.Stream("/Fm0 Do"), .. forms,
    ]);

    private static string Form(string content, string forms) => PdfMaker.Stream(content).Replace(
        "<< ", $"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {forms} >> >> ", StringComparison.Ordinal);
}
