using System.Globalization;
using System.Text.Json;
using Dapper;

namespace ArchiveIndexer.Catalogue;

/// <summary>Turning rows into records.</summary>
public abstract partial class SqlCatalogue
{
    public IReadOnlyList<Board> Boards()
    {
        using var reader = Open();
        return [.. reader.Query<BoardRow>("SELECT slug, name, pages, hosts FROM boards ORDER BY slug").Select(row => row.Record)];
    }

    public Board? FindBoard(string slug)
    {
        using var reader = Open();
        return reader.QuerySingleOrDefault<BoardRow>("SELECT slug, name, pages, hosts FROM boards WHERE slug = @slug", Given(new { slug }))?.Record;
    }

    public Paged<Review> Reviews(string? board, int page, int size)
    {
        using var reader = Open();
        const string wanted = """
            (@board IS NULL OR board = @board)
            AND id IN (SELECT coalesce(c.review, p.review) FROM publications p LEFT JOIN corrections c ON c.publication = p.id
                       WHERE p.id NOT IN (SELECT publication FROM suppressions))
            """;
        var total = reader.ExecuteScalar<int>($"SELECT count(*) FROM reviews WHERE {wanted}", Given(new { board }));
        var rows = reader.Query<ReviewRow>($"""
            SELECT id, board, name, type FROM reviews WHERE {wanted}
            ORDER BY board, name IS NULL, name, id LIMIT @size OFFSET @offset
            """, Given(new { board, size, offset = (long)(page - 1) * size }));
        return new([.. rows.Select(row => row.Record)], total);
    }

    public Review? FindReview(string id)
    {
        using var reader = Open();
        return reader.QuerySingleOrDefault<ReviewRow>("SELECT id, board, name, type FROM reviews WHERE id = @id", Given(new { id }))?.Record;
    }

    public PublicationRecord? FindPublication(string id) => Publications([id]) is [var record] ? record : null;

    public IReadOnlyList<PublicationRecord> Publications(IReadOnlyCollection<string> ids)
    {
        var found = Read($"p.id IN {AmongIds}", Given(new { ids = JsonSerializer.Serialize(ids) })).ToDictionary(record => record.Publication.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    public IReadOnlyList<PublicationRecord> PublicationsOfReview(string reviewId) => Read("""
        p.id IN (SELECT id FROM publications WHERE review = @reviewId UNION SELECT publication FROM corrections WHERE review = @reviewId)
        AND coalesce(c.review, p.review) = @reviewId
        """, Given(new { reviewId }));

    public IReadOnlyList<PublicationRecord> AllPublications(string? board = null) => Read("@board IS NULL OR p.board = @board", Given(new { board }));

    public PublicationCounts CountPublications(string? board = null)
    {
        using var reader = Open();
        var (kept, searchable) = reader.QuerySingle<(long, long)>("""
            SELECT count(*), count(x.publication) FROM publications p
            LEFT JOIN stage_states x ON x.publication = p.id AND x.stage = 'extract' AND x.outcome = 'done'
            WHERE (@board IS NULL OR p.board = @board) AND p.id NOT IN (SELECT publication FROM suppressions)
            """, Given(new { board }));
        return new((int)kept, (int)searchable);
    }

    public IReadOnlyList<PublicationRecord> Rejected(string? board = null) =>
        Read("p.id IN (SELECT publication FROM rejections) AND (@board IS NULL OR p.board = @board)", Given(new { board }));

    public IReadOnlyList<StageState> StageStates(string? publicationId = null)
    {
        using var reader = Open();
        return [.. reader.Query<StageRow>($"""
            SELECT e.publication, e.sha256, x.version AS extracted_by, coalesce(x.outcome, '') = 'rejected' AS rejected, i.version AS indexed_as
            FROM editions e
            LEFT JOIN stage_states x ON x.publication = e.publication AND x.stage = 'extract' AND x.sha256 = e.sha256
            LEFT JOIN stage_states i ON i.publication = e.publication AND i.stage = 'index' AND i.sha256 = e.sha256
            WHERE {IsNewest} AND (@publicationId IS NULL OR e.publication = @publicationId) ORDER BY e.publication
            """, Given(new { publicationId })).Select(row => new StageState(row.Publication, row.Sha256, row.Extracted_by, row.Rejected, row.Indexed_as))];
    }

    public LastAnswer? LastAnswerFrom(string board, string url)
    {
        using var reader = Open();
        var row = reader.QueryFirstOrDefault<(string Sha256, string? ETag, string? LastModified, string At, string Whole)?>($"""
            SELECT sha256, etag, last_modified, at,
                   coalesce((SELECT max(at) FROM captures w WHERE w.board = @board AND w.url = @url AND w.outcome IN ('{CaptureOutcome.Kept}', '{CaptureOutcome.Identical}')), at)
            FROM captures
            WHERE board = @board AND url = @url AND sha256 IS NOT NULL ORDER BY run DESC, position DESC LIMIT 1
            """, Given(new { board, url }));
        return row is { } last ? new(last.Sha256, new(last.ETag, last.LastModified), Time(last.At), Time(last.Whole)) : null;
    }

    public IReadOnlyList<DateOnly> DaysMissed(string publicationId)
    {
        using var reader = Open();
        return [.. reader.Query<string>("SELECT day FROM misses WHERE publication = @publicationId ORDER BY day", Given(new { publicationId }))
            .Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))];
    }

    public IReadOnlyList<Crawl> Crawls(string? board = null, int most = 20)
    {
        using var reader = Open();
        return [.. reader.Query<CrawlRow>("SELECT * FROM crawls WHERE @board IS NULL OR board = @board ORDER BY run DESC LIMIT @most", Given(new { board, most })).Select(row => row.Record)];
    }

    public Verified? LastVerification()
    {
        using var reader = Open();
        return reader.Query<(string At, long Objects, long Problems, string? First)>("SELECT at, objects, problems, first FROM verifications ORDER BY at DESC LIMIT 1").ToList() is [var (at, objects, problems, first)]
            ? new Verified(Time(at), (int)objects, (int)problems, first) : null;
    }

    public Crawl? FindCrawl(string run)
    {
        using var reader = Open();
        return reader.QuerySingleOrDefault<CrawlRow>("SELECT * FROM crawls WHERE run = @run", Given(new { run }))?.Record;
    }

    public IReadOnlyList<CrawlOutcome> OutcomesOf(string run)
    {
        using var reader = Open();
        return [.. reader.Query<(string Publication, string Outcome, bool IsFirst, long? Status)>("""
            SELECT c.publication, c.outcome,
                   NOT EXISTS (SELECT 1 FROM captures b WHERE b.publication = c.publication AND b.outcome = 'kept' AND b.run < c.run),
                   c.status
            FROM captures c
            WHERE c.run = @run AND c.publication IS NOT NULL
              AND c.position = (SELECT max(position) FROM captures d WHERE d.run = c.run AND d.publication = c.publication)
            """, Given(new { run })).Select(row => new CrawlOutcome(row.Publication, row.Outcome, row.IsFirst, (int?)row.Status))];
    }

    // Of two editions seen at the same moment neither is newer; the hash decides, so that every rebuild decides alike.
    private const string IsNewest = """
        NOT EXISTS (SELECT 1 FROM editions n WHERE n.publication = e.publication
                    AND (n.last_seen > e.last_seen OR (n.last_seen = e.last_seen AND n.sha256 > e.sha256)))
        """;

    private IReadOnlyList<PublicationRecord> Read(string condition, object values)
    {
        using var reader = Open();
        // One moment for all three questions, whatever is written in between.
        using var moment = BeginMoment(reader);
        var rows = reader.Query<PublicationRow>($"""
            SELECT p.id, p.board, r.id AS review, p.url, p.link_text, p.section, p.review_type, p.review_name, p.kind, p.published, p.format, p.status,
                   r.name, r.type, b.name AS board_name, b.pages, b.hosts, x.sha256 AS read_sha256, x.version AS read_by, x.pages AS page_count, x.pages_with_text,
                   s.by_whom AS suppressed_by, s.why AS suppressed_why, s.at AS suppressed_at,
                   c.title AS corrected_title, c.kind AS corrected_kind, c.published AS corrected_published, c.review_name AS corrected_review,
                   c.by_whom AS corrected_by, c.why AS corrected_why, c.at AS corrected_at,
                   ea.by_whom AS asked_by, ea.why AS asked_why, ea.at AS asked_at, er.by_whom AS erased_by, er.why AS erased_why, er.at AS erased_at, u.by_whom AS uploaded_by, u.why AS uploaded_why, u.at AS uploaded_at
            FROM publications p
            LEFT JOIN corrections c ON c.publication = p.id
            JOIN reviews r ON r.id = coalesce(c.review, p.review)
            JOIN boards b ON b.slug = p.board
            LEFT JOIN stage_states x ON x.publication = p.id AND x.stage = 'extract'
            LEFT JOIN suppressions s ON s.publication = p.id
            LEFT JOIN erasures_asked ea ON ea.publication = p.id
            LEFT JOIN erasures er ON er.publication = p.id
            LEFT JOIN uploads u ON u.publication = p.id
            WHERE {condition} ORDER BY p.first_listed, p.rowid
            """, values, moment).ToList();
        var those = new { ids = JsonSerializer.Serialize(rows.Select(row => row.Id)) };
        var files = reader.Query<EditionRow>($"SELECT publication, sha256, bytes, first_seen, last_seen, text_of FROM editions WHERE publication IN {AmongIds} ORDER BY last_seen, sha256", those, moment)
            .ToLookup(row => row.Publication, row => new ArchivedFile(row.Sha256, row.Bytes, Time(row.First_seen), Time(row.Last_seen), row.Text_of ?? row.Sha256));
        var rejections = reader.Query<RejectionRow>($"SELECT publication, stage, reason, message, address, at FROM rejections WHERE publication IN {AmongIds} ORDER BY at, stage", those, moment)
            .ToLookup(row => row.Publication, row => new Rejection(row.Stage, Enum.Parse<RejectionReason>(row.Reason), row.Message, row.Address, Time(row.At)));
        return [.. rows.Select(row => row.Record([.. files[row.Id]], rejections[row.Id].LastOrDefault()))];
    }

    private sealed record BoardRow(string Slug, string? Name, string Pages, string Hosts)
    {
        public Board Record => new(Slug, Name, JsonSerializer.Deserialize<string[]>(Pages)!) { Hosts = JsonSerializer.Deserialize<string[]>(Hosts)! };
    }

    private sealed record ReviewRow(string Id, string Board, string? Name, string? Type)
    {
        public Review Record => new(Id, Board, Name, Type);
    }

    private sealed class StageRow
    {
        public required string Publication { get; init; }
        public required string Sha256 { get; init; }
        public string? Extracted_by { get; init; }
        public bool Rejected { get; init; }
        public string? Indexed_as { get; init; }
    }

    private sealed record EditionRow(string Publication, string Sha256, long Bytes, string First_seen, string Last_seen, string? Text_of);

    private sealed record RejectionRow(string Publication, string Stage, string Reason, string Message, string Address, string At);

    private sealed class CrawlRow
    {
        public required string Run { get; init; }
        public required string Board { get; init; }
        public string? Started { get; init; }
        public string? Ended { get; init; }
        public int Expected { get; init; }
        public int Found { get; init; }
        public int Added { get; init; }
        public int Changed { get; init; }
        public int Unchanged { get; init; }
        public int Withdrawn { get; init; }
        public int Rejected { get; init; }
        public string? Problem { get; init; }
        public Crawl Record => new(Run, Board, TimeOrNull(Started), TimeOrNull(Ended), Expected, new(Found, Added, Changed, Unchanged, Withdrawn, Rejected), Problem);
    }

    private sealed class PublicationRow
    {
        public required string Id { get; init; }
        public required string Board { get; init; }
        public required string Review { get; init; }
        public required string Url { get; init; }
        public required string Link_text { get; init; }
        public string? Section { get; init; }
        public string? Review_type { get; init; }
        public string? Review_name { get; init; }
        public string? Kind { get; init; }
        public string? Published { get; init; }
        public string? Format { get; init; }
        public required string Status { get; init; }
        public string? Name { get; init; }
        public string? Type { get; init; }
        public string? Board_name { get; init; }
        public required string Pages { get; init; }
        public required string Hosts { get; init; }
        public string? Read_sha256 { get; init; }
        public string? Read_by { get; init; }
        public int? Page_count { get; init; }
        public int? Pages_with_text { get; init; }
        public string? Suppressed_by { get; init; }
        public string? Suppressed_why { get; init; }
        public string? Suppressed_at { get; init; }
        public string? Asked_by { get; init; }
        public string? Asked_why { get; init; }
        public string? Asked_at { get; init; }
        public string? Erased_by { get; init; }
        public string? Erased_why { get; init; }
        public string? Erased_at { get; init; }
        public string? Corrected_title { get; init; }
        public string? Corrected_kind { get; init; }
        public string? Corrected_published { get; init; }
        public string? Corrected_review { get; init; }
        public string? Corrected_by { get; init; }
        public string? Corrected_why { get; init; }
        public string? Corrected_at { get; init; }
        public string? Uploaded_by { get; init; }
        public string? Uploaded_why { get; init; }
        public string? Uploaded_at { get; init; }

        public PublicationRecord Record(IReadOnlyList<ArchivedFile> files, Rejection? rejection)
        {
            var editions = Edition.Of(Id, files);
            var newest = editions.Count == 0 ? null : editions[^1];
            var isRead = newest is not null && Read_sha256 == newest.Sha256;
            var read = new ListedPublication(Link_text, Url, Section, Review_type, Review_name, Kind, Published, Format);
            var correction = Corrected_at is null ? null : new Correction(Corrected_title, Corrected_kind, Corrected_published, Corrected_review);
            return new(
                new Publication(Id, Board, Review, correction?.Of(read) ?? read),
                new Review(Review, Board, Name, Type),
                new BoardRow(Board, Board_name, Pages, Hosts).Record)
            {
                Status = Suppressed_at is null ? Status : PublicationStatus.Suppressed, StatusAtBoard = Status,
                Suppression = Word(Suppressed_by, Suppressed_why, Suppressed_at), ErasureAsked = Word(Asked_by, Asked_why, Asked_at), Erasure = Word(Erased_by, Erased_why, Erased_at), AsRead = read, Correction = correction,
                Corrected = Word(Corrected_by, Corrected_why, Corrected_at), Upload = Word(Uploaded_by, Uploaded_why, Uploaded_at),
                Edition = newest, Editions = editions, Files = files, Rejection = rejection,
                PageCount = isRead ? Page_count : null, PagesWithText = isRead ? Pages_with_text : null, ReadBy = isRead ? Read_by : null,
            };
        }

        private static StewardsWord? Word(string? by, string? why, string? at) => at is null ? null : new(by!, why!, Time(at));
    }
}
