using System.CommandLine;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>Re-hashes every archived byte and checks catalogue, archive and index against each other.</summary>
public static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Re-hashes every archived byte; checks catalogue, archive and index against each other.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var (data, options) = CommandLine.SettingsOf(typed);
        if (DataFolder.Find(data) is not { } folder) return terminal.NoArchive(data);
        if (PlainFiles.IsCopy(folder)) return VerifyCopy(folder, terminal, cancellation);
        await using var rooms = new Rooms(folder, options, [], TimeProvider.System, terminal.Say);
        var verification = new Verification(rooms);
        var (problems, objects) = (verification.Problems(cancellation), verification.Objects);
        if (terminal.Json) Terminal.Result(new { objects, publications = rooms.Catalogue.AllPublications().Count, indexed = rooms.Pipeline.Indexed.Count, problems });
        else
        {
            foreach (var problem in problems) Terminal.Result(problem);
            Terminal.Result($"{Counted.Of(objects, "object", "objects")} checked; {(problems.Count == 0 ? "nothing is wrong" : Counted.Of(problems.Count, "problem", "problems"))}.");
        }
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Partial;
    }

    /// <summary>Of a backup: its bytes and logs. Nothing is made in it.</summary>
    private static int VerifyCopy(DataFolder folder, Terminal terminal, CancellationToken cancellation)
    {
        using var archive = new FileArchive(folder);
        var (problems, objects) = (archive.Verify(cancellation).ToList(), archive.Objects().Count());
        if (terminal.Json) Terminal.Result(new { objects, problems });
        else
        {
            foreach (var problem in problems) Terminal.Result(problem);
            Terminal.Result($"{Counted.Of(objects, "object", "objects")} and both logs checked; {(problems.Count == 0 ? "nothing is wrong" : Counted.Of(problems.Count, "problem", "problems"))}. This is a backup: nothing has been made from it.");
        }
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Partial;
    }
}
