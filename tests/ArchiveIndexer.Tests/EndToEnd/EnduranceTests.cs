using ArchiveIndexer.Benchmarks.Endurance;
using ArchiveIndexer.Tests.Support;
using Xunit.Abstractions;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>Short runs of what can be run long: see docs/endurance.md.</summary>
public sealed class EnduranceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Twenty_kills_of_the_service_lose_nothing()
    {
        var result = await ServiceKills.RunAsync(times: 20, seed: 7, output.WriteLine, CancellationToken.None);
        output.WriteLine(result.Sentence);
        Assert.True(result.Wrong.Count == 0, string.Join('\n', result.Wrong));
        Assert.True(result is { Kills: 20, Acknowledged: > 20, Answered: > 100 }, result.Sentence);
    }

    [Fact]
    public void Three_thousand_damaged_pages_link_texts_and_robots_txt_are_read_or_rejected()
    {
        var seen = MutatedPages.Run(MutatedPages.Files([new(Repository.SampleSite)]), count: 3000, seed: 11);
        Assert.True(seen.Wrong.Count == 0, string.Join('\n', seen.Wrong));
        Assert.InRange(seen.Rejected, 1, 2999);
    }
}
