using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>
/// Damaged PDFs without end through the live service, while people search: the server stays up, its answers are not held up, its readers
/// keep to their memory, and every file ends as text or with a reason.
/// </summary>
internal static class MutatedPdfs
{
    private const int OnAPage = 500;
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(1);
    private const long ReaderLimit = 600_000_000;

    public static Command Create()
    {
        var folders = new Argument<string[]>("FOLDER") { Description = "Folders of PDFs to begin with; each is served whole once, then damaged.", Arity = ArgumentArity.OneOrMore };
        var count = new Option<int>("--count") { Description = "Damaged files.", DefaultValueFactory = _ => 1000 };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var command = new Command("mutated-pdfs", "Damaged PDFs through the live service while searches run.") { folders, count, seed };
        command.SetAction((typed, cancellation) => RunAsync(typed.GetValue(folders)!, typed.GetValue(count), typed.GetValue(seed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] folders, int count, int seed, CancellationToken cancellation)
    {
        var originals = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Where(path => new FileInfo(path).Length < 5_000_000).Select(File.ReadAllBytes).ToList();
        var all = originals.Count + count;
        byte[] Nth(int n) => n < originals.Count ? originals[n] : Mutation.Of(originals, seed, n);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var site = builder.Build();
        // A board lists them on as many pages as it takes.
        site.MapGet("/reviews/{page:int}", (int page) => Results.Text(ReviewsPage(Enumerable.Range(page * OnAPage, Math.Min(OnAPage, all - page * OnAPage))), "text/html", Encoding.UTF8));
        site.MapGet("/files/{number:int}.pdf", (int number) => Results.Bytes(Nth(number), "application/pdf"));
        await site.StartAsync(cancellation);

        var data = Directory.CreateTempSubdirectory("mutated-").FullName;
        var settings = new Dictionary<string, string> { ["Sample__Enabled"] = "false", ["Crawl__DelayPerHost"] = "00:00:00", ["Boards__0__Slug"] = "mutated", ["Crawl__TrustedEndpoints__0"] = new Uri(site.Urls.Single()).Authority };
        for (var page = 0; page * OnAPage < all; page++) settings[$"Boards__0__Pages__{page}"] = $"{site.Urls.Single()}/reviews/{page}";
        try
        {
            await using var program = ServedProgram.Start(data, settings);
            await program.ReadyAsync(cancellation);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var searching = new ConcurrentBag<double>();
            var failed = new ConcurrentBag<string>();
            var searchers = Enumerable.Range(0, 4).Select(n => SearchAsync(program, n, searching, failed, over.Token)).ToList();
            var (reader, server) = (0L, 0L);
            var watch = WatchAsync();
            var began = Stopwatch.GetTimestamp();
            var crawl = await program.CrawledAsync(null, TimeSpan.FromHours(48), cancellation);
            var took = Stopwatch.GetElapsedTime(began);
            await over.CancelAsync();
            await Task.WhenAll([.. searchers, watch]);

            var times = searching.Order().ToList();
            var counts = crawl.GetProperty("counts");
            var (found, rejected) = (counts.GetProperty("found").GetInt32(), counts.GetProperty("rejected").GetInt32());
            var searchable = (await program.JsonAsync("/api/search", cancellation)).GetProperty("total").GetInt32();
            var table = new Table().AddColumns("what", "seen", "limit");
            table.AddRow("files, whole and damaged", $"{originals.Count} + {count}", "");
            table.AddRow("searchable / rejected with a reason", $"{searchable} / {rejected}", $"together {all}");
            table.AddRow("crawl", string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0} s"), "");
            table.AddRow("searches meanwhile, failed", $"{times.Count}, {failed.Count}", "0 failed");
            table.AddRow("p50 / p99 / slowest", string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:0} / {times[times.Count * 99 / 100]:0} / {times[^1]:0} ms"), $"{SlowestAnswer.TotalMilliseconds:0} ms");
            table.AddRow("largest reader", $"{reader / 1_000_000} MB", $"{ReaderLimit / 1_000_000} MB");
            table.AddRow("server", $"{server / 1_000_000} MB, {(program.HasEnded ? "dead" : "alive")}", "alive");
            AnsiConsole.Write(table);
            foreach (var problem in failed.Distinct().Take(20).Append(crawl.GetProperty("problem").ToString())) Console.WriteLine(problem);
            return !program.HasEnded && failed.IsEmpty && found == all && searchable + rejected == all && times[^1] < SlowestAnswer.TotalMilliseconds && reader < ReaderLimit ? 0 : 1;

            async Task WatchAsync()
            {
                while (!over.IsCancellationRequested)
                {
                    foreach (var child in ProcessMemory.Descendants(program.Id)) reader = Math.Max(reader, ProcessMemory.Of(child).Most);
                    server = Math.Max(server, ProcessMemory.Of(program.Id).Most);
                    await Task.Delay(50, CancellationToken.None);
                }
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task SearchAsync(ServedProgram program, int n, ConcurrentBag<double> times, ConcurrentBag<string> failed, CancellationToken cancellation)
    {
        string[] addresses = ["/search?q=child+neglect", "/api/search?q=serious+case+review", "/api/search?q=%22child+protection%22", "/recommendations?q=training", "/boards", "/search?q=safeguard*"];
        while (!cancellation.IsCancellationRequested)
        {
            var address = addresses[n++ % addresses.Length];
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await program.Client.GetAsync(new Uri(address, UriKind.Relative), CancellationToken.None);
                if (!answer.IsSuccessStatusCode) failed.Add($"{address} answers {(int)answer.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                failed.Add($"{address}: {e.Message}");
            }
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static string ReviewsPage(IEnumerable<int> numbers)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Endurance Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1><h2>Reports</h2>");
        foreach (var n in numbers) page.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/files/{n}.pdf\">Child N{n} – Overview Report – December 2021</a></p>\n");
        return page.Append("</main></body></html>").ToString();
    }
}
