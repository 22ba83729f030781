using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer;

/// <summary>
/// Destroying bytes by order: asked for by one person and confirmed by another, of a publication that is suppressed already. The event log
/// says what, when, who and by what order, and that it was done follows from it again after every rebuild and restore.
/// </summary>
public sealed class Erasures(IArchive archive, ICatalogue catalogue, Ledger ledger, ArchivePipeline pipeline, ExtractedTexts texts, RecognisedPages recognised, DataFolder folder, TimeProvider clock)
{
    /// <summary>Asks for it. Nothing is destroyed yet.</summary>
    /// <exception cref="RefusedException">There is no such publication, it is not suppressed, it has no bytes, it is asked for already, or name or reason are missing.</exception>
    public void Ask(string publicationId, Decision decision)
    {
        var record = Find(publicationId);
        if (record.Status != PublicationStatus.Suppressed) throw new RefusedException("Suspend the publication first: that takes it out of sight at once.");
        if (record.Files.Count == 0) throw new RefusedException("The archive has no bytes of this publication.");
        if (record.ErasureAsked is not null) throw new RefusedException("Its erasure has been asked for already.");
        ledger.Remember(decision.Sign(new ErasureAsked(publicationId) { At = clock.GetUtcNow() }));
    }

    /// <summary>Takes back what was asked for, or refuses it.</summary>
    /// <exception cref="RefusedException">There is no such publication, nothing was asked for, or name or reason are missing.</exception>
    public void Decline(string publicationId, Decision decision)
    {
        Asked(publicationId);
        ledger.Remember(decision.Sign(new ErasureDeclined(publicationId) { At = clock.GetUtcNow() }));
    }

    /// <summary>Destroys every file, and on return nothing that was made from them is left either.</summary>
    /// <exception cref="RefusedException">There is no such publication, nothing was asked for, it was asked for by the same person, it is not suppressed any more, or the name is missing.</exception>
    /// <exception cref="IOException">A file cannot be deleted. The decision stands; it is carried out at the next start.</exception>
    public void Confirm(string publicationId, string by)
    {
        var (record, asked) = Asked(publicationId);
        if (record.Status != PublicationStatus.Suppressed) throw new RefusedException("The publication has been restored since. Suspend it first.");
        var decision = new Decision(by, asked.Why).Checked();
        if (string.Equals(decision.By, asked.By, StringComparison.OrdinalIgnoreCase)) throw new RefusedException($"{asked.By} asked for it: somebody else has to confirm it.");
        ledger.Remember(decision.Sign(new PublicationErased(publicationId, [.. record.Files.Select(file => file.Sha256)]) { At = clock.GetUtcNow() }));
        pipeline.Withhold(publicationId);
        folder.DiscardSetAside();
        CarryOut();
        archive.WriteManifest();
    }

    /// <summary>Destroys whatever of erased bytes is there: at the start, and after anything that may have brought them back.</summary>
    public void CarryOut()
    {
        foreach (var sha256 in archive.EraseByOrder())
        {
            texts.Erase(sha256);
            recognised.Erase(sha256);
        }
    }

    /// <summary>Other publications with the same bytes: these stay until the last of them is erased.</summary>
    public IReadOnlyList<PublicationRecord> AlsoHaving(PublicationRecord record)
    {
        var objects = record.Files.Select(file => file.Sha256).ToHashSet();
        return objects.Count == 0 ? [] : [.. catalogue.AllPublications().Where(other => other.Publication.Id != record.Publication.Id && other.Files.Any(file => objects.Contains(file.Sha256)))];
    }

    private (PublicationRecord Record, StewardsWord Asked) Asked(string publicationId) =>
        Find(publicationId) is { ErasureAsked: { } asked } record ? (record, asked) : throw new RefusedException("Nobody has asked for its erasure.");

    private PublicationRecord Find(string publicationId) => catalogue.FindPublication(publicationId) ?? throw new RefusedException($"There is no publication '{publicationId}'.");
}
