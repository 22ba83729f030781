using System.IO.Compression;
using System.Text;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using W = DocumentFormat.OpenXml.Wordprocessing;
using static ArchiveIndexer.Tests.Support.WordMaker;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class WordTextExtractorTests
{
    private static PublicationText Read(WordMaker document) => TextExtractors.Extract(document.File(), [], []);

    private static string[] Said(PublicationText text, int page = 1) => [.. text.Pages[page - 1].Blocks.Select(block => $"{block.Kind}{block.Level} {block.Number} {block.Text}".Replace("  ", " ", StringComparison.Ordinal))];

    [Fact]
    public void Headings_paragraphs_lists_and_tables_are_what_their_styles_say()
    {
        var text = Read(new WordMaker().Add("Title", Words("Serious Case Review: Child R")).Heading(1, "Introduction").Text("The child was seen.")
            .Add("BoardHeading", Words("What was known")).Item(1, 0, "First.").Item(1, 1, "Within the first.").Item(1, 2, "Deeper.").Item(1, 1, "Again.").Item(1, 0, "Second.").Item(2, 0, "A point.")
            .Text("4.2.1\tTyped by hand.").Table(["Agency", "Action"], ["Police", "Share what is known"]));
        Assert.Equal([
            "heading1 Serious Case Review: Child R", "heading1 Introduction", "paragraph The child was seen.", "heading2 What was known", "listItem 1. First.", "paragraph 1.1 Within the first.",
            "listItem (a) Deeper.", "paragraph 1.2 Again.", "listItem 2. Second.", "listItem A point.", "paragraph 4.2.1 Typed by hand.", "table Agency\tAction\nPolice\tShare what is known"], Said(text));
        Assert.Equal(("Serious Case Review: Child R", "en-GB", "openxml/1", 1), (text.Title, text.Language, text.Extractor, text.Pages.Count));
        var table = text.Pages[0].Blocks[^1];
        Assert.Equal(1, table.HeaderRows);
        Assert.Equal(["Police", "Share what is known"], table.Rows![1]);
        Assert.DoesNotContain("Restricted", text.Pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_end_where_the_author_asked_and_where_word_last_showed_an_end_and_only_once_where_both_say_so()
    {
        var text = Read(new WordMaker().Text("One.").Add(null, PageBreak()).Add(null, ShownBreak("Two begins")).Add(null, Words("Two ends, and"), ShownBreak("three begins.")).Add(null, PageBreak()));
        Assert.Equal(["One.", "Two begins\n\nTwo ends, and", "three begins."], text.Pages.Select(page => page.Text));
    }

    [Fact]
    public void A_document_without_ends_of_pages_is_one_page_unless_it_is_very_long()
    {
        var chapter = new string('x', 997) + " y.";
        Assert.Single(Read(new WordMaker().Heading(1, "A").Text(chapter).Heading(1, "B").Text(chapter)).Pages);
        var book = new WordMaker();
        for (var n = 1; n <= 150; n++) book.Heading(1, $"Chapter {n}").Text(chapter);
        var pages = Read(book).Pages;
        Assert.InRange(pages.Count, 5, 8);
        Assert.All(pages, page => Assert.Equal(BlockKind.Heading, page.Blocks[0].Kind));
    }

    [Fact]
    public void Tracked_changes_are_read_as_accepted()
    {
        var text = Read(new WordMaker()
            .Add(null, Words("The child was "), new W.DeletedRun(new W.Run(new W.DeletedText("not "))), new W.InsertedRun(Words("always ")), new W.MoveFromRun(Words("gone ")), new W.MoveToRun(Words("seen.")))
            .Append(new W.Paragraph(new W.ParagraphProperties(new W.ParagraphMarkRunProperties(new W.Deleted())), Words("One sentence")))
            .Text("in two paragraphs."));
        Assert.Equal(["The child was always seen.", "One sentence in two paragraphs."], text.Pages[0].Blocks.Select(block => block.Text));
    }

    [Fact]
    public void Footnotes_stand_at_the_foot_of_their_page_and_their_marks_where_they_were()
    {
        var document = new WordMaker();
        document.Add(null, Words("The child"), document.Note("Aged four."), Words(" was seen.")).Text("More.").Add(null, PageBreak(), Words("Next."), document.Note("And last."));
        var text = Read(document);
        Assert.Equal(["paragraph The child was seen.", "paragraph More.", "footnote 1 Aged four."], Said(text));
        Assert.Equal(new NoteMark("1", 9), Assert.Single(text.Pages[0].Blocks[0].Notes));
        Assert.Equal(["paragraph Next.", "footnote 2 And last."], Said(text, 2));
    }

    [Fact]
    public void Recommendations_are_found_as_in_a_pdf()
    {
        var text = Read(new WordMaker().Add("TOC1", Words("1. Introduction\t3")).Add("TOC1", Words("7. Recommendations\t27")).Heading(1, "Introduction").Text("The child was seen.").Heading(1, "Recommendations")
            .Item(3, 0, "The Board should make sure that all agencies know where methadone is stored.").Item(3, 0, "Oxfordshire Police should share what is known about risks to children."));
        Assert.Equal([("1", "The Board should make sure that all agencies know where methadone is stored."), ("2", "Oxfordshire Police should share what is known about risks to children.")],
            text.Recommendations.Select(one => (one.Number, one.Text)));
        Assert.All(text.Recommendations, one => Assert.Equal("Recommendations", one.Heading));
    }

    [Fact]
    public void A_box_is_read_like_the_rest_and_a_text_box_once()
    {
        var text = Read(new WordMaker().Append(new W.Table(new W.TableRow(new W.TableCell(new W.Paragraph(Words("In a box.")))))).Text("Outside."));
        Assert.Equal(["paragraph In a box.", "paragraph Outside."], Said(text));
        var boxed = TextExtractors.Extract(OfficeFiles.Docx("""
            <w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """), [], []);
        Assert.Equal(["paragraph Before.", "paragraph Inside."], Said(boxed));
    }

    [Fact]
    public void A_link_that_is_no_address_keeps_nobody_from_reading() =>
        Assert.Equal("See here.", TextExtractors.Extract(OfficeFiles.Docx("<w:p><w:hyperlink r:id=\"r9\"><w:r><w:t>See here.</w:t></w:r></w:hyperlink></w:p>",
            ("word/_rels/document.xml.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:a@b@c, d &lt;e&gt;" TargetMode="External"/></Relationships>""")), [], []).Pages[0].Text);

    public static TheoryData<string, RejectionReason, byte[]> Hostile()
    {
        var good = new WordMaker().Heading(1, "Child R").Text("The child was seen.").File();
        var lie = OfficeFiles.Docx(OfficeFiles.Paragraph("Text."));
        return new()
        {
            { "bomb", RejectionReason.TooLarge, OfficeFiles.Docx(OfficeFiles.Paragraph(new string('0', 60_000_000))) },
            { "many bombs", RejectionReason.TooLarge, OfficeFiles.Docx(OfficeFiles.Paragraph("Text."), [.. Enumerable.Range(0, 60).Select(n => ($"word/part{n}.xml", $"<a>{string.Concat(Enumerable.Range(0, 400_000).Select(i => (char)('a' + (i * 7 % 26))))}{new string('b', 3_000_000)}</a>"))]) },
            { "too many parts", RejectionReason.TooLarge, OfficeFiles.Docx(OfficeFiles.Paragraph("Text."), [.. Enumerable.Range(0, 10_100).Select(n => ($"word/media/{n}", ""))]) },
            { "entities", RejectionReason.Damaged, OfficeFiles.DocxOf("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>") },
            { "nested tables", RejectionReason.Damaged, OfficeFiles.Docx(string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", 100_000)) + string.Concat(Enumerable.Repeat("</w:tc></w:tr></w:tbl>", 100_000))) },
            { "not well-formed", RejectionReason.Damaged, OfficeFiles.Docx("<w:p><w:r>") },
            { "no main part", RejectionReason.Damaged, OfficeFiles.Zip([("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"), ("word/document.xml", "<x/>")]) },
            { "cut off", RejectionReason.Truncated, good[..(good.Length / 2)] },
            { "a flipped byte", RejectionReason.Damaged, Flipped(lie) },
            { "behind a password", RejectionReason.Encrypted, OfficeFiles.Compound("EncryptedPackage") },
            { "no text", RejectionReason.NoText, new WordMaker().File() },
            { "old", RejectionReason.FormatNotHandled, OfficeFiles.Compound("WordDocument") },
            { "open", RejectionReason.FormatNotHandled, OfficeFiles.Odt("Text.") },
        };
    }

    [Theory, MemberData(nameof(Hostile))]
    public void Whatever_a_document_is_made_to_do_ends_with_its_reason_and_a_sentence(string what, RejectionReason reason, byte[] file)
    {
        var rejected = Assert.Throws<RejectedException>(() => TextExtractors.Extract(file, [], []));
        Assert.True(reason == rejected.Reason, $"{what}: {rejected.Reason}: {rejected.Message}");
        Assert.EndsWith(".", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_ends_with_a_text_or_a_reason()
    {
        var document = new WordMaker().Heading(1, "Child R").Item(1, 0, "First.").Table(["a", "b"], ["c", "d"]).Add(null, PageBreak(), Words("Last."));
        var good = document.File();
        // Unpacked, so that damage reaches the mark-up.
        byte[] plain;
        using (var bytes = new MemoryStream())
        {
            using (var from = new ZipArchive(new MemoryStream(good)))
            using (var to = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var part in from.Entries)
                {
                    using var read = part.Open();
                    using var write = to.CreateEntry(part.FullName, CompressionLevel.NoCompression).Open();
                    read.CopyTo(write);
                }
            plain = bytes.ToArray();
        }
        var random = new Random(3);
        var read2 = 0;
        for (var i = 0; i < 400; i++)
        {
            var file = (i % 2 == 0 ? good : plain).ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) file[random.Next(file.Length)] = i % 2 == 0 ? (byte)random.Next(256) : Encoding.ASCII.GetBytes("<>/\"0a:9")[random.Next(8)];
            try
            {
                Assert.NotEmpty(TextExtractors.Extract(file, [], []).Pages);
                read2++;
            }
            catch (RejectedException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
        Assert.True(read2 > 0);
    }

    private static byte[] Flipped(byte[] file)
    {
        var at = file.AsSpan().LastIndexOf("word/document.xml"u8) is var name && file.AsSpan(0, name).LastIndexOf("word/document.xml"u8) is var first ? first + 30 : 0;
        file[at] ^= 0xFF;
        return file;
    }
}
