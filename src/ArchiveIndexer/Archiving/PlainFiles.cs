using System.Security.Cryptography;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// The plain files of an archive, wherever they lie: in a data folder (a backup is one) or in an exported bag. They can be copied to
/// another data folder, again and again; what a copy has and the original has not is never taken away from the copy.
/// </summary>
public sealed class PlainFiles
{
    private static readonly string[] LogFolders = ["events", "captures"];
    private readonly string _root;
    private readonly Func<IEnumerable<(string Sha256, string Path)>> _objects;

    private PlainFiles(string root, Func<IEnumerable<(string, string)>> objects) => (_root, _objects) = (root, objects);

    /// <summary>The archive's files in a data folder.</summary>
    public static PlainFiles Of(DataFolder folder) => new(folder.Root, () => Directory.Exists(folder.Objects)
        ? Directory.EnumerateFiles(folder.Objects, "*", SearchOption.AllDirectories).Where(path => FileArchive.IsSha256(Path.GetFileName(path))).Select(path => (Path.GetFileName(path), path)) : []);

    /// <summary>The archive's files in a folder; null when it is neither a data folder nor a bag that <c>export</c> wrote.</summary>
    /// <exception cref="IOException">It is a bag whose manifest cannot be read.</exception>
    public static PlainFiles? Find(string path)
    {
        if (!Directory.Exists(path)) return null;
        if (Directory.Exists(Path.Combine(path, "events"))) return Of(new DataFolder(path));
        var inBag = Path.Combine(path, "data", "archive");
        return File.Exists(Path.Combine(path, "bagit.txt")) && Directory.Exists(Path.Combine(inBag, "events")) ? new PlainFiles(inBag, () => Bag.Objects(path)) : null;
    }

    /// <summary>
    /// The logs and the steward's thesaurus: paths with slashes, relative to where the archive's files begin. Events before captures before
    /// (for whoever copies) objects: while another process writes, each is then there that an earlier one speaks of.
    /// </summary>
    public IEnumerable<string> Logs()
    {
        foreach (var folder in LogFolders)
            if (Directory.Exists(Path.Combine(_root, folder)))
                foreach (var path in Directory.EnumerateFiles(Path.Combine(_root, folder), "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                    yield return Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>A log's whole lines; one that is being written now is left out.</summary>
    public byte[] ReadLog(string name)
    {
        using var file = new FileStream(Path.Combine(_root, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..(bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1)];
    }

    /// <summary>The steward's thesaurus; null when there is none.</summary>
    public byte[]? ReadThesaurus() => File.Exists(Path.Combine(_root, "thesaurus.txt")) ? File.ReadAllBytes(Path.Combine(_root, "thesaurus.txt")) : null;

    /// <summary>Brings another data folder to where this archive is; what it has already is not copied again.</summary>
    /// <param name="target">The folder; its owner calls.</param>
    /// <param name="step">Told how many objects of how many have been looked at.</param>
    /// <param name="cancellation">Ends it between two objects; the next copy goes on from there.</param>
    /// <returns>How many objects were copied, how many erased because of an order that came with the logs, and a sentence for each thing that is not as it ought to be.</returns>
    public async Task<(int Copied, int Erased, IReadOnlyList<string> Problems)> CopyToAsync(DataFolder target, Action<int, int, string> step, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var logs = Logs().Select(name => (Name: name, Lines: ReadLog(name))).ToList();
        var there = Of(target);
        // A log only grows. One that does not begin with what the copy has is another archive's or was tampered with: the copy keeps its own.
        var continued = logs.Where(log => Continues(there, log.Name, log.Lines, problems)).ToList();
        foreach (var name in there.Logs().Except(logs.Select(log => log.Name))) problems.Add($"{name}: {_root} does not have this log; {target.Root} keeps it.");

        using var archive = new FileArchive(target);
        var objects = _objects().OrderBy(file => file.Sha256, StringComparer.Ordinal).ToList();
        var copied = 0;
        foreach (var (at, (sha256, path)) in objects.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            step(at + 1, objects.Count, sha256);
            if (archive.Has(sha256)) continue;
            if (await KeepAsync(archive, sha256, path, cancellation) is { } problem) problems.Add(problem);
            else copied++;
        }
        // The lines last: they speak only of objects that are there.
        foreach (var (name, lines) in Enumerable.Reverse(continued)) DurableWrites.Replace(Path.Combine(target.Root, name), target.Temporary, file => file.Write(lines));
        if (ReadThesaurus() is { } words) DurableWrites.Replace(target.ThesaurusFile, target.Temporary, file => file.Write(words));
        // What was erased by order since the last copy; known from the lines that have just come.
        var before = archive.Objects().Count();
        using (var brought = new FileArchive(target)) brought.EraseByOrder();
        archive.WriteManifest();
        return (copied, before - archive.Objects().Count(), problems);
    }

    /// <summary>Makes a new data folder from these files. It is made beside its place, so that what an interruption leaves is not taken for an archive.</summary>
    /// <param name="into">Where it is to be: nothing, or an empty folder.</param>
    /// <param name="step">As for <see cref="CopyToAsync"/>.</param>
    /// <param name="cancellation">As for <see cref="CopyToAsync"/>.</param>
    /// <returns>How many objects were copied, how many erased because of an order that came with the logs, and a sentence for each thing that is not as it ought to be; without any object, no folder is made.</returns>
    /// <exception cref="IOException">There is something at <paramref name="into"/> already.</exception>
    public async Task<(int Copied, int Erased, IReadOnlyList<string> Problems)> CopyIntoNewAsync(string into, Action<int, int, string> step, CancellationToken cancellation)
    {
        if (!IsFree(into)) throw new IOException($"{into} exists and is not an empty folder. Name a new one: a restore does not write over anything.");
        var unfinished = Path.TrimEndingDirectorySeparator(Path.GetFullPath(into)) + ".unfinished";
        DataFolder.Discard(unfinished);
        var result = await CopyToAsync(new DataFolder(unfinished), step, cancellation);
        if (result.Copied == 0) DataFolder.Discard(unfinished);
        else
        {
            if (Directory.Exists(into)) Directory.Delete(into);
            Directory.Move(unfinished, Path.GetFullPath(into));
        }
        return result;
    }

    /// <summary>The data folder that a backup is, made or found.</summary>
    /// <param name="path">Where it is, or is to be.</param>
    /// <exception cref="IOException">There is something else.</exception>
    public static DataFolder Backup(string path)
    {
        if (!IsFree(path) && DataFolder.Find(path) is null) throw new IOException($"{path} exists and is no backup. Name an empty folder, or one that an earlier backup was written to.");
        var folder = new DataFolder(path);
        // From the first moment it is known again as a backup, also after an interruption.
        Directory.CreateDirectory(folder.Events);
        return folder;
    }

    /// <summary>Whether nothing has been made from the files yet, as in a backup.</summary>
    public static bool IsCopy(DataFolder folder) => !Directory.EnumerateFileSystemEntries(folder.Derived).Any();

    private static bool IsFree(string path) => !File.Exists(path) && !(Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());

    private static bool Continues(PlainFiles there, string name, byte[] lines, List<string> problems)
    {
        if (!File.Exists(Path.Combine(there._root, name)) || lines.AsSpan().StartsWith(there.ReadLog(name))) return true;
        problems.Add($"{name}: it does not go on from what {there._root} has of it: it was altered, or is another archive's. The copy keeps its own; compare the two.");
        return false;
    }

    private static async Task<string?> KeepAsync(FileArchive archive, string sha256, string path, CancellationToken cancellation)
    {
        try
        {
            using var bytes = File.OpenRead(path);
            var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation));
            if (actual != sha256) return $"{path}: its bytes have the SHA-256 {actual} and not {sha256}: it is damaged and was not copied. Restore it from a copy.";
            bytes.Position = 0;
            await archive.KeepAsync(bytes, cancellation);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return $"{path}: it cannot be read ({e.Message}) and was not copied.";
        }
    }
}
