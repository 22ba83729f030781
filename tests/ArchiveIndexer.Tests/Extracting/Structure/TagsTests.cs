using System.Text;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using static ArchiveIndexer.Tests.Support.PdfMaker;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class TagsTests
{
    private static readonly string[] Prose = ["The partnership met in the spring of that year and it then agreed", "that each agency would write down what it had known of them all."];

    private static string Marked(string type, int mark, string content) => $"/{type} << /MCID {mark} >> BDC\n{content}EMC\n";

    // The first page is object 6, and every page takes two.
    private static string Element(string type, string kids, string extra = "", int page = 1) => $"<< /S /{type} /Pg {4 + (2 * page)} 0 R {extra} /K {kids} >>";

    private static PublicationText Read(string tree, params string[] pages)
    {
        var maker = new PdfMaker { CatalogExtra = $"/MarkInfo << /Marked true >> /StructTreeRoot << {tree} >>" };
        foreach (var page in pages) maker.Page(page);
        return PdfTextExtractor.Extract(maker.Make());
    }

    private static IEnumerable<string> Said(PublicationText text) => text.Pages.SelectMany(p => p.Blocks).Select(b => $"{b.Kind}{b.Level}: {b.Text}");

    [Fact]
    public void A_page_is_read_in_the_order_of_its_tags()
    {
        var page = Marked("P", 1, Lines(60, 700, Prose)) + Marked("P", 0, Text(60, 760, "They had met before, and nobody had written anything down then."));
        var text = Read($"/K [{Element("P", "0")} {Element("P", "1")}]", page);
        Assert.Equal(["paragraph: They had met before, and nobody had written anything down then.", $"paragraph: {string.Join(' ', Prose)}"], Said(text));
    }

    [Fact]
    public void A_tree_that_jumps_up_and_down_the_page_is_not_believed()
    {
        var page = string.Concat(Enumerable.Range(0, 12).Select(i => Marked("P", i, Text(60, 760 - (40 * i), $"Sentence number {i} of the page stands in its place."))));
        var tree = string.Concat(new[] { 0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11 }.Select(i => Element("P", $"{i}")));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"paragraph: Sentence number {i} of the page stands in its place."), Said(Read($"/K [{tree}]", page)));
    }

    [Fact]
    public void A_tree_of_circles_ends()
    {
        var maker = new PdfMaker { CatalogExtra = "/MarkInfo << /Marked true >> /StructTreeRoot << /K 1 0 R /RoleMap << /A /B /B /A /P /A >> >> /S /A /K [1 0 R 0] /Outlines << /First 1 0 R >> /Next 1 0 R /Title (x)" };
        Assert.Equal("Said once.", PdfTextExtractor.Extract(maker.Page(Marked("A", 0, Text(60, 700, "Said once."))).Make()).Pages[0].Text);
    }

    [Theory]
    [InlineData("/K 0")]
    [InlineData("/K [[[[0]]]]")]
    [InlineData("/K << /S 12 /K (no) >>")]
    [InlineData("/K << /S /P /Pg 99 0 R /K -1 >>")]
    [InlineData("/K << /S /TD /Pg 6 0 R /K 0 >>")]
    [InlineData("/K << /S /Table /Pg 6 0 R /K << /S /TR /K << /S /TD /A << /ColSpan 1000000 /RowSpan -4 >> /K 0 >> >> >>")]
    [InlineData("/K << /S /Note /Pg 6 0 R /K << /S /P /K << /S /LI /K << /S /P /K 0 >> >> >> >>")]
    [InlineData("/K << /S /Artifact /Pg 6 0 R /K 0 >> /RoleMap 6 0 R")]
    public void Nonsense_in_the_tree_loses_no_words(string tree) =>
        Assert.Equal("Here all the same.", Read(tree, Marked("P", 0, Text(60, 700, "Here all the same."))).Pages[0].Text);

    [Fact]
    public void Elements_nested_deeper_than_any_document_do_not_fell_the_reader()
    {
        var tree = new StringBuilder().Insert(0, "<< /S /Div /K ", 90).Append("<< /S /P /Pg 6 0 R /K 0 >>").Append(string.Concat(Enumerable.Repeat(" >>", 90)));
        Assert.Equal(["paragraph: Deep down."], Said(Read($"/K {tree}", Marked("P", 0, Text(60, 700, "Deep down.")))));
    }

    [Fact]
    public void A_tagged_table_has_its_cells_and_headers()
    {
        string[] words = ["Agency", "Gave", "When", "Police", "A chronology", "Health", "Records"];
        double[] x = [60, 200, 340, 60, 200, 60, 200];
        int[] row = [0, 0, 0, 1, 1, 2, 2];
        var page = string.Concat(words.Select((word, i) => Marked("TD", i, Text(x[i], 700 - (20 * row[i]), word))));
        var tree = Element("Table", "[" + Row(Cell("TH", 0), Cell("TH", 1), Cell("TH", 2)) + Row(Cell("TH", 3, "/A << /O /Table /Scope /Row >>"), Cell("TD", 4, "/A << /O /Table /RowSpan 1 >>"), "<< /S /TD >>") + Row(Cell("TH", 5, "/A << /O /Table /Scope /Row >>"), Cell("TD", 6)) + "]");
        var table = Assert.Single(Read($"/K {tree}", page).Pages[0].Blocks);
        Assert.Equal((BlockKind.Table, 1, 1), (table.Kind, table.HeaderRows, table.HeaderColumns));
        Assert.Equal(["Agency|Gave|When", "Police|A chronology|", "Health|Records|"], table.Rows!.Select(r => string.Join('|', r)));

        static string Row(params string[] cells) => $"<< /S /TR /K [{string.Join(' ', cells)}] >>";
        static string Cell(string type, int mark, string extra = "") => Element(type, $"{mark}", extra);
    }

    [Fact]
    public void Headings_lists_and_notes_are_those_of_the_tags()
    {
        var page = Marked("H1", 0, Text(60, 760, "The family")) + Marked("P", 1, Text(60, 730, "They moved often, and nobody wrote it down in the records of that year.")) + Marked("Lbl", 2, Text(60, 700, "o"))
            + Marked("LBody", 3, Text(80, 700, "the first move")) + Marked("H2", 4, Text(60, 670, "In the spring")) + Marked("P", 5, Text(60, 640, "They moved again, and nobody wrote that down either in the records.")) + Marked("Note", 6, Text(60, 100, "1 See the minutes.", 8));
        var tree = string.Concat(Element("H1", "0"), Element("P", "1"), Element("L", $"<< /S /LI /K [{Element("Lbl", "2")} {Element("LBody", "3")}] >>"), Element("H2", "4"), Element("P", $"[5 {Element("Note", "6")}]"));
        Assert.Equal(
            [
                "heading1: The family", "paragraph: They moved often, and nobody wrote it down in the records of that year.", "listItem: the first move", "heading2: In the spring",
                "paragraph: They moved again, and nobody wrote that down either in the records.", "footnote: See the minutes.",
            ],
            Said(Read($"/K [{tree}]", page)));
    }

    [Fact]
    public void A_file_that_calls_everything_a_heading_is_not_believed()
    {
        var page = string.Concat(Enumerable.Range(0, 8).Select(i => Marked("H1", i, Text(60, 760 - (40 * i), $"Sentence number {i} of the page stands in its own place here."))));
        Assert.All(Said(Read($"/K [{string.Concat(Enumerable.Range(0, 8).Select(i => Element("H1", $"{i}")))}]", page)), said => Assert.StartsWith("paragraph:", said, StringComparison.Ordinal));
    }
}
