namespace ArchiveIndexer;

/// <summary>One distinct text of a publication over time. The same text under other bytes is the same edition; a new text is a new one.</summary>
/// <param name="PublicationId">Whose.</param>
/// <param name="Sha256">SHA-256 of the newest file with this text, 64 lower-case hex digits: its address in the archive.</param>
/// <param name="Bytes">Size of that file.</param>
/// <param name="FirstSeen">When this text was first fetched, UTC.</param>
/// <param name="LastSeen">When the site last served it or said that it is unchanged, UTC.</param>
public sealed record Edition(string PublicationId, string Sha256, long Bytes, DateTimeOffset FirstSeen, DateTimeOffset LastSeen)
{
    /// <summary>When the newest file with this text was first fetched, UTC: later than <see cref="FirstSeen"/> if it replaced another.</summary>
    public DateTimeOffset FileFirstSeen { get; init; } = FirstSeen;

    /// <summary>The editions that files amount to, the one last seen last.</summary>
    /// <param name="publicationId">Whose.</param>
    /// <param name="files">In the order in which they were last seen.</param>
    public static IReadOnlyList<Edition> Of(string publicationId, IReadOnlyList<ArchivedFile> files) =>
        [.. files.Reverse().GroupBy(file => file.TextOf).Reverse().Select(same => (Newest: same.First(), First: same.Min(file => file.FirstSeen))).Select(same =>
            new Edition(publicationId, same.Newest.Sha256, same.Newest.Bytes, same.First, same.Newest.LastSeen) { FileFirstSeen = same.Newest.FirstSeen })];
}

/// <summary>One distinct file that a publication has been over time.</summary>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hex digits: its address in the archive.</param>
/// <param name="Bytes">Size.</param>
/// <param name="FirstSeen">When these bytes were first fetched, UTC.</param>
/// <param name="LastSeen">When the site last served them or said that they are unchanged, UTC.</param>
/// <param name="TextOf">The first file that had this text: its own hash unless another had it before.</param>
public sealed record ArchivedFile(string Sha256, long Bytes, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string TextOf);

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

    /// <summary>All editions, the newest last.</summary>
    public IReadOnlyList<Edition> Editions { get; init; } = [];

    /// <summary>All its files, the one last seen last.</summary>
    public IReadOnlyList<ArchivedFile> Files { get; init; } = [];

    /// <summary>The files that have been this edition, the newest last.</summary>
    public IEnumerable<ArchivedFile> FilesOf(Edition edition) => Files.Where(file => file.TextOf == Files.First(newest => newest.Sha256 == edition.Sha256).TextOf);

    /// <summary>Whether its newest file only took the place of one with the same text.</summary>
    public bool IsSameTextAsBefore => Files is [.., var before, var newest] && before.TextOf == newest.TextOf;

    /// <summary>Pages of the newest edition; null until it has been read.</summary>
    public int? PageCount { get; init; }

    /// <summary>Pages of the newest edition with text; null until it has been read.</summary>
    public int? PagesWithText { get; init; }

    /// <summary>Name and version of what read its newest edition, or tried to; null until then.</summary>
    public string? ReadBy { get; init; }

    /// <summary>What its file is; null when nothing has been archived yet. Until it has been read, what its board's page calls it.</summary>
    public PublicationFormat? Format => Edition is null ? null : PublicationFormat.ReadBy(ReadBy) ?? PublicationFormat.Named(Publication.Listed.Format) ?? PublicationFormat.Pdf;

    /// <summary>Why it is not searchable, if it is not.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>What to call it on a page: the text of the board's link, or what the steward has put in its place.</summary>
    public string Title => Publication.Listed.LinkText;
}
