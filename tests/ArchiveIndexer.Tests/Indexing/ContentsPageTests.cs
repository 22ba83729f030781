using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Tests.Indexing;

public sealed class ContentsPageTests
{
    [Theory]
    [InlineData("Contents\n1. Introduction 3\n2. The family 5\n3. Findings 12\n4. Recommendations 20")]
    [InlineData("Contents\nIntroduction Page 3 - 4\nFindings Page 11-26\nConclusion and Recommendations Page 27– 28")]
    [InlineData("Contents\n\nSummary\n\n3\n\nAbout this review\n\n3\n\nFindings\n\n7\n\nRecommendations\n\n12")]
    [InlineData("1 Introduction 3\n2 Family background 4\n3 Chronology 6\n4 Analysis 10\n5 Findings 18\n6 Recommendations 21\n7 Appendix 30")]
    [InlineData("1 Introduction .......... 3 2 Family .......... 4 3 Chronology .......... 6 4 Analysis .......... 10 5 Findings .......... 18")]
    public void A_table_of_contents_is_known_by_its_lines(string text) => Assert.True(ContentsPage.Is(text));

    [Theory]
    [InlineData("漢")]
    [InlineData(". ")]
    [InlineData("a 1-")]
    [InlineData("1")]
    [InlineData("…")]
    public void Any_page_is_judged_soon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000));
        var began = System.Diagnostics.Stopwatch.StartNew();
        ContentsPage.Is(text);
        Assert.True(began.ElapsedMilliseconds < 1000, $"{began.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData("")]
    [InlineData("The contents of the bag were examined.\nNeglect was first noted in 2012.\nThe child was then aged 3\nand the sibling was 7")]
    [InlineData("Contacts by month\nJanuary 12\nFebruary 3\nMarch 44\nApril 2\nMay 17\nJune 1\nJuly 9\nAugust 30")]
    public void Other_pages_are_none(string text) => Assert.False(ContentsPage.Is(text));
}
