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
        Accessibility = new(true, "en-GB", true, "B", [new("headings", AccessibilitySeverity.Hard, "No heading.", [1, 2], "Listeners.", "Mark them.", "PDF/UA-1, 7.4")])
        {
            Passed = [new("title", "It has one.")], Structure = new(3, new Dictionary<string, int> { ["H1"] = 1 }, 0, 0, 0, 0, 0, 2, 0),
        },
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
    public void A_file_damaged_anywhere_never_gives_another_text()
    {
        _texts.Keep(Given.Hash("r"), Text());
        var path = Assert.Single(Directory.GetFiles(_folder.Texts, "*.gz", SearchOption.AllDirectories));
        var whole = File.ReadAllBytes(path);
        var (asKept, refused) = (JsonSerializer.Serialize(Text()), 0);
        void Check(byte[] damaged)
        {
            File.WriteAllBytes(path, damaged);
            if (_texts.Find(Given.Hash("r"), "pdfpig/1") is { } text) Assert.Equal(asKept, JsonSerializer.Serialize(text));
            else refused++;
        }
        for (var length = 0; length < whole.Length; length++) Check(whole[..length]);
        for (var i = 0; i < whole.Length; i++) Check([.. whole[..i], (byte)(whole[i] ^ 0x10), .. whole[(i + 1)..]]);
        // Only the header's name and time, the last padding bits and a missing checksum can pass.
        Assert.True(refused > 1.9 * whole.Length, $"{refused} of {2 * whole.Length} refused");
        _texts.Keep(Given.Hash("r"), Text());
        Assert.NotNull(_texts.Find(Given.Hash("r"), "pdfpig/1"));
    }
}
