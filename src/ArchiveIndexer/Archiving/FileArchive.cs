using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// The archive as plain files in a <see cref="DataFolder"/>: readable, copyable and checkable without this program.
/// One process writes (<see cref="DataFolder.TakeOwnership"/>), or, where the archive is shared, several, one line after the other
/// (<see cref="DataFolder.TakeLogs"/>); any number may read.
/// </summary>
/// <param name="folder">Where.</param>
/// <param name="shared">Whether other processes write here as well.</param>
public sealed class FileArchive(DataFolder folder, bool shared = false) : IArchive, IDisposable
{
    private readonly Lock _logs = new();
    private readonly Dictionary<string, long> _learned = [];
    private readonly Dictionary<string, AppendOnlyLog<Capture>> _captures = [];
    private AppendOnlyLog<ArchiveEvent>? _events;
    private string _eventsFile = "";
    private Tombstones? _tombstones;

    /// <summary>Written aside, flushed, renamed, the folder flushed: a crash at any point leaves either the whole object or none.</summary>
    public async Task<KeptObject> KeepAsync(Stream bytes, CancellationToken cancellation)
    {
        var part = Path.Combine(folder.Temporary, $"{Environment.ProcessId}-{Guid.NewGuid():N}.part");
        try
        {
            string sha256;
            long count = 0;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: false))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                var buffer = new byte[81920];
                for (int n; (n = await bytes.ReadAsync(buffer, cancellation)) > 0; count += n)
                {
                    hash.AppendData(buffer, 0, n);
                    file.Write(buffer, 0, n);
                }
                sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
                file.Flush(flushToDisk: true);
            }

            if (ErasedAt(sha256) is { } erased) throw new RejectedException(RejectionReason.ErasedByOrder, $"These very bytes (SHA-256 {sha256}) were erased by order on {erased:yyyy-MM-dd}; they are not kept again.");
            var path = PathOf(sha256);
            if (File.Exists(path))
            {
                // Whoever wrote it may not have come to this yet.
                DurableWrites.FlushFolder(Path.GetDirectoryName(path)!);
                return new KeptObject(sha256, count, IsNew: false);
            }
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            DurableWrites.CreateFolder(Path.GetDirectoryName(path)!);
            // Two writers of the same bytes may both come here; whichever is last replaces a file by its equal.
            File.Move(part, path, overwrite: true);
            DurableWrites.FlushFolder(Path.GetDirectoryName(path)!);
            return new KeptObject(sha256, count, IsNew: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    public bool Has(string sha256) => IsSha256(sha256) && File.Exists(PathOf(sha256));

    public Stream Open(string sha256) => new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Where an object lies, or would.</summary>
    public string PathOf(string sha256) => IsSha256(sha256) ? Path.Combine(folder.Objects, sha256[..2], sha256[2..4], sha256)
        : throw new ArgumentException($"'{sha256}' is not a SHA-256 in lower-case hex.", nameof(sha256));

    public IEnumerable<string> Objects() => ObjectFiles().Where(IsObject).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public long Append(Capture capture)
    {
        lock (_logs)
        {
            using var alone = shared ? folder.TakeLogs() : null;
            if (!_captures.TryGetValue(capture.Run, out var log))
            {
                // Runs come one after another; the logs of those that have ended need not stay open.
                if (_captures.Count >= 8) CloseCaptures();
                _captures[capture.Run] = log = new AppendOnlyLog<Capture>(PathOfRun(capture.Run), shared: shared);
            }
            return log.Append(capture);
        }
    }

    public long Append(ArchiveEvent decision)
    {
        lock (_logs)
        {
            using var alone = shared ? folder.TakeLogs() : null;
            // Another process may have begun the next month, after lines that this one has not seen.
            if (shared && (string.CompareOrdinal(FileNameOf(decision), _eventsFile) > 0 || string.CompareOrdinal(Path.GetFileName(EventFiles().LastOrDefault()), _eventsFile) > 0)) CloseEvents();
            if (_events is null || string.CompareOrdinal(FileNameOf(decision), _eventsFile) > 0) OpenEvents(decision);
            var line = _events!.Append(decision);
            if (!shared) _tombstones?.Learn(decision);
            return line;
        }
    }

    public IEnumerable<Capture> Captures() => CaptureFiles().SelectMany(AppendOnlyLog<Capture>.ReadLines).Select(line => line.Line.Entry);

    public IEnumerable<ArchiveEvent> Events() => EventFiles().SelectMany(AppendOnlyLog<ArchiveEvent>.ReadLines).Select(line => line.Line.Entry);

    public EventChain FollowEvents()
    {
        // Between two lines, not within one.
        lock (_logs)
        {
            var (lines, newest) = (0L, (string?)null);
            foreach (var (line, hash) in EventFiles().SelectMany(AppendOnlyLog<ArchiveEvent>.ReadLines)) (lines, newest) = (line.Number, hash);
            return new(lines, newest, [.. AppendOnlyLog<ArchiveEvent>.Verify(EventFiles(), folder.Root)]);
        }
    }

    public IReadOnlyList<string> EraseByOrder()
    {
        List<string> erased;
        lock (_logs) erased = [.. Known().All];
        foreach (var path in erased.Select(PathOf).Where(File.Exists))
        {
            File.Delete(path);
            DurableWrites.FlushFolder(Path.GetDirectoryName(path)!);
        }
        return erased;
    }

    private DateTimeOffset? ErasedAt(string sha256)
    {
        lock (_logs) return Known().ErasedAt(sha256);
    }

    private Tombstones Known()
    {
        if (_tombstones is not null && !shared) return _tombstones;
        _tombstones ??= new();
        foreach (var path in EventFiles())
        {
            (var lines, _learned[path]) = AppendOnlyLog<ArchiveEvent>.ReadOn(path, _learned.GetValueOrDefault(path));
            foreach (var decision in lines) _tombstones.Learn(decision);
        }
        return _tombstones;
    }

    public void WriteManifest() => DurableWrites.Replace(folder.Manifest, folder.Temporary, file =>
    {
        foreach (var sha256 in Objects()) file.Write(Encoding.UTF8.GetBytes(ManifestLine(sha256) + "\n"));
    });

    private static string ManifestLine(string sha256) => $"{sha256}  objects/sha256/{sha256[..2]}/{sha256[2..4]}/{sha256}";

    public IEnumerable<string> Verify(CancellationToken cancellation)
    {
        foreach (var path in ObjectFiles().Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsObject(path) && ErasedAt(Path.GetFileName(path)) is { } erased) yield return $"{Path.GetRelativePath(folder.Root, path)}: it was erased by order on {erased:yyyy-MM-dd} and is here again. Run 'archive rebuild'.";
            else if (WhatIsWrongWith(path) is { } problem) yield return $"{Path.GetRelativePath(folder.Root, path)}: {problem}";
        }
        foreach (var problem in VerifyManifest()) yield return problem;
        foreach (var path in CaptureFiles()) foreach (var problem in AppendOnlyLog<Capture>.Verify([path], folder.Root)) yield return problem;
        foreach (var problem in AppendOnlyLog<ArchiveEvent>.Verify(EventFiles(), folder.Root)) yield return problem;
        foreach (var capture in Captures().Where(capture => capture.Sha256 is not null).DistinctBy(capture => capture.Sha256))
            if (!IsSha256(capture.Sha256!) || (!Has(capture.Sha256!) && ErasedAt(capture.Sha256!) is null))
                yield return $"{capture.Url}: captured on {capture.At:u} as {capture.Sha256}, which the archive does not have. Restore it from a copy.";
    }

    /// <summary>Objects that came since the list was last written are not in it, and that is no fault; whatever else it says must be so.</summary>
    private IEnumerable<string> VerifyManifest()
    {
        const string remedy = "The next crawl or rebuild writes it anew.";
        if (!File.Exists(folder.Manifest)) yield break;
        foreach (var (at, line) in File.ReadAllText(folder.Manifest).Split('\n')[..^1].Index())
        {
            var sha256 = line.Split(' ')[0];
            if (!IsSha256(sha256) || line != ManifestLine(sha256)) yield return $"{Path.GetFileName(folder.Manifest)}, line {at + 1}: '{line}' is no line of the list. {remedy}";
            else if (!Has(sha256)) yield return $"{Path.GetFileName(folder.Manifest)}, line {at + 1}: the archive does not have {sha256}. Restore it from a copy.";
        }
        if (new FileInfo(folder.Manifest) is { Length: > 0 } && File.ReadAllBytes(folder.Manifest)[^1] != '\n') yield return $"{Path.GetFileName(folder.Manifest)}: its last line does not end. {remedy}";
    }

    public void Dispose()
    {
        lock (_logs)
        {
            CloseCaptures();
            CloseEvents();
        }
    }

    private string? WhatIsWrongWith(string path)
    {
        if (!IsObject(path)) return "the archive did not put this here. Move it elsewhere.";
        try
        {
            using var file = File.OpenRead(path);
            var actual = Convert.ToHexStringLower(SHA256.HashData(file));
            return actual == Path.GetFileName(path) ? null : $"its bytes have the SHA-256 {actual}: the file was damaged. Restore it from a copy.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read ({e.Message}). Restore it from a copy.";
        }
    }

    private IEnumerable<string> ObjectFiles() => Directory.Exists(folder.Objects) ? Directory.EnumerateFiles(folder.Objects, "*", SearchOption.AllDirectories) : [];

    private bool IsObject(string path) => Path.GetFileName(path) is var name && IsSha256(name) && path == PathOf(name);

    /// <summary>64 lower-case hex digits.</summary>
    internal static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private void CloseCaptures()
    {
        foreach (var log in _captures.Values) log.Dispose();
        _captures.Clear();
    }

    private void CloseEvents()
    {
        _events?.Dispose();
        _events = null;
    }

    /// <summary>The chain goes on from month to month: a whole month taken out shows as well.</summary>
    private void OpenEvents(ArchiveEvent first)
    {
        var (previous, number) = (_events?.Previous, _events?.Number ?? 0);
        _events?.Dispose();
        if (previous is null)
            foreach (var path in EventFiles())
                if (AppendOnlyLog<ArchiveEvent>.ReadLines(path).LastOrDefault() is { Hash: { } hash } last) (previous, number) = (hash, last.Line.Number);
        // A clock set back must not write into a month that another has followed.
        _eventsFile = new[] { FileNameOf(first), Path.GetFileName(EventFiles().LastOrDefault()) ?? "" }.Max(StringComparer.Ordinal)!;
        _events = new AppendOnlyLog<ArchiveEvent>(Path.Combine(folder.Events, _eventsFile), previous, number, shared);
    }

    private static string FileNameOf(ArchiveEvent decision) => $"{decision.At.UtcDateTime:yyyy-MM}.jsonl";

    /// <summary>A run's name begins with its date: <c>20261122T203015123-…</c> lies in <c>captures/2026/11</c>.</summary>
    private string PathOfRun(string run) => Path.Combine(folder.Captures, run[..4], run[4..6], run + ".jsonl");

    private string[] CaptureFiles() => Files(folder.Captures);

    private string[] EventFiles() => Files(folder.Events);

    private static string[] Files(string path) => !Directory.Exists(path) ? [] :
        [.. Directory.EnumerateFiles(path, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
