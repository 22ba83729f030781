using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Indexing;

namespace ArchiveIndexer;

/// <summary>
/// The story of a publication: fetch, archive, extract, index, remember. Every step is keyed by the bytes' hash and the stage's
/// version, so doing one again does no harm, and a crash means only that.
/// </summary>
public sealed class ArchivePipeline(
    IArchive archive, FileTexts texts, ICatalogue catalogue, Ledger ledger, BoardCrawl crawls, Fetcher fetcher, ExtractionWorkers reader, PublicationIndexer index, TimeProvider clock)
{
    /// <summary>While a crawl goes on the index is made durable, and shown to searches, this often.</summary>
    private static readonly TimeSpan BetweenCommits = TimeSpan.FromSeconds(2);

    private readonly Lock _indexing = new();

    // What the index holds or will with the next commit. The catalogue remembers only what is durable, and the index may have been lost since.
    private readonly ConcurrentDictionary<string, string> _indexed = new(Held(index));
    private long _committed = clock.GetTimestamp();

    /// <summary>A whole visit to a board in this process: its pages, then each publication.</summary>
    /// <param name="board">Which.</param>
    /// <param name="most">At most this many publications.</param>
    /// <param name="progress">Told after each publication; from several threads.</param>
    /// <param name="cancellation">Stops after the steps under way.</param>
    public async Task<CrawlReport> CrawlAsync(Board board, int most, Action<CrawlStep>? progress, CancellationToken cancellation)
    {
        var plan = await crawls.BeginAsync(board, most, cancellation);
        var done = 0;
        var failed = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(plan.Publications, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount * 2, CancellationToken = cancellation }, async (id, token) =>
        {
            try
            {
                await RunAsync(id, plan.Run, token);
            }
            // A full disk or a locked file stops everything; a fault of ours must not keep the others out of the archive.
            catch (Exception e) when (e is not (OperationCanceledException or IOException or UnauthorizedAccessException or DbException))
            {
                failed[id] = Faults.InWords(e);
            }
            progress?.Invoke(new(Interlocked.Increment(ref done), plan.Publications.Count, catalogue.FindPublication(id)!));
        });
        Commit();
        crawls.EndIfComplete(plan, failed);
        // Publications that the crawl did not fetch may have changed by it: withdrawn, or listed in other words.
        await FinishAsync(again: false, null, cancellation, board.Slug);
        return ReportOn(plan.Run);
    }

    /// <summary>One publication, from its address to the index.</summary>
    /// <returns>Why it left the line; null when it is searchable.</returns>
    public async Task<RejectedException?> RunAsync(string publicationId, string run, CancellationToken cancellation)
    {
        using var trace = Instruments.Traces.StartActivity("publication")?.SetTag("archive.publication", publicationId).SetTag("archive.run", run);
        var record = catalogue.FindPublication(publicationId) ?? throw new ArgumentException($"There is no publication {publicationId}.", nameof(publicationId));
        try
        {
            await FetchAndArchiveAsync(record, run, cancellation);
        }
        catch (RejectedException e)
        {
            var address = record.Publication.Listed.Url;
            ledger.Remember(Capture.Of(e, run, record.Board, publicationId, address, clock.GetUtcNow()));
            ledger.Remember(new PublicationRejected(publicationId, Stage.Fetch, e.Reason, e.Message, address) { At = clock.GetUtcNow() });
            trace?.SetTag("archive.rejected", e.Reason.ToString());
            return e;
        }
        return await CompleteAsync(publicationId, again: false, cancellation);
    }

    /// <summary>From the archived bytes to the index: whatever of it is not done yet.</summary>
    /// <param name="publicationId">Which.</param>
    /// <param name="again">Whether to try bytes once more that this extractor has rejected before.</param>
    /// <param name="cancellation">Ends the reader.</param>
    /// <returns>Why the bytes cannot be read; null when the publication is searchable.</returns>
    public async Task<RejectedException?> CompleteAsync(string publicationId, bool again, CancellationToken cancellation)
    {
        var record = catalogue.FindPublication(publicationId)!;
        if (record.Status == PublicationStatus.Suppressed) TakeOut(publicationId);
        if (record.Edition is not { } edition || record.Status == PublicationStatus.Suppressed) return null;
        var state = catalogue.StageStates(publicationId).Single();
        if (!again && state.Rejected && TextExtractors.IsCurrent(state.ExtractedBy) && record.Rejection is { } known && !known.Reason.MayBeOurs())
        {
            // A crash right after the rejection was remembered leaves the edition before it in the index.
            TakeOut(publicationId);
            return new(known.Reason, known.Message);
        }
        try
        {
            var text = await ReadAsync(record, state, cancellation);
            Index(publicationId, edition, text);
            return null;
        }
        catch (RejectedException e)
        {
            // A rebuild comes here again and finds the same: one line in the log is enough.
            if (!state.Rejected || record.Rejection?.Message != e.Message)
                ledger.Remember(new PublicationRejected(publicationId, Stage.Extract, e.Reason, e.Message, record.Publication.Listed.Url, edition.Sha256, texts.ExtractorFor(edition.Sha256)) { At = clock.GetUtcNow() });
            TakeOut(publicationId);
            return e;
        }
    }

    /// <summary>Once more from its address, on a steward's word; what is archived and was rejected is read once more, too.</summary>
    /// <returns>Why it left the line again; null when it is searchable now.</returns>
    public async Task<RejectedException?> TryAgainAsync(string publicationId, CancellationToken cancellation)
    {
        var record = catalogue.FindPublication(publicationId)!;
        var rejected = await RunAsync(publicationId, crawls.NewRun(record.Board.Slug), cancellation);
        if (catalogue.FindPublication(publicationId)!.Rejection is { Stage: Stage.Extract }) rejected = await CompleteAsync(publicationId, again: true, cancellation);
        Commit();
        return rejected;
    }

    /// <summary>What the index holds: publications, each with the version of its entry.</summary>
    public IReadOnlyDictionary<string, string> Indexed => _indexed;

    /// <summary>Publications whose newest edition is not yet read by this extractor, or not in the index as it is described now.</summary>
    /// <param name="board">Of one board only; null for all.</param>
    public IReadOnlyList<string> Unfinished(string? board = null)
    {
        var records = catalogue.AllPublications(board).ToDictionary(record => record.Publication.Id);
        return [.. catalogue.StageStates().Where(state => records.TryGetValue(state.PublicationId, out var record) && !IsFinished(state, record)).Select(state => state.PublicationId)];
    }

    /// <summary>Does what an interrupted run, a newer extractor or a newer index left to do.</summary>
    /// <param name="again">Whether to try all archived bytes once more, also those that were rejected.</param>
    /// <param name="progress">Told after each publication; from several threads.</param>
    /// <param name="cancellation">Stops after the steps under way.</param>
    /// <param name="board">Of one board only; null for all.</param>
    public async Task FinishAsync(bool again, Action<CrawlStep>? progress, CancellationToken cancellation, string? board = null)
    {
        var unfinished = again ? [.. catalogue.StageStates().Select(state => state.PublicationId)] : Unfinished(board);
        var done = 0;
        await Parallel.ForEachAsync(unfinished, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (id, token) =>
        {
            await CompleteAsync(id, again, token);
            progress?.Invoke(new(Interlocked.Increment(ref done), unfinished.Count, catalogue.FindPublication(id)!));
        });
        Commit();
    }

    /// <summary>Whether whatever is archived of these has been read, or rejected, by this extractor.</summary>
    public bool AreRead(IReadOnlyCollection<string> publicationIds)
    {
        var those = publicationIds.ToHashSet();
        return catalogue.StageStates().Where(state => those.Contains(state.PublicationId)).All(state => TextExtractors.IsCurrent(state.ExtractedBy));
    }

    /// <summary>
    /// Brings the index to where the catalogue is, as far as publications have been read: what another process has read, taken out of sight
    /// or described in other words. Nothing is remembered but that it is indexed.
    /// </summary>
    /// <returns>Whether anything left the index, or was replaced in it; no trace of it is left then.</returns>
    public async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        var states = catalogue.StageStates().ToDictionary(state => state.PublicationId);
        // Erased while nobody was following: then there is no state.
        var gone = Indexed.Keys.Where(id => !states.ContainsKey(id)).ToList();
        var replaced = gone.Count > 0;
        foreach (var id in gone) TakeOut(id);
        foreach (var id in Unfinished())
        {
            cancellation.ThrowIfCancellationRequested();
            if (catalogue.FindPublication(id) is not { Edition: { } edition } record || !states.TryGetValue(id, out var state)) continue;
            replaced |= Indexed.ContainsKey(id) && (record.Status == PublicationStatus.Suppressed || TextExtractors.IsCurrent(state.ExtractedBy));
            if (record.Status == PublicationStatus.Suppressed || state.Rejected) TakeOut(id);
            else if (TextExtractors.IsCurrent(state.ExtractedBy) && edition.Sha256 == state.Sha256)
                try
                {
                    Index(id, edition, await texts.OfAsync(edition.Sha256, cancellation));
                }
                catch (Exception e) when (e is RejectedException or FileNotFoundException or DirectoryNotFoundException)
                {
                    // Erased just now, which is an event that is still to come here; or its text was lost, and the bytes cannot be read any more.
                }
        }
        Commit();
        if (replaced) Purge();
        return replaced;
    }

    /// <summary>Takes a publication out of the index; on return no search has it, and no word of it is offered.</summary>
    public void Withhold(string publicationId)
    {
        TakeOut(publicationId);
        Commit();
        Purge();
    }

    /// <summary>Takes the words that an entry had before out of the index for good.</summary>
    public void Purge()
    {
        Indexing(index.Purge);
        Commit();
    }

    /// <summary>Makes what was indexed durable and remembers it.</summary>
    public void Commit() => Indexing(() =>
    {
        var durable = index.Commit();
        if (durable.Count > 0) catalogue.RememberIndexed(durable, clock.GetUtcNow());
        _committed = clock.GetTimestamp();
    });

    /// <summary>What a crawl came to, with a line for each publication that cannot be read.</summary>
    public CrawlReport ReportOn(string run)
    {
        var crawl = catalogue.FindCrawl(run)!;
        var outcomes = catalogue.OutcomesOf(run);
        return new(crawl, [.. catalogue.Publications([.. outcomes.Select(outcome => outcome.PublicationId)]).Where(record => record.Rejection is not null)]);
    }

    private async Task FetchAndArchiveAsync(PublicationRecord record, string run, CancellationToken cancellation)
    {
        var (publication, board) = (record.Publication, record.Board);
        // An address without an extension says little: what is behind it shows when it is fetched.
        if (publication.Listed.Format is { } format && PublicationFormat.Named(format) is null)
            throw new RejectedException(RejectionReason.FormatNotHandled, $"{publication.Listed.Url} is a {publication.Listed.Format} file; only PDFs, Word documents and OpenDocument texts are archived.");

        var last = catalogue.LastAnswerFrom(board.Slug, publication.Listed.Url) is { } answer && archive.Has(answer.Sha256) ? answer : null;
        var mayBePage = publication.Listed.Format is "html";
        var result = await fetcher.FetchAsync(new(run, board, publication.Listed.Url, publication.Id, last?.ValidatorsAt(clock.GetUtcNow()) ?? Validators.None, mayBePage ? ExpectedBody.PublicationOrPage : ExpectedBody.Publication, ledger.Remember), cancellation);
        KeptObject kept;
        if (result is FetchResult.Fetched fetched)
        {
            using (fetched)
            {
                if (mayBePage) await CheckPageAsync(fetched.Body, fetched.Capture, publication.Listed, cancellation);
                kept = await KeepAsync(fetched, cancellation);
                ledger.Remember(fetched.Capture with { Outcome = kept.Sha256 == record.Edition?.Sha256 ? CaptureOutcome.Identical : CaptureOutcome.Kept, Sha256 = kept.Sha256, Bytes = kept.Bytes });
            }
        }
        else
        {
            await using var known = archive.Open(last!.Sha256);
            // It may be known as a page that leads to publications, and not as one.
            if (mayBePage) await CheckPageAsync(known, result.Capture, publication.Listed, cancellation);
            kept = new(last.Sha256, known.Length, IsNew: false);
            ledger.Remember(result.Capture with { Sha256 = kept.Sha256 });
        }
        if (record.Edition?.Sha256 != kept.Sha256) ledger.Remember(new EditionKept(publication.Id, kept.Sha256, kept.Bytes) { At = clock.GetUtcNow() });
        if (record.StatusAtBoard == PublicationStatus.Withdrawn) ledger.Remember(new PublicationReturned(publication.Id) { At = clock.GetUtcNow() });
    }

    /// <summary>Of a link that leads to a web page: whether the page is the publication itself. The body is left at its beginning.</summary>
    private async Task CheckPageAsync(Stream body, Capture capture, ListedPublication listed, CancellationToken cancellation)
    {
        // What is still on its way from the network is a PDF.
        if (!body.CanSeek || PublicationFormat.Of(body) != PublicationFormat.Html) return;
        body.Position = 0;
        try
        {
            await reader.ReadPageAsync(body, PageQuestion.Of(capture, listed), cancellation);
        }
        catch (RejectedException not)
        {
            throw new RejectedException(not.Reason, not.Message, not) { Capture = capture };
        }
        body.Position = 0;
    }

    private async Task<KeptObject> KeepAsync(FetchResult.Fetched fetched, CancellationToken cancellation)
    {
        try
        {
            return await archive.KeepAsync(fetched.Body, cancellation);
        }
        catch (RejectedException e)
        {
            throw new RejectedException(e.Reason, e.Message, e) { Capture = fetched.Capture };
        }
    }

    private async Task<PublicationText> ReadAsync(PublicationRecord record, StageState state, CancellationToken cancellation)
    {
        var text = await texts.OfAsync(state.Sha256, cancellation);
        if (state.Rejected || state.ExtractedBy != text.Extractor)
        {
            var same = await texts.SameAsync(record, text, cancellation);
            ledger.Remember(new PublicationExtracted(state.PublicationId, state.Sha256, text.Extractor, text.Pages.Count, text.Pages.Count(page => page.Source is not TextSource.None), same) { At = clock.GetUtcNow() });
        }
        return text;
    }

    private void Index(string publicationId, Edition edition, PublicationText text)
    {
        Indexing(() =>
        {
            // Asked within the lock: what was suppressed while it was being read must not come after TakeOut.
            var record = catalogue.FindPublication(publicationId)!;
            var version = VersionOf(record, edition.Sha256, text.Extractor);
            if (record.Status == PublicationStatus.Suppressed || _indexed.GetValueOrDefault(publicationId) == version) return;
            using var trace = Instruments.Traces.StartActivity("index")?.SetTag("archive.publication", publicationId);
            index.Index(record, text, version);
            _indexed[publicationId] = version;
        });
        if (clock.GetElapsedTime(_committed) > BetweenCommits) Commit();
    }

    private void TakeOut(string publicationId) => Indexing(() =>
    {
        if (!_indexed.ContainsKey(publicationId)) return;
        index.Remove(publicationId);
        _indexed.TryRemove(publicationId, out _);
    });

    /// <summary>One writes at a time; a write that fails takes all since the last commit with it, so what the index holds is asked anew.</summary>
    private void Indexing(Action write)
    {
        lock (_indexing)
            try
            {
                write();
            }
            catch
            {
                _indexed.Clear();
                foreach (var (id, version) in Held(index)) _indexed[id] = version;
                throw;
            }
    }

    private static IEnumerable<KeyValuePair<string, string>> Held(PublicationIndexer index) =>
        index.Indexed().Select(edition => KeyValuePair.Create(edition.PublicationId, edition.Version));

    private bool IsFinished(StageState state, PublicationRecord record)
    {
        var indexed = _indexed.GetValueOrDefault(state.PublicationId);
        return record.Status == PublicationStatus.Suppressed ? indexed is null
            : TextExtractors.IsCurrent(state.ExtractedBy) && (state.Rejected ? indexed is null : indexed == VersionOf(record, state.Sha256, state.ExtractedBy!));
    }

    /// <summary>Everything that an index entry is made from, as one word: when it differs, the entry must be made again.</summary>
    private static string VersionOf(PublicationRecord record, string sha256, string extractor)
    {
        var described = JsonSerializer.SerializeToUtf8Bytes(new { record.Publication, record.Review, record.Board.Slug, record.Board.Name, record.Status }, ArchiveJson.Lines);
        return $"{IndexSchema.Version}|{extractor}|{sha256}|{Convert.ToHexStringLower(SHA256.HashData(described))[..16]}";
    }
}

/// <summary>A publication has been dealt with.</summary>
/// <param name="Done">How many have, this one included.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Record">The publication as it is now.</param>
public sealed record CrawlStep(int Done, int Total, PublicationRecord Record);

/// <summary>What a crawl came to.</summary>
/// <param name="Crawl">Its counts.</param>
/// <param name="Rejected">Publications of it that cannot be read, each with its reason.</param>
public sealed record CrawlReport(Crawl Crawl, IReadOnlyList<PublicationRecord> Rejected);
