using System.Runtime.InteropServices;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Reader;

/// <summary>The child process that reads files and web pages for a pool; not for people.</summary>
internal static class WorkerCommand
{
    internal static int Run()
    {
        // Ctrl+C reaches the whole group of processes. It is for the parent to end this one, or a good PDF would seem to have killed its reader.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        return ExtractionWorker.Run(input, output, (html, question) => PageReader.Read(html, question));
    }
}
