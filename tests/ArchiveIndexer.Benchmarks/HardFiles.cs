using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ArchiveIndexer.Benchmarks.Endurance;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Host;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// Files that break, stall or fill their readers, one after another through the real pool: how each ends, how long it takes, and how
/// much memory all child processes take together at their worst. Fails when a file passes a limit or this process suffers.
/// </summary>
/// <remarks>Memory is read from Linux's /proc; elsewhere that column is empty.</remarks>
internal static class HardFiles
{
    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders of PDFs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Longest time for a file.", DefaultValueFactory = _ => 60 };
    private static readonly Option<long> Megabytes = new("--megabytes") { Description = "Most memory for a file, all child processes together.", DefaultValueFactory = _ => 600 };
    private static readonly Option<string?> Baseline = new("--baseline") { Description = "A table (path, poppler_chars, …) of what pdftotext makes of the files: lists where it has text and we have much less." };

    public static Command Create()
    {
        var command = new Command("hard", "Hard and hostile files: outcome, seconds and peak memory of each, against limits.") { Folders, Seconds, Megabytes, Baseline };
        command.SetAction(typed => RunAsync(typed.GetValue(Folders)!, typed.GetValue(Seconds), typed.GetValue(Megabytes), typed.GetValue(Baseline)));
        return command;
    }

    private sealed record End(string File, string Outcome, string Message, int Characters, double Seconds, double Megabytes);

    private static async Task<int> RunAsync(string[] folders, double seconds, long megabytes, string? baseline)
    {
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        // A fresh process a file, so that the peak is this file's own.
        using var recogniser = Rooms.RecogniserOf(new ReadingOptions(), Console.Error.WriteLine);
        Console.Error.WriteLine(await Rooms.RecognitionAsync(recogniser));
        await using var reader = new ExtractionWorkers(Rooms.ReaderOf(new ReadingOptions()) with { Workers = 1, RecycleAfter = 1 }, clock: null, recogniser);
        var before = OwnMegabytes();
        var ends = new List<End>();
        foreach (var file in files)
        {
            ends.Add(await ReadAsync(reader, file));
            Console.Error.WriteLine($"{ends.Count}/{files.Count} {Line(ends[^1])}");
        }
        var after = OwnMegabytes();

        var table = new Table().AddColumns("file", "outcome", "characters", "seconds", "peak MB");
        foreach (var end in ends) table.AddRow([.. new[] { Path.GetFileName(end.File), end.Outcome, $"{end.Characters}", $"{end.Seconds:0.0}", $"{end.Megabytes:0}" }.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
        foreach (var group in ends.GroupBy(end => end.Outcome).OrderByDescending(group => group.Count())) Console.WriteLine($"{group.Count(),5}  {group.Key}");
        var broken = ends.Where(end => end.Outcome == "UNTYPED" || end.Seconds > seconds || end.Megabytes > megabytes).ToList();
        foreach (var end in broken) Console.WriteLine($"LIMIT BROKEN: {Line(end)}");
        if (baseline is not null) Compare(ends, baseline);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ends.Count} files, {broken.Count} past a limit ({seconds:0} s, {megabytes} MB); slowest {ends.Max(end => end.Seconds):0.0} s, largest {ends.Max(end => end.Megabytes):0} MB; this process {before:0} MB before, {after:0} MB after"));
        return broken.Count == 0 && after < before + 300 ? 0 : 1;
    }

    private static async Task<End> ReadAsync(ExtractionWorkers reader, string file)
    {
        using var done = new CancellationTokenSource();
        var watching = PeakOfChildrenAsync(done.Token);
        var began = Stopwatch.GetTimestamp();
        var (outcome, message, characters) = ("", "", 0);
        try
        {
            await using var pdf = File.OpenRead(file);
            var text = await reader.ExtractAsync(pdf);
            characters = text.Pages.Sum(page => page.Text.Length);
            outcome = text.Pages.Any(page => page.Source is TextSource.Ocr) ? "text by ocr" : "text";
        }
        catch (RejectedException e)
        {
            (outcome, message) = (e.Reason.ToString(), e.Message);
        }
        catch (Exception e)
        {
            (outcome, message) = ("UNTYPED", e.ToString());
        }
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await done.CancelAsync();
        return new(file, outcome, message, characters, took, await watching / 1e6);
    }

    private static string Line(End end) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(end.File)}: {end.Outcome}, {end.Characters} characters, {end.Seconds:0.0} s, {end.Megabytes:0} MB {end.Message}");

    private static void Compare(List<End> ends, string baseline)
    {
        var rows = File.ReadLines(baseline).Select(line => line.Split('\t')).ToList();
        var (name, count) = (Array.IndexOf(rows[0], "path"), Array.IndexOf(rows[0], "poppler_chars"));
        var theirs = rows.Skip(1).ToDictionary(row => Path.GetFileName(row[name]), row => int.TryParse(row[count], out var number) ? number : 0);
        foreach (var end in ends)
            if (theirs.TryGetValue(Path.GetFileName(end.File), out var characters) && characters > 0 && end.Characters < 0.7 * characters)
                Console.WriteLine($"LESS THAN PDFTOTEXT: it {characters}, we {Line(end)}");
    }

    private static double OwnMegabytes()
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }

    // Bytes, all children together. Each child's own high-water mark is asked too: it may have peaked between two looks.
    private static async Task<double> PeakOfChildrenAsync(CancellationToken cancellation)
    {
        var peak = 0L;
        while (!cancellation.IsCancellationRequested && OperatingSystem.IsLinux())
        {
            long together = 0, highest = 0;
            foreach (var child in ProcessMemory.Descendants(Environment.ProcessId))
            {
                var (now, most) = ProcessMemory.Of(child);
                together += now;
                highest = Math.Max(highest, most);
            }
            peak = Math.Max(peak, Math.Max(together, highest));
            await Task.Delay(20, CancellationToken.None);
        }
        return peak;
    }
}
