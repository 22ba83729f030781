using System.Collections.Concurrent;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// A pool of child processes that read PDFs, other documents and web pages, one at a time each, within limits. Whatever a file does to
/// its reader, the caller gets what it says or a <see cref="RejectedException"/>.
/// </summary>
/// <param name="options">Limits, and the command line of a worker.</param>
/// <param name="clock">Measures <see cref="ExtractionOptions.TimeLimit"/>; the system's clock when null.</param>
/// <param name="recogniser">Recognises pages without usable text; when null they stay without.</param>
public sealed class ExtractionWorkers(ExtractionOptions options, TimeProvider? clock = null, PageRecogniser? recogniser = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim free = new(options.Workers, options.Workers);
    private readonly ConcurrentBag<WorkerProcess> idle = [];
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Reads a PDF in a child process; then, where pages have no usable text, recognises their pictures and has the whole read again
    /// with what was recognised, so that furniture, paragraphs and recommendations run through both kinds of pages. Cancelling ends
    /// the processes.
    /// </summary>
    /// <param name="pdf">The file's bytes from here to the end; its length must be known. Pages are recognised only if it can be read again.</param>
    /// <param name="memory">Pages of this file that were recognised before; null to remember none.</param>
    /// <param name="cancellation">Stops waiting and reading.</param>
    /// <exception cref="RejectedException">
    /// As <see cref="PdfTextExtractor.Extract(byte[])"/> says, or <see cref="RejectionReason.TimeLimit"/>,
    /// <see cref="RejectionReason.MemoryLimit"/>, <see cref="RejectionReason.ReaderDied"/>.
    /// </exception>
    public async Task<PublicationText> ExtractAsync(Stream pdf, RecognitionMemory? memory = null, CancellationToken cancellation = default)
    {
        var start = pdf.CanSeek ? pdf.Position : 0;
        var answer = await AskAsync(pdf, WorkerProtocol.About.Text, cancellation).ConfigureAwait(false);
        if (recogniser is null || answer.Unread.Count == 0 || !pdf.CanSeek) return answer.Text ?? throw Rejected(answer);

        pdf.Position = start;
        var pages = await recogniser.RecogniseAsync(pdf, answer.Unread, answer.Text?.Language, memory, cancellation).ConfigureAwait(false);
        if (pages.Count > 0)
        {
            pdf.Position = start;
            var better = await AskAsync(pdf, new(pages), cancellation).ConfigureAwait(false);
            // Nothing recognised may cost the text that was there without it.
            if (better.Text is not null || answer.Text is null) answer = better;
        }
        if (answer is { Reason: RejectionReason.NoText }) answer = answer with { Message = $"{answer.Message} {await TriedAsync().ConfigureAwait(false)}" };
        return answer.Text ?? throw Rejected(answer);

        async Task<string> TriedAsync() => await recogniser.ToolsAsync().ConfigureAwait(false) is { } tools
            ? $"Recognising them with {tools} found nothing that is surely text."
            : $"With the Debian packages {PageRecogniser.Packages} installed they would be recognised.";
    }

    /// <summary>Reads a web page of a board in a child process. Cancelling ends the process.</summary>
    /// <param name="html">The bytes as served, from here to the end; its length must be known.</param>
    /// <param name="question">What is asked of it.</param>
    /// <param name="cancellation">Stops waiting and reading.</param>
    /// <exception cref="RejectedException">
    /// As the reader of pages says, or <see cref="RejectionReason.TimeLimit"/>, <see cref="RejectionReason.MemoryLimit"/>,
    /// <see cref="RejectionReason.ReaderDied"/>.
    /// </exception>
    public async Task<ReviewsPageReading> ReadPageAsync(Stream html, PageQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            var answer = await AskAsync(html, new([], question), cancellation).ConfigureAwait(false);
            return answer.Listing ?? throw Rejected(answer);
        }
        catch (RejectedException e) when (Limits.OfPage(question.Address, e, options) is { } limit)
        {
            throw limit;
        }
    }

    private async Task<WorkerProtocol.Answer> AskAsync(Stream file, WorkerProtocol.About about, CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation).ConfigureAwait(false);
        WorkerProcess? worker = null;
        var healthy = false;
        try
        {
            worker = idle.TryTake(out var waiting) ? waiting : new WorkerProcess(options);
            if (worker.HasEnded)
            {
                Instruments.Replace("ended");
                await worker.DisposeAsync().ConfigureAwait(false);
                worker = new WorkerProcess(options);
            }
            var answer = await worker.AskAsync(file, about, clock, cancellation).ConfigureAwait(false);
            healthy = answer.Reason is not RejectionReason.MemoryLimit && worker.Answered < options.RecycleAfter;
            return answer;
        }
        finally
        {
            if (healthy) idle.Add(worker!);
            else if (worker is not null)
            {
                Instruments.Replace(cancellation.IsCancellationRequested ? "cancelled" : worker.Answered >= options.RecycleAfter ? "recycled" : "trouble");
                await worker.DisposeAsync().ConfigureAwait(false);
            }
            free.Release();
        }
    }

    private RejectedException Rejected(WorkerProtocol.Answer answer) => new(answer.Reason ?? RejectionReason.Damaged, answer.Message ?? Limits.MemoryMessage(options)) { Accessibility = answer.Accessibility };

    /// <summary>Ends the processes that wait for work. Those at work end with their callers.</summary>
    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var worker)) await worker.DisposeAsync().ConfigureAwait(false);
    }
}
