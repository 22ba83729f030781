using System.Collections.Concurrent;
using System.Globalization;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer;

/// <summary>
/// One visit to a board's site, seen as a whole: its pages are read, what they list is remembered, and when every publication
/// has had its turn in <see cref="ArchivePipeline"/> the visit is summed up.
/// </summary>
public sealed class BoardCrawl(IArchive archive, ICatalogue catalogue, Ledger ledger, Fetcher fetcher, ExtractionWorkers reader, TimeProvider clock)
{
    /// <summary>A publication is withdrawn when healthy crawls have missed it on this many days.</summary>
    public const int DaysUntilWithdrawn = 3;

    /// <summary>Fewer than this share of the known publications on the page, and it is the page that is doubted.</summary>
    public const double HealthyShare = 0.8;

    private readonly ConcurrentDictionary<string, string> _running = new();
    private readonly Lock _ending = new();

    /// <summary>Reads the board's pages and remembers what they list.</summary>
    /// <param name="board">The board, as configured.</param>
    /// <param name="most">At most this many publications are to be fetched.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    /// <returns>The crawl, begun; or ended with a problem, when no page could be used.</returns>
    /// <exception cref="CrawlInProgressException">This board is being crawled already.</exception>
    public async Task<CrawlPlan> BeginAsync(Board board, int most, CancellationToken cancellation)
    {
        var run = NewRun(board.Slug);
        // The board's pages only: each publication of it is a trace of its own, with the same run.
        using var trace = Instruments.Traces.StartActivity("crawl")?.SetTag("archive.board", board.Slug).SetTag("archive.run", run);
        if (!_running.TryAdd(board.Slug, run)) throw new CrawlInProgressException($"{board.Slug} is being crawled already.");
        try
        {
            // The board must be known before its pages' captures are; its name may come from the first of them.
            var before = catalogue.FindBoard(board.Slug);
            board = before is null ? Introduce(board, null) : board with { Name = before.Name };
            var (readings, problems, followed) = await new BoardPages(archive, catalogue, ledger, fetcher, reader, clock).ReadAsync(board, run, cancellation);
            // Addresses that lead nowhere do not take the place of those that were good.
            if (readings.Count > 0) board = Introduce(board, readings.Select(reading => reading.Reading.Board).FirstOrDefault(name => name is not null) ?? board.Name);
            var listed = readings.SelectMany(reading => reading.Reading.Publications.Select(publication => (reading.Page, publication))).DistinctBy(entry => entry.publication.Url).ToList();
            problems.AddRange(readings.SelectMany(reading => reading.Reading.Warnings.Select(warning => $"{reading.Page}: {warning}")));
            if (readings.Count > 0 && listed.Count == 0 && !readings.Any(reading => reading.Reading.EmptySections.Count > 0))
                problems.Add($"{string.Join(" and ", readings.Select(reading => reading.Page))}: no link to a publication and no sentence that there is none. Is it the address of a reviews page?");
            if (readings.Count == 0 || listed.Count == 0 && problems.Count > 0) return Fail(run, board, string.Join(" ", problems), readings);

            var ids = listed.Select(entry => Remember(board, entry.Page, entry.publication)).ToList();
            var healthy = MissAbsent(board, run, [.. ids, .. followed.Select(url => Publication.IdOf(board.Slug, url))], problems.Count == 0);
            if (healthy is not null) problems.Add(healthy);
            var plan = new CrawlPlan(run, board, [.. ids.Take(most)], problems.Count == 0 ? null : string.Join(" ", problems), readings);
            ledger.Remember(new CrawlStarted(run, board.Slug, plan.Publications) { At = clock.GetUtcNow() });
            return plan;
        }
        catch
        {
            _running.TryRemove(board.Slug, out _);
            throw;
        }
    }

    /// <summary>Fetches a board's page and reads it, archiving nothing: what a crawl would find.</summary>
    public Task<ReviewsPageReading> PreviewAsync(Board board, string page, CancellationToken cancellation) => PreviewAsync(fetcher, reader, board, page, cancellation);

    /// <summary>The same without an archive.</summary>
    public static async Task<ReviewsPageReading> PreviewAsync(Fetcher fetcher, ExtractionWorkers reader, Board board, string page, CancellationToken cancellation)
    {
        var result = await fetcher.FetchAsync(new("preview", board, page, null, Validators.None, ExpectedBody.Page, _ => { }), cancellation);
        using var fetched = (FetchResult.Fetched)result;
        using var html = new MemoryStream();
        await fetched.Body.CopyToAsync(html, cancellation);
        html.Position = 0;
        return await reader.ReadPageAsync(html, PageQuestion.Of(fetched.Capture), cancellation);
    }

    /// <summary>Lets go of a crawl that another process has taken over.</summary>
    public void Abandon(CrawlPlan plan) => _running.TryRemove(new(plan.Board.Slug, plan.Run));

    /// <summary>Whether this process is crawling the board.</summary>
    public bool IsRunning(string slug) => _running.ContainsKey(slug);

    /// <summary>The name of a run that begins now.</summary>
    internal string NewRun(string slug) => $"{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{slug}";

    /// <summary>Whether every publication of the crawl has had its turn.</summary>
    /// <param name="plan">The crawl.</param>
    /// <param name="failed">Publications whose turn ended in a fault of this machine or of ours, each with what was said.</param>
    public bool IsComplete(CrawlPlan plan, IReadOnlyDictionary<string, string> failed)
    {
        var had = catalogue.OutcomesOf(plan.Run).Select(outcome => outcome.PublicationId).ToHashSet();
        return plan.Publications.All(id => had.Contains(id) || failed.ContainsKey(id));
    }

    /// <summary>Sums the crawl up if every publication of it has had its turn; null while some have not, and when it has ended already.</summary>
    /// <param name="plan">The crawl.</param>
    /// <param name="failed">As for <see cref="IsComplete"/>: they are counted among the crawl's problems.</param>
    public Crawl? EndIfComplete(CrawlPlan plan, IReadOnlyDictionary<string, string> failed)
    {
        lock (_ending)
        {
            if (catalogue.FindCrawl(plan.Run) is not { Ended: null } || !IsComplete(plan, failed)) return null;
            var outcomes = catalogue.OutcomesOf(plan.Run).ToDictionary(outcome => outcome.PublicationId);
            foreach (var gone in CrawlDoubts.Missing(outcomes.Values)) Miss(gone, plan.Run);
            var records = catalogue.Publications(plan.Publications);
            var sameText = records.Where(record => record.IsSameTextAsBefore).Select(record => record.Publication.Id).ToHashSet();
            var counts = new CrawlCounts(
                plan.Readings.SelectMany(reading => reading.Reading.Publications).DistinctBy(publication => publication.Url).Count(),
                outcomes.Values.Count(outcome => outcome is { Outcome: CaptureOutcome.Kept, IsFirst: true }),
                outcomes.Values.Count(outcome => outcome is { Outcome: CaptureOutcome.Kept, IsFirst: false } && !sameText.Contains(outcome.PublicationId)),
                outcomes.Values.Count(outcome => outcome.Outcome is CaptureOutcome.Identical or CaptureOutcome.NotModified || (outcome.Outcome is CaptureOutcome.Kept && sameText.Contains(outcome.PublicationId))),
                catalogue.AllPublications(plan.Board.Slug).Count(record => record.StatusAtBoard == PublicationStatus.Withdrawn),
                records.Count(record => record.Rejection is not null));
            string[] problems = [plan.Problem ?? "", .. CrawlDoubts.About(outcomes.Values, records), failed.Count == 0 ? "" : $"{failed.Count} publications could not be dealt with, through no fault of theirs; the first: {failed.First().Key}: {failed.First().Value}"];
            return End(plan.Run, plan.Board.Slug, counts, string.Join(' ', problems.Where(problem => problem.Length > 0)) is { Length: > 0 } problem ? problem : null);
        }
    }

    /// <summary>Ends crawls that an earlier process left unfinished. Their boards ought to be crawled again.</summary>
    /// <param name="board">Of one board only; null for all.</param>
    /// <returns>The boards' slugs.</returns>
    public IReadOnlyList<string> EndInterrupted(string? board = null)
    {
        var interrupted = catalogue.Crawls(board, most: 1000).Where(crawl => crawl.Ended is null && _running.GetValueOrDefault(crawl.Board) != crawl.Run).ToList();
        foreach (var crawl in interrupted) End(crawl.Run, crawl.Board, crawl.Counts, "Interrupted before its end.");
        return [.. interrupted.Select(crawl => crawl.Board).Distinct()];
    }

    /// <summary>Remembers the board if there is anything new to remember.</summary>
    private Board Introduce(Board board, string? name)
    {
        board = board with { Name = name };
        if (catalogue.FindBoard(board.Slug) is not { } known || known.Name != name || !known.Pages.SequenceEqual(board.Pages) || !known.Hosts.SequenceEqual(board.Hosts))
            ledger.Remember(new BoardAdded(board) { At = clock.GetUtcNow() });
        return board;
    }

    /// <summary>Remembers a listed publication if the page says anything new of it.</summary>
    private string Remember(Board board, string page, ListedPublication listed)
    {
        var id = Publication.IdOf(board.Slug, listed.Url);
        var review = new Review(Review.IdOf(board.Slug, listed.Review, id), board.Slug, listed.Review, listed.ReviewType);
        if (catalogue.FindPublication(id) is not { } known || known.AsRead != listed)
            ledger.Remember(new PublicationListed(new Publication(id, board.Slug, review.Id, listed), review, page) { At = clock.GetUtcNow() });
        return id;
    }

    /// <summary>Notes which known publications the pages no longer list, unless so many are gone that the page itself is in doubt.</summary>
    /// <returns>Why nothing was noted, if so.</returns>
    private string? MissAbsent(Board board, string run, List<string> listed, bool pagesAreGood)
    {
        var live = catalogue.AllPublications(board.Slug).Where(record => record.StatusAtBoard == PublicationStatus.Live).Select(record => record.Publication.Id).ToList();
        var absent = live.Except(listed).ToList();
        if (absent.Count == 0) return null;
        if (!pagesAreGood) return "What the pages no longer list was not taken as withdrawn.";
        if (live.Count - absent.Count < live.Count * HealthyShare)
            return $"{absent.Count} of {live.Count} known publications are not on the page any more, which is doubtful; none was taken as withdrawn.";
        foreach (var id in absent) Miss(id, run);
        return null;
    }

    private void Miss(string publicationId, string run)
    {
        ledger.Remember(new PublicationMissed(publicationId, run) { At = clock.GetUtcNow() });
        if (catalogue.DaysMissed(publicationId).Count >= DaysUntilWithdrawn && catalogue.FindPublication(publicationId)!.StatusAtBoard == PublicationStatus.Live)
            ledger.Remember(new PublicationWithdrawn(publicationId) { At = clock.GetUtcNow() });
    }

    private CrawlPlan Fail(string run, Board board, string problem, IReadOnlyList<(string, ReviewsPageReading)> readings)
    {
        End(run, board.Slug, new(0, 0, 0, 0, 0, 0), problem);
        return new(run, board, [], problem, readings);
    }

    private Crawl End(string run, string board, CrawlCounts counts, string? problem)
    {
        ledger.Remember(new CrawlEnded(run, board, counts, problem) { At = clock.GetUtcNow() });
        // Before the manifest: a list that cannot be written must not keep the board from being crawled again.
        _running.TryRemove(new(board, run));
        archive.WriteManifest();
        return catalogue.FindCrawl(run)!;
    }
}

/// <summary>A crawl that has read its pages.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Board">As known now.</param>
/// <param name="Publications">Ids of those to fetch; empty when no page could be used.</param>
/// <param name="Problem">What was wrong with the pages; null when nothing was.</param>
/// <param name="Readings">What each page said.</param>
public sealed record CrawlPlan(string Run, Board Board, IReadOnlyList<string> Publications, string? Problem, IReadOnlyList<(string Page, ReviewsPageReading Reading)> Readings);

/// <summary>A board is crawled once at a time.</summary>
public sealed class CrawlInProgressException(string message) : Exception(message);
