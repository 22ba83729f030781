namespace ArchiveIndexer.Host.Serving;

/// <summary>A steward's decision, for people.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="What">What was decided, as what follows the name.</param>
/// <param name="Why">The reason given.</param>
/// <param name="Publication">Whose publication's id, if it is about one.</param>
public sealed record StewardEntry(DateTimeOffset At, string By, string What, string Why, string? Publication)
{
    /// <summary>The decision that an event is; null when nobody but the program decided.</summary>
    public static StewardEntry? Of(ArchiveEvent decision)
    {
        if (decision.By is not { } by) return null;
        (string What, string? Publication) told = decision switch
        {
            PublicationSuppressed suppressed => ("suspended it", suppressed.Publication),
            PublicationRestored restored => ("restored it", restored.Publication),
            ErasureAsked asked => ("asked for its erasure by order", asked.Publication),
            ErasureDeclined declined => ("declined its erasure", declined.Publication),
            PublicationErased erased => ($"confirmed its erasure: {Counted.Of(erased.Objects.Count, "file", "files")} destroyed", erased.Publication),
            PublicationCorrected { Correction.IsEmpty: true } back => ("took all corrections back", back.Publication),
            PublicationCorrected corrected => ($"corrected it: {InWords(corrected.Correction)}", corrected.Publication),
            PublicationUploaded uploaded => ($"uploaded “{uploaded.Publication.Listed.LinkText}”", uploaded.Publication.Id),
            BoardAdded added => ($"added the board {added.Board.Slug}: {string.Join(", ", added.Board.Pages)}", null),
            BoardForgotten forgotten => ($"forgot the board {forgotten.Board}", null),
            _ => (decision.GetType().Name, null),
        };
        return new(decision.At, by, told.What, decision.Why ?? "", told.Publication);
    }

    private static string InWords(Correction correction)
    {
        static string? Field(string name, string? value) => value is null ? null : value.Length == 0 ? $"{name} not stated" : $"{name} “{value}”";
        return string.Join(", ", new[] { Field("title", correction.Title), Field("kind", correction.Kind), Field("date", correction.Published), Field("review", correction.Review) }.OfType<string>());
    }
}
