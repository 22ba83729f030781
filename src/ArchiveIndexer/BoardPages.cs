using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer;

/// <summary>
/// A board's pages as one crawl reads them: those that are known, the next pages of each, and, one level down, pages about one review
/// that its files are linked from.
/// </summary>
public sealed class BoardPages(IArchive archive, ICatalogue catalogue, Ledger ledger, Fetcher fetcher, ExtractionWorkers reader, TimeProvider clock)
{
    /// <summary>More pages than this no list of reviews has, and no board as many reviews; a calendar that can be paged through for ever has.</summary>
    private const int MostPages = 50, MostDetails = 300;

    private readonly List<(string Page, ReviewsPageReading Reading)> _readings = [];
    private readonly List<string> _problems = [];
    private readonly List<string> _followed = [];
    private int _details;

    /// <summary>Reads them all. Call it once.</summary>
    /// <returns>What each page lists, a sentence for each page that could not be had, and the addresses of pages in whose place their files are listed.</returns>
    public async Task<(List<(string Page, ReviewsPageReading Reading)> Readings, List<string> Problems, List<string> Followed)> ReadAsync(Board board, string run, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(board.Pages);
        var waiting = new Queue<string>(board.Pages);
        while (waiting.TryDequeue(out var page))
        {
            if (await TryReadAsync(board, page, run, cancellation) is not { } reading) continue;
            foreach (var next in reading.OtherLinks.Where(link => link.Why == WhyOther.NextPage && AddressGuard.IsOf(board, link.Url) && seen.Add(link.Url)))
                if (seen.Count <= MostPages) waiting.Enqueue(next.Url);
                else _problems.Add($"{page}: there are more than {MostPages} pages; those from {next.Url} on were not read.");
            _readings.Add((page, reading with { Publications = await WithFilesAsync(board, page, reading.Publications, run, cancellation) }));
        }
        return (_readings, _problems, _followed);
    }

    /// <summary>In the place of each link that leads to a page with files about the review: those files.</summary>
    private async Task<IReadOnlyList<ListedPublication>> WithFilesAsync(Board board, string page, IReadOnlyList<ListedPublication> listed, string run, CancellationToken cancellation)
    {
        var whole = new List<ListedPublication>();
        foreach (var each in listed)
        {
            var leads = each.Format is "html" && AddressGuard.IsOf(board, each.Url) && !board.Pages.Contains(each.Url);
            if (leads && ++_details == MostDetails + 1) _problems.Add($"{page}: more than {MostDetails} links lead to pages about reviews; those from {each.Url} on were not followed.");
            var files = leads && _details <= MostDetails ? await FilesBehindAsync(board, each, run, cancellation) : [];
            // A page without files is what was published, or is told to be none when it is fetched.
            whole.AddRange(files.Count == 0 ? [each] : files);
            if (files.Count > 0) _followed.Add(each.Url);
        }
        return whole;
    }

    private async Task<IReadOnlyList<ListedPublication>> FilesBehindAsync(Board board, ListedPublication listed, string run, CancellationToken cancellation)
    {
        try
        {
            var reading = await ReadPageAsync(board, listed.Url, run, cancellation);
            _problems.AddRange(reading.Warnings.Select(warning => $"{listed.Url}: {warning}"));
            return DetailPage.Files(listed, reading);
        }
        catch (RejectedException e)
        {
            ledger.Remember(Capture.Of(e, run, board, null, listed.Url, clock.GetUtcNow()));
            // A page that is gone takes its files along; of one that only cannot be had now, nothing follows.
            if (e.Reason is not (RejectionReason.NotFound or RejectionReason.Gone)) _problems.Add(e.Message);
            return [];
        }
    }

    private async Task<ReviewsPageReading?> TryReadAsync(Board board, string page, string run, CancellationToken cancellation)
    {
        try
        {
            return await ReadPageAsync(board, page, run, cancellation);
        }
        catch (RejectedException e)
        {
            ledger.Remember(Capture.Of(e, run, board, null, page, clock.GetUtcNow()));
            _problems.Add(e.Message);
            return null;
        }
    }

    private async Task<ReviewsPageReading> ReadPageAsync(Board board, string page, string run, CancellationToken cancellation)
    {
        var last = catalogue.LastAnswerFrom(board.Slug, page) is { } answer && archive.Has(answer.Sha256) ? answer : null;
        var result = await fetcher.FetchAsync(new(run, board, page, null, last?.ValidatorsAt(clock.GetUtcNow()) ?? Validators.None, ExpectedBody.Page, ledger.Remember), cancellation);
        string sha256;
        if (result is FetchResult.Fetched fetched)
        {
            using (fetched)
            {
                var kept = await archive.KeepAsync(fetched.Body, cancellation);
                ledger.Remember(fetched.Capture with { Outcome = kept.Sha256 == last?.Sha256 ? CaptureOutcome.Identical : CaptureOutcome.Kept, Sha256 = kept.Sha256, Bytes = kept.Bytes });
                sha256 = kept.Sha256;
            }
        }
        else
        {
            sha256 = last!.Sha256;
            ledger.Remember(result.Capture with { Sha256 = sha256 });
        }
        await using var file = archive.Open(sha256);
        return await reader.ReadPageAsync(file, PageQuestion.Of(result.Capture), cancellation);
    }
}
