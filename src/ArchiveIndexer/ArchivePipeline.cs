namespace ArchiveIndexer;

/// <summary>The story: fetch, archive, extract, index, remember.</summary>
public sealed class ArchivePipeline;
