using System.Text;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class RejectionTests
{
    private static RejectedException Rejected(byte[] file) => Assert.Throws<RejectedException>(() => PdfTextExtractor.Extract(file));

    [Fact]
    public void A_file_of_no_bytes_is_empty() => Assert.Equal(RejectionReason.Empty, Rejected([]).Reason);

    [Fact]
    public void A_page_saved_as_pdf_is_named_by_its_title()
    {
        var rejected = Rejected("\n<!DOCTYPE html><html><head><title>Page not\n found &ndash; Board</title>"u8.ToArray());
        Assert.Equal(RejectionReason.HtmlInsteadOfPdf, rejected.Reason);
        Assert.Contains("“Page not found – Board”", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_is_no_pdf() => Assert.Equal(RejectionReason.NotPdf, Rejected("PK\u0003\u0004 a docx"u8.ToArray()).Reason);

    [Fact]
    public void A_file_without_its_end_is_cut_off_and_its_size_is_told()
    {
        var whole = new PdfMaker().Page(string.Concat(Enumerable.Range(0, 50).Select(i => PdfMaker.Text(60, 800 - (14 * i), "A line of text that is there")))).Make();
        var rejected = Rejected(whole[..3000]);
        Assert.Equal(RejectionReason.Truncated, rejected.Reason);
        Assert.Contains("3,000 bytes", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rubbish_between_the_right_first_and_last_bytes_is_damaged() =>
        Assert.Equal(RejectionReason.Damaged, Rejected(Encoding.ASCII.GetBytes("%PDF-1.7\n" + new string('x', 500) + "\nstartxref\n9\n%%EOF")).Reason);

    [Fact]
    public void Pages_without_text_are_counted()
    {
        var rejected = Rejected(new PdfMaker().Page("0 0 100 100 re f").Page("").Make());
        Assert.Equal(RejectionReason.NoText, rejected.Reason);
        Assert.Contains("2 pages and no text on any of them", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_needs_a_password_is_encrypted() =>
        Assert.Equal(RejectionReason.Encrypted, Rejected(new PdfMaker { UserPassword = "secret" }.Page(PdfMaker.Text(60, 700, "Hidden")).Make()).Reason);

    [Fact]
    public void A_file_that_only_forbids_changes_is_read() =>
        Assert.Equal("Open to all", PdfTextExtractor.Extract(new PdfMaker { UserPassword = "" }.Page(PdfMaker.Text(60, 700, "Open to all")).Make()).Pages[0].Text);
}
