using Lucene.Net.Index;
using Lucene.Net.Store;

namespace ArchiveIndexer.Indexing;

/// <summary>
/// The last commit of an index, for reading: in the process that writes it or beside it. Reading never blocks writing.
/// </summary>
/// <remarks>
/// Files are read through <see cref="SimpleFSDirectory"/>: the memory-mapped directory of this version of Lucene.NET has an open
/// access-violation report (lucenenet#1013) and is no faster here.
/// </remarks>
internal sealed class CommittedIndex : IDisposable
{
    private readonly System.Threading.Lock opening = new();
    private readonly string folder;
    private readonly SimpleFSDirectory directory;
    private ReaderManager? readers;

    public CommittedIndex(string folder)
    {
        this.folder = folder;
        directory = new SimpleFSDirectory(folder);
    }


    /// <summary>Looks for a newer commit than the one being read.</summary>
    /// <exception cref="IndexUnusableException">There is an index, but not one that this version can read.</exception>
    public void Refresh()
    {
        lock (opening)
        {
            if (readers is not null) readers.MaybeRefreshBlocking();
            else if (DirectoryReader.IndexExists(directory)) readers = Open();
        }
    }

    /// <summary>
    /// Runs <paramref name="read"/> on the last commit that <see cref="Refresh"/> found; gives <paramref name="otherwise"/> when there is
    /// none yet.
    /// </summary>
    public T Read<T>(Func<DirectoryReader, T> read, T otherwise)
    {
        if (readers is not { } present) return otherwise;
        var reader = present.Acquire();
        try
        {
            return read(reader);
        }
        finally
        {
            present.Release(reader);
        }
    }

    /// <summary>As <see cref="Read{T}"/> for answers that are read out one by one: all of them from one commit, whatever is committed meanwhile.</summary>
    public IEnumerable<T> ReadEach<T>(Func<DirectoryReader, IEnumerable<T>> read)
    {
        if (readers is not { } present) yield break;
        var reader = present.Acquire();
        try
        {
            foreach (var one in read(reader)) yield return one;
        }
        finally
        {
            present.Release(reader);
        }
    }

    private ReaderManager Open()
    {
        CheckVersion(directory, folder);
        try
        {
            return new ReaderManager(directory);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new IndexUnusableException(folder, broken.Message, broken);
        }
    }

    /// <summary>Refuses an index that cannot be read or that was written with another <see cref="IndexSchema.Version"/>.</summary>
    /// <exception cref="IndexUnusableException">It is one of those.</exception>
    public static void CheckVersion(SimpleFSDirectory directory, string folder)
    {
        string? version;
        try
        {
            using var reader = DirectoryReader.Open(directory);
            reader.IndexCommit.UserData.TryGetValue(IndexSchema.VersionKey, out version);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new IndexUnusableException(folder, broken.Message, broken);
        }
        if (version != IndexSchema.Version)
        {
            throw new IndexUnusableException(
                folder, $"it was written with version {version ?? "unknown"} of the schema; this is version {IndexSchema.Version}.");
        }
    }

    // A damaged file can end in nearly any exception. A lock, missing rights or a full disk are the world's fault and say nothing of
    // the index: the system's own errors carry its number, those that Lucene finds in a file do not.
    internal static bool IsBroken(Exception exception) =>
        exception is not (LockObtainFailedException or UnauthorizedAccessException or OutOfMemoryException)
        && !(exception.GetType() == typeof(IOException) && exception.GetBaseException().HResult != NotTheSystems);

    // COR_E_IO: what an IOException has that was made with a message alone.
    private const int NotTheSystems = unchecked((int)0x80131620);

    public void Dispose()
    {
        readers?.Dispose();
        directory.Dispose();
    }
}
