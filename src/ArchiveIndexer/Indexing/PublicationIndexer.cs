using System.Globalization;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace ArchiveIndexer.Indexing;

/// <summary>
/// Makes publications findable. What was indexed is seen by searches, and survives a crash, from the next <see cref="Commit"/> on.
/// All members may be called from any thread; one writes at a time.
/// </summary>
/// <remarks>
/// Two processes must not write the same index: hold the archive's own exclusive lock before opening. Lucene's lock does not
/// exclude a second process on Linux (it takes a shared flock), and two writers destroy an index. Merges run in the committing
/// thread, because this version of Lucene.NET can otherwise commit a file before it is wholly written (lucenenet#1292). The index
/// is a projection: whatever happens to it, everything can be indexed again.
/// </remarks>
public sealed class PublicationIndexer : IDisposable
{
    private const double BufferMegabytes = 256;

    private readonly System.Threading.Lock writing = new();
    private readonly string folder;
    private readonly TimeProvider time;
    private readonly SimpleFSDirectory directory;
    private readonly Dictionary<string, IndexedEdition> uncommitted = new(StringComparer.Ordinal);
    private IndexWriter? writer;

    /// <summary>Opens the index in <paramref name="folder"/>, or begins an empty one there.</summary>
    /// <exception cref="IndexUnusableException">There is an index, but not one that this version can go on with.</exception>
    public PublicationIndexer(string folder, TimeProvider? time = null)
    {
        this.folder = folder;
        this.time = time ?? TimeProvider.System;
        directory = new SimpleFSDirectory(folder);
        try
        {
            if (DirectoryReader.IndexExists(directory)) CommittedIndex.CheckVersion(directory, folder);
            writer = OpenWriter();
            Committed = new CommittedIndex(folder);
            Committed.Refresh();
            // What it holds is asked for first of all, of every part: damage there must show while it can still be set aside.
            Indexed();
        }
        catch (Exception failed)
        {
            Committed?.Dispose();
            writer?.Dispose();
            directory.Dispose();
            if (CommittedIndex.IsBroken(failed) && failed is not IndexUnusableException) throw new IndexUnusableException(folder, failed.Message, failed);
            throw;
        }
    }

    /// <summary>Opens the index; one that cannot be used is first put out of the way.</summary>
    /// <param name="folder">Where the index is, or is to be.</param>
    /// <param name="setAside">Moves the folder (or removes it), so that nothing is left at its path.</param>
    /// <param name="time">What dates the commits; the system's clock when null.</param>
    /// <returns>The open index, and why everything must be indexed again: null when the index was usable.</returns>
    public static (PublicationIndexer Indexer, IndexUnusableException? StartedEmpty) OpenOrSetAside(
        string folder, Action<string> setAside, TimeProvider? time = null)
    {
        try
        {
            return (new PublicationIndexer(folder, time), null);
        }
        catch (IndexUnusableException unusable)
        {
            setAside(folder);
            return (new PublicationIndexer(folder, time), unusable);
        }
    }

    /// <summary>The last commit, for <see cref="Searching.PublicationSearcher"/> in the same process.</summary>
    internal CommittedIndex Committed { get; }

    /// <summary>
    /// Indexes a publication in the place of what was indexed of it before. Doing it again changes nothing. A suppressed
    /// publication is removed instead.
    /// </summary>
    public void Index(PublicationRecord record, PublicationText text, string version)
    {
        var id = record.Publication.Id;
        if (record.Status == PublicationStatus.Suppressed)
        {
            Remove(id);
            return;
        }
        var block = PublicationBlock.Of(record, text, version);
        Write(open =>
        {
            open.UpdateDocuments(new Term(IndexSchema.BlockOf, id), block);
            uncommitted[id] = new IndexedEdition(id, record.Edition?.Sha256, version);
        });
    }

    /// <summary>Takes a publication out of the index; nothing happens when it is not there.</summary>
    public void Remove(string publicationId) => Write(open =>
    {
        open.DeleteDocuments(new Term(IndexSchema.BlockOf, publicationId));
        uncommitted.Remove(publicationId);
    });

    /// <summary>
    /// Writes anew whatever still has words of what was taken out or replaced: searches do not find it there, but its words would go on being
    /// offered as spellings and completions until parts of the index are merged some day.
    /// </summary>
    public void Purge() => Write(open => open.ForceMergeDeletes());

    /// <summary>Makes everything so far durable and shows it to searches.</summary>
    /// <returns>What was indexed since the last commit and is now durable: the pipeline may remember it.</returns>
    public IReadOnlyList<IndexedEdition> Commit()
    {
        List<IndexedEdition> durable = [];
        Write(open =>
        {
            if (open.HasUncommittedChanges()) CommitNow(open);
            durable = [.. uncommitted.Values];
            uncommitted.Clear();
        });
        Committed.Refresh();
        return durable;
    }

    /// <summary>Everything that the last commit holds, in order of id.</summary>
    public IReadOnlyList<IndexedEdition> Indexed() => Committed.Read(IndexedEditions.In, []);

    /// <summary>Reads every byte of the last commit.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? Check()
    {
        lock (writing)
        {
            var status = new CheckIndex(directory).DoCheckIndex();
            return status.Clean ? null
                : $"{status.NumBadSegments} of {status.NumSegments} parts of the index in {folder} are damaged; "
                    + $"{status.TotLoseDocCount} pages are lost.";
        }
    }

    // After a failed write nobody knows which of the buffered publications are lost: all since the last commit are given up,
    // none of them is reported as durable, and the next call starts from that commit.
    private void Write(Action<IndexWriter> write)
    {
        lock (writing)
        {
            writer ??= OpenWriter();
            try
            {
                write(writer);
            }
            catch
            {
                GiveUp(writer);
                writer = null;
                uncommitted.Clear();
                throw;
            }
        }
    }

    private static void GiveUp(IndexWriter broken)
    {
        try
        {
            broken.Rollback();
        }
        catch (Exception)
        {
            // It has closed itself; the exception that brought us here is on its way and says more.
        }
    }

    private IndexWriter OpenWriter()
    {
        var open = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = BufferMegabytes,
            MergeScheduler = new SerialMergeScheduler(),
            // Purging leaves nothing, however little it is.
            MergePolicy = new TieredMergePolicy { ForceMergeDeletesPctAllowed = 0 },
        });
        if (!DirectoryReader.IndexExists(directory)) CommitNow(open);
        return open;
    }

    private void CommitNow(IndexWriter open)
    {
        open.SetCommitData(new Dictionary<string, string>
        {
            [IndexSchema.VersionKey] = IndexSchema.Version,
            [IndexSchema.CommittedAtKey] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        });
        open.Commit();
    }

    /// <summary>Closes the index. What was not committed is given up.</summary>
    public void Dispose()
    {
        lock (writing)
        {
            Committed.Dispose();
            if (writer is not null) GiveUp(writer);
            writer = null;
            directory.Dispose();
        }
    }
}
