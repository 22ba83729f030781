using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// Reading PDFs, two at a time: ours (text, structure, recommendations and accessibility report) in warm long-lived processes, as the pool has them, beside
/// <c>pdftotext</c> and <c>mutool draw -F txt</c> (text only), a process for each file as people run them. Rounds alternate; medians.
/// Then how the time grows with the pages of a file, and a single file in a cold process.
/// </summary>
internal static class SpeedBenchmark
{
    private const int AtOnce = 2;
    private const int WarmUps = 6;
    private static readonly int[] Growth = [10, 25, 50, 100, 200, 400, 600];

    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders of PDFs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Alternating rounds.", DefaultValueFactory = _ => 5 };
    private static readonly Option<string?> Cold = new("--cold") { HelpName = "FILE", Description = "A PDF to read in a cold process as well, ours and the peers' alternating." };
    private static readonly Option<string?> Program = new("--program") { HelpName = "ARCHIVE", Description = "The built program for --cold: a published 'archive-reader' or 'archive'." };

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
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        using var readers = new Readers();
        var counts = await readers.ReadAsync(files);
        foreach (var (i, file) in files.Index()) if (counts[i] < 0) Console.Error.WriteLine($"{file} cannot be read and is left out.");
        var readable = files.Where((_, i) => counts[i] >= 0).ToList();
        var pages = counts.Where(count => count >= 0).Sum();
        for (var pass = 0; pass < WarmUps; pass++) await readers.ReadAsync(readable);

        var seconds = new[] { new List<double>() }.Concat(peers.Select(_ => new List<double>())).ToArray();
        var peaks = new double[peers.Count + 1];
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {rounds}");
            seconds[0].Add(await Measured.SecondsAsync(() => readers.ReadAsync(readable)));
            for (var i = 0; i < peers.Count; i++)
            {
                var (took, peak) = await AllAsync(peers[i], readable);
                seconds[i + 1].Add(took);
                peaks[i + 1] = Math.Max(peaks[i + 1], peak);
            }
        }
        peaks[0] = await readers.PeakAsync();

        var medians = seconds.Select(Measured.Median).ToArray();
        var table = new Table().AddColumns("reader", "seconds", "pages/s", "ours is so many times as fast", "peak MB");
        table.AddRow($"ours, {AtOnce} warm processes", Text(medians[0], "0.00"), Text(pages / medians[0], "0"), "", Text(peaks[0], "0"));
        for (var i = 0; i < peers.Count; i++)
            table.AddRow($"{peers[i].Name} × 2", Text(medians[i + 1], "0.00"), Text(pages / medians[i + 1], "0"), Text(medians[i + 1] / medians[0], "0.00"), Text(peaks[i + 1], "0"));
        AnsiConsole.Write(table);
        Console.WriteLine($"{readable.Count} files, {pages} pages; medians of {rounds} rounds. Peak memory of the largest process.");

        await GrowthAsync(readable);
        if (cold is not null) await ColdAsync(cold, program, peers, rounds);
        return 0;
    }

    /// <summary>A child that reads PDFs as long as it is asked to: a path a line in, its number of pages (or -1) a line out; its peak memory at the end.</summary>
    public static Command CreateReader()
    {
        var command = new Command("speed-reader", "Reads PDFs named on stdin; started by 'speed'.") { Hidden = true };
        command.SetAction(_ =>
        {
            while (Console.ReadLine() is { Length: > 0 } path)
            {
                var pages = -1;
                try
                {
                    pages = PdfTextExtractor.Extract(File.ReadAllBytes(path)).Pages.Count;
                }
                catch (RejectedException)
                {
                    // Told by -1.
                }
                Console.WriteLine(pages);
            }
            using var self = Process.GetCurrentProcess();
            Console.WriteLine(self.PeakWorkingSet64);
        });
        return command;
    }

    /// <summary>Long-lived child processes with the settings that the program's own workers have in a long job.</summary>
    private sealed class Readers : IDisposable
    {
        private readonly Process[] processes = [.. Enumerable.Range(0, AtOnce).Select(_ => Start())];

        /// <returns>The pages of every file; -1 for one that cannot be read.</returns>
        internal async Task<int[]> ReadAsync(List<string> files)
        {
            var pages = new int[files.Count];
            var next = -1;
            await Task.WhenAll(processes.Select(async process =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < files.Count;)
                {
                    await process.StandardInput.WriteLineAsync(files[i]);
                    await process.StandardInput.FlushAsync();
                    pages[i] = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
                }
            }));
            return pages;
        }

        /// <returns>The larger one's peak, megabytes. They end with this.</returns>
        internal async Task<double> PeakAsync()
        {
            var peaks = await Task.WhenAll(processes.Select(async process =>
            {
                process.StandardInput.Close();
                return long.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            }));
            return peaks.Max() / 1048576.0;
        }

        public void Dispose()
        {
            foreach (var process in processes)
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
        }

        private static Process Start()
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet") start.ArgumentList.Add(typeof(SpeedBenchmark).Assembly.Location);
            start.ArgumentList.Add("speed-reader");
            foreach (var (name, value) in ExtractionOptions.ForMany) start.Environment[name] = value;
            return Process.Start(start)!;
        }
    }

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
    private static async Task GrowthAsync(List<string> files)
    {
        if (!Measured.IsInstalled("qpdf"))
        {
            Console.WriteLine("Growth with pages is left out: qpdf is not installed.");
            return;
        }
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (longest, most) = files.Select(file => (file, PdfTextExtractor.Extract(File.ReadAllBytes(file)).Pages.Count)).MaxBy(file => file.Count);
            var table = new Table().AddColumns("pages", "milliseconds", "ms a page");
            foreach (var length in Growth)
            {
                var made = Path.Combine(folder.FullName, $"{length}.pdf");
                List<string> arguments = ["--empty", "--pages"];
                for (var left = length; left > 0; left -= most) arguments.AddRange([longest, $"1-{Math.Min(left, most)}"]);
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
            Console.WriteLine($"Growth: the first pages of {Path.GetFileName(longest)} ({most} pages), repeated beyond its end; one thread, medians of 5.");
            AnsiConsole.Write(table);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ColdAsync(string file, string? program, List<Peer> peers, int rounds)
    {
        var ours = program is null ? null : new Peer(Path.GetFileNameWithoutExtension(program), path => Path.GetFileNameWithoutExtension(program) is "archive-reader" ? [path, "--text"] : ["extract", path, "--text", "--quiet"]);
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
