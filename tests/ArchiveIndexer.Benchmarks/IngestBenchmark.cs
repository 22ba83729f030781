using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// The whole ingest, from the first request to searchable: <c>archive crawl</c> as a cold process against a web server on
/// loopback, beside <c>pdftotext</c> (which only extracts) and <c>recollindex</c> (which extracts and indexes) over the same files.
/// </summary>
/// <remarks>
/// Two files at a time each, a cold start each, alternating, medians. Pages are those that <c>pdftotext</c> gives of the files
/// that both it and we could read, so all three are divided into the same number.
/// </remarks>
internal static class IngestBenchmark
{
    private static readonly TimeSpan PerFile = TimeSpan.FromSeconds(60);

    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders of PDFs; each is measured by itself.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often.", DefaultValueFactory = _ => 3 };

    public static Command Create()
    {
        var command = new Command("ingest", "Crawl to searchable, in pages per second, beside pdftotext and recollindex.") { Folders, Rounds };
        command.SetAction(typed => RunAsync(typed.GetValue(Folders)!, typed.GetValue(Rounds)));
        return command;
    }

    private static async Task<int> RunAsync(string[] folders, int rounds)
    {
        if (!Measured.IsInstalled("pdftotext"))
        {
            Console.Error.WriteLine("pdftotext is not installed (Debian: poppler-utils); there is nothing to measure beside.");
            return 2;
        }
        var recoll = Measured.IsInstalled("recollindex");
        if (!recoll) Console.Error.WriteLine("recollindex is not installed (Debian: recollcmd); its column is left out.");

        var table = new Table().AddColumns("folder", "files", "read by us", "pages", "ours s", "ours pages/s", "pdftotext s", "ours : pdftotext", "recollindex s", "ours : recollindex");
        foreach (var folder in folders)
        {
            var files = Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
            var (ours, pdftotext, recollindex) = (new List<double>(), new List<double>(), new List<double>());
            IReadOnlySet<string> read = new HashSet<string>();
            IReadOnlyDictionary<string, int> pages = new Dictionary<string, int>();
            for (var round = 1; round <= rounds; round++)
            {
                Console.Error.WriteLine($"{folder}: round {round} of {rounds}");
                ours.Add(await Measured.SecondsAsync(async () => read = await CrawlAsync(files)));
                pdftotext.Add(await Measured.SecondsAsync(async () => pages = await PdfToTextAsync(files)));
                if (recoll) recollindex.Add(await Measured.SecondsAsync(() => RecollAsync(folder)));
            }
            var common = pages.Where(file => read.Contains(file.Key)).Sum(file => file.Value);
            var (a, b, c) = (Measured.Median(ours), Measured.Median(pdftotext), Measured.Median(recollindex));
            table.AddRow([.. new[] { Path.GetFileName(folder.TrimEnd('/')), $"{files.Count}", $"{read.Count}", $"{common}", Text(a), Text(common / a), Text(b), Text(b / a), recoll ? Text(c) : "-", recoll ? Text(c / a) : "-" }.Select(Markup.Escape)]);
        }
        AnsiConsole.Write(table);
        Console.WriteLine("A ratio above 1: ours is that many times as fast. Seconds are medians of the rounds.");
        return 0;
    }

    /// <summary>Serves the files and crawls them.</summary>
    /// <returns>The files that became searchable.</returns>
    private static async Task<IReadOnlySet<string>> CrawlAsync(List<string> files)
    {
        var data = Directory.CreateTempSubdirectory("ingest-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var site = builder.Build();
        site.MapGet("/reviews/", () => Results.Text(ReviewsPage(files), "text/html", Encoding.UTF8));
        site.MapGet("/files/{number:int}.pdf", (int number) => Results.File(files[number], "application/pdf"));
        await site.StartAsync();
        try
        {
            var archive = Path.Combine(AppContext.BaseDirectory, "archive.dll");
            var printed = await Measured.RunAsync("dotnet", [archive, "crawl", "--page", site.Urls.Single() + "/reviews/", "--data", data, "--json", "--quiet"], TimeSpan.FromHours(1),
                // The peers do not recognise pictures of text.
                new Dictionary<string, string> { ["Reading__Ocr"] = "false" });
            var answer = JsonDocument.Parse(printed ?? throw new TimeoutException("The crawl took more than an hour.")).RootElement;
            var rejected = answer.GetProperty("rejections").EnumerateArray().Select(rejection => rejection.GetProperty("address").GetString()!).ToHashSet();
            if (answer.GetProperty("found").GetInt32() != files.Count) throw new InvalidOperationException($"{answer.GetProperty("found")} of {files.Count} files were found on the page.");
            return files.Where((_, number) => !rejected.Contains($"{site.Urls.Single()}/files/{number}.pdf")).ToHashSet();
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static string ReviewsPage(List<string> files)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Benchmark Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><h2>Reports</h2>");
        for (var i = 0; i < files.Count; i++) page.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/files/{i}.pdf\">Child N{i} – Overview Report – December 2021</a></p>\n");
        return page.Append("</main></body></html>").ToString();
    }

    /// <summary>A process per file, two at a time, as people run it.</summary>
    /// <returns>Pages by file; files that it refused or that took too long are left out.</returns>
    private static async Task<IReadOnlyDictionary<string, int>> PdfToTextAsync(List<string> files)
    {
        var pages = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (file, _) =>
        {
            var text = await Measured.RunAsync("pdftotext", ["-q", file, "-"], PerFile);
            if (text is { Length: > 0 }) pages[file] = text.Count(c => c == '\f');
        });
        return pages;
    }

    /// <summary>A fresh index of the folder, two threads.</summary>
    private static async Task RecollAsync(string folder)
    {
        var configuration = Directory.CreateTempSubdirectory("recoll-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(configuration, "recoll.conf"), $"topdirs = {Path.GetFullPath(folder)}\nthrTCounts = 2 1 1\nfiltermaxseconds = {PerFile.TotalSeconds}\nloglevel = 1\n");
            await Measured.RunAsync("recollindex", ["-c", configuration, "-z"], TimeSpan.FromHours(1));
        }
        finally
        {
            Directory.Delete(configuration, recursive: true);
        }
    }

    private static string Text(double value) => value.ToString(value < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
