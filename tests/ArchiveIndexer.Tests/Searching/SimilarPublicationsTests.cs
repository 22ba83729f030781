using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;

namespace ArchiveIndexer.Tests.Searching;

public sealed class SimilarPublicationsTests
{
    [Fact]
    public void A_review_leads_to_those_that_speak_of_the_same_and_not_to_itself()
    {
        using var index = new TemporaryIndex();
        index.With(TemporaryIndex.Record("a", review: "one"), "The baby swallowed methadone kept in the kitchen. Methadone storage boxes.")
            .With(TemporaryIndex.Record("a2", review: "one"), "Summary: methadone storage in kitchens.")
            .With(TemporaryIndex.Record("b", review: "two"), "Methadone was within reach; storage boxes had not been given.")
            .With(TemporaryIndex.Record("c", review: "three"), "The school excluded him. The bus was late.")
            .With(TemporaryIndex.Record("d", review: "four"), "The school excluded her.");
        index.Indexer.Commit();
        using var searcher = new PublicationSearcher(index.Indexer);

        var similar = searcher.SimilarToReview("one", 10);

        Assert.Equal("two", similar[0].ReviewId);
        Assert.Contains("methadone", similar[0].Shared);
        Assert.DoesNotContain(similar, one => one.ReviewId == "one");
        Assert.Empty(searcher.SimilarToReview("none", 10));
    }
}
