namespace ArchiveIndexer.Indexing;

/// <summary>What the index holds of a publication.</summary>
/// <param name="PublicationId">Which.</param>
/// <param name="Sha256">The edition that was indexed; null when it was indexed without one.</param>
/// <param name="Extractor">What read its text: another value than today's means that it should be indexed again.</param>
public sealed record IndexedEdition(string PublicationId, string? Sha256, string Extractor);
