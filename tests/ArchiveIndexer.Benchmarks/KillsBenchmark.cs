using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// Kills the program while it indexes and while it changes to a new generation of the index, many times, and looks at what is left: it
/// opens, holds everything, and nothing twice.
/// </summary>
internal static class KillsBenchmark
{
    private static readonly Option<int> Times = new("--times") { Description = "How often.", DefaultValueFactory = _ => 50 };
    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("index-kills", "Kills crawls and rebuilds of the sample board at random moments; then searches and verifies.") { Times, Seed };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var random = new Random(typed.GetValue(Seed));
        var work = Directory.CreateTempSubdirectory("kills-").FullName;
        var settings = new Dictionary<string, string> { ["Reading__Ocr"] = "false", ["Sample__Port"] = "5187" };
        try
        {
            var whole = Path.Combine(work, "whole");
            var crawl = await TimedAsync(settings, "crawl", "--data", whole);
            var expected = await FoundAsync(settings, whole);
            var rebuild = await TimedAsync(settings, "rebuild", "--from", "index", "--data", whole);
            var (killed, tooLate, wrong) = (0, 0, new List<string>());
            for (var n = 0; n < typed.GetValue(Times); n++)
            {
                cancellation.ThrowIfCancellationRequested();
                // By turns: a first crawl, which indexes; a rebuild anywhere; a rebuild near its end, where the generations change.
                var data = n % 3 == 0 ? Path.Combine(work, $"crawl-{n}") : whole;
                string[] arguments = n % 3 == 0 ? ["crawl", "--data", data] : ["rebuild", "--from", "index", "--data", data];
                var after = (n % 3) switch { 0 => crawl * (0.3 + 0.7 * random.NextDouble()), 1 => rebuild * random.NextDouble(), _ => rebuild * (0.85 + 0.2 * random.NextDouble()) };
                if (await KillAsync(settings, arguments, after)) killed++;
                else tooLate++;
                if (n % 3 == 0) await TimedAsync(settings, "crawl", "--data", data);
                var found = await FoundAsync(settings, data);
                if (found != expected) wrong.Add($"{n}: {found} of {expected} found");
                var problems = (await JsonAsync(settings, "verify", "--data", data, "--json")).GetProperty("problems").EnumerateArray()
                    .Select(problem => problem.GetString()!).Where(problem => !problem.Contains("no capture speaks of", StringComparison.Ordinal)).ToList();
                wrong.AddRange(problems.Select(problem => $"{n}: {problem}"));
                if (n % 3 == 0) Directory.Delete(data, recursive: true);
            }
            foreach (var line in wrong) AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{line}[/]");
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{killed} killed in the middle, {tooLate} had ended before; {wrong.Count} wrong afterwards. A crawl takes {crawl.TotalSeconds:0.0} s, a rebuild {rebuild.TotalSeconds:0.0} s.");
            return wrong.Count == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<bool> KillAsync(Dictionary<string, string> settings, string[] arguments, TimeSpan after)
    {
        using var process = Start(settings, arguments);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var clock = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(clock.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await output;
            return true;
        }
    }

    private static async Task<TimeSpan> TimedAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        await OutputAsync(settings, arguments);
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<int> FoundAsync(Dictionary<string, string> settings, string data)
    {
        var hits = (await JsonAsync(settings, "search", "--size", "100", "--data", data, "--json")).GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("publication").GetProperty("id").GetString()).ToList();
        return hits.Distinct().Count() == hits.Count ? hits.Count : -1;
    }

    private static async Task<JsonElement> JsonAsync(Dictionary<string, string> settings, params string[] arguments) => JsonDocument.Parse(await OutputAsync(settings, arguments)).RootElement;

    private static async Task<string> OutputAsync(Dictionary<string, string> settings, string[] arguments)
    {
        using var process = Start(settings, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return output;
    }

    private static Process Start(Dictionary<string, string> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "archive.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
