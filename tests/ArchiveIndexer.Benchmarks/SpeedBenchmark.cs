using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// Reading PDFs, two at a time: ours (text, structure, recommendations and accessibility report) in one warm process, beside
/// <c>pdftotext</c> and <c>mutool draw -F txt</c> (text only), a process for each file as people run them. Rounds alternate; medians.
/// Then how the time grows with the pages of a file, and a single file in a cold process.
/// </summary>
internal static class SpeedBenchmark
{
    private const int AtOnce = 2;
    private const int WarmUps = 3;
    private static readonly int[] Growth = [10, 25, 50, 100, 200, 400, 600];

    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders of PDFs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Alternating rounds.", DefaultValueFactory = _ => 5 };
    private static readonly Option<string?> Cold = new("--cold") { HelpName = "FILE", Description = "A PDF to read in a cold process as well, ours and the peers' alternating." };
    private static readonly Option<string?> Program = new("--program") { HelpName = "ARCHIVE", Description = "The built program for --cold, such as a published 'archive'." };

    public static Command Create()
    {
        var command = new Command("speed", "Reading in pages per second and peak memory, beside pdftotext and mutool; growth with pages.") { Folders, Rounds, Cold, Program };
        command.SetAction(typed => RunAsync(typed.GetValue(Folders)!, typed.GetValue(Rounds), typed.GetValue(Cold), typed.GetValue(Program)));
        return command;
    }

    private sealed record Peer(string Name, Func<string, string[]> Arguments);

    private static readonly Peer[] Known = [new("pdftotext", file => ["-q", file, "/dev/null"]), new("mutool", file => ["draw", "-q", "-F", "txt", "-o", "/dev/null", file])];

    private static async Task<int> RunAsync(string[] folders, int rounds, string? cold, string? program)
    {
        var peers = Known.Where(peer => Measured.IsInstalled(peer.Name)).ToList();
        foreach (var missing in Known.Except(peers)) Console.Error.WriteLine($"{missing.Name} is not installed; its rows are left out.");
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).ToList();
        var pages = 0;
        var readable = new List<(string Path, byte[] Bytes)>();
        foreach (var file in files)
        {
            try
            {
                pages += PdfTextExtractor.Extract(file.Bytes).Pages.Count;
                readable.Add(file);
            }
            catch (RejectedException e)
            {
                Console.Error.WriteLine($"{file.Path} is left out: {e.Message}");
            }
        }
        for (var pass = 0; pass < WarmUps; pass++) Ours(readable);

        var seconds = new[] { new List<double>() }.Concat(peers.Select(_ => new List<double>())).ToArray();
        var peaks = new double[peers.Count + 1];
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {rounds}");
            var began = Stopwatch.GetTimestamp();
            Ours(readable);
            seconds[0].Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            for (var i = 0; i < peers.Count; i++)
            {
                var (took, peak) = await AllAsync(peers[i], readable.Select(file => file.Path));
                seconds[i + 1].Add(took);
                peaks[i + 1] = Math.Max(peaks[i + 1], peak);
            }
        }
        using var self = Process.GetCurrentProcess();
        peaks[0] = self.PeakWorkingSet64 / 1048576.0;

        var medians = seconds.Select(Measured.Median).ToArray();
        var table = new Table().AddColumns("reader", "seconds", "pages/s", "ours is so many times as fast", "peak MB");
        table.AddRow("ours, warm, 2 threads", Text(medians[0], "0.00"), Text(pages / medians[0], "0"), "", Text(peaks[0], "0"));
        for (var i = 0; i < peers.Count; i++)
            table.AddRow($"{peers[i].Name} × 2", Text(medians[i + 1], "0.00"), Text(pages / medians[i + 1], "0"), Text(medians[i + 1] / medians[0], "0.00"), Text(peaks[i + 1], "0"));
        AnsiConsole.Write(table);
        Console.WriteLine($"{readable.Count} files, {pages} pages; medians of {rounds} rounds. Peak memory: ours of the whole process with all files in it, a peer's of one process.");

        await GrowthAsync(readable);
        if (cold is not null) await ColdAsync(cold, program, peers, rounds);
        return 0;
    }

    private static void Ours(List<(string Path, byte[] Bytes)> files) => Parallel.ForEach(
        Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        file => PdfTextExtractor.Extract(file.Bytes));

    private static async Task<(double Seconds, double PeakMegabytes)> AllAsync(Peer peer, IEnumerable<string> files)
    {
        var peak = 0.0;
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (file, _) =>
        {
            var own = await OneAsync(peer.Name, peer.Arguments(file));
            lock (peer) peak = Math.Max(peak, own);
        });
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, peak);
    }

    /// <returns>The highest working set seen, megabytes; sampled every 10 ms, so that of a short run is a little too small.</returns>
    private static async Task<double> OneAsync(string program, string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(10)) != ended)
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It ended just now.
            }
        }
        await Task.WhenAll(ended, output, errors);
        return peak / 1048576.0;
    }

    // One long file made of the pages of all, cut to length: as mixed at its beginning as at its end.
    private static async Task GrowthAsync(List<(string Path, byte[] Bytes)> files)
    {
        if (!Measured.IsInstalled("qpdf"))
        {
            Console.WriteLine("Growth with pages is left out: qpdf is not installed.");
            return;
        }
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var longest = files.MaxBy(file => PdfTextExtractor.Extract(file.Bytes).Pages.Count);
            var most = PdfTextExtractor.Extract(longest.Bytes).Pages.Count;
            var table = new Table().AddColumns("pages", "milliseconds", "ms a page");
            foreach (var length in Growth)
            {
                var made = Path.Combine(folder.FullName, $"{length}.pdf");
                List<string> arguments = ["--empty", "--pages"];
                for (var left = length; left > 0; left -= most) arguments.AddRange([longest.Path, $"1-{Math.Min(left, most)}"]);
                await Measured.RunAsync("qpdf", [.. arguments, "--", made], TimeSpan.FromMinutes(1));
                var bytes = await File.ReadAllBytesAsync(made);
                var times = new List<double>();
                for (var i = 0; i < 5; i++)
                {
                    var began = Stopwatch.GetTimestamp();
                    PdfTextExtractor.Extract(bytes);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                table.AddRow($"{length}", Text(Measured.Median(times), "0"), Text(Measured.Median(times) / length, "0.00"));
            }
            Console.WriteLine($"Growth: the first pages of {Path.GetFileName(longest.Path)} ({most} pages), repeated beyond its end; one thread, medians of 5.");
            AnsiConsole.Write(table);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ColdAsync(string file, string? program, List<Peer> peers, int rounds)
    {
        var ours = program is null ? null : new Peer("ours, cold", path => ["extract", path, "--text", "--quiet"]);
        var all = (ours is null ? peers : [ours, .. peers]).ToList();
        if (ours is null) Console.Error.WriteLine("Give --program to have ours read in a cold process as well.");
        var times = all.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < all.Count; i++)
                times[i].Add(await Measured.SecondsAsync(() => OneAsync(all[i] == ours ? program! : all[i].Name, all[i].Arguments(file))));
        var table = new Table().AddColumns("cold process", "milliseconds");
        for (var i = 0; i < all.Count; i++) table.AddRow(all[i].Name, Text(1000 * Measured.Median(times[i]), "0"));
        AnsiConsole.Write(table);
        Console.WriteLine($"{Path.GetFileName(file)}; medians of {rounds} rounds.");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
