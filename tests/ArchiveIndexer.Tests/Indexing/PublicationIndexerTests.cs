using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using static ArchiveIndexer.Tests.Indexing.TemporaryIndex;

namespace ArchiveIndexer.Tests.Indexing;

public sealed class PublicationIndexerTests : IDisposable
{
    private readonly TemporaryIndex index = new();

    public void Dispose() => index.Dispose();

    [Fact]
    public void What_was_committed_is_found_after_opening_again()
    {
        index.With("a", "bruising in babies").Indexer.Commit();
        index.Reopen();

        Assert.Equal("a", index.Found("bruising"));
    }

    [Fact]
    public void What_was_not_committed_is_given_up()
    {
        index.With("a", "bruising in babies");
        index.Reopen();

        Assert.Equal("", index.Found("bruising"));
    }

    [Fact]
    public void A_commit_says_what_is_durable_now()
    {
        index.With("a", "one").With("b", "two").With("a", "three");

        Assert.Equal(
            [new IndexedEdition("a", "sha-of-a", "test/1"), new IndexedEdition("b", "sha-of-b", "test/1")],
            index.Indexer.Commit().OrderBy(edition => edition.PublicationId));
        Assert.Empty(index.Indexer.Commit());
        Assert.Equal(["a", "b"], index.Indexer.Indexed().Select(edition => edition.PublicationId));
    }

    [Fact]
    public void A_publication_indexed_again_takes_its_own_place()
    {
        index.With("a", "old words", "more old words").With("b", "old words");
        index.Indexer.Commit();
        index.With("a", "new words");

        Assert.Equal("b", index.Found("old"));
        Assert.Equal("a", index.Found("new"));
        Assert.Equal(2, index.Search("").Total);
        Assert.Equal(2, index.Indexer.Indexed().Count);
    }

    [Fact]
    public void A_removed_publication_is_not_found()
    {
        index.With("a", "words").With("b", "words").Indexer.Commit();
        index.Indexer.Remove("a");
        index.Indexer.Remove("never there");

        Assert.Equal("b", index.Found("words"));
        Assert.Equal("b", Assert.Single(index.Indexer.Indexed()).PublicationId);
    }

    [Fact]
    public void A_suppressed_publication_is_taken_out()
    {
        index.With("a", "words").Indexer.Commit();
        index.With(Record("a") with { Status = PublicationStatus.Suppressed }, "words");

        Assert.Equal("", index.Found("words"));
    }

    [Fact]
    public void A_publication_without_text_is_still_listed()
    {
        index.With(Record("a", "Scanned letter"), "", " ");

        Assert.Equal("a", index.Found(""));
        Assert.Equal("a", index.Found("scanned"));
    }

    [Fact]
    public void An_index_can_be_read_while_another_writes()
    {
        index.With("a", "words").Indexer.Commit();
        using var reader = PublicationSearcher.OpenReadOnly(index.Folder);
        index.With("b", "words");
        Assert.Equal("a", Ids(reader.Search(new SearchRequest { Query = "words" })));

        index.Indexer.Commit();
        reader.Refresh();
        Assert.Equal(2, reader.Search(new SearchRequest { Query = "words" }).Total);
    }

    [Fact]
    public void A_folder_without_an_index_answers_with_nothing()
    {
        using var reader = PublicationSearcher.OpenReadOnly(Path.Combine(index.Folder, "nowhere"));

        Assert.Equal(0, reader.Search(new SearchRequest()).Total);
        Assert.False(System.IO.Directory.Exists(Path.Combine(index.Folder, "nowhere")));
    }

    [Theory]
    [InlineData("segments_*", 0)]
    [InlineData("segments_*", 30)]
    [InlineData("*.cfs", 10)]
    [InlineData("*.si", 0)]
    public void A_damaged_index_is_set_aside_and_begun_again(string files, int bytesLeft)
    {
        index.With("a", "words").Indexer.Commit();
        index.Close();
        foreach (var file in System.IO.Directory.GetFiles(index.Folder, files)) File.WriteAllBytes(file, File.ReadAllBytes(file)[..bytesLeft]);

        Assert.Throws<IndexUnusableException>(() => new PublicationIndexer(index.Folder));
        Assert.Throws<IndexUnusableException>(() => PublicationSearcher.OpenReadOnly(index.Folder));
        var (indexer, startedEmpty) = PublicationIndexer.OpenOrSetAside(index.Folder, folder => System.IO.Directory.Delete(folder, recursive: true));
        using (indexer)
        {
            Assert.NotNull(startedEmpty);
            Assert.Empty(indexer.Indexed());
        }
        index.Reopen();
    }

    [Fact]
    public void An_index_of_another_schema_is_unusable()
    {
        index.Close();
        using (var directory = new Lucene.Net.Store.SimpleFSDirectory(index.Folder))
        using (var writer = new Lucene.Net.Index.IndexWriter(directory, new(Lucene.Net.Util.LuceneVersion.LUCENE_48, null)))
        {
            writer.SetCommitData(new Dictionary<string, string> { ["schema"] = "0" });
            writer.Commit();
        }

        var unusable = Assert.Throws<IndexUnusableException>(() => new PublicationIndexer(index.Folder));
        Assert.Contains("version 0", unusable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_usable_index_is_not_set_aside()
    {
        index.With("a", "words").Indexer.Commit();
        index.Close();

        var (indexer, startedEmpty) = PublicationIndexer.OpenOrSetAside(index.Folder, _ => Assert.Fail("It was usable."));
        using (indexer) Assert.Single(indexer.Indexed());
        Assert.Null(startedEmpty);
    }

    [Fact]
    public void A_check_reads_the_whole_index()
    {
        index.With("a", "words").With("b", "words").Indexer.Commit();
        Assert.Null(index.Indexer.Check());

        var data = System.IO.Directory.GetFiles(index.Folder, "*.cfs").Single();
        var bytes = File.ReadAllBytes(data);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(data, bytes);
        Assert.NotNull(index.Indexer.Check());
    }

    [Fact]
    public void Searching_goes_on_while_others_index()
    {
        index.With("a", "words").Indexer.Commit();
        using var searcher = new PublicationSearcher(index.Indexer);
        Parallel.For(0, 60, n =>
        {
            if (n % 3 == 0)
            {
                index.With($"p{n}", "words");
                index.Indexer.Commit();
            }
            else Assert.InRange(searcher.Search(new SearchRequest { Query = "words" }).Total, 1, 21);
        });
        Assert.Equal(21, searcher.Search(new SearchRequest { Query = "words" }).Total);
    }

    [Fact]
    public void Publications_stay_whole_through_many_commits()
    {
        for (var n = 0; n < 40; n++)
        {
            index.With($"p{n % 25:00}", "first page", $"it ends in number", $"n{n % 25} begins", "last page").Indexer.Commit();
        }
        for (var n = 0; n < 25; n++)
        {
            var hit = Assert.Single(index.Search($"\"number n{n} begins\"").Hits);
            Assert.Equal(($"p{n:00}", 2), (hit.PublicationId, Assert.Single(hit.Pages).Number));
        }
    }

    [Fact]
    public void After_a_failed_commit_nothing_is_called_durable_and_work_goes_on()
    {
        index.With("a", "words").Indexer.Commit();
        index.With("b", "words");
        System.IO.Directory.Move(index.Folder, index.Folder + "-away");
        Assert.ThrowsAny<Exception>(() => index.Indexer.Commit());
        Assert.Equal("a", Ids(new PublicationSearcher(index.Indexer).Search(new SearchRequest { Query = "words" })));

        if (System.IO.Directory.Exists(index.Folder)) System.IO.Directory.Delete(index.Folder, recursive: true);
        System.IO.Directory.Move(index.Folder + "-away", index.Folder);
        Assert.Empty(index.Indexer.Commit());
        index.With("b", "words");
        Assert.Equal("b", Assert.Single(index.Indexer.Commit()).PublicationId);
        Assert.Equal("a b", index.Found("words"));
    }
}
