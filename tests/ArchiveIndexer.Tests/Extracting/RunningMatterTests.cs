using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using static ArchiveIndexer.Tests.Support.PdfMaker;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class RunningMatterTests
{
    private static PublicationText Read(int pages, Func<int, string> edges)
    {
        var maker = new PdfMaker();
        for (var page = 1; page <= pages; page++)
            maker.Page(Lines(60, 720, $"Sentence {page * 7} of the report stands here in full.", $"And another follows it on page {page}.") + edges(page));
        return PdfTextExtractor.Extract(maker.Make());
    }

    [Fact]
    public void A_head_and_a_foot_on_every_page_are_left_out_and_listed()
    {
        var text = Read(6, page => Text(60, 800, "Oxbridge Safeguarding Children Board", 9) + Text(280, 40, $"Page {page} of 6", 9));
        Assert.Equal(["Oxbridge Safeguarding Children Board", "Page 1 of 6"], text.Furniture.Select(f => f.Text));
        Assert.Equal([1, 2, 3, 4, 5, 6], text.Furniture[1].Pages);
        Assert.Equal("Sentence 14 of the report stands here in full. And another follows it on page 2.", text.Pages[1].Text);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("- {0} -")]
    [InlineData("P a g e {0} | 25")]
    [InlineData("{0} BSCB Child BW SCR FINAL 02.02.2017")]
    public void Page_numbers_of_many_forms_are_left_out(string form) =>
        Assert.DoesNotContain(Read(5, page => Text(280, 40, string.Format(null, form, page))).Pages, p => p.Text.Contains("BSCB", StringComparison.Ordinal)
            || !p.Text.EndsWith($"on page {p.Number}.", StringComparison.Ordinal));

    [Fact]
    public void Left_and_right_pages_may_differ()
    {
        var text = Read(12, page => page % 2 == 0 ? Text(60, 800, $"{page}    The review of Child R", 9) : Text(400, 800, $"Chapter heading    {page}", 9));
        Assert.All(text.Pages, page => Assert.StartsWith("Sentence", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_heading_that_tops_a_page_now_and_then_stays()
    {
        var text = Read(20, page => page % 8 == 3 ? Text(60, 780, "Findings", 16, bold: true) : "");
        Assert.Empty(text.Furniture);
        Assert.StartsWith("Findings", text.Pages[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommendations_that_each_top_a_page_stay()
    {
        var text = Read(12, page => page > 8 ? Text(60, 780, $"Recommendation {page - 8}", 14, bold: true) : "");
        Assert.Equal("Recommendation 1", text.Pages[8].Blocks[0].Text);
    }

    [Fact]
    public void A_sentence_at_the_edge_of_a_short_file_stays()
    {
        var text = Read(2, page => Text(60, 60, "The family asked that this be known.") + Text(280, 30, $"{page}", 9));
        Assert.All(text.Pages, page => Assert.EndsWith("The family asked that this be known.", page.Text, StringComparison.Ordinal));
        Assert.Equal("1", Assert.Single(text.Furniture).Text);
    }

    [Fact]
    public void What_is_all_that_the_pages_say_is_their_text()
    {
        var maker = new PdfMaker();
        for (var page = 1; page <= 30; page++) maker.Page(Text(60, 800, $"Potato {page}"));
        Assert.Equal("Potato 30", PdfTextExtractor.Extract(maker.Make()).Pages[29].Text);
    }

    [Fact]
    public void A_watermark_across_the_pages_is_left_out_and_listed()
    {
        var text = Read(4, _ => "q 0.7 0.7 -0.7 0.7 200 300 cm " + Text(0, 0, "DRAFT 1", 80) + " Q");
        Assert.Equal([("DRAFT 1", 4)], text.Furniture.Select(f => (f.Text, f.Pages.Count)));
        Assert.All(text.Pages, page => Assert.StartsWith("Sentence", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Large_letters_behind_the_text_of_every_page_are_a_watermark() =>
        Assert.All(Read(4, _ => Text(80, 700, "RESTRICTED", 60)).Pages, page => Assert.DoesNotContain("RESTRICTED", page.Text, StringComparison.Ordinal));

    [Fact]
    public void A_large_heading_that_every_page_repeats_above_its_text_is_no_watermark() =>
        Assert.All(Read(2, _ => Text(60, 760, "Learning points", 24)).Pages, page => Assert.StartsWith("Learning points", page.Text, StringComparison.Ordinal));

    [Theory]
    [InlineData("{0}", "3")]
    [InlineData("Page {0} of 5", "3")]
    [InlineData("Child R: a review    {0}", "3")]
    public void The_printed_page_number_is_the_label_where_the_file_declares_none(string form, string label) =>
        Assert.Equal(label, Read(5, page => Text(280, 40, string.Format(null, form, page), 9)).Pages[2].Label);

    [Fact]
    public void The_foot_of_a_summary_of_two_pages_is_left_out()
    {
        var text = Read(2, page => Text(60, 760, "What the agencies knew of the family, and what each of them did with it") + Text(60, 44, $"Published September 2019          Page {page} of 2", 8) + Text(200, 34, "Thornshire Safeguarding Children Board", 8));
        Assert.All(text.Pages, page => Assert.EndsWith($"on page {page.Number}.", page.Text, StringComparison.Ordinal));
        Assert.Equal("2", text.Pages[1].Label);
    }
}
