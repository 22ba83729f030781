using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// The archive in an object store, for any number of processes. Names are those of the files of a <see cref="FileArchive"/>, but for the logs:
/// each line is an object (<see cref="S3Log{T}"/>).
/// </summary>
/// <param name="place">The bucket.</param>
/// <param name="folder">This process's own folder, for what is on its way.</param>
public sealed class S3Archive(S3Place place, DataFolder folder) : IArchive, IDisposable
{
    private const string ObjectFolder = "objects/sha256/", EventFolder = "events/", CaptureFolder = "captures/", Manifest = "manifest-sha256.txt";

    private readonly Lock _logs = new();
    private readonly S3Log<ArchiveEvent> _events = new(place, EventFolder);
    private readonly Dictionary<string, S3Log<Capture>> _captures = [];
    private readonly Tombstones _tombstones = new();
    private long _learned;

    public void Dispose() => place.Dispose();

    public async Task<KeptObject> KeepAsync(Stream bytes, CancellationToken cancellation)
    {
        await using var part = Part();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        for (int n; (n = await bytes.ReadAsync(buffer, cancellation)) > 0;)
        {
            hash.AppendData(buffer, 0, n);
            await part.WriteAsync(buffer.AsMemory(0, n), cancellation);
        }
        var (sha256, count) = (Convert.ToHexStringLower(hash.GetHashAndReset()), part.Length);
        if (ErasedAt(sha256) is { } erased) throw new RejectedException(RejectionReason.ErasedByOrder, $"These very bytes (SHA-256 {sha256}) were erased by order on {erased:yyyy-MM-dd}; they are not kept again.");
        part.Position = 0;
        return new(sha256, count, IsNew: await place.PutAsync(NameOf(sha256), part, onlyNew: true, cancellation));
    }

    public bool Has(string sha256) => FileArchive.IsSha256(sha256) && place.Has(NameOf(sha256));

    public Stream Open(string sha256)
    {
        var name = NameOf(sha256);
        var part = Part();
        try
        {
            if (!place.ReadAsync(name, part, CancellationToken.None).GetAwaiter().GetResult()) throw new FileNotFoundException($"The archive does not have {sha256}.");
            part.Position = 0;
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    public IEnumerable<string> Objects() => place.List(ObjectFolder).Where(IsObject).Select(name => name[^64..]);

    public long Append(Capture capture)
    {
        lock (_logs)
        {
            if (!_captures.TryGetValue(capture.Run, out var log))
            {
                if (_captures.Count >= 8) _captures.Clear();
                _captures[capture.Run] = log = new(place, $"{CaptureFolder}{capture.Run[..4]}/{capture.Run[4..6]}/{capture.Run}/");
            }
            return log.Append(capture);
        }
    }

    public long Append(ArchiveEvent decision)
    {
        lock (_logs) return _events.Append(decision);
    }

    public IEnumerable<Capture> Captures() => S3Log<Capture>.Read(place, CaptureFolder).Select(line => line.Line.Entry);

    public IEnumerable<ArchiveEvent> Events() => S3Log<ArchiveEvent>.Read(place, EventFolder).Select(line => line.Line.Entry);

    public EventChain FollowEvents()
    {
        lock (_logs)
        {
            var (lines, newest) = (0L, (string?)null);
            foreach (var (line, hash) in S3Log<ArchiveEvent>.Read(place, EventFolder)) (lines, newest) = (line.Number, hash);
            return new(lines, newest, [.. S3Log<ArchiveEvent>.Verify(place, EventFolder)]);
        }
    }

    public IReadOnlyList<string> EraseByOrder()
    {
        List<string> erased;
        lock (_logs) erased = [.. Known().All];
        foreach (var sha256 in erased) place.Delete(NameOf(sha256));
        return erased;
    }

    public void WriteManifest() => place.Put(Manifest, Encoding.UTF8.GetBytes(string.Concat(Objects().Select(sha256 => $"{sha256}  {NameOf(sha256)}\n"))), onlyNew: false);

    public IEnumerable<string> Verify(CancellationToken cancellation)
    {
        var there = new HashSet<string>();
        foreach (var name in place.List(ObjectFolder))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!IsObject(name))
            {
                yield return $"{name}: the archive did not put this here. Move it elsewhere.";
                continue;
            }
            there.Add(name[^64..]);
            using var bytes = Open(name[^64..]);
            if (ErasedAt(name[^64..]) is { } erased) yield return $"{name}: it was erased by order on {erased:yyyy-MM-dd} and is here again.";
            else if (Convert.ToHexStringLower(SHA256.HashData(bytes)) is var actual && actual != name[^64..]) yield return $"{name}: its bytes have the SHA-256 {actual}: it was damaged. Restore it from a copy.";
        }
        foreach (var problem in S3Log<Capture>.Verify(place, CaptureFolder)) yield return problem;
        foreach (var problem in S3Log<ArchiveEvent>.Verify(place, EventFolder)) yield return problem;
        foreach (var capture in Captures().Where(capture => capture.Sha256 is not null).DistinctBy(capture => capture.Sha256))
            if (!there.Contains(capture.Sha256!) && !Has(capture.Sha256!) && ErasedAt(capture.Sha256!) is null)
                yield return $"{capture.Url}: captured on {capture.At:u} as {capture.Sha256}, which the archive does not have. Restore it from a copy.";
    }

    private DateTimeOffset? ErasedAt(string sha256)
    {
        lock (_logs) return Known().ErasedAt(sha256);
    }

    /// <summary>Other processes decide as well: whatever has come since is taken in.</summary>
    private Tombstones Known()
    {
        foreach (var (line, _) in S3Log<ArchiveEvent>.Read(place, EventFolder, _learned))
        {
            _tombstones.Learn(line.Entry);
            _learned = line.Number;
        }
        return _tombstones;
    }

    private FileStream Part() => new(Path.Combine(folder.Temporary, $"{Environment.ProcessId}-{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose);

    private static bool IsObject(string name) => name.Length > 64 && FileArchive.IsSha256(name[^64..]) && name == NameOf(name[^64..]);

    private static string NameOf(string sha256) => FileArchive.IsSha256(sha256) ? $"{ObjectFolder}{sha256[..2]}/{sha256[2..4]}/{sha256}"
        : throw new ArgumentException($"'{sha256}' is not a SHA-256 in lower-case hex.", nameof(sha256));
}
