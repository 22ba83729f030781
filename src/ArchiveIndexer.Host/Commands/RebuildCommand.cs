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
        using (var archive = new FileArchive(folder))
            if (!archive.Events().Any() && archive.Objects().Any())
            {
                terminal.Complain($"{folder.Root} has archived objects but no events: a rebuild would come to nothing. Restore the events folder from a copy first.");
                return ExitCode.NothingUsable;
            }
        var made = await RebuildAsync(folder, options, from, terminal, cancellation);
        if (terminal.Json) Terminal.Result(new
        {
            from, publications = made.All.Count, indexed = made.Indexed, rejected = made.Rejected.Count,
            rejections = made.Rejected.Select(record => new { publication = record.Publication.Id, title = record.Title, reason = record.Rejection!.Reason, message = record.Rejection.Message, address = record.Rejection.Address }),
        });
        else Terminal.Result(made.Sentence);
        return ExitCode.Done;
    }

    /// <summary>Makes the projections of a data folder again.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="options">How to work.</param>
    /// <param name="from">What to begin at: <c>archive</c>, <c>text</c> or <c>index</c>.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="cancellation">Ends it; the next one goes on from there.</param>
    /// <exception cref="ArchiveInUseException">Another process has the folder.</exception>
    public static async Task<Rebuilt> RebuildAsync(DataFolder folder, ArchiveOptions options, string from, Terminal terminal, CancellationToken cancellation)
    {
        bool many;
        using (folder.TakeOwnership())
        {
            using (var archive = new FileArchive(folder)) many = archive.Objects().Skip(ExtractionOptions.Many).Any();
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
        return new Rebuilt([.. rooms.Catalogue.AllPublications()], rooms.Pipeline.Indexed.Count);
    }

    /// <summary>What a rebuild came to.</summary>
    public sealed record Rebuilt(IReadOnlyList<PublicationRecord> All, int Indexed)
    {
        public IReadOnlyList<PublicationRecord> Rejected { get; } = [.. All.Where(record => record.Rejection is not null)];

        public string Sentence => $"{All.Count} publications in the catalogue, {Indexed} in the index, {Rejected.Count} rejected.";
    }
}
