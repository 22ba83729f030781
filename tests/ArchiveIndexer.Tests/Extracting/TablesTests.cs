using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class TablesTests
{
    private static readonly Frame A4 = new(0, 0, 595, 842);

    private static TextRun Run(double x, double y, string text, bool bold = false) => new()
    {
        Text = text, Left = x, Right = x + (5.2 * text.Length), Baseline = y, Size = 10, Bold = bold, Direction = Direction.Right, Artifact = false,
        Letters = text.Count(char.IsLetterOrDigit),
    };

    private static IEnumerable<Rule> Box(double left, double bottom, double right, double top) =>
        [new(left, bottom, right, bottom), new(left, top, right, top), new(left, bottom, left, top), new(right, bottom, right, top)];

    private static List<Chunk> Read(List<TextRun> runs, IEnumerable<Rule> rules)
    {
        var sheet = new Sheet(1, A4, runs) { Rules = [.. rules] };
        return PageLayout.Of(sheet, RuledGrids.Of(sheet));
    }

    private static string[][] RowsOf(TableBlock table) => [.. table.ToBlock(new LineEnds(), notes: null).Rows!.Select(row => row.ToArray())];

    private static string TextOf(List<Chunk> chunks) => string.Join('/', TextLine.Of(chunks).Select(line => line.Text));

    [Fact]
    public void A_ruled_table_has_its_rows_cells_and_header_row_whatever_wraps()
    {
        var rules = new List<Rule>();
        foreach (var (top, bottom) in new[] { (700.0, 680.0), (680, 650), (650, 620) })
            foreach (var (left, right) in new[] { (50.0, 150.0), (150, 300), (300, 500) }) rules.AddRange(Box(left, bottom, right, top));
        var found = Read(
            [
                Run(56, 720, "Table 1 says what was agreed"),
                Run(56, 686, "No", true), Run(156, 686, "Action", true), Run(306, 686, "Lead", true),
                Run(56, 668, "1"), Run(156, 668, "Review the policy on safe-"), Run(156, 656, "guarding and training"), Run(306, 668, "Police"),
                Run(56, 638, "2"), Run(156, 638, "Share it"), Run(306, 638, "Health and"), Run(306, 626, "schools"),
                Run(56, 600, "After the table the text goes on."),
            ], rules);
        var table = found[1].Table!;
        Assert.Equal([["No", "Action", "Lead"], ["1", "Review the policy on safeguarding and training", "Police"], ["2", "Share it", "Health and schools"]], RowsOf(table));
        Assert.Equal((1, 0), (table.HeaderRows, table.HeaderColumns));
        Assert.Equal("No\tAction\tLead\n1\tReview the policy on safeguarding and training\tPolice\n2\tShare it\tHealth and schools", table.ToBlock(new LineEnds(), notes: null).Text);
        Assert.Equal("After the table the text goes on.", found[2].Runs[0].Text);
    }

    [Fact]
    public void Cells_that_span_stand_in_the_first_of_their_places()
    {
        Rule[] rules =
        [
            .. Box(50, 600, 500, 700), new(50, 680, 500, 680), new(150, 640, 500, 640), new(150, 600, 150, 680), new(300, 600, 300, 680),
        ];
        var found = Read(
            [
                Run(60, 686, "Agencies and what they knew"),
                Run(60, 660, "Police"), Run(160, 660, "12 July"), Run(310, 660, "a call"), Run(160, 620, "14 July"), Run(310, 620, "a visit"),
            ], rules);
        Assert.Equal([["Agencies and what they knew", "", ""], ["Police", "12 July", "a call"], ["", "14 July", "a visit"]], RowsOf(Assert.Single(found).Table!));
    }

    [Fact]
    public void Two_cells_that_are_drawn_in_one_go_are_parted_at_their_line()
    {
        Rule[] rules = [.. Box(50, 640, 200, 700), new(50, 670, 200, 670), new(116, 640, 116, 700)];
        var found = Read([Run(60, 680, "Contacts Referrals"), Run(60, 650, "104"), Run(125, 650, "12")], rules);
        Assert.Equal([["Contacts", "Referrals"], ["104", "12"]], RowsOf(Assert.Single(found).Table!));
    }

    [Fact]
    public void A_box_of_prose_is_read_whole_and_is_no_table()
    {
        var found = Read(
            [
                Run(60, 690, "The first line of the text"), Run(310, 690, "Learning point"),
                Run(60, 676, "and the second line of it"), Run(310, 676, "Ask what a day is like"),
                Run(60, 662, "and the third line of it"), Run(310, 662, "for this child at home."),
                Run(60, 648, "and the fourth and last"),
            ], Box(300, 650, 480, 710));
        Assert.All(found, chunk => Assert.Null(chunk.Table));
        Assert.Equal(
            "The first line of the text/and the second line of it/and the third line of it/and the fourth and last/Learning point/Ask what a day is like/for this child at home.",
            TextOf(found));
    }

    [Fact]
    public void One_column_of_boxes_is_no_table() =>
        Assert.All(Read(
            [Run(60, 690, "Recommendation 1"), Run(60, 670, "The Board should ask each agency"), Run(60, 656, "what it has done, and when.")],
            [.. Box(50, 685, 400, 705), .. Box(50, 650, 400, 685)]), chunk => Assert.Null(chunk.Table));

    [Fact]
    public void Words_with_a_coloured_ground_are_no_cells()
    {
        var found = Read(
            [
                Run(60, 690, "The government welcomes the findings and"), Run(270, 690, "accepts that we must learn"),
                Run(60, 676, "from past events and improve our"), Run(230, 676, "preparedness for the next of them"),
            ],
            [.. Box(58, 686, 268, 700), .. Box(268, 686, 420, 700), .. Box(58, 672, 228, 686), .. Box(228, 672, 420, 686)]);
        Assert.All(found, chunk => Assert.Null(chunk.Table));
    }

    [Fact]
    public void Lines_between_rows_are_enough_where_columns_leave_a_strip_free()
    {
        var found = Read(
            [
                Run(60, 690, "Term", true), Run(200, 690, "Meaning", true),
                Run(60, 670, "CIN"), Run(200, 670, "A child in need under"), Run(200, 658, "section 17 of the Act"),
                Run(60, 640, "MASH"), Run(200, 640, "The hub that takes calls"), Run(60, 622, "SCR"), Run(200, 622, "A serious case review"),
            ],
            [new(50, 700, 500, 700), new(50, 684, 500, 684), new(50, 652, 500, 652), new(50, 634, 500, 634), new(50, 616, 500, 616)]);
        var table = Assert.Single(found).Table!;
        Assert.Equal([["Term", "Meaning"], ["CIN", "A child in need under section 17 of the Act"], ["MASH", "The hub that takes calls"], ["SCR", "A serious case review"]], RowsOf(table));
        Assert.Equal(1, table.HeaderRows);
    }

    [Fact]
    public void Columns_without_lines_are_a_table_where_several_rows_agree()
    {
        var runs = new List<TextRun> { Run(60, 714, "Agency", true), Run(200, 714, "First contact", true), Run(360, 714, "Contacts", true) };
        foreach (var (i, name) in new[] { "Police", "Health", "Housing", "School" }.Index())
            runs.AddRange([Run(60, 700 - (14 * i), name), Run(200, 700 - (14 * i), $"{i + 3} July 2018"), Run(360, 700 - (14 * i), $"{14 - i}")]);
        var table = Assert.Single(Read(runs, [])).Table!;
        Assert.Equal(5, table.Rows.Count);
        Assert.Equal(["Housing", "5 July 2018", "12"], RowsOf(table)[3]);
        Assert.Equal(1, table.HeaderRows);
    }

    [Fact]
    public void A_list_behind_its_marks_is_no_table() =>
        Assert.All(Read([.. new[] { "i)", "ii)", "iii)", "iv)", "v)" }.SelectMany((mark, i) =>
            new[] { Run(60, 700 - (14 * i), mark), Run(96, 700 - (14 * i), "what each agency was asked to do by the panel") })], []), chunk => Assert.Null(chunk.Table));

    [Fact]
    public void Contents_are_no_table() =>
        Assert.All(Read([.. new[] { "Introduction", "Background", "Findings", "Learning", "Recommendations" }.SelectMany((title, i) =>
            new[] { Run(60, 700 - (14 * i), title), Run(480, 700 - (14 * i), $"{3 + (4 * i)}") })], []), chunk => Assert.Null(chunk.Table));

    [Fact]
    public void Columns_of_prose_that_are_drawn_one_after_the_other_are_no_table()
    {
        string[] Lines(string of) => [.. Enumerable.Range(1, 8).Select(i => $"line {i} of what {of} column says")];
        var left = Lines("left").Select((t, i) => Run(60, 700 - (14 * i), t));
        var right = Lines("right").Select((t, i) => Run(320, 700 - (14 * i), t));
        var found = Read([.. left, .. right], []);
        Assert.All(found, chunk => Assert.Null(chunk.Table));
        Assert.Equal(string.Join('/', Lines("left").Concat(Lines("right"))), TextOf(found));
    }

    [Fact]
    public void Footnotes_below_their_line_are_read_last_wherever_they_are_drawn()
    {
        static TextRun Small(double y, string text) => new()
        {
            Text = text, Left = 60, Right = 60 + (4 * text.Length), Baseline = y, Size = 8, Bold = false, Direction = Direction.Right, Artifact = false, Letters = text.Length,
        };
        var found = Read([Run(60, 300, "The text of the page stands here"), Small(80, "1 See the guidance."), Small(70, "2 See the other."), Run(60, 286, "and goes on to its end.")], [new(60, 92, 204, 92)]);
        Assert.True(found[^1].IsFootnotes);
        Assert.Equal("The text of the page stands here/and goes on to its end./1 See the guidance./2 See the other.", TextOf(found));
    }

    [Fact]
    public void Many_lines_that_enclose_nothing_cost_little()
    {
        var random = new Random(7);
        var rules = Enumerable.Range(0, 2_900).Select(i =>
        {
            double x = random.Next(10, 500), y = random.Next(10, 700), length = random.Next(6, 80);
            return i % 2 == 0 ? new Rule(x, y, x + length, y) : new Rule(x, y, x, y + length);
        });
        Assert.NotEmpty(Read([Run(60, 700, "Map of the county")], rules));
    }
}
