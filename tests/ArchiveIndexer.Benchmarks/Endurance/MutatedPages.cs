using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ArchiveIndexer.Crawling;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>Damaged and made-up web pages, link texts and robots.txt: each gives a reading or a rejection, within a time.</summary>
internal static class MutatedPages
{
    /// <summary>A third of what a reading process is given for a page.</summary>
    private const double LimitMilliseconds = 10_000;

    private static readonly Uri Address = new("https://www.board.example/reviews/");
    private static readonly ListedPublication Listed = new("Child K – Overview Report", "https://www.board.example/reviews/child-k/", null, null, null, null, null, "html");

    // What listings say, and what undoes those who read them.
    private static readonly string[] Pieces =
    [
        "Child K", "Child ", "‘Amy’", "\"Baby B\"", "SCR", "Serious Case Review", "LCSPR", "Rapid Review", "Overview Report", "Learning Summary", " – ", "-", "(", ")", "(((", ",", ".", ":", "/", "’s", "'", "of ", "and ", "the ", "Mr ",
        "June 2017", "31.12.19", "2019-02-30", "99/99/9999", "1st of ", "published ", "Date of publication: ", "2020", "20202020202020", "PDF 1.2MB", "[pdf]", " ", "  ", "\t", "\n", "\u00a0", "\u200b", "\u00ad", "é", "e\u0301", "\ud83d\ude42", "\ud800", "\0", "&amp;", "&#0;", "&lt;script&gt;", "A", "Aa Bb ", "a a a a ", "MMMMMMMM", "İ", "ß", "العربية", "١٢", "%00", "\\",
    ];

    private static readonly string[] Tags =
    [
        "<", ">", "</", "<a href=", "<a href='/k.pdf'>", "</a>", "<table>", "<tr>", "<td rowspan=99999>", "<td colspan=99999>", "<th>Date", "<h2>", "</h2>", "<h9>", "<li>", "<ul>", "<p>", "<b>", "\"", "'", "=", "<!--", "-->", "<script>", "</script>", "<style>", "<base href='::'>",
        "<a href='http://['>", "<a href='//'>", "<a href='javascript:x'>", "<a href='?page=2'>", "<svg>", "<math>", "<main>", "<template>", "<details><summary>", "<div class=card>", "<plaintext>", "<frameset>", "<select><option>", "<meta charset=utf-16>", "<meta charset=x-user-defined>", "<![CDATA[", "<?xml", "&notareference;", "&#x110000;",
    ];

    private static readonly string[] Robots =
    [
        "User-agent: *", "User-agent: ", "user-agent:ArchiveIndexer", "Disallow: /", "Disallow:", "Allow: /", "Disallow: /*", "Disallow: /*.pdf$", "Disallow: ****************a", "Allow: /%", "Allow: /%zz", "Crawl-delay: 5", "Crawl-delay: -1", "Crawl-delay: 1e999", "Crawl-delay: NaN", "Sitemap: x", "#", "\ufeff", "\r", "\n", "\n", "\n\n", " ", ":", "\0", "é", "\ud800", "<html>", "/a", "*", "$",
    ];

    private static readonly Uri[] Asked = [new("https://www.board.example/"), new("https://www.board.example/reviews/k.pdf?x=%zz"), new("https://www.board.example/" + new string('a', 2000)), new("https://www.board.example/%C3%A9/*$")];

    /// <summary>What was seen.</summary>
    /// <param name="Tried">Inputs.</param>
    /// <param name="Rejected">Those that were rejected, with a reason.</param>
    /// <param name="Wrong">Those that ended otherwise: which, and how.</param>
    /// <param name="Slowest">Milliseconds.</param>
    /// <param name="SlowestIs">Which.</param>
    internal sealed record Seen(int Tried, int Rejected, IReadOnlyList<string> Wrong, double Slowest, string SlowestIs);

    public static Command Create()
    {
        var pages = new Argument<DirectoryInfo[]>("folder") { Description = "Folders of web pages to damage, such as corpus/site." };
        var count = new Option<int>("--count") { Description = "How many.", DefaultValueFactory = _ => 100_000 };
        var seed = new Option<int>("--seed") { Description = "Of the damage.", DefaultValueFactory = _ => 1 };
        var command = new Command("mutated-pages", "Damaged reviews pages, made-up link texts and robots.txt: no exception but rejections, none over 10 s.") { pages, count, seed };
        command.SetAction(typed => Print(Run(Files(typed.GetValue(pages)!), typed.GetValue(count), typed.GetValue(seed), (done, of) => Console.Error.WriteLine($"{done} of {of}"))));
        return command;
    }

    /// <summary>Web pages in folders.</summary>
    internal static List<byte[]> Files(IEnumerable<DirectoryInfo> folders) =>
        [.. folders.SelectMany(folder => folder.EnumerateFiles("*.html", SearchOption.AllDirectories)).OrderBy(file => file.FullName, StringComparer.Ordinal).Select(file => File.ReadAllBytes(file.FullName))];

    /// <summary>Tries so many.</summary>
    /// <param name="originals">Pages to damage.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">With it and its number, each is the same again.</param>
    /// <param name="progress">Told now and then.</param>
    internal static Seen Run(List<byte[]> originals, int count, int seed, Action<int, int>? progress = null)
    {
        var (wrong, rejected, done) = (new ConcurrentQueue<string>(), 0, 0);
        var (slowest, slowestIs) = (0.0, "");
        var watch = new Lock();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var random = new Random(unchecked(seed * 1_000_003 + number));
            var (kind, read) = Made(originals, seed, number, random);
            var began = Stopwatch.GetTimestamp();
            try
            {
                read();
            }
            catch (RejectedException)
            {
                Interlocked.Increment(ref rejected);
            }
            catch (Exception e)
            {
                wrong.Enqueue($"number {number}, {kind}: {e.GetType().Name}: {e.Message}");
            }
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (took > LimitMilliseconds) wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"number {number}, {kind}: {took:0} ms"));
            lock (watch)
            {
                if (took > slowest) (slowest, slowestIs) = (took, $"number {number}, {kind}");
                if (++done % Math.Max(1, count / 20) == 0) progress?.Invoke(done, count);
            }
        });
        return new(count, rejected, [.. wrong], slowest, slowestIs);
    }

    private static (string Kind, Action Read) Made(List<byte[]> originals, int seed, int number, Random random)
    {
        switch (number % 5)
        {
            case 0:
                var damaged = Mutation.Of(originals, seed, number);
                var told = ContentType(random);
                return ("a damaged page", () => ReviewsPage.Read(damaged, told, Address));
            case 1:
                var publication = Mutation.Of(originals, seed, number);
                var type = ContentType(random);
                return ("a damaged publication", () => PageReader.Read(publication, new(type, Address, Listed)));
            case 2:
                var html = Encoding.UTF8.GetBytes($"<h1>Serious Case Reviews</h1>{Of([.. Tags, .. Pieces], random.Next(300), random)}");
                return ("made-up markup", () => ReviewsPage.Read(html, null, Address));
            case 3:
                var texts = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(n => $"<h3>{Of(Pieces, random.Next(6), random)}</h3><p>{Of(Pieces, random.Next(8), random)}<a href=/{n}.pdf>{Of(Pieces, random.Next(200), random)}</a></p>"));
                var listing = Encoding.UTF8.GetBytes($"<h1>Serious Case Reviews</h1>{texts}");
                return ("made-up link texts", () => ReviewsPage.Read(listing, "text/html; charset=utf-8", Address));
            default:
                var robots = Of(Robots, random.Next(400), random);
                return ("a made-up robots.txt", () =>
                {
                    var rules = RobotsRules.Parse(robots, "ArchiveIndexer");
                    foreach (var asked in Asked) rules.Allows(asked);
                    if (rules.CrawlDelay < TimeSpan.Zero) throw new InvalidOperationException($"a pause of {rules.CrawlDelay}");
                }
                );
        }
    }

    private static string? ContentType(Random random) => random.Next(4) switch { 0 => null, 1 => "text/html; charset=utf-8", 2 => "text/html; charset=windows-1252", _ => "text/html; charset=\"no such\"" };

    private static string Of(string[] pieces, int count, Random random) => string.Concat(Enumerable.Range(0, count).Select(_ => pieces[random.Next(pieces.Length)]));

    private static int Print(Seen seen)
    {
        var table = new Table().AddColumns("what", "seen", "limit");
        table.AddRow("pages, link texts, robots.txt", $"{seen.Tried}", "");
        table.AddRow("rejected with a reason", $"{seen.Rejected}", "");
        table.AddRow("ended otherwise, or too late", $"{seen.Wrong.Count}", "0");
        table.AddRow("slowest", Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{seen.Slowest:0} ms ({seen.SlowestIs})")), $"{LimitMilliseconds} ms");
        AnsiConsole.Write(table);
        foreach (var wrong in seen.Wrong.Take(20)) Console.WriteLine(wrong);
        return seen.Wrong.Count == 0 ? 0 : 1;
    }
}
