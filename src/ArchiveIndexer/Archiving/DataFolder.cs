using System.Diagnostics;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// The layout of the data folder. <c>objects</c>, <c>captures</c> and <c>events</c> are the archive; everything under
/// <c>derived</c> can be deleted at any time and made again.
/// </summary>
public sealed class DataFolder
{
    /// <summary>Finds the folder, or makes it.</summary>
    /// <param name="root">Absolute, or relative to the working folder.</param>
    /// <exception cref="IOException">There is a file of that name, or the folder cannot be written to.</exception>
    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (var folder in (string[])[Root, Derived, Temporary, Locks]) Directory.CreateDirectory(folder);
    }

    public string Root { get; }
    public string Objects => Path.Combine(Root, "objects", "sha256");
    public string Captures => Path.Combine(Root, "captures");
    public string Events => Path.Combine(Root, "events");
    public string Manifest => Path.Combine(Root, "manifest-sha256.txt");
    public string Derived => Path.Combine(Root, "derived");
    public string CatalogueFile => Path.Combine(Derived, "catalogue.db");
    public string Texts => Path.Combine(Derived, "text");
    public string Recognised => Path.Combine(Derived, "recognised");
    public string Index => Path.Combine(Derived, "index");
    public string ThesaurusFile => Path.Combine(Root, "thesaurus.txt");
    public string Temporary => Path.Combine(Root, "tmp");
    public string Locks => Path.Combine(Root, "locks");

    /// <summary>The steward's own groups of words that mean the same (at most a megabyte is read); null when there is no such file.</summary>
    public string? ReadThesaurus()
    {
        if (!File.Exists(ThesaurusFile)) return null;
        using var reader = new StreamReader(ThesaurusFile);
        var characters = new char[1 << 20];
        return new string(characters, 0, reader.ReadBlock(characters));
    }

    /// <summary>
    /// Makes this process the only one that writes here, until the result is disposed of or the process ends however it ends.
    /// Needed because Lucene's own lock does not keep a second process out on Linux.
    /// </summary>
    /// <exception cref="ArchiveInUseException">Another process has the folder.</exception>
    public IDisposable TakeOwnership()
    {
        try
        {
            return new FileStream(Owner, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // Anything else (a full or read-only disk, a folder that is none) says itself what it is.
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new ArchiveInUseException($"Another process is working on {Root}. Stop it first, or name another folder with --data.");
        }
    }

    /// <summary>
    /// Makes this process one of several that write here, each to the logs in turn (<see cref="TakeLogs"/>); a process that wants the folder
    /// for itself is refused, as this one is while another has it.
    /// </summary>
    /// <exception cref="ArchiveInUseException">Another process has the folder for itself.</exception>
    public IDisposable TakePart()
    {
        try
        {
            new FileStream(Owner, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
            return new FileStream(Owner, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new ArchiveInUseException($"Another process has {Root} for itself. Stop it first.");
        }
    }

    /// <summary>Waits until no other process appends to the logs, and keeps them from it until the result is disposed of or this process ends.</summary>
    /// <exception cref="IOException">Another process has kept them for half a minute: it hangs, or the folder's server does.</exception>
    internal IDisposable TakeLogs()
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(Path.Combine(Locks, "logs.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeldByAnother(e) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            {
#pragma warning disable RS0030 // A file's lock gives no sign when it is free.
                Thread.Sleep(2);
#pragma warning restore RS0030
            }
        }
    }

    private string Owner => Path.Combine(Locks, "owner.lock");

    // .NET gives the number of the system's own error: EWOULDBLOCK on Linux and macOS; a sharing or lock violation on Windows.
    private static bool IsHeldByAnother(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;

    /// <summary>How many bytes may still be written to the folder's disk.</summary>
    public long Room() => new DriveInfo(Root).AvailableFreeSpace;

    /// <summary>Removes what an interrupted run left in the folder for unfinished files. Call only as the owner.</summary>
    /// <param name="before">Where others write as well: only what has not been written to since.</param>
    public void SweepTemporary(DateTimeOffset? before = null)
    {
        foreach (var leftover in Directory.EnumerateFiles(Temporary))
            if (before is null || File.GetLastWriteTimeUtc(leftover) < before.Value.UtcDateTime) File.Delete(leftover);
    }

    /// <summary>Deletes a projection so that it is made anew; missing is fine.</summary>
    public static void Discard(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        foreach (var file in (string[])[path, path + "-wal", path + "-shm"]) if (File.Exists(file)) File.Delete(file);
    }

    /// <summary>Moves a projection that cannot be read out of the way; nothing is lost by looking at it later.</summary>
    /// <returns>Where it is now.</returns>
    public static string SetAside(string path, DateTimeOffset now)
    {
        var aside = $"{path}.unusable-{now.UtcDateTime:yyyyMMddTHHmmssfff}";
        Debug.Assert(!Directory.Exists(aside), "two in one millisecond");
        if (Directory.Exists(path)) Directory.Move(path, aside);
        else if (File.Exists(path))
        {
            File.Move(path, aside);
            foreach (var companion in (string[])["-wal", "-shm"]) if (File.Exists(path + companion)) File.Move(path + companion, aside + companion);
        }
        return aside;
    }

    /// <summary>Deletes projections that were moved out of the way: they may hold words of what was erased.</summary>
    public void DiscardSetAside()
    {
        foreach (var aside in Directory.EnumerateFileSystemEntries(Derived, "*.unusable-*").ToList())
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
            else File.Delete(aside);
        }
    }

    /// <summary>The folder, if there is an archive in it; looking for one leaves no trace.</summary>
    public static DataFolder? Find(string root) => Directory.Exists(Path.Combine(root, "events")) ? new DataFolder(root) : null;
}

/// <summary>Another process owns the data folder. The message tells what to do.</summary>
public sealed class ArchiveInUseException(string message) : Exception(message);
