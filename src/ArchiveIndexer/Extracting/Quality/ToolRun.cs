using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>One call of an outside program that gets bytes on stdin and gives bytes on stdout, within limits. No shell takes part.</summary>
internal static class ToolRun
{
    private const int ErrorsKept = 300;
    private const long Untouched = 256L << 20;

    // What the programs need: where they are, where their data is, and one thread each, since several run at once.
    private static readonly string[] EnvironmentPassedOn = ["PATH", "TESSDATA_PREFIX", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

    /// <summary>What came of a call: <paramref name="Output"/>, or in words why there is none.</summary>
    internal sealed record End(ReadOnlyMemory<byte> Output, string Errors, string? Trouble)
    {
        /// <summary>Whether the trouble was the limit of memory.</summary>
        internal bool NeedsMemory { get; init; }

        internal static End Of(string trouble, string errors = "") => new(default, errors, errors.Length > 0 ? $"{trouble}: {errors}" : trouble);
    }

    /// <summary>Whether programs can be started within a limit of memory that the kernel keeps (util-linux's <c>prlimit</c>).</summary>
    private static readonly Lazy<bool> HasPrlimit = new(() =>
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo("prlimit", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return asked is not null && asked.WaitForExit(5_000) && asked.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    });

    /// <summary>Runs a program to its end or to a limit. Only cancelling makes it throw.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">One a piece.</param>
    /// <param name="input">Writes its stdin.</param>
    /// <param name="outputLimit">Most bytes that it may print.</param>
    /// <param name="time">Longest time.</param>
    /// <param name="memory">Most memory, bytes.</param>
    /// <param name="cancellation">Ends the program.</param>
    internal static async Task<End> RunAsync(
        string program, IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> input, int outputLimit, TimeSpan time, long memory, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Start(program, arguments, memory) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return End.Of($"{program} could not be started ({e.Message})");
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        var watch = MemoryWatch.Passes(process, memory, limit.Token);
        var errors = FirstAsync(process.StandardError);
        try
        {
            var writing = WriteAsync(process.StandardInput.BaseStream, input, limit.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, outputLimit, limit.Token).ConfigureAwait(false);
            if (output is null) return End.Of($"{program} printed more than {outputLimit:N0} bytes");
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await writing.ConfigureAwait(false);
            var said = await errors.ConfigureAwait(false);
            if (process.ExitCode == 0) return new(output.Value, said, null);
            return watch.IsCompletedSuccessfully && watch.Result ? TooMuchMemory() : End.Of($"{program} ended with exit code {process.ExitCode}", said);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return End.Of($"{program} took longer than {time.TotalSeconds:0.#} s");
        }
        finally
        {
            await EndAsync(process).ConfigureAwait(false);
            await limit.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }

        End TooMuchMemory() => End.Of($"{program} took more than {memory >> 20} MB of memory") with { NeedsMemory = true };
    }

    private static ProcessStartInfo Start(string program, IReadOnlyList<string> arguments, long memory)
    {
        // Address space is more than memory: libraries and the picture of fonts count, though hardly any of it is touched. What goes beyond
        // the limit between two looks of the watch stops here.
        var limited = HasPrlimit.Value;
        var start = new ProcessStartInfo(limited ? "prlimit" : program)
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (limited)
        {
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--as={memory + Untouched}"));
            start.ArgumentList.Add("--core=0");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(program);
        }
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var inherited = EnvironmentPassedOn.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited) if (value is not null) start.Environment[name] = value;
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static async Task WriteAsync(Stream stdin, Func<Stream, CancellationToken, Task> input, CancellationToken cancellation)
    {
        try
        {
            await using (stdin.ConfigureAwait(false)) await input(stdin, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It reads no more: its exit code says whether it has had enough or has died.
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stdout, int limit, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await stdout.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (output.Length + read > limit) return null;
            output.Write(buffer, 0, read);
        }
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    private static async Task<string> FirstAsync(StreamReader errors)
    {
        var kept = new StringBuilder();
        var buffer = new char[512];
        try
        {
            while (await errors.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
                if (kept.Length < ErrorsKept) kept.Append(buffer, 0, Math.Min(read, ErrorsKept - kept.Length));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Killed; what was read will do.
        }
        return TextNormaliser.Line(kept.ToString());
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
        await process.WaitForExitAsync().ConfigureAwait(false);
    }
}
