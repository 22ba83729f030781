namespace ArchiveIndexer;

/// <summary>One distinct file that a publication has been over time. Same bytes again is the same edition; new bytes are a new one.</summary>
/// <param name="PublicationId">Whose.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hex digits: its address in the archive.</param>
/// <param name="Bytes">Size.</param>
/// <param name="FirstSeen">When these bytes were first fetched, UTC.</param>
/// <param name="LastSeen">When the site last served them or said that they are unchanged, UTC.</param>
public sealed record Edition(string PublicationId, string Sha256, long Bytes, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>What the index holds of a publication.</summary>
/// <param name="PublicationId">Which.</param>
/// <param name="Sha256">The edition that was indexed; null when it was indexed without one.</param>
/// <param name="Version">Everything that the entry was made from, as one word: another than today's means that it should be made again.</param>
public sealed record IndexedEdition(string PublicationId, string? Sha256, string Version);

/// <summary>Why a publication is not (or not wholly) in the index.</summary>
/// <param name="Stage">The stage that it left the line at: <c>fetch</c> or <c>extract</c>.</param>
/// <param name="Reason">The reason as a word.</param>
/// <param name="Message">What was found and where.</param>
/// <param name="Address">The address concerned.</param>
/// <param name="At">When, UTC.</param>
public sealed record Rejection(string Stage, RejectionReason Reason, string Message, string Address, DateTimeOffset At);

/// <summary>A steward's word that stands: who gave it and why.</summary>
/// <param name="By">Who.</param>
/// <param name="Why">In the steward's own words: not for readers.</param>
/// <param name="At">When, UTC.</param>
public sealed record StewardsWord(string By, string Why, DateTimeOffset At);

/// <summary>Everything the catalogue knows of one publication.</summary>
public sealed record PublicationRecord(Publication Publication, Review Review, Board Board)
{
    /// <summary>One of <see cref="PublicationStatus"/>.</summary>
    public string Status { get; init; } = PublicationStatus.Live;

    /// <summary>Whether its board still lists it, whatever the steward has decided: live or withdrawn.</summary>
    public string StatusAtBoard { get; init; } = PublicationStatus.Live;

    /// <summary>Who took it down and why; null unless it is suppressed.</summary>
    public StewardsWord? Suppression { get; init; }

    /// <summary>Who asked for its bytes to be erased, and by what order; null unless that waits for a second person.</summary>
    public StewardsWord? ErasureAsked { get; init; }

    /// <summary>Who confirmed that its bytes are erased; null when they are not. What came afterwards may be in the archive.</summary>
    public StewardsWord? Erasure { get; init; }

    /// <summary>What its board's page said of it when it was last seen there, whatever the steward has corrected.</summary>
    public ListedPublication AsRead { get; init; } = Publication.Listed;

    /// <summary>What the steward says in place of that; null when nothing was corrected.</summary>
    public Correction? Correction { get; init; }

    /// <summary>Who corrected it and why; null when nothing was corrected.</summary>
    public StewardsWord? Corrected { get; init; }

    /// <summary>Who uploaded it and why; null when its bytes are from its board's site.</summary>
    public StewardsWord? Upload { get; init; }

    /// <summary>The newest edition; null when nothing has been archived yet.</summary>
    public Edition? Edition { get; init; }

    /// <summary>All editions, oldest first.</summary>
    public IReadOnlyList<Edition> Editions { get; init; } = [];

    /// <summary>Pages of the newest edition; null until it has been read.</summary>
    public int? PageCount { get; init; }

    /// <summary>Pages of the newest edition with text; null until it has been read.</summary>
    public int? PagesWithText { get; init; }

    /// <summary>Why it is not searchable, if it is not.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>What to call it on a page: the text of the board's link, or what the steward has put in its place.</summary>
    public string Title => Publication.Listed.LinkText;
}
