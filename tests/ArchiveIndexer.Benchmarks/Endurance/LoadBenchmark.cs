using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>So many searches a second, first by themselves, then beside crawls that follow each other: no error, memory flat.</summary>
/// <remarks>
/// Searches are sent when their time comes, whether or not earlier ones have been answered, and the time of an answer runs from when it
/// ought to have been sent: a server that stands still for a second is charged for all that should have been asked in it.
/// </remarks>
internal static class LoadBenchmark
{
    private const string Board = "thornshire";

    public static Command Create()
    {
        var queries = new Argument<FileInfo>("queries") { Description = "A table whose first column holds queries, such as corpus/queries.tsv." };
        var rate = new Option<int>("--rate") { Description = "Searches a second.", DefaultValueFactory = _ => 100 };
        var seconds = new Option<int>("--seconds") { Description = "How long beside crawls; a fifth of it before, without.", DefaultValueFactory = _ => 600 };
        var command = new Command("load", "Searches at a steady rate, idle and beside crawls; errors, p99, memory.") { queries, rate, seconds };
        command.SetAction((typed, cancellation) => RunAsync([.. File.ReadLines(typed.GetValue(queries)!.FullName).Skip(1).Select(line => line.Split('\t')[0])], typed.GetValue(rate), typed.GetValue(seconds), cancellation));
        return command;
    }

    private sealed record Phase(string Name, List<double> Milliseconds, List<string> Failed, List<double> Megabytes)
    {
        public double Share(double share) => Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(Milliseconds.Count * share))];
    }

    private static async Task<int> RunAsync(string[] queries, int rate, int seconds, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("load-").FullName;
        try
        {
            await using var program = ServedProgram.Start(data, new Dictionary<string, string> { ["Sample__Port"] = $"{ServedProgram.FreePort()}" });
            await program.ReadyAsync(cancellation);
            await program.CrawledAsync(null, TimeSpan.FromMinutes(3), cancellation);
            // Warm: the code compiled for what it does.
            await AskAsync(program, "warm", queries, rate, Math.Max(10, seconds / 20), cancellation);
            var idle = await AskAsync(program, "idle", queries, rate, seconds / 5, cancellation);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var crawls = CrawlAgainAsync(program, over.Token);
            var busy = await AskAsync(program, "beside crawls", queries, rate, seconds, cancellation);
            await over.CancelAsync();
            var crawled = await crawls;

            var table = new Table().AddColumns("phase", "asked", "failed", "p50 ms", "p99 ms", "slowest ms", "server MB, first third", "last third");
            foreach (var phase in (Phase[])[idle, busy])
                table.AddRow([phase.Name, $"{phase.Milliseconds.Count}", $"{phase.Failed.Count}", Text(phase.Share(0.5)), Text(phase.Share(0.99)), Text(phase.Milliseconds[^1]), Text(Third(phase, 0)), Text(Third(phase, 2))]);
            AnsiConsole.Write(table);
            foreach (var problem in busy.Failed.Concat(idle.Failed).Distinct().Take(10)) Console.WriteLine(problem);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{crawled} crawls ended meanwhile; p99 beside them {busy.Share(0.99) / idle.Share(0.99):0.00} times that without."));
            return idle.Failed.Count + busy.Failed.Count == 0 && Third(busy, 2) < Third(busy, 0) * 1.1 + 20 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static double Third(Phase phase, int which) => Measured.Median(phase.Megabytes.Skip(phase.Megabytes.Count * which / 3).Take(phase.Megabytes.Count / 3));

    private static async Task<Phase> AskAsync(ServedProgram program, string name, string[] queries, int rate, int seconds, CancellationToken cancellation)
    {
        Console.Error.WriteLine($"{name}: {rate} a second for {seconds} s");
        var (times, failed, memory, pending) = (new ConcurrentBag<double>(), new ConcurrentBag<string>(), new List<double>(), new List<Task>());
        var began = Stopwatch.GetTimestamp();
        for (var n = 0; n < rate * seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / rate);
            if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early) await Task.Delay(early, cancellation);
            if (n % rate == 0) memory.Add(ProcessMemory.Of(program.Id).Now / 1e6);
            pending.Add(OneAsync($"{(n % 2 == 0 ? "/search" : "/api/search")}?q={Uri.EscapeDataString(queries[n % queries.Length])}", due));
            if (pending.Count > rate * 10) pending.RemoveAll(task => task.IsCompleted);
        }
        await Task.WhenAll(pending);
        return new(name, [.. times.Order()], [.. failed], memory);

        async Task OneAsync(string address, TimeSpan due)
        {
            try
            {
                using var answer = await program.Client.GetAsync(new Uri(address, UriKind.Relative), cancellation);
                if (!answer.IsSuccessStatusCode) failed.Add($"{address} answers {(int)answer.StatusCode}");
            }
            catch (HttpRequestException e)
            {
                failed.Add($"{address}: {e.Message}");
            }
            times.Add((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
        }
    }

    /// <summary>Crawls until it is told to end.</summary>
    /// <returns>How many crawls ended.</returns>
    private static async Task<int> CrawlAgainAsync(ServedProgram program, CancellationToken over)
    {
        var ended = 0;
        try
        {
            while (true)
            {
                await program.CrawledAsync(await program.CrawlAsync(Board, over), TimeSpan.FromMinutes(3), over);
                ended++;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return ended;
        }
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
