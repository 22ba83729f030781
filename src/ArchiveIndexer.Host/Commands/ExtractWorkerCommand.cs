using System.CommandLine;
using System.Runtime.InteropServices;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Host.Commands;

/// <summary>The child process that reads files and web pages for the others; not for people.</summary>
public static class ExtractWorkerCommand
{
    public static Command Create()
    {
        var command = new Command("extract-worker", "Reads files that come on stdin; started by the program itself.") { Hidden = true };
        command.SetAction(_ =>
        {
            // Ctrl+C reaches the whole group of processes. It is for the parent to end this one, or a good PDF would seem to have killed its reader.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            // Answers go there and nothing else: not what some library may print.
            Console.SetOut(TextWriter.Null);
            return ExtractionWorker.Run(input, output, (html, question) => PageReader.Read(html, question));
        });
        return command;
    }
}
