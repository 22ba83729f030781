using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using static ArchiveIndexer.Tests.Support.PdfMaker;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class PdfTextExtractorTests
{
    private static readonly string[] Left =
        ["The partnership met in the spring", "and agreed that each agency would", "write down what it had known then", "and what it did with what it knew.", "The first of these came in June and", "the others followed in the summer."];

    private static readonly string[] Right =
        ["Health visitors saw the family four", "times, and each visit was recorded", "in full. The school was not told of", "the bruises until the second term,", "although the nurse had seen them at", "the surgery in the week before that."];

    private static string Words(string[] lines) => string.Join(' ', lines);

    private static Page Read(string content, string extra = "") => PdfTextExtractor.Extract(new PdfMaker().Page(content, extra).Make()).Pages[0];

    [Fact]
    public void Two_columns_drawn_line_by_line_are_read_one_after_the_other()
    {
        var content = string.Concat(Left.Zip(Right).Select((pair, i) => Text(60, 700 - (14 * i), pair.First) + Text(320, 700 - (14 * i), pair.Second)));
        Assert.Equal($"{Words(Left)} {Words(Right)}", Read(content).Text.Replace("\n\n", " ", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_columns_drawn_in_the_wrong_order_are_read_from_the_left() =>
        Assert.StartsWith(Words(Left), Read(Lines(320, 700, Right) + Lines(60, 700, Left)).Text, StringComparison.Ordinal);

    [Fact]
    public void A_heading_over_both_columns_is_read_first_though_it_is_drawn_last()
    {
        var page = Read(Lines(60, 700, Left) + Lines(320, 700, Right) + Text(60, 740, "What the agencies knew about the family at that time", 18));
        Assert.Equal(new Block(BlockKind.Heading, 1, null, "What the agencies knew about the family at that time"), page.Blocks[0]);
    }

    [Fact]
    public void A_table_over_both_columns_parts_them()
    {
        string[] cells = ["Agency|Seen|Written down", "Police|12 July|yes", "Health|14 July|no", "School|9 August|yes"];
        var table = string.Concat(cells.Select((row, i) => string.Concat(row.Split('|').Select((cell, c) => Text(70 + (160 * c), 572 - (20 * i), cell)))));
        var lines = string.Concat(Enumerable.Range(0, 5).Select(i => $"60 {586 - (20 * i)} m 540 {586 - (20 * i)} l S\n")) + string.Concat(new[] { 60, 220, 380, 540 }.Select(x => $"{x} 506 m {x} 586 l S\n"));
        var below = Lines(60, 470, Left) + Lines(320, 470, Right);
        var blocks = Read(lines + table + below + Lines(60, 700, Right) + Lines(320, 700, Left)).Blocks;
        Assert.Equal([Words(Right), Words(Left), null, Words(Left), Words(Right)], blocks.Select(b => b.Rows is null ? b.Text : null));
        Assert.Equal(cells.Select(row => row.Split('|')), blocks[2].Rows);
    }

    [Fact]
    public void A_side_box_is_read_whole_and_cuts_no_sentence()
    {
        var box = "330 600 200 120 re S\n" + Lines(340, 700, "Learning point: a second visit", "should be made by two workers", "who write down what they saw", "and tell the family so.");
        var blocks = Read(string.Concat(Left.Select((line, i) => Text(60, 700 - (14 * i), line))) + box + Lines(60, 600, Right)).Blocks;
        Assert.Contains(blocks, b => b.Text == "Learning point: a second visit should be made by two workers who write down what they saw and tell the family so.");
        Assert.Contains(blocks, b => b.Text == Words(Left));
    }

    [Fact]
    public void Of_two_boxes_side_by_side_the_left_one_is_read_first()
    {
        static string Box(double x, string name) => $"{x} 600 200 100 re S\n" + Lines(x + 10, 680, $"{name} box has its first", "line and then a second and", "a third, to be read whole.");
        var text = Read(Box(320, "Right") + Box(60, "Left") + Lines(60, 500, Left)).Text;
        Assert.InRange(text.IndexOf("Left box", StringComparison.Ordinal), 0, text.IndexOf("Right box", StringComparison.Ordinal));
    }

    [Fact]
    public void The_level_lines_of_a_chart_are_no_table()
    {
        var chart = string.Concat(Enumerable.Range(0, 5).Select(i => $"100 {500 + (30 * i)} m 400 {500 + (30 * i)} l S\n"))
            + string.Concat(new[] { (120, 510, "252"), (120, 540, "121"), (220, 515, "334"), (220, 575, "133"), (320, 545, "384"), (320, 605, "131"), (320, 515, "90"), (220, 545, "14") }.Select(p => Text(p.Item1, p.Item2, p.Item3)));
        Assert.DoesNotContain(Read(Lines(60, 760, Left) + chart).Blocks, b => b.Rows is not null);
    }

    [Fact]
    public void Turned_labels_stand_with_what_is_drawn_before_them_and_never_among_the_notes()
    {
        var notes = "60 120 m 200 120 l S\nBT /F1 6 Tf 60 109 Td (1) Tj /F1 8 Tf 6 -3 Td (The minutes of that meeting.) Tj ET\n";
        var page = Read("BT /F1 11 Tf 60 700 Td (The panel met in June) Tj /F1 7 Tf 4 Ts (1) Tj 0 Ts /F1 11 Tf ( and it agreed on all of this.) Tj ET\n" + "q 0 1 -1 0 300 300 cm " + Text(0, 0, "Number of visits") + " Q\n" + notes);
        Assert.Equal([BlockKind.Paragraph, BlockKind.Paragraph, BlockKind.Footnote], page.Blocks.Select(b => b.Kind));
        Assert.Equal("Number of visits", page.Blocks[1].Text);
    }

    [Fact]
    public void A_table_is_read_row_by_row()
    {
        string[] rows = ["Police 12 July", "Health 14 July", "Housing 2 August", "School 9 August", "Probation 11 August", "Surgery 20 August"];
        var content = string.Concat(rows.Select((row, i) => Text(60, 700 - (14 * i), row.Split(' ', 2)[0]) + Text(200, 700 - (14 * i), row.Split(' ', 2)[1])));
        Assert.Equal(rows.Select(row => row.Split(' ', 2)), Assert.Single(Read(content).Blocks).Rows);
    }

    [Fact]
    public void A_column_of_figures_stays_with_its_rows()
    {
        var content = string.Concat(new[] { 8, 12, 104, 9, 1_250 }.Select((n, i) => Text(60, 700 - (14 * i), $"Agency {(char)('A' + i)}") + Text(320 - (6 * $"{n}".Length), 700 - (14 * i), $"{n}")));
        Assert.Equal("Agency A\t8\nAgency B\t12\nAgency C\t104\nAgency D\t9\nAgency E\t1250", Read(content).Text);
    }

    [Fact]
    public void Lines_become_paragraphs_with_a_blank_line_between()
    {
        var page = Read(Lines(60, 700, Left) + Lines(60, 600, Right));
        Assert.Equal($"{Words(Left)}\n\n{Words(Right)}", page.Text);
        Assert.Equal((TextSource.Text, 1.0), (page.Source, page.Quality));
    }

    [Fact]
    public void Numbered_paragraphs_and_items_begin_their_own()
    {
        var page = Read(Text(60, 740, "4. Findings of the review", 16, bold: true) + Lines(60, 700,
            "4.1 The family was known to four agencies, none of which had the whole of the picture before them", "in the spring of that year.",
            "4.2 Each agency should therefore:", "• read its own records;", "• ask the others for theirs."));
        Assert.Equal(
            [
                new(BlockKind.Heading, 1, "4.", "Findings of the review"),
                new(BlockKind.Paragraph, null, "4.1", "The family was known to four agencies, none of which had the whole of the picture before them in the spring of that year."),
                new(BlockKind.Paragraph, null, "4.2", "Each agency should therefore:"),
                new(BlockKind.ListItem, null, null, "read its own records;"),
                new Block(BlockKind.ListItem, null, null, "ask the others for theirs."),
            ],
            page.Blocks);
        Assert.Contains("4.2 Each agency should therefore:\n\n• read its own records;", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bold_made_by_drawing_twice_is_read_once() =>
        Assert.Equal("Bookkeeping will fill the cells", Read(Text(60, 700, "Bookkeeping will fill the cells") + Text(60.4, 700, "Bookkeeping will fill the cells")).Text);

    [Theory]
    [InlineData("SERIOUS CASE REVIEW", 6)]
    [InlineData("S E R I O U S   C A S E   R E V I E W", 0)]
    [InlineData("Serious Case Review", 0.8)]
    public void A_heading_of_spaced_letters_is_words(string drawn, double spacing) =>
        Assert.Equal("serious case review", Read(Text(60, 700, drawn, 14, spacing: spacing)).Text, ignoreCase: true);

    [Fact]
    public void The_mark_of_a_footnote_is_no_part_of_the_year_before_it()
    {
        var block = Assert.Single(Read("BT /F1 11 Tf 60 700 Td (It began in 2013) Tj /F1 7 Tf 4 Ts (4) Tj 0 Ts /F1 11 Tf ( and ended.) Tj ET").Blocks);
        Assert.Equal("It began in 2013 and ended.", block.Text);
        Assert.Equal([new NoteMark("4", "It began in 2013".Length)], block.Notes);
    }

    [Fact]
    public void What_lies_outside_the_crop_box_is_not_on_the_page() =>
        Assert.Equal("Seen", Read(Text(100, 700, "Seen") + Text(500, 700, "Unseen"), "/CropBox [50 50 400 800]").Text);

    [Theory]
    [InlineData("/Rotate 90", "0 1 -1 0 300 100 cm")]
    [InlineData("/Rotate 270", "0 -1 1 0 300 700 cm")]
    [InlineData("/Rotate 180", "-1 0 0 -1 500 700 cm")]
    [InlineData("", "0 1 -1 0 300 100 cm")]
    [InlineData("", "-1 0 0 -1 500 700 cm")]
    public void A_turned_page_is_read_as_any_other(string turned, string drawn) =>
        Assert.Equal("The first line of two and the second line.", Read($"q {drawn} {Lines(0, 0, "The first line of two", "and the second line.")} Q", turned).Text);

    [Fact]
    public void A_long_report_is_read_to_its_last_word()
    {
        var maker = new PdfMaker();
        var line = string.Concat(Enumerable.Repeat("many words about it ", 4));
        for (var page = 1; page <= 300; page++)
            maker.Page(Lines(60, 780, [.. Enumerable.Range(1, 34).Select(i => $"{line}{page * i}"), page == 300 ? "the veryend" : "and so on"]));
        var text = PdfTextExtractor.Extract(maker.Make());
        Assert.Equal(300, text.Pages.Count);
        Assert.True(text.Pages.Sum(p => p.Text.Length) > 820_000);
        Assert.EndsWith("the veryend", text.Pages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_says_title_language_and_printed_page_numbers()
    {
        var maker = new PdfMaker
        {
            Title = "Child R: a review", Language = "en-GB",
            CatalogExtra = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) >>] >> /MarkInfo << /Marked true >> /StructTreeRoot << >>",
        };
        var text = PdfTextExtractor.Extract(maker.Page(Text(60, 700, "One")).Page(Text(60, 700, "Two")).Page(Text(60, 700, "Three")).Make());
        Assert.Equal(("Child R: a review", "en-GB"), (text.Title, text.Language));
        Assert.Equal(["i", "ii", "A-1"], text.Pages.Select(p => p.Label));
        Assert.Equal((true, "en-GB", true), (text.Accessibility!.Tagged, text.Accessibility.Language, text.Accessibility.Title));
    }

    [Theory]
    [InlineData("Microsoft Word - final.docx")]
    [InlineData("Untitled")]
    [InlineData(null)]
    public void A_title_that_is_none_gives_way_to_the_largest_text_of_page_one(string? title) =>
        Assert.Equal("Child R", PdfTextExtractor.Extract(
            new PdfMaker { Title = title }.Page(Text(60, 700, "Child R", 24) + Lines(60, 600, Left)).Make()).Title);

    [Fact]
    public void A_page_without_text_keeps_its_place()
    {
        var text = PdfTextExtractor.Extract(new PdfMaker().Page(Text(60, 700, "One")).Page("").Page(Text(60, 700, "Three")).Make());
        Assert.Equal([TextSource.Text, TextSource.None, TextSource.Text], text.Pages.Select(p => p.Source));
        Assert.Equal((2, "", 0.0), (text.Pages[1].Number, text.Pages[1].Text, text.Pages[1].Quality));
    }
}
