using System.Runtime.ExceptionServices;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// The child process that reads PDFs, other documents and web pages. A PDF can overflow its reader's stack, fill its memory or keep it busy for ever, and no
/// <c>catch</c> helps: so that happens here, where <see cref="ExtractionWorkers"/> can end it.
/// </summary>
public static class ExtractionWorker
{
    /// <summary>The hidden command under which the host calls <see cref="Run"/>.</summary>
    public const string Command = "extract-worker";

    // Honest files nest their page trees and forms deeper than the usual 8 MB allow.
    internal const int StackBytes = 64 << 20;

    /// <summary>Answers about one file after another until the pool closes <paramref name="stdin"/>, also in the midst of one.</summary>
    /// <param name="stdin">Files, as <see cref="WorkerProtocol"/> frames them.</param>
    /// <param name="stdout">Answers. Nothing else may write there.</param>
    /// <param name="readPage">Reads a web page.</param>
    /// <returns>The exit code: 0.</returns>
    public static int Run(Stream stdin, Stream stdout, Func<byte[], PageQuestion, ReviewsPageReading> readPage)
    {
        // Written down beforehand: when memory is out, nothing can be made any more.
        var outOfMemory = WorkerProtocol.Frame(new(null, RejectionReason.MemoryLimit));
        var memoryIsOut = false;
        // The PDF library catches everything, this too, and would go on to report an empty page.
        void Note(object? sender, FirstChanceExceptionEventArgs e) => memoryIsOut |= e.Exception is OutOfMemoryException;
        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            // Reading goes on while a file is being worked at, so that the end of the pipe ends this process at once.
            while (!memoryIsOut && Next() is { } question) new Thread(() => Answer(question), StackBytes) { IsBackground = true }.Start();
            return 0;
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        WorkerProtocol.Question? Next()
        {
            try
            {
                return WorkerProtocol.ReadQuestion(stdin);
            }
            catch (OutOfMemoryException)
            {
                Write(outOfMemory);
                return null;
            }
        }

        void Answer(WorkerProtocol.Question question)
        {
            byte[] answer;
            try
            {
                answer = WorkerProtocol.Frame(Read(question, readPage));
            }
            catch (OutOfMemoryException)
            {
                answer = outOfMemory;
            }
            Write(memoryIsOut ? outOfMemory : answer);
        }

        void Write(byte[] answer)
        {
            try
            {
                stdout.Write(answer);
                stdout.Flush();
            }
            catch (IOException)
            {
                // The pool has gone; the end of stdin says the same to the loop above.
            }
        }
    }

    private static WorkerProtocol.Answer Read(WorkerProtocol.Question question, Func<byte[], PageQuestion, ReviewsPageReading> readPage)
    {
        var unread = new List<PageToRecognise>();
        try
        {
            if (question.About.Page is { } page) return new(null) { Listing = readPage(question.File, page) };
            return new(TextExtractors.Extract(question.File, question.About.Recognised, unread)) { Unread = unread };
        }
        catch (RejectedException rejected)
        {
            return new(null, rejected.Reason, rejected.Message) { Unread = unread, Accessibility = rejected.Accessibility };
        }
    }
}
