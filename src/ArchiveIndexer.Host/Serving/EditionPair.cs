using ArchiveIndexer.Comparing;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Two editions of a publication that a reader wants compared.</summary>
public static class EditionPair
{
    /// <summary>The two that the hashes name; without them the newest and the one before.</summary>
    /// <exception cref="RefusedException">There is only one, or a hash is of no file of this publication, or both are of the same text.</exception>
    public static (Edition From, Edition To) Of(PublicationRecord record, string? from, string? to)
    {
        if (record.Editions.Count < 2) throw new RefusedException("The archive has only one edition of this publication, so there is nothing to compare.");
        var after = Named(record, to) ?? record.Editions[^1];
        var before = Named(record, from) ?? record.Editions.LastOrDefault(edition => edition != after && edition.FirstSeen <= after.FirstSeen) ?? record.Editions.First(edition => edition != after);
        return before != after ? (before, after) : throw new RefusedException("Both are of the same text, so there is nothing to compare.");
    }

    /// <summary>What the later says otherwise.</summary>
    /// <exception cref="RejectedException">One of the two cannot be read.</exception>
    public static async Task<EditionChanges> CompareAsync((Edition From, Edition To) pair, FileTexts texts, CancellationToken cancellation) =>
        EditionChanges.Between(await texts.OfAsync(pair.From.Sha256, cancellation), await texts.OfAsync(pair.To.Sha256, cancellation));

    private static Edition? Named(PublicationRecord record, string? sha256) => string.IsNullOrEmpty(sha256) ? null
        : record.Editions.FirstOrDefault(edition => record.FilesOf(edition).Any(file => file.Sha256 == sha256))
            ?? throw new RefusedException($"This publication has never been a file with the SHA-256 '{(sha256.Length > 80 ? sha256[..80] + "…" : sha256)}'. Its editions stand on its page.");
}
