using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer;

/// <summary>
/// What a steward decides: every decision is an event first, with who and why, and is carried out when the method returns, so that it
/// holds for the next reader and after every rebuild.
/// </summary>
public sealed class Stewardship(ICatalogue catalogue, Ledger ledger, ArchivePipeline pipeline, TimeProvider clock)
{
    /// <summary>Characters that a reason may have: enough to say why, too few to keep a case file in a log that nothing is ever taken out of.</summary>
    public const int LongestReason = 1000;

    /// <summary>Takes a publication down: on return no search, page, export or feed has it. The archive keeps it.</summary>
    /// <exception cref="RefusedException">There is no such publication, it is suppressed already, or name or reason are missing.</exception>
    public void Suppress(string publicationId, Decision decision)
    {
        if (Find(publicationId).Status == PublicationStatus.Suppressed) throw new RefusedException("This publication is suspended already.");
        ledger.Remember(Signed(new PublicationSuppressed(publicationId) { At = clock.GetUtcNow() }, decision));
        pipeline.Withhold(publicationId);
    }

    /// <summary>Puts a suppressed publication back, as what its board made of it meanwhile.</summary>
    /// <exception cref="RefusedException">There is no such publication, it is not suppressed, or name or reason are missing.</exception>
    public async Task RestoreAsync(string publicationId, Decision decision, CancellationToken cancellation)
    {
        if (Find(publicationId).Status != PublicationStatus.Suppressed) throw new RefusedException("This publication is not suspended.");
        ledger.Remember(Signed(new PublicationRestored(publicationId) { At = clock.GetUtcNow() }, decision));
        await ShowAsync(publicationId, cancellation);
    }

    private async Task ShowAsync(string publicationId, CancellationToken cancellation)
    {
        await pipeline.CompleteAsync(publicationId, again: false, cancellation);
        pipeline.Commit();
    }

    private PublicationRecord Find(string publicationId) => catalogue.FindPublication(publicationId) ?? throw new RefusedException($"There is no publication '{publicationId}'.");

    /// <summary>The event with who and why in it.</summary>
    private static T Signed<T>(T decided, Decision decision) where T : ArchiveEvent
    {
        var (by, why) = (decision.By.Trim(), decision.Why.Trim());
        if (by.Length == 0) throw new RefusedException("Nobody's name stands with this decision.");
        if (why.Length == 0) throw new RefusedException("Say why: a reason stands with every decision.");
        if (why.Length > LongestReason) throw new RefusedException($"The reason has {why.Length} characters; it can have {LongestReason}.");
        return decided with { By = by, Why = why };
    }
}

/// <summary>Who decides, and why.</summary>
/// <param name="By">The name given at sign-in.</param>
/// <param name="Why">In the steward's own words.</param>
public sealed record Decision(string By, string Why);

/// <summary>A decision that cannot be carried out; the message says why, for the person who took it.</summary>
public sealed class RefusedException(string message) : Exception(message);
