using System.Diagnostics;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Tests.Extracting.Recommendations;

public class NoRecommendationsTests
{
    [Theory]
    [InlineData("# Introduction\nThe review makes nine recommendations, and staff should read them all.")]
    [InlineData("# CONTENTS\n1 Introduction … 3\n2 Findings … 9\n7 Recommendations … 27\nRecommendation 1: One form … 28\n8 Glossary … 30\n=====\n# 1 Introduction\nIt began.")]
    [InlineData("Contents\nForeword\nRecommendations\nFindings\nMethodology\nGlossary\n=====\n# Foreword\n* Children should be safe.")]
    [InlineData("# Recommendations of the previous review\n1. The Board should train staff.\n2. Schools should keep records.")]
    [InlineData("# 2.5 Why this report makes no recommendations\nThe Board, which knows what it can change, should decide.")]
    [InlineData("# 4 History\nIn 2009 the review of Child P had made the following recommendations:\n* use one form\n* audit it")]
    [InlineData("# Progress against recommendations\n* Training was given.\n* The protocol should be ready in May.")]
    [InlineData("# Part two: Safeguarding policies\n1. Schools should have a policy.\n2. Governing bodies must appoint a lead.")]
    [InlineData("# Inspection findings\n12. Managers should do more.\n13. Plans are good.")]
    [InlineData("# Key findings\nThe programme was liked. It should go on.")]
    [InlineData("Finding 1 and Finding 5 are about treatment. Recommendation 3 has been met.\nLearning is shared in many ways.")]
    [InlineData("# Table 7: Key exercises\n| Overview | Key findings | Key recommendations |\n| Exercise Heron | Too slow | Be quicker next time |")]
    public void Nothing_is_made_up(string text) => Assert.Empty(Written.Records(text));

    [Fact]
    public void Pages_without_text_have_none() => Assert.Empty(RecommendationReader.Read([new Page(1, null, "", [], TextSource.None, 0)]));

    // What a stranger's file may hold: odd blocks in any order.
    [Fact]
    public void Any_blocks_are_read_without_trouble_and_soon()
    {
        string[] texts =
        [
            "", " ", ".", ":", "Recommendation", "Recommendation 1", "Recommendation 1:", "R1", "7.", "7.1", "9.1Summary of Recommendations", "Recommendations", "Recommendations:", "(", "•", "• ", "- x", "The Board should:",
            "Recommendations include: a; ; b", "Questions for the Board", "What needs to improve?", "Appendix", "…", "\uD83D\uDE00", "\uD83D", "Finding 1: a finding that is a whole sentence in itself", "1234567890123 x", "(R4)", "x (R4)",
        ];
        string[] kinds = [BlockKind.Heading, BlockKind.Paragraph, BlockKind.ListItem, BlockKind.Table, BlockKind.Footnote, BlockKind.Caption];
        string?[] numbers = [null, "", "1", "1.", "7.1", "(a)", "iv.", "999999999999", "."];
        var random = new Random(7);
        T Any<T>(T[] of) => of[random.Next(of.Length)];
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 400; round++)
        {
            var pages = Enumerable.Range(1, 6).Select(n => new Page(n, null, "", [.. Enumerable.Range(0, 12).Select(_ =>
            {
                var kind = Any(kinds);
                var width = random.Next(4);
                return new Block(kind, kind == BlockKind.Heading ? random.Next(0, 8) : null, Any(numbers), Any(texts),
                    kind == BlockKind.Table ? [.. Enumerable.Range(0, random.Next(4)).Select(_ => (IReadOnlyList<string>)[.. Enumerable.Range(0, width).Select(_ => Any(texts))])] : null) { HeaderRows = random.Next(3) };
            })], TextSource.Text, 1)).ToList();
            RecommendationReader.Read(pages);
        }
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }
}
