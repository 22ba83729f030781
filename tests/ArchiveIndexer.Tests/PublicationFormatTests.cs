using System.Text;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests;

public sealed class PublicationFormatTests
{
    private static string? Of(byte[] file)
    {
        using var bytes = new MemoryStream(file);
        var format = PublicationFormat.Of(bytes);
        Assert.Equal(0, bytes.Position);
        return format?.Name;
    }

    [Fact]
    public void A_file_is_what_its_bytes_are()
    {
        Assert.Equal("pdf", Of("%PDF-1.7 and so on"u8.ToArray()));
        Assert.Equal("docx", Of(OfficeFiles.Docx(OfficeFiles.Paragraph("Text."))));
        Assert.Equal("odt", Of(OfficeFiles.Odt("Text.")));
        Assert.Equal("doc", Of(OfficeFiles.Compound("WordDocument")));
        Assert.Equal("html", Of("\n<!DOCTYPE html><title>Not found</title>"u8.ToArray()));
        Assert.Null(Of([]));
        Assert.Null(Of("This is the report."u8.ToArray()));
        Assert.Null(Of(OfficeFiles.Compound("Workbook")));
        Assert.Null(Of(OfficeFiles.Zip([("report.pdf", "%PDF")])));
        Assert.Null(Of(OfficeFiles.Zip([("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")])));
    }

    [Fact]
    public void A_word_document_with_macros_is_none_that_is_archived() =>
        Assert.Null(Of(OfficeFiles.Docx("", ("word/vbaProject.bin", "macros"))));

    [Fact]
    public void A_word_document_behind_a_password_or_cut_off_is_one_all_the_same()
    {
        Assert.Equal("docx", Of(OfficeFiles.Compound("EncryptedPackage")));
        Assert.Equal("docx", Of(OfficeFiles.Docx(OfficeFiles.Paragraph(new string('x', 5000)))[..600]));
    }

    [Fact]
    public void A_name_of_a_stream_is_found_wherever_it_stands()
    {
        for (var at = 65_500; at < 65_560; at++)
            Assert.Equal("doc", Of([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[at], .. Encoding.Unicode.GetBytes("WordDocument"), 0]));
    }

    [Fact]
    public void Whatever_is_done_to_a_file_it_gets_an_answer()
    {
        byte[][] seeds = [OfficeFiles.Docx(OfficeFiles.Paragraph("Text.")), OfficeFiles.Odt("Text."), OfficeFiles.Compound("WordDocument")];
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var file = seeds[i % 2].ToArray();
            for (var n = random.Next(1, 12); n > 0; n--) file[random.Next(file.Length)] = (byte)random.Next(256);
            // The table at the end and its lengths above all.
            for (var n = random.Next(0, 4); n > 0; n--) file[^random.Next(1, 60)] = (byte)random.Next(256);
            if (random.Next(3) == 0) file = file[..random.Next(file.Length)];
            Of(file);
        }
    }
}
