using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using Lucene.Net.Analysis.En;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// How well hits are ordered, on judged collections: the product's own indexer and searcher (any of the words) beside plain Lucene: BM25 and
/// its stock English analyser. A collection is a folder with docs.jsonl (id, title, body), queries.tsv (id, text) and qrels.tsv (query,
/// document, grade).
/// </summary>
internal static class RelevanceBenchmark
{
    private const int Depth = 1000;

    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Folders with docs.jsonl, queries.tsv and qrels.tsv.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("relevance", "nDCG@10, MAP and recall@100 on judged collections, beside plain Lucene.") { folders };
        command.SetAction(result => Run(result.GetRequiredValue(folders)));
        return command;
    }

    private static int Run(DirectoryInfo[] folders)
    {
        var table = new Table().AddColumns("Collection", "Queries", "", "nDCG@10", "MAP", "Recall@100");
        var (own, stock) = (new List<double[]>(), new List<double[]>());
        foreach (var folder in folders)
        {
            var collection = Collection.Read(folder.FullName);
            Add(folder.Name, "own", collection, Own(collection), own);
            Add(folder.Name, "stock", collection, Stock(collection), stock);
        }
        if (folders.Length > 1)
        {
            foreach (var (name, all) in new[] { ("own", own), ("stock", stock) })
                table.AddRow(["mean", "", name, .. Enumerable.Range(0, 3).Select(n => Written(all.Average(figures => figures[n])))]);
        }
        AnsiConsole.Write(table);
        return own.Zip(stock).All(pair => pair.First[0] >= pair.Second[0]) ? 0 : 3;

        void Add(string name, string how, Collection collection, Dictionary<string, List<string>> run, List<double[]> all)
        {
            var (figures, count) = Evaluate(collection.Judged, run);
            all.Add(figures);
            table.AddRow([name, $"{count}", how, .. figures.Select(Written)]);
        }
    }

    private static string Written(double figure) => figure.ToString("0.0000", CultureInfo.InvariantCulture);

    private static Dictionary<string, List<string>> Own(Collection collection)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("relevance-").FullName;
        try
        {
            using var indexer = new PublicationIndexer(folder);
            foreach (var (id, title, body) in collection.Documents)
            {
                var listed = new ListedPublication(title, $"https://example.org/{id}.pdf", null, null, null, null, null, "pdf");
                var record = new PublicationRecord(new Publication(id, "judged", $"review-{id}", listed), new Review($"review-{id}", "judged", null, null), new Board("judged", null, []))
                {
                    Edition = new Edition(id, id, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
                };
                indexer.Index(record, new PublicationText { Pages = [new Page(1, null, $"{title}\n{body}", [], TextSource.Text, 1)], Extractor = "none" }, "benchmark");
            }
            indexer.Commit();
            using var searcher = new PublicationSearcher(indexer);
            return collection.Queries.ToDictionary(query => query.Id,
                query => searcher.All(new SearchRequest { Query = query.Text, Any = true }).Take(Depth).Select(hit => hit.PublicationId).ToList());
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, List<string>> Stock(Collection collection)
    {
        using var directory = new RAMDirectory();
        using var analyser = new EnglishAnalyzer(LuceneVersion.LUCENE_48);
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyser) { Similarity = new BM25Similarity() }))
        {
            foreach (var (id, title, body) in collection.Documents)
                writer.AddDocument(new Document { new StringField("id", id, Field.Store.YES), new TextField("text", $"{title}\n{body}", Field.Store.NO) });
        }
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        return collection.Queries.ToDictionary(query => query.Id, query =>
        {
            var any = new BooleanQuery();
            using var words = analyser.GetTokenStream("text", query.Text);
            var term = words.GetAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
            words.Reset();
            while (words.IncrementToken()) any.Add(new TermQuery(new Term("text", term.ToString())), Occur.SHOULD);
            return searcher.Search(any, Depth).ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get("id", CultureInfo.InvariantCulture)).ToList();
        });
    }

    /// <summary>Means over the queries that have a relevant document; gains are linear, as in trec_eval.</summary>
    private static (double[] Figures, int Queries) Evaluate(Dictionary<string, Dictionary<string, int>> judged, Dictionary<string, List<string>> runs)
    {
        var (gain, precision, recall, count) = (0.0, 0.0, 0.0, 0);
        foreach (var (query, grades) in judged)
        {
            var relevant = grades.Values.Count(grade => grade > 0);
            if (relevant == 0) continue;
            count++;
            var run = runs.GetValueOrDefault(query, []);
            var best = grades.Values.Where(grade => grade > 0).OrderDescending().Take(10).Select((grade, n) => grade / Math.Log2(n + 2)).Sum();
            gain += run.Take(10).Select((document, n) => grades.GetValueOrDefault(document) / Math.Log2(n + 2)).Sum() / best;
            var (hits, sum) = (0, 0.0);
            for (var n = 0; n < run.Count; n++)
            {
                if (grades.GetValueOrDefault(run[n]) > 0) sum += ++hits / (double)(n + 1);
            }
            precision += sum / relevant;
            recall += run.Take(100).Count(document => grades.GetValueOrDefault(document) > 0) / (double)relevant;
        }
        return ([gain / count, precision / count, recall / count], count);
    }

    private sealed record Collection(
        List<(string Id, string Title, string Body)> Documents, List<(string Id, string Text)> Queries, Dictionary<string, Dictionary<string, int>> Judged)
    {
        public static Collection Read(string folder)
        {
            var documents = new List<(string, string, string)>();
            foreach (var line in File.ReadLines(Path.Combine(folder, "docs.jsonl")).Where(line => line.Length > 0))
            {
                using var document = JsonDocument.Parse(line);
                string Value(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
                documents.Add((Value("id"), Value("title"), Value("body")));
            }
            var queries = Rows(folder, "queries.tsv").Select(row => (row[0], row[1])).ToList();
            var judged = Rows(folder, "qrels.tsv").GroupBy(row => row[0])
                .ToDictionary(rows => rows.Key, rows => rows.GroupBy(row => row[1]).ToDictionary(one => one.Key, one => int.Parse(one.Last()[2], CultureInfo.InvariantCulture)));
            return new(documents, queries, judged);
        }

        private static IEnumerable<string[]> Rows(string folder, string name) =>
            File.ReadLines(Path.Combine(folder, name)).Where(line => line.Length > 0).Select(line => line.Split('\t'));
    }
}
