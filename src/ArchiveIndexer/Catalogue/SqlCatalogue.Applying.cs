using System.Data.Common;
using System.Text.Json;
using ArchiveIndexer.Archiving;
using Dapper;

namespace ArchiveIndexer.Catalogue;

/// <summary>
/// Turning events and captures into rows. While the crawler works they come mixed, in a rebuild the events come first: what
/// both kinds have a say in is therefore decided by their times, never by which came first.
/// </summary>
public abstract partial class SqlCatalogue
{
    internal const string EventLog = "events";

    public void CatchUp(IArchive archive) => Write((connection, transaction) =>
    {
        var applied = connection.Query<(string Log, long Lines)>("SELECT log, lines FROM applied", transaction: transaction).ToDictionary(row => row.Log, row => row.Lines);
        // Events first: captures speak of publications and editions that events have introduced.
        foreach (var decision in archive.Events().Skip((int)applied.GetValueOrDefault(EventLog)))
        {
            // It may speak of something that a damaged line introduced: IArchive.Verify names that line. One damaged line must not
            // take everything else with it.
            Advance(connection, transaction, EventLog);
            UnlessItContradicts(transaction, () => Fold(decision, connection, transaction));
        }
        var seen = new Dictionary<string, long>();
        foreach (var capture in archive.Captures())
        {
            seen[capture.Run] = seen.GetValueOrDefault(capture.Run) + 1;
            if (seen[capture.Run] > applied.GetValueOrDefault(capture.Run)) Apply(capture, connection, transaction);
        }
    });

    public void Apply(ArchiveEvent decision) => Write((connection, transaction) =>
    {
        Advance(connection, transaction, EventLog);
        Fold(decision, connection, transaction);
    });

    public void Apply(Capture capture) => Write((connection, transaction) => Apply(capture, connection, transaction));

    public void RememberIndexed(IReadOnlyCollection<IndexedEdition> editions, DateTimeOffset at) => Write((connection, transaction) =>
        connection.Execute("""
            INSERT INTO stage_states (publication, stage, sha256, version, outcome, at) VALUES (@PublicationId, 'index', @Sha256, @Version, 'done', @At)
            ON CONFLICT (publication, stage) DO UPDATE SET sha256 = excluded.sha256, version = excluded.version, at = excluded.at
            """, editions.Select(edition => new { edition.PublicationId, edition.Sha256, edition.Version, At = Text(at) }), transaction));

    public void ForgetIndexed() => Write((connection, transaction) =>
        connection.Execute("DELETE FROM stage_states WHERE stage = 'index'", transaction: transaction));

    private long Advance(DbConnection connection, DbTransaction transaction, string log) => connection.ExecuteScalar<long>(
        "INSERT INTO applied (log, lines) VALUES (@log, 1) ON CONFLICT (log) DO UPDATE SET lines = applied.lines + 1 RETURNING lines", Given(new { log }), transaction);

    private void Apply(Capture capture, DbConnection connection, DbTransaction transaction)
    {
        var position = Advance(connection, transaction, capture.Run);
        void Run(string sql, object values) => connection.Execute(sql, Given(values), transaction);
        Run("""
            INSERT INTO captures (run, position, board, publication, url, at, status, outcome, sha256, bytes, etag, last_modified, reason, message)
            VALUES (@Run, @position, @Board, @Publication, @Url, @At, @Status, @Outcome, @Sha256, @Bytes, @etag, @lastModified, @reason, @Message)
            """, new
        {
            capture.Run, position, capture.Board, capture.Publication, capture.Url, At = Text(capture.At), capture.Status, capture.Outcome, capture.Sha256,
            capture.Bytes, etag = capture.Headers?.GetValueOrDefault("etag"), lastModified = capture.Headers?.GetValueOrDefault("last-modified"),
            reason = capture.Reason?.ToString(), capture.Message,
        });
        if (capture.Publication is null || capture.Sha256 is null) return;
        var at = Text(capture.At);
        Run("UPDATE editions SET last_seen = max(last_seen, @at) WHERE publication = @Publication AND sha256 = @Sha256", new { at, capture.Publication, capture.Sha256 });
        // A good answer ends what an earlier attempt had against it.
        Run("DELETE FROM rejections WHERE publication = @Publication AND stage = 'fetch' AND at < @at", new { at, capture.Publication });
        Run("DELETE FROM misses WHERE publication = @Publication AND at < @at", new { at, capture.Publication });
    }

    private void Fold(ArchiveEvent decision, DbConnection connection, DbTransaction transaction)
    {
        void Run(string sql, object values) => connection.Execute(sql, Given(values), transaction);
        var at = Text(decision.At);
        switch (decision)
        {
            case BoardAdded { Board: var board }:
                Run("""
                    INSERT INTO boards (slug, name, pages, hosts) VALUES (@Slug, @Name, @pages, @hosts)
                    ON CONFLICT (slug) DO UPDATE SET name = excluded.name, pages = excluded.pages, hosts = excluded.hosts
                    """, new { board.Slug, board.Name, pages = JsonSerializer.Serialize(board.Pages), hosts = JsonSerializer.Serialize(board.Hosts) });
                break;
            case PublicationListed { Publication: var publication, Review: var review, Page: var page }:
                Run("INSERT INTO reviews (id, board, name, type) VALUES (@Id, @BoardSlug, @Name, @Type) ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = coalesce(excluded.type, reviews.type)", new { review.Id, review.BoardSlug, review.Name, review.Type });
                Run("""
                    INSERT INTO publications (id, board, review, url, link_text, section, review_type, review_name, kind, published, format, listed_on, first_listed, status)
                    VALUES (@Id, @BoardSlug, @ReviewId, @Url, @LinkText, @Section, @ReviewType, @Review, @Kind, @Published, @Format, @page, @at, 'live')
                    ON CONFLICT (id) DO UPDATE SET review = excluded.review, link_text = excluded.link_text, section = excluded.section,
                        review_type = excluded.review_type, review_name = excluded.review_name, kind = excluded.kind, published = excluded.published,
                        format = excluded.format, listed_on = excluded.listed_on
                    """, new
                {
                    publication.Id, publication.BoardSlug, publication.ReviewId, publication.Listed.Url, publication.Listed.LinkText, publication.Listed.Section,
                    publication.Listed.ReviewType, publication.Listed.Review, publication.Listed.Kind, publication.Listed.Published, publication.Listed.Format, page, at,
                });
                break;
            case ArchiveVerified verified:
                Run("INSERT INTO verifications (at, objects, problems, first) VALUES (@at, @Objects, @Problems, @First) ON CONFLICT (at) DO NOTHING", new { at, verified.Objects, verified.Problems, verified.First });
                break;
            case EditionKept kept:
                Run("""
                    INSERT INTO editions (publication, sha256, bytes, first_seen, last_seen)
                    SELECT @Publication, @Sha256, @Bytes, @at, max(@at, coalesce((SELECT max(at) FROM captures WHERE publication = @Publication AND sha256 = @Sha256), @at))
                    WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE publication = @Publication AND instr(objects, @Sha256) > 0)
                    ON CONFLICT (publication, sha256) DO UPDATE SET last_seen = max(editions.last_seen, excluded.last_seen)
                    """, new { kept.Publication, kept.Sha256, kept.Bytes, at });
                break;
            case PublicationRejected rejected:
                Run("""
                    INSERT INTO rejections (publication, stage, reason, message, address, at) SELECT @Publication, @Stage, @reason, @Message, @Address, @at
                    WHERE @Stage <> 'fetch' OR NOT EXISTS (SELECT 1 FROM captures WHERE publication = @Publication AND sha256 IS NOT NULL AND at > @at)
                    ON CONFLICT (publication, stage) DO UPDATE SET reason = excluded.reason, message = excluded.message, address = excluded.address, at = excluded.at
                    WHERE rejections.stage <> 'fetch' OR excluded.at >= rejections.at
                    """, new { rejected.Publication, rejected.Stage, reason = rejected.Reason.ToString(), rejected.Message, rejected.Address, at });
                if (rejected is { Stage: Stage.Extract, Sha256: { } bytes, Extractor: { } reader })
                    Run(StageSql, new { rejected.Publication, Sha256 = bytes, version = reader, outcome = "rejected", Pages = (int?)null, PagesWithText = (int?)null, at });
                break;
            case PublicationExtracted extracted:
                Run(StageSql, new { extracted.Publication, extracted.Sha256, version = extracted.Extractor, outcome = "done", extracted.Pages, extracted.PagesWithText, at });
                Run("DELETE FROM rejections WHERE publication = @Publication AND stage = 'extract'", new { extracted.Publication });
                if (extracted.SameTextAs is not null)
                    Run("""
                        UPDATE editions SET text_of = coalesce((SELECT text_of FROM editions o WHERE o.publication = @Publication AND o.sha256 = @SameTextAs), @SameTextAs)
                        WHERE publication = @Publication AND sha256 = @Sha256
                        """, new { extracted.Publication, extracted.Sha256, extracted.SameTextAs });
                break;
            case PublicationMissed missed:
                Run("""
                    INSERT INTO misses (publication, day, at) SELECT @Publication, substr(@at, 1, 10), @at
                    WHERE NOT EXISTS (SELECT 1 FROM captures WHERE publication = @Publication AND sha256 IS NOT NULL AND at > @at)
                    ON CONFLICT (publication, day) DO UPDATE SET at = max(misses.at, excluded.at)
                    """, new { missed.Publication, at });
                break;
            case PublicationWithdrawn withdrawn:
                Run("UPDATE publications SET status = 'withdrawn' WHERE id = @Publication", new { withdrawn.Publication });
                break;
            case PublicationReturned returned:
                Run("UPDATE publications SET status = 'live' WHERE id = @Publication", new { returned.Publication });
                Run("DELETE FROM misses WHERE publication = @Publication", new { returned.Publication });
                break;
            case PublicationSuppressed suppressed:
                Run("""
                    INSERT INTO suppressions (publication, by_whom, why, at) VALUES (@Publication, @by, @why, @at)
                    ON CONFLICT (publication) DO NOTHING
                    """, new { suppressed.Publication, by = suppressed.By ?? "", why = suppressed.Why ?? "", at });
                break;
            case PublicationRestored restored:
                Run("DELETE FROM suppressions WHERE publication = @Publication", new { restored.Publication });
                break;
            case ErasureAsked asked:
                Run("INSERT INTO erasures_asked (publication, by_whom, why, at) VALUES (@Publication, @by, @why, @at) ON CONFLICT (publication) DO NOTHING", new { asked.Publication, by = asked.By ?? "", why = asked.Why ?? "", at });
                break;
            case ErasureDeclined declined:
                Run("DELETE FROM erasures_asked WHERE publication = @Publication", new { declined.Publication });
                break;
            case PublicationErased erased:
                Run("DELETE FROM erasures_asked WHERE publication = @Publication", new { erased.Publication });
                Run("""
                    INSERT INTO erasures (publication, by_whom, why, at, objects) VALUES (@Publication, @by, @why, @at, @objects)
                    ON CONFLICT (publication) DO UPDATE SET by_whom = excluded.by_whom, why = excluded.why, at = excluded.at, objects = erasures.objects || excluded.objects
                    """, new { erased.Publication, by = erased.By ?? "", why = erased.Why ?? "", at, objects = JsonSerializer.Serialize(erased.Objects) });
                foreach (var sha256 in erased.Objects)
                    foreach (var table in (string[])["editions", "stage_states"]) Run($"DELETE FROM {table} WHERE publication = @Publication AND sha256 = @sha256", new { erased.Publication, sha256 });
                Run($"DELETE FROM rejections WHERE publication = @Publication AND stage = '{Stage.Extract}'", new { erased.Publication });
                break;
            case PublicationCorrected corrected:
                Run("DELETE FROM corrections WHERE publication = @Publication", new { corrected.Publication });
                if (corrected.Review is { } named) Run("INSERT INTO reviews (id, board, name, type) VALUES (@Id, @BoardSlug, @Name, @Type) ON CONFLICT (id) DO NOTHING", new { named.Id, named.BoardSlug, named.Name, named.Type });
                if (!corrected.Correction.IsEmpty)
                    Run("""
                        INSERT INTO corrections (publication, title, kind, published, review_name, review, by_whom, why, at)
                        VALUES (@Publication, @Title, @Kind, @Published, @name, @review, @by, @why, @at)
                        """, new
                    {
                        corrected.Publication, corrected.Correction.Title, corrected.Correction.Kind, corrected.Correction.Published, name = corrected.Correction.Review,
                        review = corrected.Review?.Id, by = corrected.By ?? "", why = corrected.Why ?? "", at,
                    });
                break;
            case PublicationUploaded { Publication: var given, Review: var of } uploaded:
                Run("INSERT INTO reviews (id, board, name, type) VALUES (@Id, @BoardSlug, @Name, @Type) ON CONFLICT (id) DO NOTHING", new { of.Id, of.BoardSlug, of.Name, of.Type });
                Run("""
                    INSERT INTO publications (id, board, review, url, link_text, section, review_type, review_name, kind, published, format, listed_on, first_listed, status)
                    VALUES (@Id, @BoardSlug, @ReviewId, @Url, @LinkText, @Section, @ReviewType, @Review, @Kind, @Published, @Format, '', @at, 'withdrawn')
                    ON CONFLICT (id) DO NOTHING
                    """, new
                {
                    given.Id, given.BoardSlug, given.ReviewId, given.Listed.Url, given.Listed.LinkText, given.Listed.Section,
                    given.Listed.ReviewType, given.Listed.Review, given.Listed.Kind, given.Listed.Published, given.Listed.Format, at,
                });
                Run("INSERT INTO uploads (publication, by_whom, why, at) VALUES (@Id, @by, @why, @at) ON CONFLICT (publication) DO NOTHING", new { given.Id, by = uploaded.By ?? "", why = uploaded.Why ?? "", at });
                break;
            case BoardForgotten forgotten:
                // What is archived is never forgotten.
                if (connection.ExecuteScalar<long>("SELECT count(*) FROM editions e JOIN publications p ON p.id = e.publication WHERE p.board = @Board", Given(new { forgotten.Board }), transaction) > 0) break;
                foreach (var table in (string[])["rejections", "misses", "suppressions", "erasures_asked", "erasures", "corrections", "uploads"])
                    Run($"DELETE FROM {table} WHERE publication IN (SELECT id FROM publications WHERE board = @Board)", new { forgotten.Board });
                foreach (var table in (string[])["publications", "reviews", "crawls"]) Run($"DELETE FROM {table} WHERE board = @Board", new { forgotten.Board });
                Run("DELETE FROM boards WHERE slug = @Board", new { forgotten.Board });
                break;
            case CrawlStarted started:
                Run("""
                    INSERT INTO crawls (run, board, started, expected, found, added, changed, unchanged, withdrawn, rejected)
                    VALUES (@Run, @Board, @at, @expected, 0, 0, 0, 0, 0, 0) ON CONFLICT (run) DO NOTHING
                    """, new { started.Run, started.Board, at, expected = started.Publications.Count });
                break;
            case CrawlEnded ended:
                Run("""
                    INSERT INTO crawls (run, board, started, ended, expected, found, added, changed, unchanged, withdrawn, rejected, problem)
                    VALUES (@Run, @Board, NULL, @at, 0, @Found, @New, @Changed, @Unchanged, @Withdrawn, @Rejected, @Problem)
                    ON CONFLICT (run) DO UPDATE SET ended = excluded.ended, found = excluded.found, added = excluded.added, changed = excluded.changed,
                        unchanged = excluded.unchanged, withdrawn = excluded.withdrawn, rejected = excluded.rejected, problem = excluded.problem
                    """, new
                {
                    ended.Run, ended.Board, at, ended.Counts.Found, ended.Counts.New, ended.Counts.Changed, ended.Counts.Unchanged, ended.Counts.Withdrawn,
                    ended.Counts.Rejected, ended.Problem,
                });
                break;
            default:
                throw new NotSupportedException($"The catalogue does not know the event {decision.GetType().Name}.");
        }
    }

    private const string StageSql = """
        INSERT INTO stage_states (publication, stage, sha256, version, outcome, pages, pages_with_text, at)
        VALUES (@Publication, 'extract', @Sha256, @version, @outcome, @Pages, @PagesWithText, @at)
        ON CONFLICT (publication, stage) DO UPDATE SET sha256 = excluded.sha256, version = excluded.version, outcome = excluded.outcome,
            pages = excluded.pages, pages_with_text = excluded.pages_with_text, at = excluded.at
        """;
}
