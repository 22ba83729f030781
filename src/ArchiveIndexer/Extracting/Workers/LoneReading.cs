using System.Runtime.ExceptionServices;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Reads one PDF in the calling process, for a program that has nothing else to do and nothing to lose: it need not wait until a child
/// has started. Limits of time and of .NET's memory hold; a file that overflows the stack ends the process.
/// </summary>
public static class LoneReading
{
    /// <summary>Reads a PDF. Call it once: a reading that took too long goes on until the process ends.</summary>
    /// <param name="pdf">The file's bytes.</param>
    /// <param name="limits">Of time and memory.</param>
    /// <param name="unread">Whether pages have no usable text, also when the file is rejected: <see cref="ExtractionWorkers"/> can have them recognised.</param>
    /// <exception cref="RejectedException">
    /// As <see cref="PdfTextExtractor.Extract(byte[])"/> says, or <see cref="RejectionReason.TimeLimit"/>, <see cref="RejectionReason.MemoryLimit"/>.
    /// </exception>
    public static PublicationText Read(byte[] pdf, ExtractionOptions limits, out bool unread)
    {
        AppContext.SetData("GCHeapHardLimit", (ulong)limits.MemoryLimitBytes);
        GC.RefreshMemoryLimit();
        unread = false;
        var memoryIsOut = false;
        void Note(object? sender, FirstChanceExceptionEventArgs e) => memoryIsOut |= e.Exception is OutOfMemoryException;
        AppDomain.CurrentDomain.FirstChanceException += Note;
        var pages = new List<PageToRecognise>();
        PublicationText? text = null;
        ExceptionDispatchInfo? trouble = null;
        try
        {
            var reading = new Thread(Read, ExtractionWorker.StackBytes) { IsBackground = true };
            reading.Start();
            if (!reading.Join(limits.TimeLimit)) throw Limits.TimePassed(limits);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }
        // The PDF library catches this too, and would report an empty page.
        if (memoryIsOut) throw Limits.MemoryPassed(limits);
        unread = pages.Count > 0;
        trouble?.Throw();
        return text!;

        void Read()
        {
            try
            {
                text = TextExtractors.Extract(pdf, [], pages);
            }
            catch (Exception e)
            {
                trouble = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
