namespace ArchiveIndexer.Indexing;

/// <summary>
/// The folder holds an index that cannot be opened, or one that another version of the software wrote. The index is a
/// projection: set the folder aside and index everything again.
/// </summary>
public sealed class IndexUnusableException(string folder, string why, Exception? innerException = null)
    : Exception($"The index in {folder} cannot be used: {why}", innerException)
{
    /// <summary>The folder concerned.</summary>
    public string Folder { get; } = folder;
}
