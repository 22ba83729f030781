namespace ArchiveIndexer;

/// <summary>Who decides, and why.</summary>
/// <param name="By">The name given at sign-in.</param>
/// <param name="Why">In the steward's own words.</param>
public sealed record Decision(string By, string Why)
{
    /// <summary>Characters that a reason may have: enough to say why, too few to keep a case file in a log that nothing is ever taken out of.</summary>
    public const int LongestReason = 1000;

    /// <summary>The event with who and why in it.</summary>
    /// <exception cref="RefusedException">Name or reason are missing, or the reason is too long.</exception>
    public T Sign<T>(T decided) where T : ArchiveEvent
    {
        var (by, why) = Checked();
        return decided with { By = by, Why = why };
    }

    /// <summary>The same in tidy words.</summary>
    /// <exception cref="RefusedException">As for <see cref="Sign"/>.</exception>
    public Decision Checked()
    {
        var (by, why) = (Tidied(By), Tidied(Why));
        if (by.Length == 0) throw new RefusedException("Nobody's name stands with this decision.");
        if (why.Length == 0) throw new RefusedException("Say why: a reason stands with every decision.");
        if (why.Length > LongestReason) throw new RefusedException($"The reason has {why.Length} characters; it can have {LongestReason}.");
        return new(by, why);
    }

    /// <summary>White space folded; nothing that is not seen, and nothing that turns the direction of what follows.</summary>
    public static string Tidied(string text) => string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)
        .Where(c => c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200B' or '\uFEFF'))).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>A decision that cannot be carried out; the message says why, for the person who took it.</summary>
public sealed class RefusedException(string message) : Exception(message);
