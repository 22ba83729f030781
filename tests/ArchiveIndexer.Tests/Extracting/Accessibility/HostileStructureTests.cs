using System.Diagnostics;
using System.Globalization;
using System.Text;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using UglyToad.PdfPig;

namespace ArchiveIndexer.Tests.Extracting.Accessibility;

/// <summary>Trees that are none, or never end: the report comes all the same, and soon.</summary>
public sealed class HostileStructureTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static AccessibilityReport Report(byte[] pdf)
    {
        var began = Stopwatch.GetTimestamp();
        using var document = PdfDocument.Open(pdf, new ParsingOptions { UseLenientParsing = true });
        var file = new PdfFile(document, pdf);
        var report = AccessibilityReader.Of(file, DocumentFacts.Of(file), [new(1, 300, 0, 0)]);
        Assert.True(Stopwatch.GetElapsedTime(began) < Soon);
        return report;
    }

    // A page, and a tree that begins with object 6.
    private static byte[] WithTree(string root, params string[] objects) => PdfMaker.Write(
    [
        "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 5 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>", PdfMaker.Stream("q Q"), root, .. objects,
    ]);

    [Fact]
    public void An_element_that_is_its_own_kid_is_met_once() =>
        Assert.Equal(1, Report(WithTree("<< /K 6 0 R >>", "<< /S /P /Pg 3 0 R /K [0 6 0 R 6 0 R] >>")).Structure!.Tags);

    [Fact]
    public void A_tree_that_is_its_own_kid_ends() => Assert.NotNull(Report(WithTree("<< /K 5 0 R >>")).Structure);

    [Fact]
    public void Lists_of_kids_in_a_circle_end() => Assert.Equal(0, Report(WithTree("<< /K 6 0 R >>", "[7 0 R 7 0 R]", "[6 0 R 6 0 R]")).Structure!.Tags);

    [Fact]
    public void Roles_and_classes_in_a_circle_end()
    {
        var report = Report(WithTree("<< /K 6 0 R /RoleMap << /A /B /B /A >> /ClassMap << /C 7 0 R >> >>", "<< /S /A /C /C /Pg 3 0 R /K [0 << /S /TH /C [/C /C] /A 7 0 R >>] >>", "[7 0 R 7 0 R]"));
        Assert.Contains(report.Problems, problem => problem.Check == "tag-names");
    }

    [Fact]
    public void A_tree_of_a_hundred_thousand_levels_is_no_deeper_than_the_stack()
    {
        var elements = Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<< /S /Div /Pg 3 0 R /K {7 + i} 0 R >>")).Append("<< /S /P /Pg 3 0 R /K 0 >>");
        Assert.Equal(100_001, Report(WithTree("<< /K 6 0 R >>", [.. elements])).Structure!.Tags);
    }

    [Fact]
    public void A_tree_larger_than_any_document_is_cut_and_says_so()
    {
        var kids = new StringBuilder("<< /K [");
        for (var i = 0; i < 400_000; i++) kids.Append("<< /S /P /Pg 3 0 R /K 0 >>");
        var report = Report(WithTree(kids.Append("] >>").ToString()));
        Assert.Contains(report.NotChecked, note => note.Check == "tags");
        Assert.NotEqual("A", report.Band);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><x xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>&b;</dc:title></x>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/hostname\"><x/>")]
    [InlineData("<x><")]
    [InlineData("")]
    public void Metadata_that_is_a_trap_says_nothing(string xml) => Assert.Equal(new Xmp(null, null), Xmp.Parse(Encoding.UTF8.GetBytes(xml)));

    [Fact]
    public void Metadata_is_believed_up_to_where_it_ceases_to_be_XML()
    {
        const string Good = "<x xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:d=\"http://purl.org/dc/elements/1.1/\"><d:title><r:Alt><r:li> Child Q </r:li><r:li>Enfant Q</r:li></r:Alt></d:title></x>";
        Assert.Equal(new Xmp("Child Q", null), Xmp.Parse(Encoding.UTF8.GetBytes(Good + "\0\0\0")));
    }

    [Fact]
    public void Bytes_changed_anywhere_give_a_report_or_a_rejection_and_nothing_else()
    {
        var whole = AccessiblePdf.Make();
        var random = new Random(20260801);
        var reports = 0;
        for (var round = 0; round < 400; round++)
        {
            var changed = (byte[])whole.Clone();
            for (var i = random.Next(1, 12); i > 0; i--)
            {
                var at = random.Next(whole.Length);
                // Half of the changes are to numbers and names, where they hurt most.
                changed[at] = random.Next(2) == 0 && char.IsAsciiDigit((char)changed[at]) ? (byte)('0' + random.Next(10)) : (byte)random.Next(32, 127);
            }
            try
            {
                Assert.NotNull(PdfTextExtractor.Extract(changed).Accessibility);
                reports++;
            }
            catch (RejectedException)
            {
                // As good an answer as any.
            }
        }
        Assert.True(reports > 200, $"{reports} of 400 files were read");
    }
}
