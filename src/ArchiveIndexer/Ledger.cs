using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer;

/// <summary>
/// Remembering: first the archive's log, which is the truth, then the catalogue, which follows it. A crash between the two is
/// made good when the catalogue next catches up.
/// </summary>
public sealed class Ledger(IArchive archive, ICatalogue catalogue)
{
    private readonly Lock _order = new();

    /// <summary>Remembers a decision.</summary>
    public void Remember(ArchiveEvent decision)
    {
        // Both in one order, or a rebuild would tell another story.
        lock (_order)
        {
            archive.Append(decision);
            catalogue.Apply(decision);
        }
    }

    /// <summary>Remembers an exchange.</summary>
    public void Remember(Capture capture)
    {
        lock (_order)
        {
            archive.Append(capture);
            catalogue.Apply(capture);
        }
    }
}
