using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>What strangers may type: random strings, strings made from the query language's own pieces, and known killers of parsers.</summary>
internal static class HostileQueries
{
    private const int Publications = 400;
    private const int WarmUp = 500;
    private const int Worst = 5;
    private const double Limit = 500;
    private static readonly string[] Pieces =
    [
        "a", "child", "neglect", "SCR", "was not brought", "self-neglect", "Child Q", " ", " ", " ", "\"", "\"", "“", "”", "(", ")", "-", "*", "chi*", "AND ", "OR ", "NOT ", "~5", "\"child neglect\"~50", "~999999999999",
        "title:", "board:", "year:", "year:2019", "year:2018-2020", "board:kent", "’s", "'", ".", ",", "\n", "\t", "🙂", "\ud800", "\udc00", "\0", "é", "e\u0301", "\u00ad", "\u200b", "ﬃ", "&", "<script>",
        "/[ab]*a[ab]{16}/", "[a TO z]", "wabcdefghij~2", "neglect~", "chlid~2 ", "w12345~2 ", "professional~2", "w*", "?*a", "id:x", "a^-1", "\\", ";", "'--", "the ", "s47", "4.2.1", "1,000",
    ];

    private static readonly string[] Killers = ["(", ")", "(a OR ", "\"a ", "-(", "a ", "chi* ", "\"the the \"", "a-b-c-d-", "NOT ", "*", "🙂", "\ud83d", "x*", "term + term | ", "/.*a.{20}/", "/(a{1,500}){1,500}/", "(.*a)", "\"a b\"~50 ", "title:a ", "year:2019 ", "neglect~2 ", "wabcdefghijklmnopqrstuvwxyzabcdef~2 "];

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many strings.", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<int>("--seed") { Description = "Of the strings.", DefaultValueFactory = _ => 20211216 };
        var command = new Command("hostile-queries", "Random and grammar-made strings as queries: no exception, none over 500 ms, memory flat.") { count, seed };
        command.SetAction(result => Run(result.GetValue(count), result.GetValue(seed)));
        return command;
    }

    private static int Run(int count, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("hostile-").FullName;
        try
        {
            using var indexer = new PublicationIndexer(folder);
            Fill(indexer, new Random(seed));
            using var searcher = new PublicationSearcher(indexer);
            var asking = new Asking(searcher, new RecommendationSearcher(searcher));
            var random = new Random(seed);
            var (errors, over) = (0, 0);
            var slowest = new PriorityQueue<string, double>();
            var times = new List<double>(count);
            var memory = new List<long>();
            var late = new List<string>();
            for (var n = 0; n < WarmUp; n++) asking.Ask(Made(random), n);
            var began = Stopwatch.GetTimestamp();
            var queries = Killers.Select(piece => string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length))).Concat(Enumerable.Range(0, count).Select(_ => Made(random)));
            foreach (var query in queries)
            {
                if (times.Count % Math.Max(1, count / 10) == 0) memory.Add(GC.GetTotalMemory(forceFullCollection: true) - times.Capacity * sizeof(double));
                double milliseconds;
                try
                {
                    milliseconds = asking.Ask(query, times.Count);
                }
                catch (Exception e)
                {
                    if (errors++ < 5) AnsiConsole.WriteLine($"{e.GetType().Name}: {e.Message}: {Shown(query)}");
                    continue;
                }
                if (milliseconds > Limit)
                {
                    over++;
                    late.Add(query);
                }
                times.Add(milliseconds);
                slowest.Enqueue(query, milliseconds);
                if (slowest.Count > Worst) slowest.Dequeue();
            }
            // Others use this machine too: a query that is slow by itself is slow again, also later.
            var lateAgain = late.ConvertAll(query => Enumerable.Range(0, 3).Min(_ => Math.Max(asking.Ask(query, 0), asking.Ask(query, 1))));
            var again = lateAgain.Count(milliseconds => milliseconds > Limit);
            times.Sort();
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Count} queries in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {errors} exceptions, {over} over {Limit} ms, {again} of them also at the end (the slowest of them then {lateAgain.DefaultIfEmpty().Max():0.0} ms); median {times[times.Count / 2]:0.00} ms, p99 {times[(int)(times.Count * 0.99)]:0.0} ms, p99.99 {times[(int)(times.Count * 0.9999)]:0.0} ms, slowest {times[^1]:0.0} ms"));
            while (slowest.TryDequeue(out var query, out var milliseconds))
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms, asked again {asking.Ask(query, 1):0.0} ms: {Shown(query)}"));
            AnsiConsole.WriteLine($"managed memory at each tenth, MB: {string.Join(' ', memory.Select(bytes => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture)))}");
            return errors + again == 0 ? 0 : 3;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One query asked of everything that takes one.
    private sealed class Asking(PublicationSearcher publications, RecommendationSearcher recommendations)
    {
        /// <summary>The longest of the answers, in milliseconds.</summary>
        public double Ask(string query, int n)
        {
            var any = n % 5 == 0;
            return ((Action[])[
                () => publications.Search(new SearchRequest { Query = query, Any = any }),
                () => recommendations.Search(new RecommendationRequest { Query = query, Any = any }),
                () => publications.Completions(query)]).Max(Milliseconds);
        }

        private static double Milliseconds(Action ask)
        {
            var at = Stopwatch.GetTimestamp();
            ask();
            return Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        }
    }

    private static string Made(Random random)
    {
        if (random.Next(3) == 0) return string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => (char)(random.Next(2) == 0 ? random.Next(0x20, 0x7f) : random.Next(0x10000))));
        return string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
    }

    private static void Fill(PublicationIndexer indexer, Random random)
    {
        string[] words = ["child", "neglect", "care", "the", "of", "was", "not", "brought", "serious", "case", "review", "SCR", "professional", "curiosity", "self-neglect", "a", "b", "chill", "chip", "police", "school", "s47"];
        for (var n = 0; n < Publications; n++)
        {
            List<Page> pages = [.. Enumerable.Range(1, 5).Select(page => new Page(page, null, string.Join(' ', Enumerable.Range(0, 300).Select(_ => random.Next(4) == 0 ? $"w{random.Next(20_000)}" : words[random.Next(words.Length)])), [], TextSource.Text, 1))];
            var listed = new ListedPublication($"Child {(char)('A' + n % 26)} – Report", $"https://example.org/{n}.pdf", null, null, null, null, $"{2010 + n % 12}", "pdf");
            var record = new PublicationRecord(new Publication($"p{n}", "kent", $"review-{n}", listed), new Review($"review-{n}", "kent", null, null), new Board("kent", null, []))
            {
                Edition = new Edition($"p{n}", $"p{n}", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
            };
            indexer.Index(record, new PublicationText { Pages = pages, Extractor = "none", Recommendations = [new(RecommendationKind.Recommendation, "1", pages[0].Text[..400], [], 1, null)] }, "benchmark");
        }
        indexer.Commit();
    }

    private static string Shown(string query) => Uri.EscapeDataString(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(query.Length > 120 ? query[..120] : query)));
}
