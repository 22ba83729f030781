using System.CommandLine;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>Makes a data folder from a backup or an exported bag: its files copied and checked, everything else made from them.</summary>
public static class RestoreCommand
{
    private static readonly Argument<string> From = new("FROM") { Description = "A backup, a bag that 'archive export' wrote, or another data folder." };
    private static readonly Option<string> Into = new("--into") { HelpName = "NEW", Description = "The data folder to make; it must not be there yet, or be empty.", Required = true };

    public static Command Create()
    {
        var command = new Command("restore", "Makes a new data folder from a backup or an exported bag, and everything in it that is made from the archive.") { From, Into };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var (from, into) = (typed.GetValue(From)!, Path.GetFullPath(typed.GetValue(Into)!));
        if (PlainFiles.Find(from) is not { } files)
        {
            terminal.Complain($"{from} is neither a backup nor an exported bag nor a data folder: it has no events folder. Name the folder that 'archive backup' or 'archive export' wrote.");
            return ExitCode.NothingUsable;
        }
        var (copied, _, problems) = await terminal.ProgressAsync("Restoring", step => files.CopyIntoNewAsync(into, step, cancellation));
        if (copied == 0)
        {
            foreach (var problem in problems) terminal.Complain(problem);
            terminal.Complain($"{from} has no object that could be restored.");
            return ExitCode.NothingUsable;
        }
        var folder = new DataFolder(into);
        List<string> wrong;
        using (var archive = new FileArchive(folder)) wrong = [.. problems, .. archive.Verify(cancellation)];
        var made = await RebuildCommand.RebuildAsync(folder, ArchiveOptions.Read(into), "archive", terminal, cancellation);
        if (terminal.Json) Terminal.Result(new { restored = into, objects = copied, publications = made.All.Count, made.Indexed, rejected = made.Rejected.Count, problems = wrong });
        else
        {
            foreach (var problem in wrong) Terminal.Result(problem);
            Terminal.Result($"{Counted.Of(copied, "object", "objects")} in {into}: {made.Sentence} {(wrong.Count == 0 ? "Nothing is wrong." : Counted.Of(wrong.Count, "problem", "problems") + ".")}");
        }
        return wrong.Count == 0 ? ExitCode.Done : ExitCode.Partial;
    }
}
