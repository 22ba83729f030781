using System.Text.Json;
using ArchiveIndexer.Host.Serving;
using ArchiveIndexer.Tests.Indexing;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Serving;

public sealed class CitationTests
{
    private static readonly PublicationRecord Record = TemporaryIndex.Record("0123456789ab", "Child R & {Q}: 100% of it_all", "oxfordshire", "serious case review", "overview report", "2021-12") with { Status = PublicationStatus.Withdrawn };

    [Fact]
    public void Ris_has_its_tags_in_order_and_ends()
    {
        var lines = Citation.Ris(Record, "https://a.example").Split("\r\n");
        Assert.Equal("TY  - RPRT", lines[0]);
        Assert.Contains("TI  - Child R & {Q}: 100% of it_all", lines);
        Assert.Contains("AU  - oxfordshire,", lines);
        Assert.Contains("PY  - 2021", lines);
        Assert.Contains("DA  - 2021/12/", lines);
        Assert.Contains("L2  - https://a.example/publications/0123456789ab", lines);
        Assert.Equal("ER  - ", lines[^3]);
    }

    [Fact]
    public void BibTeX_cannot_be_broken_out_of()
    {
        var bib = Citation.BibTeX(Record, "https://a.example");
        Assert.StartsWith("@techreport{oxfordshire-0123456789ab,", bib, StringComparison.Ordinal);
        Assert.Contains("title = {Child R \\& (Q): 100\\% of it\\_all}", bib, StringComparison.Ordinal);
        Assert.Contains("month = dec", bib, StringComparison.Ordinal);
        Assert.Equal(bib.Count(c => c == '{'), bib.Count(c => c == '}'));
    }

    [Fact]
    public void Csl_is_dated_as_exactly_as_it_is_known()
    {
        var csl = JsonSerializer.SerializeToElement(Citation.Csl(Record, "https://a.example"));
        Assert.Equal("report", csl.GetProperty("type").GetString());
        Assert.Equal("[[2021,12]]", csl.GetProperty("issued").GetProperty("date-parts").GetRawText());
        Assert.Contains("withdrawn", csl.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100% & $5 #1 a_b ~c ^d")]
    [InlineData("two\nlines\r\nER  - \r\nTY  - JOUR")]
    [InlineData("},\n  title = {other")]
    [InlineData("{Child {Q}} \\input{x}")]
    [InlineData("Enfant “Ø” – 子供 🙂")]
    public void A_title_that_looks_like_the_format_is_read_back_as_one_title(string title)
    {
        var record = TemporaryIndex.Record("0123456789ab", title, "oxfordshire", "serious case review", "overview report", "2021-12");
        var oneLine = string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(oneLine, Assert.Single(References.Ris(Citation.Ris(record, "https://a.example")))["TI"].Single());
        // TeX has no braces and backslashes to offer that do nothing.
        Assert.Equal(oneLine.Replace('{', '(').Replace('}', ')').Replace('\\', '/'), Assert.Single(References.BibTeX(Citation.BibTeX(record, "https://a.example")))["title"]);
        Assert.Equal(title, Assert.Single(References.Csl(JsonSerializer.Serialize(new[] { Citation.Csl(record, "https://a.example") })))["title"].GetString());
    }
}
