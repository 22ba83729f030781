using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;
using static ArchiveIndexer.Tests.Indexing.TemporaryIndex;

namespace ArchiveIndexer.Tests.Searching;

/// <summary>The first hits are found without looking at most pages; a list of all hits looks at every page. Both must say the same.</summary>
public sealed class RankingTests : IDisposable
{
    private static readonly string[] Vocabulary =
        ["child", "mother", "school", "review", "neglect", "bruise", "police", "nurse", "bridge", "baby", "harm", "plan", "visit", "home", "doctor", "delay", "carer", "order", "court", "voice"];

    private static readonly SearchSort[] Sorts = [SearchSort.Relevance, SearchSort.Newest, SearchSort.Oldest];

    private readonly TemporaryIndex index = new();
    private readonly Random random = new(7);

    public void Dispose() => index.Dispose();

    [Theory]
    [InlineData("WORD")]
    [InlineData("WORD WORD")]
    [InlineData("WORD WORD WORD WORD")]
    [InlineData("WORD OR WORD")]
    [InlineData("WORD OR WORD OR WORD OR WORD OR WORD")]
    [InlineData("WORD (WORD OR WORD) -WORD")]
    [InlineData("\"WORD WORD\"")]
    [InlineData("\"WORD WORD WORD\" OR WORD")]
    [InlineData("\"WORD WORD\"~3 WORD")]
    [InlineData("PREF* WORD")]
    [InlineData("title:WORD WORD")]
    [InlineData("-WORD")]
    public void The_first_hits_are_those_of_the_whole_list(string form)
    {
        for (var n = 0; n < 150; n++)
        {
            index.With(Record($"p{n}", title: Text(random.Next(4)), published: $"20{random.Next(10, 20)}"), Pages());
            // Several segments, and publications that were taken out.
            if (n % 40 == 39) index.Indexer.Commit();
        }
        for (var n = 0; n < 150; n += 9) index.Indexer.Remove($"p{n}");
        index.Indexer.Commit();
        using var searcher = new PublicationSearcher(index.Indexer);

        var found = 0;
        for (var n = 0; n < 60; n++)
        {
            var request = new SearchRequest { Query = Query(form), Sort = Sorts[n % 3], Any = n % 5 == 4, Size = 10 };
            var all = searcher.All(request).ToList();
            var first = searcher.Search(request);

            Assert.True(all.Count == first.Total, request.Query);
            Assert.Equal(
                all.Take(10).Select(hit => (hit.PublicationId, Math.Round(hit.Score, 4), hit.Pages.Count)),
                first.Hits.Select(hit => (hit.PublicationId, Math.Round(hit.Score, 4), hit.PagesHit)));
            found += all.Count;
        }
        Assert.True(found > 60, $"{found}: the archive is too poor to tell anything");
    }

    [Fact]
    public void A_phrase_over_empty_pages_and_on_a_late_page_is_found()
    {
        index.With("over", "the river", "", "", "bridge");
        index.With("late", [.. Enumerable.Range(0, 140).Select(n => n == 135 ? "a river" : n == 136 ? "bridge" : n == 3 ? "river" : "and")]);
        index.With("apart", "the river", "and the", "bridge");

        Assert.Equal(["late", "over"], index.Search("\"river bridge\"").Hits.Select(hit => hit.PublicationId).Order());
        Assert.Equal(136, index.Search("\"a river bridge\"").Hits.Single().Pages[0].Number);
    }

    // Some with empty pages, some with more pages than are known at a glance.
    private string[] Pages() => [.. Enumerable.Range(0, random.Next(15) == 0 ? 130 + random.Next(9) : random.Next(1, 8)).Select(_ => Text(random.Next(5) == 0 ? 0 : random.Next(1, 12)))];

    // The first words of the vocabulary are the most frequent.
    private string Word() => Vocabulary[(int)(Vocabulary.Length * random.NextDouble() * random.NextDouble())];

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));

    private string Query(string form) => string.Join(' ', form.Split(' ').Select(piece => piece.Replace("WORD", Word()).Replace("PREF", Word()[..2])));
}
