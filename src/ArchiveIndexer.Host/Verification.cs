using System.Text.Json;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host;

/// <summary>Re-hashes every archived byte and checks catalogue, archive, texts and index against each other. It changes nothing.</summary>
public sealed class Verification(Rooms rooms)
{
    /// <summary>A sentence for each thing that is wrong, with what to do about it.</summary>
    public IReadOnlyList<string> Problems(CancellationToken cancellation) =>
        [.. rooms.Archive.Verify(cancellation), .. rooms.Texts.Verify(), .. rooms.Catalogue.Verify(), .. Differences()];

    /// <summary>How many objects there are.</summary>
    public int Objects => rooms.Archive.Objects().Count();

    /// <summary>Where the catalogue says what the archive's logs do not: it is compared with one made anew beside it.</summary>
    private List<string> CatalogueDifferences()
    {
        var beside = Path.Combine(rooms.Folder.Temporary, "verify.db");
        DataFolder.Discard(beside);
        try
        {
            var (kept, made) = (Told(rooms.Catalogue), MadeAnew());
            var byPublication = (List<string>)
            [
                .. made.Keys.Except(kept.Keys).Select(id => $"catalogue: publication {id} is in the archive's logs and not in the catalogue. Run 'archive rebuild'."),
                .. kept.Keys.Except(made.Keys).Select(id => $"archive: publication {id} is in the catalogue and not in the archive's logs: lines of the logs are missing. Restore them from a copy before you rebuild."),
                .. kept.Keys.Intersect(made.Keys).Where(id => kept[id] != made[id]).Select(id => $"catalogue: publication {id} is not as the archive's logs have it. Run 'archive rebuild'."),
            ];
            // Crawls, captures, days missed: what no publication shows of itself.
            return [.. byPublication, .. TablesUnlike(beside).Select(difference => $"catalogue: {difference}. If the logs are whole (no line above says otherwise), run 'archive rebuild'; else restore them from a copy first.")];

            static Dictionary<string, string> Told(SqlCatalogue catalogue) => catalogue.AllPublications().ToDictionary(record => record.Publication.Id, record => JsonSerializer.Serialize(record, ArchiveJson.Lines));

            Dictionary<string, string> MadeAnew()
            {
                using var anew = new SqliteCatalogue(beside);
                anew.CatchUp(rooms.Archive);
                return Told(anew);
            }
        }
        finally
        {
            DataFolder.Discard(beside);
        }
    }

    /// <summary>Of the embedded catalogue each table is compared; of one in PostgreSQL, what it says of each publication has to do.</summary>
    private IEnumerable<string> TablesUnlike(string beside) => rooms.Catalogue is SqliteCatalogue embedded ? embedded.DifferencesFrom(beside) : [];

    /// <summary>Where one of the three says what another does not.</summary>
    private IEnumerable<string> Differences()
    {
        foreach (var difference in CatalogueDifferences()) yield return difference;
        var records = rooms.Catalogue.AllPublications();
        foreach (var (record, file) in records.SelectMany(record => record.Files.Select(file => (record, file))))
            if (!rooms.Archive.Has(file.Sha256)) yield return $"catalogue: publication {record.Publication.Id} has the file {file.Sha256}, which the archive does not have.";
        var referenced = records.SelectMany(record => record.Files).Select(file => file.Sha256)
            .Concat(rooms.Archive.Captures().Select(capture => capture.Sha256)).ToHashSet();
        // An object without a capture is what a crash between the two leaves: harmless, but said.
        foreach (var orphan in rooms.Archive.Objects().Where(sha256 => !referenced.Contains(sha256))) yield return $"archive: no capture speaks of the object {orphan}. It is kept; the next crawl will meet it again.";
        foreach (var id in rooms.Pipeline.Unfinished()) yield return $"index: publication {id} is not indexed as the catalogue describes it. Run 'archive rebuild --from index'.";
        foreach (var id in rooms.Pipeline.Indexed.Keys.Except(records.Select(record => record.Publication.Id))) yield return $"index: publication {id} is not in the catalogue. Run 'archive rebuild --from index'.";
        if (rooms.Index.Check() is { } damage) yield return $"index: {damage} Run 'archive rebuild --from index'.";
    }
}
