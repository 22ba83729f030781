using System.Globalization;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer;

/// <summary>
/// What a steward decides: every decision is an event first, with who and why, and is carried out when the method returns, so that it
/// holds for the next reader and after every rebuild.
/// </summary>
public sealed class Stewardship(IArchive archive, ICatalogue catalogue, Ledger ledger, BoardCrawl crawls, Fetcher fetcher, ArchivePipeline pipeline, TimeProvider clock)
{
    /// <summary>Characters that a title or a name may have.</summary>
    public const int LongestName = 300;

    /// <summary>Takes a publication down: on return no search, page, export or feed has it. The archive keeps it.</summary>
    /// <exception cref="RefusedException">There is no such publication, it is suppressed already, or name or reason are missing.</exception>
    public void Suppress(string publicationId, Decision decision)
    {
        if (Find(publicationId).Status == PublicationStatus.Suppressed) throw new RefusedException("This publication is suspended already.");
        ledger.Remember(decision.Sign(new PublicationSuppressed(publicationId) { At = clock.GetUtcNow() }));
        pipeline.Withhold(publicationId);
    }

    /// <summary>Puts a suppressed publication back, as what its board made of it meanwhile.</summary>
    /// <exception cref="RefusedException">There is no such publication, it is not suppressed, or name or reason are missing.</exception>
    public async Task RestoreAsync(string publicationId, Decision decision, CancellationToken cancellation)
    {
        if (Find(publicationId).Status != PublicationStatus.Suppressed) throw new RefusedException("This publication is not suspended.");
        if (Find(publicationId) is { Erasure: not null, Editions.Count: 0 }) throw new RefusedException("It was erased by order: the archive has nothing of it that could be shown.");
        if (Find(publicationId).ErasureAsked is not null) throw new RefusedException("Its erasure has been asked for. Take that back first.");
        ledger.Remember(decision.Sign(new PublicationRestored(publicationId) { At = clock.GetUtcNow() }));
        await ShowAsync(publicationId, cancellation);
    }

    /// <summary>Says what a publication is, in place of what was read; what is said as it was read is not corrected any more.</summary>
    /// <param name="publicationId">Which.</param>
    /// <param name="title">What it is to be called.</param>
    /// <param name="kind">What kind it is; empty when not stated, as for the other two.</param>
    /// <param name="published">When it was published.</param>
    /// <param name="review">Whose review it belongs to.</param>
    /// <param name="decision">Who says so and why.</param>
    /// <param name="cancellation">Ends what follows; the decision stands.</param>
    /// <exception cref="RefusedException">There is no such publication, a field cannot be so, nothing would change, or name or reason are missing.</exception>
    public async Task CorrectAsync(string publicationId, string title, string kind, string published, string review, Decision decision, CancellationToken cancellation)
    {
        var record = Find(publicationId);
        (title, review) = (Decision.Tidied(title), Decision.Tidied(review));
        Check(title, kind, published, review);
        var correction = Correction.From(record.AsRead, title, kind, published, review);
        if (correction == (record.Correction ?? new(null, null, null, null))) throw new RefusedException("Nothing would change by this.");
        var (slug, name) = (record.Board.Slug, review.Length == 0 ? null : review);
        var named = correction.Review is null ? null : new Review(Review.IdOf(slug, name, publicationId), slug, name, record.AsRead.ReviewType);
        ledger.Remember(decision.Sign(new PublicationCorrected(publicationId, correction, named) { At = clock.GetUtcNow() }));
        await ShowAsync(publicationId, cancellation);
        // A corrected title may be one that named somebody.
        pipeline.Purge();
    }

    /// <summary>Keeps a report that its board has taken down. It is to be read after this: <see cref="ArchivePipeline.CompleteAsync"/>.</summary>
    /// <param name="file">Its bytes, seekable.</param>
    /// <param name="about">What is known of it.</param>
    /// <param name="decision">Who gives it and why.</param>
    /// <param name="cancellation">Stops while nothing has been decided.</param>
    /// <returns>The publication's id.</returns>
    /// <exception cref="RefusedException">It is nothing that is archived, the archive has it, a field cannot be so, or name or reason are missing.</exception>
    public async Task<string> UploadAsync(Stream file, UploadedPublication about, Decision decision, CancellationToken cancellation)
    {
        about = about with { Title = Decision.Tidied(about.Title), Review = Decision.Tidied(about.Review), Address = about.Address.Trim() };
        Check(about.Title, about.Kind, about.Published, about.Review);
        if (about.ReviewType.Length > 0 && !ReviewType.All.Contains(about.ReviewType)) throw new RefusedException($"'{about.ReviewType}' is no type of review.");
        if (catalogue.FindBoard(about.Board) is not { } board) throw new RefusedException($"There is no board '{about.Board}'.");
        if (about.Address.Length > 0 && !(Uri.TryCreate(about.Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) throw new RefusedException("The address that it once had must begin with http:// or https://, or be left empty.");
        decision = decision.Checked();
        if (!fetcher.MayKeep(file.Length)) throw new RefusedException($"The file has {file.Length} bytes; that is more than this archive takes (Crawl:LargestFile).");
        if (PublicationFormat.Of(file) is not { } format || format == PublicationFormat.Html) throw new RefusedException("The file is no PDF, Word document or OpenDocument text: its bytes are not those of one.");
        KeptObject kept;
        try
        {
            kept = await archive.KeepAsync(file, cancellation);
        }
        catch (RejectedException e)
        {
            throw new RefusedException(e.Message);
        }
        if (catalogue.AllPublications(board.Slug).FirstOrDefault(other => other.Files.Any(file => file.Sha256 == kept.Sha256)) is { } same)
            throw new RefusedException($"The archive has this very file already, as “{same.Title}” ({same.Publication.Id}).");

        var url = about.Address.Length > 0 ? new Uri(about.Address).AbsoluteUri : $"uploaded:{kept.Sha256}";
        var id = Publication.IdOf(board.Slug, url);
        if (catalogue.FindPublication(id) is { Edition: not null } known) throw new RefusedException($"The archive has a file from this address already, as “{known.Title}” ({id}).");
        static string? Stated(string text) => text.Length == 0 ? null : text;
        var review = new Review(Review.IdOf(board.Slug, Stated(about.Review), id), board.Slug, Stated(about.Review), Stated(about.ReviewType));
        var listed = new ListedPublication(about.Title, url, null, review.Type, review.Name, Stated(about.Kind), Stated(about.Published), format.Name);
        ledger.Remember(decision.Sign(new PublicationUploaded(new(id, board.Slug, review.Id, listed), review) { At = clock.GetUtcNow() }));
        ledger.Remember(new EditionKept(id, kept.Sha256, kept.Bytes) { At = clock.GetUtcNow() });
        archive.WriteManifest();
        return id;
    }

    /// <summary>What a crawl of this page would find, through the same guard as any crawl. Nothing is kept.</summary>
    /// <exception cref="RefusedException">The page cannot be had, or may not be asked for.</exception>
    public async Task<ReviewsPageReading> PreviewAsync(Board board, CancellationToken cancellation)
    {
        if (catalogue.Boards().FirstOrDefault(other => other.Slug != board.Slug && other.Pages.Intersect(board.Pages, StringComparer.OrdinalIgnoreCase).Any()) is { } same)
            throw new RefusedException($"This page is looked after already: it is that of '{same.Slug}'.");
        try
        {
            return await crawls.PreviewAsync(board, board.Pages[0], cancellation);
        }
        catch (RejectedException e)
        {
            throw new RefusedException(e.Message);
        }
    }

    /// <summary>Looks after a board from now on. Its page is read once more, so that nothing is added that could not be previewed.</summary>
    /// <exception cref="RefusedException">Its short name is taken, its page cannot be had or lists nothing, or name or reason are missing.</exception>
    public async Task AddBoardAsync(Board board, Decision decision, CancellationToken cancellation)
    {
        if (catalogue.FindBoard(board.Slug) is not null) throw new RefusedException($"There is a board '{board.Slug}' already. Give this one another short name.");
        var reading = await PreviewAsync(board, cancellation);
        if (reading.Publications.Count + reading.EmptySections.Count == 0) throw new RefusedException("The page lists no publication and does not say that there is none. Is it the address of a reviews page?");
        ledger.Remember(decision.Sign(new BoardAdded(board with { Name = reading.Board }) { At = clock.GetUtcNow() }));
    }

    /// <summary>Looks after a board no more that was added by mistake.</summary>
    /// <exception cref="RefusedException">There is no such board, something of it is archived, it is being crawled, or name or reason are missing.</exception>
    public void ForgetBoard(string slug, Decision decision)
    {
        if (catalogue.FindBoard(slug) is null) throw new RefusedException($"There is no board '{slug}'.");
        if (crawls.IsRunning(slug)) throw new RefusedException("This board is being crawled. Wait until that has ended.");
        if (catalogue.AllPublications(slug).Any(record => record.Edition is not null)) throw new RefusedException("Publications of this board are archived. What is archived is not forgotten.");
        ledger.Remember(decision.Sign(new BoardForgotten(slug) { At = clock.GetUtcNow() }));
    }

    private async Task ShowAsync(string publicationId, CancellationToken cancellation)
    {
        await pipeline.CompleteAsync(publicationId, again: false, cancellation);
        pipeline.Commit();
    }

    private PublicationRecord Find(string publicationId) => catalogue.FindPublication(publicationId) ?? throw new RefusedException($"There is no publication '{publicationId}'.");

    private void Check(string title, string kind, string published, string review)
    {
        if (title.Length == 0) throw new RefusedException("A publication needs a title.");
        if (title.Length > LongestName || review.Length > LongestName) throw new RefusedException($"Title and review can have {LongestName} characters each.");
        if (kind.Length > 0 && !PublicationKind.All.Contains(kind)) throw new RefusedException($"'{kind}' is no kind of publication.");
        if (published.Length > 0 && !Correction.IsDate(published)) throw new RefusedException($"'{published}' is no date. Write it as 2021, 2021-12 or 2021-12-16.");
        if (string.CompareOrdinal(published, clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) > 0) throw new RefusedException($"{published} lies in the future.");
    }
}

/// <summary>What a steward says of an uploaded report. Empty texts: not stated.</summary>
/// <param name="Board">The slug of its board.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Address">The address that it once had.</param>
/// <param name="Review">Whose review it belongs to.</param>
/// <param name="ReviewType">One of <see cref="ArchiveIndexer.ReviewType"/>.</param>
/// <param name="Kind">One of <see cref="PublicationKind"/>.</param>
/// <param name="Published">ISO 8601, as exactly as it is known.</param>
public sealed record UploadedPublication(string Board, string Title, string Address, string Review, string ReviewType, string Kind, string Published);
