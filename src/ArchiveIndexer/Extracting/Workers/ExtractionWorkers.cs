using System.Collections.Concurrent;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// A pool of child processes that read PDFs, one at a time each, within limits. Whatever a file does to its reader, the caller gets
/// its text or a <see cref="RejectedException"/>.
/// </summary>
/// <param name="options">Limits, and the command line of a worker.</param>
/// <param name="clock">Measures <see cref="ExtractionOptions.TimeLimit"/>; the system's clock when null.</param>
public sealed class ExtractionWorkers(ExtractionOptions options, TimeProvider? clock = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim free = new(options.Workers, options.Workers);
    private readonly ConcurrentBag<WorkerProcess> idle = [];
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>Reads a PDF in a child process. Cancelling ends that process.</summary>
    /// <param name="pdf">The file's bytes from here to the end; its length must be known.</param>
    /// <param name="cancellation">Stops waiting and reading.</param>
    /// <exception cref="RejectedException">
    /// As <see cref="PdfTextExtractor.Extract(byte[])"/> says, or <see cref="RejectionReason.TimeLimit"/>,
    /// <see cref="RejectionReason.MemoryLimit"/>, <see cref="RejectionReason.ReaderDied"/>.
    /// </exception>
    public async Task<PublicationText> ExtractAsync(Stream pdf, CancellationToken cancellation = default)
    {
        await free.WaitAsync(cancellation).ConfigureAwait(false);
        WorkerProcess? worker = null;
        var healthy = false;
        try
        {
            worker = idle.TryTake(out var waiting) ? waiting : new WorkerProcess(options);
            if (worker.HasEnded)
            {
                await worker.DisposeAsync().ConfigureAwait(false);
                worker = new WorkerProcess(options);
            }
            var answer = await worker.AskAsync(pdf, clock, cancellation).ConfigureAwait(false);
            healthy = answer.Reason is not RejectionReason.MemoryLimit && worker.Answered < options.RecycleAfter;
            return answer.Text ?? throw new RejectedException(answer.Reason ?? RejectionReason.Damaged, answer.Message ?? MemoryMessage());
        }
        finally
        {
            if (healthy) idle.Add(worker!);
            else if (worker is not null) await worker.DisposeAsync().ConfigureAwait(false);
            free.Release();
        }
    }

    /// <summary>Ends the processes that wait for work. Those at work end with their callers.</summary>
    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var worker)) await worker.DisposeAsync().ConfigureAwait(false);
    }

    private string MemoryMessage() =>
        $"Reading this PDF took more than {options.MemoryLimitBytes >> 20} MB of memory and was stopped. It may be damaged or made to exhaust "
        + "its readers; opening it in a PDF viewer and saving it anew often helps.";
}
