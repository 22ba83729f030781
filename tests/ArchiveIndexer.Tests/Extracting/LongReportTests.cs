using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Indexing;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class LongReportTests
{
    [Fact]
    public void A_report_of_820_000_characters_keeps_its_last_word_from_the_file_to_the_search()
    {
        var (maker, sentence) = (new PdfMaker(), string.Concat(Enumerable.Repeat("many words about it ", 4)));
        for (var page = 1; page <= 300; page++)
            maker.Page(PdfMaker.Lines(60, 780, [.. Enumerable.Range(1, 34).Select(i => $"{sentence}{page * i}"), page == 300 ? "and at last comes honeysuckle" : "and so it goes on"]));

        var text = PdfTextExtractor.Extract(maker.Make());

        Assert.Equal(300, text.Pages.Count);
        Assert.True(text.Pages.Sum(page => page.Text.Length) >= 820_000);
        Assert.All(text.Pages, page => Assert.Contains($"{sentence}{page.Number * 34}", page.Text, StringComparison.Ordinal));
        Assert.EndsWith("honeysuckle", text.Pages[^1].Text, StringComparison.Ordinal);

        using var index = new TemporaryIndex();
        index.Indexer.Index(TemporaryIndex.Record("long"), text, text.Extractor);
        var page300 = Assert.Single(Assert.Single(index.Search("honeysuckle").Hits).Pages);
        Assert.Equal(300, page300.Number);
        Assert.Contains("<mark>honeysuckle</mark>", page300.Snippet, StringComparison.Ordinal);
        Assert.Contains(299, Assert.Single(index.Search($"\"{299 * 34}\"").Hits).Pages.Select(page => page.Number));
    }
}
