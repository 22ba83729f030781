using ArchiveIndexer.Crawling;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class HostTurnsTests
{
    private readonly JumpingClock _clock = new();

    [Fact]
    public async Task A_host_rests_between_two_requests_and_other_hosts_do_not_wait_for_it()
    {
        var turns = new HostTurns(_clock);
        (await turns.TakeAsync("a", TimeSpan.FromSeconds(2), default)).Dispose();
        Assert.Empty(_clock.Waits);
        (await turns.TakeAsync("b", TimeSpan.FromSeconds(2), default)).Dispose();
        Assert.Empty(_clock.Waits);
        (await turns.TakeAsync("a", TimeSpan.FromSeconds(2), default)).Dispose();
        Assert.Equal([TimeSpan.FromSeconds(2)], _clock.Waits);
    }

    [Fact]
    public async Task Only_one_has_a_host_however_often_a_turn_is_ended()
    {
        var turns = new HostTurns(_clock);
        var first = await turns.TakeAsync("a", TimeSpan.Zero, default);
        var second = turns.TakeAsync("a", TimeSpan.Zero, default);
        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose();
        using var turn = await second;
        Assert.False(turns.TakeAsync("a", TimeSpan.Zero, default).IsCompleted);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_host_to_the_next()
    {
        var turns = new HostTurns(_clock);
        var first = await turns.TakeAsync("a", TimeSpan.Zero, default);
        using var patience = new CancellationTokenSource();
        var second = turns.TakeAsync("a", TimeSpan.Zero, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await turns.TakeAsync("a", TimeSpan.Zero, default)).Dispose();
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("Crawl-delay: 1", 2)]
    [InlineData("Crawl-delay: 7", 7)]
    [InlineData("Crawl-delay: 3600", 60)]
    public void The_pause_is_ours_or_the_sites_whichever_is_longer_within_reason(string robots, int seconds)
    {
        using var fetcher = new Fetcher(new CrawlOptions(), _clock);
        var rules = RobotsRules.Parse("User-agent: *\n" + robots, CrawlOptions.ProductToken);
        Assert.Equal(TimeSpan.FromSeconds(seconds), fetcher.PauseFor(new Uri("https://board.example/"), rules));
        Assert.Equal(TimeSpan.Zero, fetcher.PauseFor(new Uri("http://127.0.0.1:5081/"), rules));
    }
}
