using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class LeanReaderTests
{
    [Fact]
    public void Drawings_that_draw_each_other_without_end_are_given_up() =>
        Assert.Equal(RejectionReason.NoText, Assert.Throws<RejectedException>(() => PdfTextExtractor.Extract(HostilePdfs.Laughs())).Reason);
}
