using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class TextNormaliserTests
{
    [Theory]
    [InlineData("ﬁrst eﬀort, oﬃce, ﬂat, ﬅ", "first effort, office, flat, st")]
    [InlineData("safe\u00ADguard\u200Bing\uFEFF", "safeguarding")]
    [InlineData("e\u0301tude", "étude")]
    [InlineData("10 m² and ½", "10 m² and ½")]
    [InlineData("‘Child R’ – “Jacob”", "‘Child R’ – “Jacob”")]
    [InlineData("a\u00A0b\u2009c", "a b c")]
    [InlineData("a\0b\u0007c\u202Ed\u2066e", "abcde")]
    [InlineData("  two \t lines\r\n ", "two lines")]
    public void Characters_are_what_a_reader_means(string drawn, string read) => Assert.Equal(read, TextNormaliser.Line(drawn));

    // Not as data of a theory: an attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_left_out() => Assert.Equal("xyz 😀", TextNormaliser.Line("x\uD800y\uDC00z 😀"));
}
