using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Tests.Indexing;

/// <summary>A real index in a folder that is gone after the test.</summary>
public sealed class TemporaryIndex : IDisposable
{
    private PublicationSearcher? searcher;

    public TemporaryIndex()
    {
        Folder = System.IO.Directory.CreateTempSubdirectory("index-").FullName;
        Indexer = new PublicationIndexer(Folder);
    }

    public string Folder { get; }

    public PublicationIndexer Indexer { get; private set; }

    public static PublicationRecord Record(
        string id, string title = "", string board = "oxfordshire", string? type = null, string? kind = null, string? published = null, string? review = null)
    {
        var listed = new ListedPublication(title, $"https://example.org/{id}.pdf", null, type, review, kind, published, "pdf");
        return new PublicationRecord(
            new Publication(id, board, review ?? $"review-of-{id}", listed),
            new Review(review ?? $"review-of-{id}", board, null, type),
            new Board(board, null, []))
        {
            Edition = new Edition(id, $"sha-of-{id}", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        };
    }

    public static PublicationText Text(params string[] pages) => new()
    {
        Pages = [.. pages.Select((text, n) => new Page(n + 1, null, text, [], TextSource.Text, 1))],
        Extractor = "test/1",
    };

    /// <summary>Indexes a publication of some pages; <see cref="Search(string)"/> commits.</summary>
    public TemporaryIndex With(string id, params string[] pages) => With(Record(id), pages);

    public TemporaryIndex With(PublicationRecord record, params string[] pages)
    {
        Indexer.Index(record, Text(pages), "test/1");
        return this;
    }

    public SearchResult Search(string query) => Search(new SearchRequest { Query = query });

    public SearchResult Search(SearchRequest request)
    {
        Indexer.Commit();
        searcher ??= new PublicationSearcher(Indexer);
        return searcher.Search(request);
    }

    /// <summary>The ids of the publications found, in order, separated by spaces.</summary>
    public string Found(string query) => Ids(Search(query));

    public string Found(SearchRequest request) => Ids(Search(request));

    public static string Ids(SearchResult result) => string.Join(' ', result.Hits.Select(hit => hit.PublicationId));

    public void Reopen()
    {
        Close();
        Indexer = new PublicationIndexer(Folder);
    }

    public void Close()
    {
        searcher?.Dispose();
        searcher = null;
        Indexer.Dispose();
    }

    public void Dispose()
    {
        Close();
        System.IO.Directory.Delete(Folder, recursive: true);
    }
}
