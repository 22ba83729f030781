using System.CommandLine;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Host.Commands;

/// <summary>Makes the projections again from the archive's plain files.</summary>
public static class RebuildCommand
{
    private static readonly Option<string> From = new("--from") { HelpName = "archive|text|index", Description = "What to begin at: archive makes catalogue, text and index again; text makes text and index; index makes the index, beside the old one, which is searched meanwhile.", DefaultValueFactory = _ => "archive" };

    public static Command Create()
    {
        From.AcceptOnlyFromAmong("archive", "text", "index");
        var command = new Command("rebuild", "Makes catalogue, text and index again from the archive's plain files.") { From };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var (data, options) = CommandLine.SettingsOf(typed);
        var from = typed.GetValue(From)!;
        if (DataFolder.Find(data) is not { } folder) return terminal.NoArchive(data);
        bool many;
        using (folder.TakeOwnership())
        {
            using (var archive = new FileArchive(folder))
            {
                many = archive.Objects().Skip(ExtractionOptions.Many).Any();
                if (!archive.Events().Any() && archive.Objects().Any())
                {
                    terminal.Complain($"{folder.Root} has archived objects but no events: a rebuild would come to nothing. Restore the events folder from a copy first.");
                    return ExitCode.NothingUsable;
                }
            }
            if (from == "archive") DataFolder.Discard(folder.CatalogueFile);
            if (from is "archive" or "text") DataFolder.Discard(folder.Texts);
            // Without texts the old index is no longer the whole of anything: whoever opens the folder after a crash here must see that.
            if (from is "archive" or "text") DataFolder.Discard(folder.Index);
        }
        await using var rooms = new Rooms(folder, options, [], TimeProvider.System, terminal.Say, newIndex: from is "index", longJob: many);
        rooms.Catalogue.ForgetIndexed();
        await terminal.ProgressAsync("Rebuilding", async step =>
        {
            await rooms.Pipeline.FinishAsync(again: from != "index", progress => step(progress.Done, progress.Total, progress.Record.Title), cancellation);
            return 0;
        });
        rooms.SwitchIndex();
        rooms.Archive.WriteManifest();

        var all = rooms.Catalogue.AllPublications();
        var rejected = all.Where(record => record.Rejection is not null).ToList();
        var indexed = rooms.Pipeline.Indexed.Count;
        if (terminal.Json) Terminal.Result(new
        {
            from, publications = all.Count, indexed, rejected = rejected.Count,
            rejections = rejected.Select(record => new { publication = record.Publication.Id, title = record.Title, reason = record.Rejection!.Reason, message = record.Rejection.Message, address = record.Rejection.Address }),
        });
        else Terminal.Result($"{all.Count} publications in the catalogue, {indexed} in the index, {rejected.Count} rejected.");
        return ExitCode.Done;
    }
}
