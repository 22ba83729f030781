using System.Diagnostics;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class RobotsRulesTests
{
    private static bool Allows(string robots, string path) => RobotsRules.Parse(robots, "ArchiveIndexer").Allows(new Uri("https://board.example" + path));

    [Theory]
    [InlineData("", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /private", "/private/x.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/public", true)]
    [InlineData("User-agent: *\nDisallow:", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("Disallow: /", "/x", true)]
    // Our group beats the one for all, wherever it stands, and several of ours are one.
    [InlineData("User-agent: ArchiveIndexer\nAllow: /\n\nUser-agent: *\nDisallow: /", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: archiveindexer/2.0\nDisallow: /private", "/x", true)]
    [InlineData("User-agent: ArchiveIndexer\nDisallow: /a\nUser-agent: Other\nDisallow: /b\nUser-agent: ArchiveIndexer\nDisallow: /c", "/c", false)]
    [InlineData("User-agent: ArchiveIndexer\nDisallow: /a\nUser-agent: Other\nDisallow: /b\nUser-agent: ArchiveIndexer\nDisallow: /c", "/a", false)]
    [InlineData("User-agent: ArchiveIndexer\nDisallow: /a\nUser-agent: Other\nDisallow: /b\nUser-agent: ArchiveIndexer\nDisallow: /c", "/b", true)]
    [InlineData("User-agent: Other\nUser-agent: ArchiveIndexer\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: ArchiveIndexerImages\nDisallow: /\n", "/x", true)]
    // Named, but without a rule: nothing is forbidden to us.
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: ArchiveIndexer\n", "/x", true)]
    // The longest match decides, and of two alike the one that allows.
    [InlineData("User-agent: *\nDisallow: /reports\nAllow: /reports/public", "/reports/public/x", true)]
    [InlineData("User-agent: *\nAllow: /reports\nDisallow: /reports/private", "/reports/private/x", false)]
    [InlineData("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true)]
    // * and $
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?v=1", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf", "/a/b.pdf?v=1", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-b-c", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-b", true)]
    [InlineData("User-agent: *\nDisallow: *", "/", false)]
    [InlineData("User-agent: *\nDisallow: /$", "/", false)]
    [InlineData("User-agent: *\nDisallow: /$", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /x?v=", "/x?v=2", false)]
    // Percent-encoding in whatever form
    [InlineData("User-agent: *\nDisallow: /caf%c3%a9", "/café", false)]
    [InlineData("User-agent: *\nDisallow: /café", "/caf%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /%7ejoe", "/~joe", false)]
    [InlineData("User-agent: *\nDisallow: /a%2fb", "/a/b", true)]
    [InlineData("User-agent: *\nDisallow: /😀", "/%F0%9F%98%80", false)]
    // How files look in the wild
    [InlineData("\uFEFFuser-AGENT : * # all\r\n disallow :/x # not this\r\n", "/x", false)]
    [InlineData("User-agent: *\rDisallow: /x\r", "/x", false)]
    [InlineData("User-agent: *\n\nSitemap: https://x/\n\nDisallow: /x", "/x", false)]
    [InlineData("<html><body>Not found: nothing here</body></html>", "/x", true)]
    public void Rules_are_read_as_RFC_9309_says(string robots, string path, bool allowed) => Assert.Equal(allowed, Allows(robots, path));

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 7", 7.0)]
    [InlineData("User-agent: *\nCrawl-delay: 0.5\nDisallow: /x", 0.5)]
    [InlineData("User-agent: *\nCrawl-delay: 7\nUser-agent: ArchiveIndexer\nCrawl-delay: 3", 3.0)]
    [InlineData("User-agent: *\nCrawl-delay: soon", null)]
    [InlineData("User-agent: *\nCrawl-delay: -1", null)]
    [InlineData("User-agent: *\nCrawl-delay: 1e300", null)]
    [InlineData("User-agent: *\nCrawl-delay: NaN", null)]
    [InlineData("User-agent: *\nDisallow: /", null)]
    public void A_crawl_delay_is_read_in_seconds(string robots, double? seconds) =>
        Assert.Equal(seconds, RobotsRules.Parse(robots, "ArchiveIndexer").CrawlDelay?.TotalSeconds);

    [Fact]
    public void Rules_behind_the_first_512_KiB_do_not_count_and_those_before_do()
    {
        var comments = string.Concat(Enumerable.Repeat("# a line of a comment that says nothing much\n", 12_000));
        Assert.False(Allows("User-agent: *\nDisallow: /early\n" + comments + "Disallow: /late\n", "/early"));
        Assert.True(Allows("User-agent: *\nDisallow: /early\n" + comments + "Disallow: /late\n", "/late"));
    }

    [Fact]
    public void Nothing_that_a_site_can_write_throws_or_takes_long()
    {
        string[] pieces = ["User-agent:", "user-agent: *", "ArchiveIndexer", "Disallow:", "Allow:", "Crawl-delay:", ":", "/", "*", "$", "%", "%2", "%41", "%zz", "\n", "\r\n", "\r", "#", " ", "\t", "\0", "é", "\ud83d", "\ude00", "\ud83d\ude00", "\uFEFF", "a", "1e9", ".pdf"];
        var random = new Random(9309);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var path = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var rules = RobotsRules.Parse(text, "ArchiveIndexer");
            if (Uri.TryCreate("https://board.example/" + path, UriKind.Absolute, out var uri)) rules.Allows(uri);
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void Rules_for_thousands_of_strangers_fill_no_memory()
    {
        var strangers = string.Concat(Enumerable.Range(0, 18_000).Select(n => $"User-agent: {(char)('a' + n % 26)}{(char)('a' + n / 26 % 26)}{(char)('a' + n / 676)}\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(Allows(strangers + "User-agent: *\nUser-agent: *\n" + string.Concat(Enumerable.Repeat("Disallow: /a\n", 12_000)), "/a"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }

    [Fact]
    public void A_pattern_made_to_be_slow_is_not()
    {
        var watch = Stopwatch.StartNew();
        Assert.True(Allows("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 250_000)) + "b", "/" + new string('a', 8_000)));
        Assert.True(Allows("User-agent: *\n" + string.Concat(Enumerable.Repeat("Disallow: *aaaab\n", 30_000)), "/" + new string('a', 1_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
