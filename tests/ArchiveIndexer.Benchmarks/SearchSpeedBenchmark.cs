using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// How quick searches and indexing are, on a generated archive, beside SQLite FTS5 and (where installed) Java Lucene 4.10 and PostgreSQL 15. Each asks for the
/// same words; each kind of query in alternating rounds; of each query the best round counts, of each kind the median and the slowest of a hundred.
/// </summary>
internal static class SearchSpeedBenchmark
{
    private static readonly Option<int> Pages = new("--pages") { Description = "Pages in the archive.", DefaultValueFactory = _ => 200_000 };
    private static readonly Option<int> Rounds = new("--rounds") { DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Each = new("--queries") { Description = "Queries of each kind.", DefaultValueFactory = _ => 100 };
    private static readonly Option<string?> Keep = new("--keep") { HelpName = "FOLDER", Description = "Makes the indexes there, or uses those that are there." };
    private static readonly Option<string[]> Without = new("--without") { Description = "Peers to leave out: fts5, java, postgres.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("search-speed", "Searches and indexing on a generated archive beside SQLite FTS5, Java Lucene and PostgreSQL.") { Pages, Rounds, Each, Keep, Without };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var pages = typed.GetValue(Pages);
        var without = typed.GetValue(Without) ?? [];
        var kept = typed.GetValue(Keep);
        var work = kept is null ? Directory.CreateTempSubdirectory("search-speed-").FullName : Directory.CreateDirectory(kept).FullName;
        try
        {
            var archive = new SpeedArchive(seed: 1);
            var corpus = Path.Combine(work, "pages.tsv");
            var sample = new List<string>();
            if (!File.Exists(corpus)) WriteCorpus(archive, pages, corpus);
            foreach (var report in archive.Reports(Math.Min(pages, 2_000))) sample.AddRange(report.Pages);
            var queries = SpeedQuery.Draw(archive, sample, typed.GetValue(Each), seed: 2);

            var indexing = new List<(string Engine, double Megabytes, double Seconds)>();
            var ours = Path.Combine(work, "ours");
            if (!Directory.Exists(ours)) indexing.Add(("ArchiveIndexer", Megabytes(corpus), IndexOurs(corpus, ours)));
            var database = Path.Combine(work, "fts5.db");
            var hasFts = !without.Contains("fts5");
            if (hasFts && !File.Exists(database)) indexing.Add(("SQLite FTS5", Megabytes(corpus), IndexFts(corpus, database)));
            var java = without.Contains("java") ? null : await JavaLucene.PrepareAsync(work);
            if (java is null) AnsiConsole.WriteLine("Java Lucene is left out: it needs javac and the Debian package liblucene4.10-java.");
            else if (await java.IndexAsync(corpus) is { } seconds) indexing.Add(("Java Lucene 4.10", Megabytes(corpus), seconds));

            await using var postgres = without.Contains("postgres") ? null : await PostgresPeer.StartAsync(work);
            if (postgres is null) AnsiConsole.WriteLine("PostgreSQL is left out: it needs the Debian package postgresql-15.");
            else if (await postgres.IndexAsync(Read(corpus)) is { } cpu) indexing.Add(("PostgreSQL 15", Megabytes(corpus), cpu));

            var results = new Dictionary<string, Dictionary<string, double[]>>(StringComparer.Ordinal);
            void Take(string engine, string kind, int query, double microseconds)
            {
                if (!results.TryGetValue(engine, out var kinds)) results[engine] = kinds = [];
                if (!kinds.TryGetValue(kind, out var times)) kinds[kind] = times = Enumerable.Repeat(double.MaxValue, typed.GetValue(Each)).ToArray();
                times[query] = Math.Min(times[query], microseconds);
            }
            using (var searcher = PublicationSearcher.OpenReadOnly(ours))
            {
                // Warm: the code compiled for what it does, the arrays decoded.
                foreach (var query in queries) AskOurs(searcher, query);
                foreach (var query in queries) AskOurs(searcher, query);
                for (var round = 0; round < typed.GetValue(Rounds); round++)
                {
                    foreach (var (n, query) in queries.Index())
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Take("ArchiveIndexer", query.Kind, n % typed.GetValue(Each), AskOurs(searcher, query));
                    }
                    if (java is not null) foreach (var (n, microseconds) in await java.AskAsync(queries)) Take("Java Lucene 4.10", queries[n].Kind, n % typed.GetValue(Each), microseconds);
                    if (postgres is not null && round == 0) foreach (var (n, microseconds) in await postgres.AskAsync(queries, cancellation)) Take("PostgreSQL 15", queries[n].Kind, n % typed.GetValue(Each), microseconds);
                    if (hasFts && round == 0) foreach (var (n, microseconds) in AskFts(database, queries)) Take("SQLite FTS5", queries[n].Kind, n % typed.GetValue(Each), microseconds);
                }
                var answers = queries.Select(query => Timed(() => searcher.Search(new SearchRequest { Query = query.Ours, From = "2010-01", To = "2022-06" }))).Order().ToList();
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Whole answer with five facets and snippets, all kinds: p50 {answers[answers.Count / 2] / 1000:0.00} ms, p99 {answers[answers.Count * 99 / 100] / 1000:0.00} ms."));
            }
            Print(indexing, results);
            return 0;
        }
        finally
        {
            if (kept is null) Directory.Delete(work, recursive: true);
        }
    }

    private static double AskOurs(PublicationSearcher searcher, SpeedQuery query)
    {
        var request = new SearchRequest { Query = query.Ours, WithFacets = query.Kind is SpeedQuery.Facets, WithSnippets = query.Kind is SpeedQuery.Grouped };
        if (query.Kind is SpeedQuery.Facets) request = request with { From = "2010-01", To = "2022-06" };
        return Timed(() => searcher.Search(request));
    }

    private static double Timed(Action ask)
    {
        var began = Stopwatch.GetTimestamp();
        ask();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    private static double Megabytes(string corpus) => new FileInfo(corpus).Length / 1e6;

    private static void WriteCorpus(SpeedArchive archive, int pages, string corpus)
    {
        using var writer = new StreamWriter(corpus + ".part", append: false, new UTF8Encoding(false), 1 << 20);
        foreach (var report in archive.Reports(pages))
            foreach (var (n, text) in report.Pages.Index())
                writer.Write($"{report.Id}\t{n + 1}\t{report.Board}\t{report.Type}\t{report.Kind}\t{report.Published}\t{report.Title}\t{text.Replace('\n', '\v')}\n");
        writer.Close();
        File.Move(corpus + ".part", corpus);
    }

    private static IEnumerable<SpeedArchive.Report> Read(string corpus)
    {
        SpeedArchive.Report? report = null;
        foreach (var line in File.ReadLines(corpus))
        {
            var cells = line.Split('\t');
            if (report is not null && report.Id != cells[0])
            {
                yield return report;
                report = null;
            }
            report ??= new SpeedArchive.Report(cells[0], cells[6], cells[2], cells[3], cells[4], cells[5], []);
            report.Pages.Add(cells[7].Replace('\v', '\n'));
        }
        if (report is not null) yield return report;
    }

    /// <summary>Through the product's own indexer. CPU seconds of this process.</summary>
    private static double IndexOurs(string corpus, string folder)
    {
        var began = Process.GetCurrentProcess().TotalProcessorTime;
        using (var indexer = new PublicationIndexer(folder))
        {
            foreach (var report in Read(corpus))
            {
                var listed = new ListedPublication(report.Title, $"https://example.org/{report.Id}.pdf", null, report.Type, null, report.Kind, report.Published, "pdf");
                var record = new PublicationRecord(new Publication(report.Id, report.Board, $"{report.Board}-{report.Id}", listed), new Review($"{report.Board}-{report.Id}", report.Board, null, report.Type), new Board(report.Board, null, []));
                indexer.Index(record, new PublicationText { Pages = [.. report.Pages.Select((text, n) => new Page(n + 1, null, text, [], TextSource.Text, 1))], Extractor = "generated" }, "generated");
            }
            indexer.Commit();
        }
        return (Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds;
    }

    private static double IndexFts(string corpus, string database)
    {
        var began = Process.GetCurrentProcess().TotalProcessorTime;
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        void Do(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        Do("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE page(id INTEGER PRIMARY KEY, publication TEXT, board TEXT, type TEXT, kind TEXT, published TEXT)");
        Do("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='porter unicode61')");
        using (var transaction = connection.BeginTransaction())
        {
            using var page = connection.CreateCommand();
            page.CommandText = "INSERT INTO page VALUES ($id, $publication, $board, $type, $kind, $published); INSERT INTO words(rowid, body) VALUES ($id, $body)";
            foreach (var name in (string[])["$id", "$publication", "$board", "$type", "$kind", "$published", "$body"]) page.Parameters.AddWithValue(name, "");
            var id = 0L;
            foreach (var report in Read(corpus))
            {
                foreach (var text in report.Pages)
                {
                    foreach (var (n, value) in ((object[])[++id, report.Id, report.Board, report.Type, report.Kind, report.Published, text]).Index()) page.Parameters[n].Value = value;
                    page.ExecuteNonQuery();
                }
            }
            transaction.Commit();
        }
        Do("INSERT INTO words(words) VALUES ('optimize')");
        return (Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds;
    }

    // A quarter of the queries: the ranked ones take long.
    private static IEnumerable<(int Query, double Microseconds)> AskFts(string database, List<SpeedQuery> queries)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA mmap_size=4000000000; PRAGMA cache_size=-200000";
        command.ExecuteNonQuery();
        var words = command.Parameters.AddWithValue("$words", "");
        foreach (var (n, query) in queries.Index())
        {
            // It has nothing for words spelt almost so.
            if (n % 4 != 0 || query.Kind is SpeedQuery.Fuzzy) continue;
            command.CommandText = query.Kind switch
            {
                SpeedQuery.Facets => "SELECT p.board, p.type, p.kind, count(*) FROM words w CROSS JOIN page p ON p.id = w.rowid WHERE words MATCH $words AND p.published BETWEEN '2010-01' AND '2022-06' GROUP BY 1, 2, 3",
                SpeedQuery.Grouped => "SELECT rowid, snippet(words, 0, '<mark>', '</mark>', '…', 40) FROM words WHERE words MATCH $words ORDER BY rank LIMIT 30",
                _ => "SELECT rowid, rank FROM words WHERE words MATCH $words ORDER BY rank LIMIT 10",
            };
            words.Value = query.Fts;
            double Ask() => Timed(() =>
            {
                using var reader = command.ExecuteReader();
                while (reader.Read()) reader.GetValue(0);
            });
            yield return (n, Math.Min(Ask(), Ask()));
        }
    }

    private static void Print(List<(string Engine, double Megabytes, double Seconds)> indexing, Dictionary<string, Dictionary<string, double[]>> results)
    {
        foreach (var (engine, megabytes, seconds) in indexing) AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {megabytes:0} MB indexed in {seconds:0.0} CPU-seconds: {megabytes / seconds:0.00} MB per CPU-second."));
        var table = new Table().AddColumns("Kind", "Engine", "p50 µs", "p99 µs", "queries/s", "ours is quicker by (p50)", "(p99)");
        foreach (var kind in SpeedQuery.Kinds)
        {
            var ours = results["ArchiveIndexer"][kind].Order().ToArray();
            foreach (var (engine, kinds) in results)
            {
                if (!kinds.ContainsKey(kind)) continue;
                var times = kinds[kind].Where(time => time < double.MaxValue).Order().ToArray();
                string F(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
                double P(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
                table.AddRow(kind, engine, F(P(times, 0.5)), F(P(times, 0.99)), F(1e6 / times.Average()), engine == "ArchiveIndexer" ? "" : (P(times, 0.5) / P(ours, 0.5)).ToString("0.00", CultureInfo.InvariantCulture), engine == "ArchiveIndexer" ? "" : (P(times, 0.99) / P(ours, 0.99)).ToString("0.00", CultureInfo.InvariantCulture));
            }
        }
        AnsiConsole.Write(table);
    }
}
