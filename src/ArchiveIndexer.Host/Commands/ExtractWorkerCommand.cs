using System.CommandLine;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Host.Commands;

/// <summary>The child process that reads PDFs for the others; not for people.</summary>
public static class ExtractWorkerCommand
{
    public static Command Create()
    {
        var command = new Command("extract-worker", "Reads PDFs named on stdin; started by the program itself.") { Hidden = true };
        command.SetAction(_ =>
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            // Answers go there and nothing else: not what some library may print.
            Console.SetOut(TextWriter.Null);
            return ExtractionWorker.Run(input, output);
        });
        return command;
    }
}
