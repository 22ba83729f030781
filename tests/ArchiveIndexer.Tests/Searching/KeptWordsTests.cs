using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace ArchiveIndexer.Tests.Searching;

public sealed class KeptWordsTests : IDisposable
{
    private readonly TemporaryIndex index = new();

    public void Dispose() => index.Dispose();

    [Fact]
    public void What_is_kept_stays_under_its_limit_and_is_the_same_when_read_again()
    {
        for (var n = 0; n < 40; n++) index.With($"p{n}", "child and mother", $"word{n} child", "mother");
        index.Indexer.Commit();
        index.Close();
        using var folder = FSDirectory.Open(index.Folder);
        using var reader = DirectoryReader.Open(folder);
        var segment = reader.Leaves[0].AtomicReader;
        var kept = new KeptWords(8000);

        for (var round = 0; round < 3; round++)
        {
            for (var n = 0; n < 40; n++)
            {
                Assert.True(kept.Bytes <= 8000, $"{kept.Bytes} bytes");
                var word = kept.Pages(segment, IndexSchema.OnPage.Words, Words.Of($"word{n}")[0].Stem);
                Assert.Equal((1, 1), (word.Count, word.Publications.Length));
            }
            Assert.Equal(40, kept.Pages(segment, IndexSchema.OnPage.Words, "mother").Publications.Length);
            Assert.Equal(80, kept.Pages(segment, IndexSchema.OnPage.Words, "mother").Count);
        }
        Assert.True(kept.Bytes > 4000, $"{kept.Bytes} bytes");
    }
}
