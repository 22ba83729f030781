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
}
