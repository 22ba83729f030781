using System.Text.Json;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

public sealed class ExtractedTextsTests : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly ExtractedTexts _texts;
    private readonly DataFolder _folder;

    public ExtractedTextsTests() => _texts = new ExtractedTexts(_folder = new DataFolder(_place.Path));

    public void Dispose() => _place.Dispose();

    private static PublicationText Text(string extractor = "pdfpig/1") => new()
    {
        Title = "Child R – ‘learning’",
        Language = "en-GB",
        Extractor = extractor,
        Pages =
        [
            new(1, "i", "4.2 What went well\n\n• 😀 Siân", [new(BlockKind.Heading, 2, "4.2", "What went well"), new(BlockKind.Table, null, null, "a b", [["a", "b"]])], TextSource.Text, 0.98),
            new(2, null, "", [], TextSource.None, 0),
        ],
        Furniture = [new("Page 1 of 2", [1, 2])],
        Recommendations = [new(RecommendationKind.Question, "3", "How will the board know?", ["GPs"], 1, "Questions")],
        Accessibility = new(true, "en-GB", true, "B", ["no headings"]),
    };

    [Fact]
    public void A_text_comes_back_as_it_was_kept()
    {
        _texts.Keep(Given.Hash("r"), Text());
        Assert.Equal(JsonSerializer.Serialize(Text()), JsonSerializer.Serialize(_texts.Find(Given.Hash("r"), "pdfpig/1")));
        Assert.Empty(Directory.EnumerateFiles(_folder.Temporary));
    }

    [Fact]
    public void Each_extractor_has_its_own_text_and_a_new_one_has_none()
    {
        _texts.Keep(Given.Hash("r"), Text());
        _texts.Keep(Given.Hash("r"), Text("pdfpig/2") with { Title = "second" });
        Assert.Equal("second", _texts.Find(Given.Hash("r"), "pdfpig/2")!.Title);
        Assert.Equal("Child R – ‘learning’", _texts.Find(Given.Hash("r"), "pdfpig/1")!.Title);
        Assert.Null(_texts.Find(Given.Hash("r"), "pdfpig/3"));
        Assert.Null(_texts.Find(Given.Hash("other"), "pdfpig/1"));
    }

    [Fact]
    public void A_file_damaged_anywhere_is_as_good_as_none_and_is_replaced()
    {
        _texts.Keep(Given.Hash("r"), Text());
        var path = Assert.Single(Directory.GetFiles(_folder.Texts, "*.gz", SearchOption.AllDirectories));
        var whole = File.ReadAllBytes(path);
        // Without the checksum at the end (and the empty block before it) the text itself is still whole.
        for (var length = 0; length < whole.Length - 16; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.True(_texts.Find(Given.Hash("r"), "pdfpig/1") is null, $"cut to {length} of {whole.Length} bytes");
        }
        // The gzip header (10 bytes) says nothing about the text; everything behind it does.
        for (var i = 10; i < whole.Length; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            Assert.True(_texts.Find(Given.Hash("r"), "pdfpig/1") is null, $"byte {i} of {whole.Length} altered");
        }
        _texts.Keep(Given.Hash("r"), Text());
        Assert.NotNull(_texts.Find(Given.Hash("r"), "pdfpig/1"));
    }
}
