using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>One child process of <see cref="ExtractionWorkers"/>, seen from outside.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int LastWordsKept = 4096;
    private const string Overflow = "Stack overflow";

    // What a .NET program needs to start; everything else, secrets above all, stays here.
    private static readonly string[] EnvironmentPassedOn =
        ["PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG", "LC_ALL"];

    private readonly ExtractionOptions options;
    private readonly Process process;
    private readonly Task<string> lastWords;
    private readonly CancellationTokenSource gone = new();
    private readonly Task<bool> tooLarge;

    internal WorkerProcess(ExtractionOptions options)
    {
        this.options = options;
        var start = new ProcessStartInfo(options.WorkerFile, options.WorkerArguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var inherited = EnvironmentPassedOn.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited) if (value is not null) start.Environment[name] = value;
        // Hexadecimal without 0x: an ahead-of-time compiled program ignores the prefixed form without a word.
        start.Environment["DOTNET_GCHeapHardLimit"] = options.MemoryLimitBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach (var (name, value) in options.Runtime) start.Environment[name] = value;
        process = Process.Start(start) ?? throw new IOException($"{options.WorkerFile} did not start.");
        lastWords = DrainAsync(process.StandardError);
        // The limit of the heap holds what .NET hands out; this holds the rest.
        tooLarge = MemoryWatch.Passes(process, options.MemoryLimitBytes + options.MemoryBesideHeapBytes, gone.Token);
    }

    internal int Answered { get; private set; }

    internal bool HasEnded => process.HasExited;

    /// <exception cref="RejectedException">The limit of time or output was passed, or the process died.</exception>
    internal async Task<WorkerProtocol.Answer> AskAsync(Stream file, WorkerProtocol.About about, TimeProvider clock, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(about.Page is null ? options.TimeLimit : options.PageLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await WorkerProtocol.WriteQuestionAsync(process.StandardInput.BaseStream, file, about, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Limits.TimePassed(options);
        }
        try
        {
            var body = await WorkerProtocol.ReadAnswerAsync(process.StandardOutput.BaseStream, about.Page is null ? options.AnswerLimitBytes : options.PageAnswerLimitBytes, either.Token)
                .ConfigureAwait(false);
            Answered++;
            return body is not null
                ? WorkerProtocol.Parse(body)
                : throw new RejectedException(RejectionReason.MemoryLimit,
                    $"This file holds more text than the limit of {options.AnswerLimitBytes >> 20} MB, which no report needs.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Limits.TimePassed(options);
        }
        catch (EndOfStreamException)
        {
            throw await DiedAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Kills the process, and whatever it started, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
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
        await gone.CancelAsync().ConfigureAwait(false);
        await tooLarge.ConfigureAwait(false);
        gone.Dispose();
        process.Dispose();
    }

    private async Task<RejectedException> DiedAsync()
    {
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        var said = await lastWords.ConfigureAwait(false);
        if (tooLarge.IsCompletedSuccessfully && await tooLarge.ConfigureAwait(false))
            return new RejectedException(RejectionReason.MemoryLimit,
                $"Reading this file took more than {(options.MemoryLimitBytes + options.MemoryBesideHeapBytes) >> 20} MB of memory and was stopped.");
        if (said.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || said.Contains("OutOfMemory", StringComparison.Ordinal))
            return new RejectedException(RejectionReason.MemoryLimit,
                $"Reading this file took more than {options.MemoryLimitBytes >> 20} MB of memory and ended its reader.");
        var why = said.Contains(Overflow, StringComparison.OrdinalIgnoreCase) ? ": its parts are nested without end" : "";
        return new RejectedException(RejectionReason.ReaderDied,
            $"The process that read this file died with exit code {process.ExitCode}{why}. The file is damaged or made to break its readers; "
            + "opening it in a PDF viewer and saving it anew often helps.");
    }

    // The runtime goes on to print every frame of a stack that has overflowed, which takes many seconds and tells nobody anything.
    private void EndIfOverflowed(StringBuilder said)
    {
        if (said.Length < LastWordsKept && said.ToString().Contains(Overflow, StringComparison.OrdinalIgnoreCase)) process.Kill(entireProcessTree: true);
    }

    // Read to the end, or the worker would stand still once the pipe is full; the beginning says what happened.
    private async Task<string> DrainAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        try
        {
            while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                if (kept.Length < LastWordsKept) kept.Append(buffer, 0, read);
                EndIfOverflowed(kept);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Killed; what was read will do.
        }
        return kept.ToString();
    }
}
