using System.Text.Json.Serialization;

namespace ArchiveIndexer;

/// <summary>
/// One decision: one line of the archive's event log. The catalogue is nothing but these and the captures, applied in order,
/// so whatever must survive a rebuild is an event.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(BoardAdded), "boardAdded")]
[JsonDerivedType(typeof(CrawlStarted), "crawlStarted")]
[JsonDerivedType(typeof(CrawlEnded), "crawlEnded")]
[JsonDerivedType(typeof(PublicationListed), "publicationListed")]
[JsonDerivedType(typeof(EditionKept), "editionKept")]
[JsonDerivedType(typeof(PublicationRejected), "publicationRejected")]
[JsonDerivedType(typeof(PublicationExtracted), "publicationExtracted")]
[JsonDerivedType(typeof(PublicationMissed), "publicationMissed")]
[JsonDerivedType(typeof(PublicationWithdrawn), "publicationWithdrawn")]
[JsonDerivedType(typeof(PublicationReturned), "publicationReturned")]
[JsonDerivedType(typeof(PublicationSuppressed), "publicationSuppressed")]
[JsonDerivedType(typeof(PublicationRestored), "publicationRestored")]
[JsonDerivedType(typeof(ErasureAsked), "erasureAsked")]
[JsonDerivedType(typeof(ErasureDeclined), "erasureDeclined")]
[JsonDerivedType(typeof(PublicationErased), "publicationErased")]
[JsonDerivedType(typeof(PublicationCorrected), "publicationCorrected")]
[JsonDerivedType(typeof(PublicationUploaded), "publicationUploaded")]
[JsonDerivedType(typeof(BoardForgotten), "boardForgotten")]
[JsonDerivedType(typeof(ArchiveVerified), "archiveVerified")]
public abstract record ArchiveEvent
{
    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The steward who decided, by the name given at sign-in; null when nobody but the program did.</summary>
    public string? By { get; init; }

    /// <summary>Why, in the steward's own words.</summary>
    public string? Why { get; init; }
}

/// <summary>A board is looked after from now on, or its name, pages or hosts have changed.</summary>
public sealed record BoardAdded(Board Board) : ArchiveEvent;

/// <summary>A board's pages were read and these publications are to be fetched.</summary>
public sealed record CrawlStarted(string Run, string Board, IReadOnlyList<string> Publications) : ArchiveEvent;

/// <summary>Every publication of the crawl has an outcome, or the crawl could not begin (<paramref name="Problem"/>).</summary>
public sealed record CrawlEnded(string Run, string Board, CrawlCounts Counts, string? Problem) : ArchiveEvent;

/// <summary>A board's page lists this publication, for the first time or with other words than before.</summary>
public sealed record PublicationListed(Publication Publication, Review Review, string Page) : ArchiveEvent;

/// <summary>Bytes that this publication did not have before are in the archive. [PREMIS: ingestion]</summary>
public sealed record EditionKept(string Publication, string Sha256, long Bytes) : ArchiveEvent;

/// <summary>A publication left the line; when reading left it, <paramref name="Sha256"/> and <paramref name="Extractor"/> say which bytes and which reader.</summary>
public sealed record PublicationRejected(
    string Publication, string Stage, RejectionReason Reason, string Message, string Address, string? Sha256 = null, string? Extractor = null) : ArchiveEvent;

/// <summary>A file's text was read; when an earlier file of the publication has the same text, <paramref name="SameTextAs"/> is its hash.</summary>
public sealed record PublicationExtracted(string Publication, string Sha256, string Extractor, int Pages, int PagesWithText, string? SameTextAs = null) : ArchiveEvent;

/// <summary>A healthy crawl did not find the publication: not on the page any more, or 404 or 410.</summary>
public sealed record PublicationMissed(string Publication, string Run) : ArchiveEvent;

/// <summary>Missed on three days: the board took it down.</summary>
public sealed record PublicationWithdrawn(string Publication) : ArchiveEvent;

/// <summary>A withdrawn publication was seen again.</summary>
public sealed record PublicationReturned(string Publication) : ArchiveEvent;

/// <summary>The steward took a publication down: it is shown to nobody until it is restored; the archive keeps its bytes.</summary>
public sealed record PublicationSuppressed(string Publication) : ArchiveEvent;

/// <summary>The steward put a suppressed publication back.</summary>
public sealed record PublicationRestored(string Publication) : ArchiveEvent;

/// <summary>A steward asks for the bytes of a suppressed publication to be destroyed, by an order; a second person has to confirm it.</summary>
public sealed record ErasureAsked(string Publication) : ArchiveEvent;

/// <summary>What was asked for is not done.</summary>
public sealed record ErasureDeclined(string Publication) : ArchiveEvent;

/// <summary>
/// A second person confirmed: these bytes, and all that was made from them, are destroyed wherever the archive has them, and are refused from
/// then on. What other publications have as well goes when the last of them is erased. [PREMIS: deaccession]
/// </summary>
public sealed record PublicationErased(string Publication, IReadOnlyList<string> Objects) : ArchiveEvent;

/// <summary>
/// The steward says what a publication is, in place of what was read and of whatever was said before; <paramref name="Review"/> is the
/// review of the corrected name, when it is corrected. A correction without fields takes all back.
/// </summary>
public sealed record PublicationCorrected(string Publication, Correction Correction, Review? Review) : ArchiveEvent;

/// <summary>The steward gave the bytes of a publication that its board has taken down; <see cref="EditionKept"/> follows. One that is known already stays as it is listed.</summary>
public sealed record PublicationUploaded(Publication Publication, Review Review) : ArchiveEvent;

/// <summary>A board of which nothing was archived is looked after no more, and neither is what it lists.</summary>
public sealed record BoardForgotten(string Board) : ArchiveEvent;

/// <summary>The whole archive was checked. [PREMIS: fixity check]</summary>
/// <param name="Objects">How many objects were hashed.</param>
/// <param name="Problems">How many things were wrong.</param>
/// <param name="First">The first of them; null when nothing was.</param>
public sealed record ArchiveVerified(int Objects, int Problems, string? First) : ArchiveEvent;

/// <summary>How a crawl went.</summary>
/// <param name="Found">Publications that the board's pages list.</param>
/// <param name="New">Of those, archived for the first time.</param>
/// <param name="Changed">Of those, with a new text.</param>
/// <param name="Unchanged">Of those, with the same text as before.</param>
/// <param name="Withdrawn">Publications of the board that it has taken down, as of this crawl.</param>
/// <param name="Rejected">Of those found, not readable now; a file may be new and rejected.</param>
public sealed record CrawlCounts(int Found, int New, int Changed, int Unchanged, int Withdrawn, int Rejected);
