using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Tests.Serving;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 20", "'+44 20")]
    [InlineData("-a", "'-a")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r\n=1", "\"'\n=1\"")]
    [InlineData("a\0b", "ab")]
    [InlineData(null, "")]
    public void A_cell_is_text_and_nothing_else(string? text, string cell) => Assert.Equal($"x,{cell},y\r\n", CsvText.Line("x", text, "y"));
}
