using System.CommandLine;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>Copies what cannot be made again to another folder; also while another process serves or crawls.</summary>
public static class BackupCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Where the copy is: an empty folder, or an earlier backup, which is brought up to date." };

    public static Command Create()
    {
        var command = new Command("backup", "Copies the archive (not what is made from it) to another folder; again and again, only what is new.") { Folder };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var data = typed.GetValue(CommandLine.Data)!;
        if (DataFolder.Find(data) is not { } folder) return terminal.NoArchive(data);
        var to = Path.GetFullPath(typed.GetValue(Folder)!);
        if (Path.TrimEndingDirectorySeparator(to) == Path.TrimEndingDirectorySeparator(folder.Root)) throw new UsageException($"{to} is the data folder itself; name another folder, best on another disk.");
        static string Inside(string path) => Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar;
        if (Inside(to).StartsWith(Inside(folder.Root), StringComparison.Ordinal) || Inside(folder.Root).StartsWith(Inside(to), StringComparison.Ordinal)) throw new UsageException($"{to} and the data folder lie one in the other; name another folder, best on another disk.");
        var target = PlainFiles.Backup(to);
        using var ownership = target.TakeOwnership();
        target.SweepTemporary();
        var (copied, erased, problems) = await terminal.ProgressAsync("Backing up", step => PlainFiles.Of(folder).CopyToAsync(target, step, cancellation));
        using var archive = new FileArchive(target);
        var objects = archive.Objects().Count();
        if (terminal.Json) Terminal.Result(new { backup = to, objects, copied, erased, problems });
        else
        {
            foreach (var problem in problems) Terminal.Result(problem);
            Terminal.Result($"{Counted.Of(objects, "object", "objects")} in {to}, {copied} of them new{(erased == 0 ? "" : $"; {Counted.Of(erased, "object", "objects")} erased by order")}; {(problems.Count == 0 ? "nothing is wrong" : Counted.Of(problems.Count, "problem", "problems"))}.");
        }
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Partial;
    }
}
