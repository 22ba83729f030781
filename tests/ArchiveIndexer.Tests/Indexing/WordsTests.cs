using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Tests.Indexing;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Child's child’s CHILD", "child child child")]
    [InlineData("the children’s parents' O'Brien don’t", "the children parents obrien dont")]
    [InlineData("self-neglect multi‑agency", "self neglect multi agency")]
    [InlineData("4.2.1 s47 s.47 W4 XQ 15th", "4.2.1 s47 s47 w4 xq 15th")]
    [InlineData("1,000 and 12,34 and 2019/20", "1000 and 12 34 and 2019 20")]
    [InlineData("U.K. e.g. end.Next R.I think", "uk eg end next r i think")]
    [InlineData("Siân café ﬁnding Ｗ４ Łódź", "sian cafe finding w4 lodz")]
    [InlineData("safe\u00ADguard cafe\u0301", "safeguard cafe")]
    [InlineData("… — 🙂 \u0000 \ud800 \udc00 ' -", "")]
    [InlineData("", "")]
    public void A_text_is_taken_apart(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Words.Of(text).Select(word => word.Form)));

    [Fact]
    public void A_word_knows_where_it_stands()
    {
        var word = Assert.Single(Words.Of("  (Child’s) "));
        Assert.Equal((3, 10), (word.Start, word.End));
    }

    [Fact]
    public void An_endless_word_is_cut() => Assert.Equal(Words.LongestWord, Assert.Single(Words.Of(new string('a', 100_000))).Form.Length);

    [Theory]
    [InlineData("neglected neglecting neglects", "neglect neglect neglect")]
    [InlineData("agencies", "agenc")]
    [InlineData("s47s 4.2.1", "s47s 4.2.1")]
    public void Words_are_stemmed_and_codes_are_not(string text, string stems) =>
        Assert.Equal(stems, string.Join(' ', Words.Of(text).Select(word => word.Stem)));
}
