using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer;

/// <summary>
/// Remembering: first the archive's log, which is the truth, then the catalogue, which follows it. A crash between the two is
/// made good when the catalogue next catches up.
/// </summary>
/// <param name="archive">The logs.</param>
/// <param name="catalogue">What follows them.</param>
/// <param name="turns">Where several processes share the two: how they take turns.</param>
public sealed class Ledger(IArchive archive, ICatalogue catalogue, Turns? turns = null)
{
    private readonly Lock _order = new();
    private readonly AsyncLocal<Lease?> _under = new();
    private bool _isBehind;

    /// <summary>Remembers a decision.</summary>
    /// <exception cref="LeaseLostException">It would have been remembered <see cref="Under"/> a lease that another process has taken over.</exception>
    public void Remember(ArchiveEvent decision)
    {
        Remember(() => archive.Append(decision), () => catalogue.Apply(decision), null);
        Instruments.Count(decision);
    }

    /// <summary>Remembers an exchange.</summary>
    /// <exception cref="LeaseLostException">As for a decision.</exception>
    public void Remember(Capture capture)
    {
        Remember(() => archive.Append(capture), () => catalogue.Apply(capture), capture.Run);
        Instruments.Count(capture);
    }

    /// <summary>What the caller, and whatever it awaits, remembers from here on is remembered only while it has this lease.</summary>
    public void Under(Lease? lease) => _under.Value = lease;

    /// <summary>Brings the catalogue to where the logs are.</summary>
    public void CatchUp()
    {
        if (turns is null) catalogue.CatchUp(archive);
        else turns.Take(null, () => catalogue.CatchUp(archive));
    }

    private void Remember(Func<long> append, Action apply, string? run)
    {
        // Both in one order, or a rebuild would tell another story.
        lock (_order)
        {
            if (turns is not null) turns.Take(_under.Value, () => RememberInTurn(append, apply, run));
            else
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

    /// <summary>Any process may have ended between log and catalogue: the numbers say whether a line is missing.</summary>
    private void RememberInTurn(Func<long> append, Action apply, string? run)
    {
        var line = append();
        if (turns!.Applied(run) + 1 != line) catalogue.CatchUp(archive);
        else apply();
    }
}
