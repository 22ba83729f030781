using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Tests.Searching;

public sealed class BestOfTests
{
    [Fact]
    public void The_first_few_are_those_that_sorting_all_would_give()
    {
        var random = new Random(1);
        for (var n = 0; n < 200; n++)
        {
            var all = Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(40)).ToList();
            var most = random.Next(70);
            Assert.Equal(all.Order().Take(most), BestOf.Of(all, most, Comparer<int>.Default));
        }
        Assert.Empty(BestOf.Of([1, 2], -1, Comparer<int>.Default));
    }
}
