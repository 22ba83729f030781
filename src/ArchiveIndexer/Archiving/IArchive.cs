namespace ArchiveIndexer.Archiving;

/// <summary>
/// The place where bytes are kept: objects by hash, captures and events in order. This is the truth; everything else can be
/// made again from it.
/// </summary>
/// <remarks>Seam 1. <see cref="FileArchive"/> keeps plain files, <see cref="S3Archive"/> objects in a store that speaks S3.</remarks>
public interface IArchive
{
    /// <summary>Keeps these bytes for good. Idempotent: the same bytes again change nothing. On return they have reached the disk.</summary>
    /// <exception cref="IOException">The disk is full or failing; nothing half-written is ever visible under a hash.</exception>
    /// <exception cref="RejectedException">These bytes were erased by order.</exception>
    Task<KeptObject> KeepAsync(Stream bytes, CancellationToken cancellation);

    /// <summary>Whether the archive has the bytes with this SHA-256; what is no SHA-256, as a damaged line may give it, it does not have.</summary>
    bool Has(string sha256);

    /// <summary>Opens archived bytes for reading, seekable.</summary>
    /// <exception cref="FileNotFoundException">The archive does not have them.</exception>
    Stream Open(string sha256);

    /// <summary>The hashes of all objects, in order.</summary>
    IEnumerable<string> Objects();

    /// <summary>Destroys all bytes that the event log says were erased by order and that are still there; again and again without harm.</summary>
    /// <returns>The hashes of all bytes that the archive must not have, destroyed now or before.</returns>
    IReadOnlyList<string> EraseByOrder();

    /// <summary>Appends one line to the capture log of its run; on return it has reached the disk.</summary>
    /// <returns>Its number in that log, from 1.</returns>
    long Append(Capture capture);

    /// <summary>Appends one line to the event log; on return it has reached the disk.</summary>
    /// <returns>Its number, from 1.</returns>
    long Append(ArchiveEvent decision);

    /// <summary>Everything ever captured, in the order of runs and within a run of requests.</summary>
    IEnumerable<Capture> Captures();

    /// <summary>Everything ever decided, in order.</summary>
    IEnumerable<ArchiveEvent> Events();

    /// <summary>The state of the event log's chain, which is followed from its first line.</summary>
    EventChain FollowEvents();

    /// <summary>Writes the list of all objects in BagIt's form, so that <c>sha256sum -c manifest-sha256.txt</c> checks the archive.</summary>
    void WriteManifest();

    /// <summary>Re-hashes every object and follows both logs' chains; yields one sentence for each thing that is wrong.</summary>
    IEnumerable<string> Verify(CancellationToken cancellation);
}

/// <summary>Bytes that the archive has.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Bytes">How many.</param>
/// <param name="IsNew">Whether the archive did not have them before.</param>
public sealed record KeptObject(string Sha256, long Bytes, bool IsNew);

/// <summary>The event log's chain: each line carries the hash of the one before, so whoever notes the newest hash down can tell later that nothing before it was altered.</summary>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Newest">The SHA-256 of the newest, 64 hex digits; null when there is none.</param>
/// <param name="Problems">A sentence for each place where it is broken.</param>
public sealed record EventChain(long Lines, string? Newest, IReadOnlyList<string> Problems);
