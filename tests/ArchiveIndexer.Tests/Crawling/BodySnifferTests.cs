using System.Diagnostics;
using System.Text;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class BodySnifferTests
{
    [Fact]
    public void Any_bytes_get_a_verdict_soon_and_a_message_on_one_line()
    {
        string[] pieces = ["<!--", "-->", "<", ">", "!doctype html", "html", "<title", "</title>", " ", "\n", "\0", "\u0080", "ÿ", "&#x0;", "&#xD800;", "&lt;", "%PD", "a"];
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20_000; i++)
        {
            var body = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));
            var verdict = BodySniffer.WhyNotPublication(Encoding.Latin1.GetBytes(body), "https://board.example/r.pdf", 200, "application/pdf");
            Assert.NotNull(verdict);
            Assert.DoesNotContain('\n', verdict.Message);
            Assert.DoesNotContain('\0', verdict.Message);
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }
}
