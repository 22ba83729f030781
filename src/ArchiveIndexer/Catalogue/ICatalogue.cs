using ArchiveIndexer.Archiving;

namespace ArchiveIndexer.Catalogue;

/// <summary>What we know of the archived bytes. A projection of the archive's events and captures.</summary>
/// <remarks>Seam 2. <see cref="SqliteCatalogue"/> is embedded; <see cref="PostgresCatalogue"/> is for several machines. Both are a <see cref="SqlCatalogue"/>.</remarks>
public interface ICatalogue
{
    /// <summary>Applies whatever the archive's logs hold beyond what has been applied: all of it to an empty catalogue.</summary>
    void CatchUp(IArchive archive);

    /// <summary>Applies the event that was appended last.</summary>
    void Apply(ArchiveEvent decision);

    /// <summary>Applies the capture that was appended last to its run.</summary>
    void Apply(Capture capture);

    /// <summary>Remembers that the index holds this edition, described in these words, for good.</summary>
    void RememberIndexed(IReadOnlyCollection<IndexedEdition> editions, DateTimeOffset at);

    /// <summary>Forgets all of that: the index is empty.</summary>
    void ForgetIndexed();

    IReadOnlyList<Board> Boards();

    Board? FindBoard(string slug);

    /// <summary>Reviews by name within boards; those to which no publication belongs that may be shown are left out.</summary>
    Paged<Review> Reviews(string? board, int page, int size);

    Review? FindReview(string id);

    /// <summary>Null when there is no such publication.</summary>
    PublicationRecord? FindPublication(string id);

    /// <summary>Those of the ids that exist, in the order asked for.</summary>
    IReadOnlyList<PublicationRecord> Publications(IReadOnlyCollection<string> ids);

    /// <summary>All publications of a review, in the order in which they were first listed.</summary>
    IReadOnlyList<PublicationRecord> PublicationsOfReview(string reviewId);

    /// <summary>All publications, of one board or of all, in the order in which they were first listed.</summary>
    IReadOnlyList<PublicationRecord> AllPublications(string? board = null);

    /// <summary>How many publications there are, of one board or of all, without reading them.</summary>
    PublicationCounts CountPublications(string? board = null);

    /// <summary>What a reader could not be shown: publications with a rejection.</summary>
    IReadOnlyList<PublicationRecord> Rejected(string? board = null);

    /// <summary>How far the newest edition of each publication has come, or of one.</summary>
    IReadOnlyList<StageState> StageStates(string? publicationId = null);

    /// <summary>What the last good answer from this address was, so that the next request can be conditional; null when there was none.</summary>
    LastAnswer? LastAnswerFrom(string board, string url);

    /// <summary>Days (UTC) on which a healthy crawl missed the publication, since it was last seen.</summary>
    IReadOnlyList<DateOnly> DaysMissed(string publicationId);

    /// <summary>The newest crawls, one board's or all; newest first.</summary>
    IReadOnlyList<Crawl> Crawls(string? board = null, int most = 20);

    Crawl? FindCrawl(string run);

    /// <summary>The outcome of each publication that a crawl has dealt with: the last capture of each.</summary>
    IReadOnlyList<CrawlOutcome> OutcomesOf(string run);

    /// <summary>The newest check of the whole archive; null when there has been none.</summary>
    Verified? LastVerification();

    /// <summary>A sentence for each thing that is wrong with the database file itself.</summary>
    IEnumerable<string> Verify();
}

/// <summary>How many publications there are.</summary>
/// <param name="Kept">All that were ever listed and are not suppressed.</param>
/// <param name="Searchable">Those of them whose text could be read.</param>
public sealed record PublicationCounts(int Kept, int Searchable);

/// <summary>A check of the whole archive.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Objects">How many objects were hashed.</param>
/// <param name="Problems">How many things were wrong.</param>
/// <param name="First">The first of them; null when nothing was.</param>
public sealed record Verified(DateTimeOffset At, int Objects, int Problems, string? First);

/// <summary>The last good answer from an address.</summary>
/// <param name="Sha256">The bytes.</param>
/// <param name="Validators">What it gave to ask again with.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Whole">When bytes came last, and not only word that they are unchanged, UTC.</param>
public sealed record LastAnswer(string Sha256, Validators Validators, DateTimeOffset At, DateTimeOffset Whole)
{
    // With a daily crawl, every seventh; a little less than a week, because no crawl begins on the second.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(6.5);

    /// <summary>What to ask with now: about once a week without conditions, because a server's word that nothing has changed is no proof.</summary>
    public Validators ValidatorsAt(DateTimeOffset now) => now - Whole < Longest ? Validators : Validators.None;
}

/// <summary>How far the newest edition of a publication has come.</summary>
/// <param name="PublicationId">Whose.</param>
/// <param name="Sha256">The newest edition.</param>
/// <param name="ExtractedBy">The extractor that has read it or rejected it; null when none has.</param>
/// <param name="Rejected">Whether it was rejected.</param>
/// <param name="IndexedAs">The version that is in the index; null when none is.</param>
public sealed record StageState(string PublicationId, string Sha256, string? ExtractedBy, bool Rejected, string? IndexedAs);

/// <summary>What became of a publication in one crawl.</summary>
/// <param name="PublicationId">Which.</param>
/// <param name="Outcome">One of <see cref="CaptureOutcome"/>.</param>
/// <param name="IsFirst">Whether the archive had no edition of it before.</param>
/// <param name="Status">The HTTP status, when there was an answer.</param>
public sealed record CrawlOutcome(string PublicationId, string Outcome, bool IsFirst, int? Status);

/// <summary>One page of a list.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Total);
