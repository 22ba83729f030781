using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>Everything that was captured, as one WARC file; what a steward has suspended or erased is left out.</summary>
internal static class WarcExport
{
    public static async Task<int> RunAsync(Terminal terminal, FileArchive archive, IReadOnlyList<PublicationRecord> records, string target, CancellationToken cancellation)
    {
        var hidden = records.Where(record => record.Status == PublicationStatus.Suppressed).ToDictionary(record => record.Publication.Id);
        // The same bytes may be another publication's, which is shown.
        var shown = records.Where(record => !hidden.ContainsKey(record.Publication.Id)).SelectMany(record => record.Files).Select(file => file.Sha256).ToHashSet();
        var withheld = hidden.Values.SelectMany(record => record.Files).Select(file => file.Sha256).Where(sha256 => !shown.Contains(sha256)).ToHashSet();
        var left = 0;
        using var warc = new WarcFile(target, archive, TimeProvider.System.GetUtcNow());
        await terminal.ProgressAsync("Exporting", step =>
        {
            var all = archive.Captures().Count();
            foreach (var (at, capture) in archive.Captures().Index())
            {
                cancellation.ThrowIfCancellationRequested();
                if (capture.Publication is { } id && hidden.ContainsKey(id) || capture.Sha256 is { } sha256 && withheld.Contains(sha256)) left++;
                else warc.Add(capture, at);
                step(at + 1, all, capture.Url);
            }
            foreach (var given in records.Where(record => record.Upload is not null && !hidden.ContainsKey(record.Publication.Id)))
                foreach (var file in given.Files) warc.AddGiven(file.Sha256, given.Publication.Listed.Url, file.FirstSeen);
            return Task.FromResult(0);
        });
        warc.Seal();
        if (terminal.Json) Terminal.Result(new { warc = warc.FullPath, records = warc.Count, left });
        else Terminal.Result($"{Counted.Of(warc.Count, "record", "records")} in {warc.FullPath}{(left == 0 ? "" : $"; {Counted.Of(left, "capture", "captures")} of suspended publications left out")}.");
        return ExitCode.Done;
    }
}
