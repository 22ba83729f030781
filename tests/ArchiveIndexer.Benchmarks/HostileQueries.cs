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
    private static readonly string[] Pieces =
    [
        "a", "child", "neglect", "SCR", "was not brought", "self-neglect", "Child Q", " ", " ", " ", "\"", "\"", "“", "”", "(", ")", "-", "*", "chi*", "AND ", "OR ", "NOT ", "~5", "\"child neglect\"~50", "~999999999999",
        "title:", "board:", "year:", "year:2019", "year:2018-2020", "board:kent", "’s", "'", ".", ",", "\n", "\t", "🙂", "\ud800", "\udc00", "\0", "é", "e\u0301", "\u00ad", "\u200b", "ﬃ", "&", "<script>",
        "/[ab]*a[ab]{16}/", "[a TO z]", "wabcdefghij~2", "w*", "?*a", "id:x", "a^-1", "\\", ";", "'--", "the ", "s47", "4.2.1", "1,000",
    ];

    private static readonly string[] Killers = ["(", ")", "(a OR ", "\"a ", "-(", "a ", "chi* ", "\"the the \"", "a-b-c-d-", "NOT ", "*", "🙂", "\ud83d", "x*", "term + term | ", "/.*a.{20}/", "/(a{1,500}){1,500}/", "(.*a)", "\"a b\"~50 ", "title:a ", "year:2019 "];

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
            var random = new Random(seed);
            var (slowest, slow, errors, over) = ("", 0.0, 0, 0);
            var memory = new List<long>();
            var began = Stopwatch.GetTimestamp();
            var queries = Killers.Select(piece => string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length))).Concat(Enumerable.Range(0, count).Select(_ => Made(random)));
            var n = 0;
            foreach (var query in queries)
            {
                if (n++ % Math.Max(1, count / 10) == 0) memory.Add(GC.GetTotalMemory(forceFullCollection: true));
                var at = Stopwatch.GetTimestamp();
                try
                {
                    searcher.Search(new SearchRequest { Query = query, Any = n % 5 == 0 });
                    searcher.Completions(query);
                }
                catch (Exception e)
                {
                    if (errors++ < 5) AnsiConsole.WriteLine($"{e.GetType().Name}: {e.Message}: {Shown(query)}");
                }
                var milliseconds = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
                if (milliseconds > 500) over++;
                if (milliseconds > slow) (slow, slowest) = (milliseconds, Shown(query));
            }
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{n} queries in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {errors} exceptions, {over} over 500 ms, the slowest {slow:0.0} ms: {slowest}"));
            AnsiConsole.WriteLine($"managed memory at each tenth, MB: {string.Join(' ', memory.Select(bytes => bytes >> 20))}");
            return errors + over == 0 ? 0 : 3;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
            var pages = Enumerable.Range(1, 5).Select(page => new Page(page, null, string.Join(' ', Enumerable.Range(0, 300).Select(_ => random.Next(4) == 0 ? $"w{random.Next(20_000)}" : words[random.Next(words.Length)])), [], TextSource.Text, 1));
            var listed = new ListedPublication($"Child {(char)('A' + n % 26)} – Report", $"https://example.org/{n}.pdf", null, null, null, null, $"{2010 + n % 12}", "pdf");
            var record = new PublicationRecord(new Publication($"p{n}", "kent", $"review-{n}", listed), new Review($"review-{n}", "kent", null, null), new Board("kent", null, []))
            {
                Edition = new Edition($"p{n}", $"p{n}", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
            };
            indexer.Index(record, new PublicationText { Pages = [.. pages], Extractor = "none" }, "benchmark");
        }
        indexer.Commit();
    }

    private static string Shown(string query) => Uri.EscapeDataString(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(query.Length > 120 ? query[..120] : query)));
}
