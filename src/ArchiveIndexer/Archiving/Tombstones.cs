namespace ArchiveIndexer.Archiving;

/// <summary>
/// Which bytes were erased by order. Known from the event log alone, so that they stay erased after every rebuild, restore and crawl.
/// </summary>
internal sealed class Tombstones
{
    private readonly Dictionary<string, Erased> _erased = [];
    private readonly Dictionary<string, HashSet<string>> _keepers = [];

    /// <summary>Takes in the next event of the log.</summary>
    public void Learn(ArchiveEvent decision)
    {
        switch (decision)
        {
            case EditionKept kept:
                if (!_keepers.TryGetValue(kept.Sha256, out var keepers)) _keepers[kept.Sha256] = keepers = [];
                keepers.Add(kept.Publication);
                break;
            case PublicationErased erased:
                foreach (var sha256 in erased.Objects)
                {
                    if (!_erased.TryGetValue(sha256, out var tombstone)) _erased[sha256] = tombstone = new([], erased.At);
                    tombstone.From.Add(erased.Publication);
                }
                break;
        }
    }

    /// <summary>When these bytes were erased; null when they were not, or another publication still has them.</summary>
    public DateTimeOffset? ErasedAt(string sha256) =>
        _erased.TryGetValue(sha256, out var tombstone) && (!_keepers.TryGetValue(sha256, out var keepers) || keepers.IsSubsetOf(tombstone.From)) ? tombstone.At : null;

    /// <summary>The hashes of all bytes that the archive must not have, in order.</summary>
    public IEnumerable<string> All => _erased.Keys.Where(sha256 => ErasedAt(sha256) is not null).Order(StringComparer.Ordinal);

    private sealed record Erased(HashSet<string> From, DateTimeOffset At);
}
