using System.Text;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

/// <summary>What the reader makes of a page's content.</summary>
public sealed class LeanReaderTests
{
    private const string Line = "The panel met every month.";

    [Fact]
    public void Drawings_that_draw_each_other_without_end_are_given_up() =>
        Assert.Equal(RejectionReason.NoText, Assert.Throws<RejectedException>(() => PdfTextExtractor.Extract(HostilePdfs.Laughs())).Reason);

    [Fact]
    public void Words_under_a_black_box_are_left_out_and_counted()
    {
        var text = Read(PdfMaker.Text(60, 700, Line) + PdfMaker.Text(60, 650, "Mother is Jane Doe.") + "0 g 58 645 200 16 re f\n");
        Assert.Equal(Line, text.Pages[0].Text);
        Assert.Equal(new FailedRedaction(1, 15), Assert.Single(text.FailedRedactions));
    }

    [Fact]
    public void Black_words_on_a_black_box_are_left_out() =>
        Assert.Equal(Line, Read(PdfMaker.Text(60, 700, Line) + "0 g 58 645 200 16 re f\n" + PdfMaker.Text(60, 650, "Jane Doe")).Pages[0].Text);

    [Fact]
    public void Hidden_words_stay_hidden_where_the_library_has_to_read_the_page()
    {
        var pdf = new PdfMaker().Page(PdfMaker.Text(60, 700, Line) + PdfMaker.Text(60, 650, "Jane Doe") + "0 g 58 645 200 16 re f 1 g\n" + PdfMaker.Text(60, 600, "White")
            + "0 g 58 545 200 16 re f 1 g\n" + PdfMaker.Text(60, 550, "Agency")).Make();
        var text = PdfTextExtractor.ExtractByLibrary(pdf);
        Assert.DoesNotContain("Jane", text.Pages[0].Text, StringComparison.Ordinal);
        Assert.Contains("Agency", text.Pages[0].Text, StringComparison.Ordinal);
        Assert.Equal(new FailedRedaction(1, 7), Assert.Single(text.FailedRedactions));
        Assert.Equal([1], text.PagesReadByLibrary);
        Assert.Empty(PdfTextExtractor.Extract(pdf).PagesReadByLibrary);
    }

    [Fact]
    public void Letters_drawn_as_pictures_and_named_after_their_codes_are_what_the_codes_mean()
    {
        var pdf = PdfMaker.Write(
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 84 /Widths [" + string.Join(' ', Enumerable.Repeat("600", 20))
                + "] /Encoding << /Differences [65 " + string.Concat(Enumerable.Range(65, 20).Select(code => $"/a{code} ")) + "] >> /CharProcs << >> >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>", PdfMaker.Stream(PdfMaker.Text(60, 700, "CHILD")),
        ]);
        Assert.Equal("CHILD", PdfTextExtractor.Extract(pdf).Pages[0].Text);
    }

    [Theory]
    [InlineData("0 g 58 645 200 16 re f 1 g\n", "")] // white on black: a table's head
    [InlineData("0.9 g 58 645 200 16 re f 0 g\n", "")] // shading
    [InlineData("", "1 1 0 rg 58 645 200 16 re f\n")] // light, drawn later: proves nothing
    [InlineData("0 g 58 645 200 16 re f 1 g 60 647 190 12 re f 0 g\n", "")] // a light box on the dark one
    public void Words_that_can_be_read_stay(string before, string after) =>
        Assert.Contains("Jane Doe", Read(PdfMaker.Text(60, 700, Line) + before + PdfMaker.Text(60, 650, "Jane Doe") + after).Pages[0].Text, StringComparison.Ordinal);

    [Fact]
    public void A_picture_within_the_content_is_skipped_to_its_real_end() =>
        Assert.Equal(Line, Read("q 10 0 0 10 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \u0001 EI\u0002\u00ff EI Q\n" + PdfMaker.Text(60, 700, Line)).Pages[0].Text);

    [Fact]
    public void Strings_may_be_escaped_nested_or_in_digits() =>
        Assert.Equal("a(b)c A\\B", Read("BT /F1 11 Tf 60 700 Td (a(b)\\143 ) Tj <415C42> Tj ET").Pages[0].Text);

    [Fact]
    public void What_stands_for_letters_is_read_instead_of_them() =>
        Assert.Equal("The first page", Read("BT /F1 11 Tf 60 700 Td (The ) Tj /Span << /ActualText (first) >> BDC (f1rst) Tj EMC ( page) Tj ET").Pages[0].Text);

    [Fact]
    public void A_filled_field_of_a_form_is_read()
    {
        var form = "<< /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >> /Length 40 >>\nstream\nBT /F1 11 Tf 2 5 Td (Case closed) Tj ET    \nendstream";
        var pdf = PdfMaker.Write(
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [4 0 R] >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [<< /Subtype /Widget /Rect [60 600 260 620] /AP << /N 5 0 R >> >>] >>", form,
        ]);
        Assert.Equal("Case closed", PdfTextExtractor.Extract(pdf).Pages[0].Text);
    }

    [Fact]
    public void Content_that_is_no_content_harms_nobody()
    {
        var random = new Random(7);
        const string alphabet = "0123456789 .-/[]<>(){}%\\\n'\"qQBTETjJfdmcreWnSDoBIIDEMCgs#";
        for (var round = 0; round < 300; round++)
        {
            var content = new StringBuilder();
            for (var i = 0; i < 400; i++) content.Append(alphabet[random.Next(alphabet.Length)]);
            Assert.Contains(Line, Read(PdfMaker.Text(60, 700, Line) + content).Pages[0].Text, StringComparison.Ordinal);
        }
    }

    private static PublicationText Read(string content) => PdfTextExtractor.Extract(new PdfMaker().Page(content).Make());
}
