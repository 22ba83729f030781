using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ArchiveIndexer.Archiving;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>
/// A crawl whose n-th write, flush or rename fails or is its last: strace has the kernel answer the program's own calls so. Afterwards what
/// was acknowledged must be there, reading must work, and a crawl without faults must bring everything and leave nothing wrong.
/// </summary>
internal static class FaultyCalls
{
    /// <summary>The calls by which bytes reach the disk, each under all names that the C library may give it.</summary>
    public static readonly (string Name, string Calls)[] Kinds = [("write", "pwrite64,pwritev"), ("flush", "fsync,fdatasync"), ("rename", "rename,renameat,renameat2")];

    /// <summary>An I/O error, a full disk, and a death right after the call.</summary>
    public static readonly string[] Faults = ["EIO", "ENOSPC", "KILL"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // Every try begins with an archive that has one publication: most of the first calls would otherwise only make an empty catalogue.
    private static readonly Lazy<Task<(string Data, Dictionary<string, string> Settings)>> Begun = new(BeginAsync);

    public static Command Create()
    {
        var most = new Option<int>("--most") { Description = "At most the first so many of each kind of call; a thread that makes fewer is spared.", DefaultValueFactory = _ => 400 };
        var publications = new Option<int>("--publications") { Description = "How many are crawled.", DefaultValueFactory = _ => 13 };
        var command = new Command("faulty-calls", "A crawl whose n-th write, flush or rename fails, or is its last; needs strace.") { most, publications };
        command.SetAction(async (typed, cancellation) =>
        {
            var (tried, hit, wrong) = (0, 0, 0);
            foreach (var (name, _) in Kinds)
                foreach (var fault in Faults)
                    for (var n = 1; n <= typed.GetValue(most); n++)
                    {
                        var result = await TryAsync(name, fault, n, typed.GetValue(publications), cancellation);
                        (tried, hit, wrong) = (tried + 1, hit + (result.Hit ? 1 : 0), wrong + result.Wrong.Count);
                        Console.Error.WriteLine($"{name} {n} {fault}: {(result.Hit ? result.Kept.ToString(CultureInfo.InvariantCulture) + " kept" : "never came to it")}");
                        foreach (var line in result.Wrong) AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{name} {n} {fault}: {line}[/]");
                        // As SQLite does it: until a run passes in which nothing was hit.
                        if (!result.Hit) break;
                    }
            Console.WriteLine($"{tried} crawls, {hit} of them hit; {wrong} wrong.");
            return wrong == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>How one crawl went.</summary>
    /// <param name="Hit">Whether the fault came.</param>
    /// <param name="Kept">Files that the archive had acknowledged.</param>
    /// <param name="Wrong">A sentence for each thing that is not as it must be.</param>
    internal sealed record Result(bool Hit, int Kept, IReadOnlyList<string> Wrong);

    /// <summary>A second crawl of the sample board with a fault at the n-th call of a kind, in each thread that makes so many.</summary>
    public static async Task<Result> TryAsync(string kind, string fault, int n, int publications, CancellationToken cancellation)
    {
        var wrong = new List<string>();
        var place = Directory.CreateTempSubdirectory("faults-").FullName;
        var data = Path.Combine(place, "data");
        var (begun, settings) = await Begun.Value;
        string[] crawl = [Program, "crawl", "--data", data, "--max", $"{publications}", "--json"];
        try
        {
            await RunAsync("cp", ["-a", begun, data], settings, null, cancellation);
            var calls = Kinds.Single(each => each.Name == kind).Calls;
            var log = Path.Combine(place, "calls");
            var inject = fault == "KILL" ? "delay_exit=60000000" : $"error={fault}";
            var faulty = await RunAsync("strace", ["-f", "--seccomp-bpf", "-q", "-o", log, "-e", $"trace={calls}", "-e", $"inject={calls}:{inject}:when={n}", "dotnet", .. crawl], settings, fault == "KILL" ? log : null, cancellation);
            var hit = (await File.ReadAllTextAsync(log, cancellation)).Contains(fault == "KILL" ? "(DELAYED)" : "(INJECTED)", StringComparison.Ordinal);
            if (faulty.ExitCode is null) wrong.Add("the crawl did not end");
            else if (fault != "KILL" && faulty.ExitCode is not (0 or 1 or 3)) wrong.Add($"the crawl ended with {faulty.ExitCode}: {faulty.Errors}");
            if (faulty.Errors.Contains("ought not to", StringComparison.Ordinal) || faulty.Errors.Contains("Unhandled", StringComparison.Ordinal)) wrong.Add($"it was not said what is wrong: {faulty.Errors}");

            var kept = Kept(data, wrong);
            if (kept.Count == 0) wrong.Add("what was there before is lost");
            if (await RunAsync("dotnet", [crawl[0], "search", "child", "--data", data, "--json"], settings, null, cancellation) is { ExitCode: not 0 } search)
                wrong.Add($"searching ended with {search.ExitCode}: {search.Errors}");

            var again = await RunAsync("dotnet", crawl, settings, null, cancellation);
            if (again.ExitCode is not (0 or 3) || !again.Output.Contains("\"found\"", StringComparison.Ordinal)) wrong.Add($"the next crawl ended with {again.ExitCode}: {again.Errors}");
            var after = Kept(data, wrong);
            wrong.AddRange(kept.Except(after).Select(lost => $"{lost} was acknowledged and is lost"));
            if (after.Count < publications) wrong.Add($"only {after.Count} of {publications} are kept after the next crawl");
            var verified = await RunAsync("dotnet", [crawl[0], "verify", "--data", data, "--json"], settings, null, cancellation);
            wrong.AddRange(verified.ExitCode is not (0 or 3) ? [$"verify ended with {verified.ExitCode}: {verified.Errors}"]
                // An object that no capture speaks of is what a death between the two leaves; it is said, and is no loss.
                : JsonDocument.Parse(verified.Output).RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!).Where(problem => !problem.Contains("no capture speaks of", StringComparison.Ordinal)));
            return new(hit, kept.Count, wrong);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "archive.dll");

    private static async Task<(string Data, Dictionary<string, string> Settings)> BeginAsync()
    {
        var data = Path.Combine(Directory.CreateTempSubdirectory("faults-").FullName, "data");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
        var settings = new Dictionary<string, string> { ["Sample__Port"] = $"{ServedProgram.FreePort()}", ["Reading__Ocr"] = "false" };
        var first = await RunAsync("dotnet", [Program, "crawl", "--data", data, "--max", "1", "--json"], settings, null, CancellationToken.None);
        return first.ExitCode == 0 ? (data, settings) : throw new InvalidOperationException($"The first crawl ended with {first.ExitCode}: {first.Errors}");
    }

    private static HashSet<string> Kept(string data, List<string> wrong)
    {
        if (DataFolder.Find(data) is not { } folder) return [];
        using var archive = new FileArchive(folder);
        var kept = archive.Events().OfType<EditionKept>().ToList();
        wrong.AddRange(kept.Where(one => !archive.Has(one.Sha256)).Select(one => $"the bytes of {one.Publication} are not there"));
        wrong.AddRange(kept.GroupBy(one => (one.Publication, one.Sha256)).Where(same => same.Count() > 1).Select(same => $"{same.Key.Publication} was kept {same.Count()} times"));
        return [.. kept.Select(one => $"{one.Publication} {one.Sha256}")];
    }

    /// <summary>Runs a program to its end, or until a call shows in the log that it dies after.</summary>
    private static async Task<(int? ExitCode, string Output, string Errors)> RunAsync(string file, IEnumerable<string> arguments, Dictionary<string, string> settings, string? deadlyLog, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        var ended = true;
        try
        {
            while (deadlyLog is not null && !process.HasExited && !(File.Exists(deadlyLog) && Tail(deadlyLog).Contains("(DELAYED)", StringComparison.Ordinal))) await Task.Delay(20, limit.Token);
            if (deadlyLog is not null) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            ended = false;
        }
        return (ended ? process.ExitCode : null, await output, await errors);
    }

    private static string Tail(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Max(0, file.Length - 4096);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
