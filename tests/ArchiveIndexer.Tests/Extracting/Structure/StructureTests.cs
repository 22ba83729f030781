using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using static ArchiveIndexer.Tests.Support.PdfMaker;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class StructureTests
{
    private static readonly string[] Prose =
        ["The partnership met in the spring and agreed that each agency would write down", "what it had known then, and what it did with what it knew about the family."];

    private static PublicationText Read(params string[] pages)
    {
        var maker = new PdfMaker();
        foreach (var page in pages) maker.Page(page);
        return PdfTextExtractor.Extract(maker.Make());
    }

    private static IEnumerable<string> Headings(PublicationText text) =>
        text.Pages.SelectMany(p => p.Blocks).Where(b => b.Kind == BlockKind.Heading).Select(b => $"{b.Level} {b.Number} {b.Text}".Replace("  ", " ", StringComparison.Ordinal));

    [Fact]
    public void A_heading_over_two_lines_is_one_and_a_question_may_be_one()
    {
        var text = Read(Text(60, 760, "What the agencies knew about the family", 18) + Text(60, 738, "in the years before", 18) + Lines(60, 700, Prose)
            + Text(60, 640, "Who was Child Q?", 13, bold: true) + Lines(60, 620, Prose));
        Assert.Equal(["1 What the agencies knew about the family in the years before", "2 Who was Child Q?"], Headings(text));
    }

    [Fact]
    public void What_the_contents_page_names_is_a_heading_in_the_body_whatever_it_looks_like()
    {
        var contents = Text(60, 760, "Contents", 16) + Lines(60, 700, "Introduction ........................ 2", "The family ........................... 2", "Learning ............................. 3");
        var text = Read(contents, Text(60, 760, "Introduction") + Lines(60, 720, Prose) + Text(60, 660, "The family") + Lines(60, 620, Prose), Text(60, 760, "Learning") + Lines(60, 720, Prose));
        Assert.Equal([PageRole.Contents, null, null], text.Pages.Select(p => p.Role));
        Assert.Equal(["1 Contents", "1 Introduction", "1 The family", "1 Learning"], Headings(text));
        Assert.Equal(["Introduction … 2", "The family … 2", "Learning … 3"], text.Pages[0].Blocks.Where(b => b.Kind == BlockKind.ListItem).Select(b => b.Text));
    }

    [Fact]
    public void Bookmarks_name_headings_as_well()
    {
        var maker = new PdfMaker { CatalogExtra = "/Outlines << /First 8 0 R >>" };
        maker.Page(Text(60, 760, "The family") + Lines(60, 720, Prose)).Page("", "/First 8 0 R /Title (The family)");
        Assert.Equal(["1 The family"], Headings(PdfTextExtractor.Extract(maker.Make())));
    }

    [Fact]
    public void A_stack_of_bold_lines_is_no_pile_of_headings() =>
        Assert.Empty(Headings(Read(Lines(60, 700, Prose) + string.Concat(new[] { "Thornshire House", "Saltmere Road", "Aldermoor", "TH1 2AB" }.Select((line, i) => Text(60, 600 - (22 * i), line, bold: true))) + Lines(60, 400, Prose))));

    [Fact]
    public void A_title_page_says_board_title_reviewer_and_date()
    {
        var text = Read(Text(60, 760, "THORNSHIRE", 16) + Text(60, 740, "SAFEGUARDING CHILDREN BOARD", 16) + Text(60, 600, "Serious Case Review: Child K", 28)
            + Text(60, 400, "Lead Reviewer: Hester Quillane MSc CQSW", 12) + Text(60, 370, "Date of death: 3 March 2012", 12) + Text(60, 340, "PUBLICATION DATE: 24TH JANUARY 2017", 12), Lines(60, 700, Prose) + Lines(60, 600, Prose));
        Assert.Equal(new TitlePage("THORNSHIRE SAFEGUARDING CHILDREN BOARD", "Serious Case Review: Child K", "Hester Quillane MSc CQSW", "2017-01-24"), text.TitlePage);
        Assert.Equal((PageRole.Title, "Serious Case Review: Child K"), (text.Pages[0].Role, text.Title));
        Assert.Empty(Headings(text));
    }

    [Theory]
    [InlineData("September 2013 – Final Publication Copy", "2013-09")]
    [InlineData("07.09.18", "2018-09-07")]
    [InlineData("Monday 26th April 2010", "2010-04-26")]
    [InlineData("Approved by the OSCB February 26th 2015", "2015-02-26")]
    [InlineData("PUBLICATION: Sept 2020", "2020-09")]
    [InlineData("31 February 2020", null)]
    [InlineData("٠٧.٠٩.١٨", null)]
    [InlineData("July ٢٠١٩", null)]
    public void Dates_are_read_as_precisely_as_they_are_printed(string line, string? date) =>
        Assert.Equal(date, Printed.Date().Match(line) is { Success: true } match ? Printed.Iso(match) : null);

    [Fact]
    public void A_footnote_is_tied_to_its_mark()
    {
        var page = "BT /F1 11 Tf 60 700 Td (The panel met in 2013) Tj /F1 7 Tf 4 Ts (12) Tj 0 Ts /F1 11 Tf (, and a room of 40 m) Tj /F1 7 Tf 4 Ts (2) Tj 0 Ts /F1 11 Tf ( was found on the 15) Tj /F1 7 Tf 4 Ts (th) Tj 0 Ts /F1 11 Tf ( of May for it.) Tj ET\n"
            + Lines(60, 660, Prose) + "BT /F1 6 Tf 60 103 Td (12) Tj /F1 8 Tf 8 -3 Td (The minutes of that meeting are with the board.) Tj ET\n";
        var blocks = Read(page).Pages[0].Blocks;
        Assert.Equal("The panel met in 2013, and a room of 40 m² was found on the 15th of May for it.", blocks[0].Text);
        Assert.Equal([new NoteMark("12", "The panel met in 2013".Length)], blocks[0].Notes);
        Assert.Equal((BlockKind.Footnote, "12", "The minutes of that meeting are with the board."), (blocks[^1].Kind, blocks[^1].Number, blocks[^1].Text));
    }

    [Fact]
    public void Notes_that_follow_each_other_without_a_gap_are_each_their_own()
    {
        var page = "BT /F1 11 Tf 60 700 Td (The panel met) Tj /F1 7 Tf 4 Ts (9) Tj 0 Ts /F1 11 Tf ( and then agreed) Tj /F1 7 Tf 4 Ts (10) Tj 0 Ts /F1 11 Tf ( on the name IRIS) Tj /F1 7 Tf 4 Ts (2) Tj 0 Ts /F1 11 Tf ( for it.) Tj ET\n"
            + Text(60, 110, "9 Written evidence of the school (A12)", 8) + Text(60, 100, "10 Written evidence of the surgery (A13), which was", 8) + Text(60, 90, "read in June", 8);
        var blocks = Read(Lines(60, 660, Prose) + page).Pages[0].Blocks;
        Assert.Contains(blocks, b => b.Text == "The panel met and then agreed on the name IRIS² for it.");
        Assert.Equal([("9", "Written evidence of the school (A12)"), ("10", "Written evidence of the surgery (A13), which was read in June")],
            blocks.Where(b => b.Kind == BlockKind.Footnote).Select(b => (b.Number!, b.Text)));
    }

    [Fact]
    public void A_figure_in_small_print_that_nothing_points_at_begins_no_note() =>
        Assert.DoesNotContain(Read(Lines(60, 700, Prose) + Text(60, 600, "59 family centres", 8)).Pages[0].Blocks, b => b.Kind == BlockKind.Footnote);

    [Fact]
    public void Items_that_count_on_are_each_their_own() =>
        Assert.Equal(["Front Door Team", "Children in Care Team", "Adoption Team"],
            Read(Lines(60, 700, Prose) + Lines(80, 600, "1. Front Door Team", "2. Children in Care Team", "3. Adoption Team")).Pages[0].Blocks.Where(b => b.Kind == BlockKind.ListItem).Select(b => b.Text));

    [Theory]
    [InlineData("Review of the effectiveness of the Local Safeguarding Children Board", null)]
    [InlineData("A report for Thornshire Safeguarding Children Board", "Thornshire Safeguarding Children Board")]
    public void What_a_title_page_says_of_a_board_is_no_name(string line, string? board) =>
        Assert.Equal(board, Read(Text(60, 700, "Serious Case Review: Child K", 28) + Text(60, 600, line, 14), Lines(60, 700, Prose) + Lines(60, 600, Prose)).TitlePage?.Board);

    [Fact]
    public void Small_print_without_a_mark_is_no_footnote() =>
        Assert.Equal(BlockKind.Paragraph, Read(Lines(60, 700, Prose) + Text(60, 600, "Source: the records of four agencies, read in the spring", 8)).Pages[0].Blocks[^1].Kind);

    [Theory]
    [InlineData("as it said¹ and did²", "as it said and did", "1@10 2@18")]
    [InlineData("of 20 km² and 3 m³", "of 20 km² and 3 m³", "")]
    [InlineData("two at once¹,² here", "two at once here", "1@11 2@11")]
    [InlineData("before the stop ¹.", "before the stop.", "1@15")]
    [InlineData("the network IRIS³ and a note²", "the network IRIS³ and a note", "2@28")]
    [InlineData("plain", "plain", "")]
    public void Marks_are_taken_out_of_the_text(string text, string clean, string marks)
    {
        var known = new KnownNotes(1);
        known.Add(0, "1", atEnd: false);
        known.Add(0, "2", atEnd: false);
        var (found, notes) = NoteMarks.TakeOut(text, known.Of(0), mayHaveSigns: false);
        Assert.Equal((clean, marks), (found, string.Join(' ', notes.Select(n => $"{n.Mark}@{n.At}"))));
    }

    [Theory]
    [InlineData("Figure 3: The family in 2019", true)]
    [InlineData("Table 2 Contributions to the review", true)]
    [InlineData("Table A.1", true)]
    [InlineData("Fig. 4 – Who knew what", true)]
    [InlineData("Table 2 shows what each agency gave.", false)]
    [InlineData("Figures for 2019", false)]
    [InlineData("Box", false)]
    [InlineData("Table 12345678901: no", false)]
    public void Captions_have_a_number_and_a_title(string text, bool caption) => Assert.Equal(caption, Captions.Is(text));

    [Theory]
    [InlineData("• one")]
    [InlineData("◼ one")]
    [InlineData("▪one")]
    [InlineData("– one")]
    [InlineData("\uF0B7 one")]
    [InlineData("o\tone")]
    [InlineData("➢ one")]
    public void Bullets_of_all_kinds_are_bullets(string line) => Assert.Equal((null, "one"), (Marker.Of(line)!.Value.Number, line[Marker.Of(line)!.Value.Length..]));

    [Fact]
    public void Paragraphs_counted_through_the_document_are_no_list()
    {
        string Page(int first) => Text(60, 780, $"{(first == 1 ? "What was known" : first == 6 ? "What was done with it" : "What others had seen")}", 16)
            + string.Concat(Enumerable.Range(0, 5).Select(i => Lines(60, 740 - (50 * i), $"{first + i}. The partnership met in the spring and agreed that each agency would write", "down what it had known then.")));
        var blocks = Read(Page(1), Page(6), Page(11)).Pages.SelectMany(p => p.Blocks).Where(b => b.Number is not null).ToList();
        Assert.Equal(15, blocks.Count);
        Assert.All(blocks, b => Assert.Equal(BlockKind.Paragraph, b.Kind));
    }
}
