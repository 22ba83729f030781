using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

public sealed class LooseFileTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_file_is_described_by_its_size_and_hash()
    {
        File.WriteAllText(_place.File("r.pdf"), "report");
        Assert.Equal(new LooseFile(_place.File("r.pdf"), 6, Given.Hash("report")), LooseFile.Describe(_place.File("r.pdf")));
        Assert.Equal("report"u8.ToArray(), LooseFile.ReadAll(_place.File("r.pdf"), 6));
    }

    [Fact]
    public void What_cannot_be_read_is_said_in_a_sentence()
    {
        File.WriteAllText(_place.File("r.pdf"), "report");
        Assert.Contains("folder", Assert.Throws<IOException>(() => LooseFile.Describe(_place.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("no file", Assert.Throws<IOException>(() => LooseFile.Describe(_place.File("none"))).Message, StringComparison.Ordinal);
        Assert.Contains("at most 5", Assert.Throws<IOException>(() => LooseFile.ReadAll(_place.File("r.pdf"), 5)).Message, StringComparison.Ordinal);
    }
}
