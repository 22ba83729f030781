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
    private bool _isBehind;

    /// <summary>Remembers a decision.</summary>
    public void Remember(ArchiveEvent decision) => Remember(() => archive.Append(decision), () => catalogue.Apply(decision));

    /// <summary>Remembers an exchange.</summary>
    public void Remember(Capture capture) => Remember(() => archive.Append(capture), () => catalogue.Apply(capture));

    private void Remember(Action append, Action apply)
    {
        // Both in one order, or a rebuild would tell another story.
        lock (_order)
        {
            append();
            // The catalogue counts the lines that it has applied: one that it missed must come before the next.
            if (_isBehind) apply = () => catalogue.CatchUp(archive);
            _isBehind = true;
            apply();
            _isBehind = false;
        }
    }
}
