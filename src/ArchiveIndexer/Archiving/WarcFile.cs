using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// Captures as WARC 1.1 (ISO 28500), one gzip member a record, for the tools that other web archives use. It is made beside its place and
/// takes its name when it is complete. Whatever the size of the archive, memory is needed for one record's head and the addresses of objects.
/// </summary>
public sealed class WarcFile : IDisposable
{
    // What the fetcher has undone before the body was kept: the length that the server gave is that of something else.
    private static readonly string[] Undone = ["content-encoding", "transfer-encoding", "content-length"];

    private readonly FileArchive _archive;
    private readonly string _path, _unfinished;
    private readonly FileStream _file;
    private readonly Dictionary<string, (string Url, string Date, string Id)> _first = [];

    /// <param name="path">Where the file is to be; nothing may be there.</param>
    /// <param name="archive">Whose captures are going to be added.</param>
    /// <param name="now">When it is made.</param>
    /// <exception cref="IOException">There is something already.</exception>
    public WarcFile(string path, FileArchive archive, DateTimeOffset now)
    {
        (_archive, _path) = (archive, Path.GetFullPath(path));
        if (Path.Exists(_path)) throw new IOException($"{_path} exists. Name a new file: an export does not write over anything.");
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _unfinished = $"{_path}.unfinished-{Environment.ProcessId}";
        _file = new FileStream(_unfinished, FileMode.Create, FileAccess.Write);
        Write("warcinfo", IdOf($"{Path.GetFileName(_path)} {Date(now)}"), Date(now), null, [("WARC-Filename", Path.GetFileName(_path)), ("Content-Type", "application/warc-fields")],
            Encoding.UTF8.GetBytes("software: ArchiveIndexer\r\nformat: WARC File Format 1.1\r\nconformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"), null);
    }

    /// <summary>Where it will be.</summary>
    public string FullPath => _path;

    /// <summary>Records in it.</summary>
    public int Count { get; private set; }

    /// <summary>Adds what an attempt to fetch brought: a response, a revisit of one, or, where nothing was kept, what is known of it.</summary>
    /// <param name="capture">The attempt.</param>
    /// <param name="position">Its place among all captures, which with its run gives its record a name.</param>
    public void Add(Capture capture, long position)
    {
        var (id, date) = (IdOf($"{capture.Run} {position}"), Date(capture.At));
        var address = capture.FinalUrl ?? capture.Url;
        List<(string, string?)> fields = [("WARC-IP-Address", IPAddress.TryParse(capture.IpAddress, out var ip) ? ip.ToString() : null)];
        if (capture.Status is not { } status)
        {
            var known = $"outcome: {capture.Outcome}\r\nreason: {OneLine(capture.Reason?.ToString())}\r\nmessage: {OneLine(capture.Message)}\r\n";
            Write("metadata", id, date, address, [.. fields, ("Content-Type", "application/warc-fields")], Encoding.UTF8.GetBytes(known), null);
            return;
        }
        fields.Add(("Content-Type", "application/http;msgtype=response"));
        if (capture.Sha256 is not { } kept || !_archive.Has(kept))
        {
            // The answer came and its body was not kept, or erased since: of that not even the hash is told. The reason is in the archive's own log.
            Write("response", id, date, address, [.. fields, ("WARC-Truncated", "unspecified")], Head(status, capture.Headers, null), null);
            return;
        }
        fields.Add(("WARC-Payload-Digest", $"sha256:{kept}"));
        if (_first.TryGetValue(kept, out var first))
        {
            var profile = capture.Outcome == CaptureOutcome.NotModified ? "server-not-modified" : "identical-payload-digest";
            Write("revisit", id, date, address,
                [.. fields, ("WARC-Profile", $"http://netpreserve.org/warc/1.1/revisit/{profile}"), ("WARC-Refers-To", first.Id), ("WARC-Refers-To-Target-URI", first.Url), ("WARC-Refers-To-Date", first.Date), ("WARC-Truncated", "length")],
                Head(status, capture.Headers, null), null);
            return;
        }
        _first[kept] = (address, date, id);
        using var body = _archive.Open(kept);
        Write("response", id, date, address, fields, Head(status, capture.Headers, body.Length), body);
    }

    /// <summary>Adds bytes that were given, not fetched.</summary>
    public void AddGiven(string sha256, string address, DateTimeOffset at)
    {
        if (_first.ContainsKey(sha256) || !_archive.Has(sha256)) return;
        var id = IdOf($"given {sha256}");
        _first[sha256] = (address, Date(at), id);
        using var body = _archive.Open(sha256);
        Write("resource", id, Date(at), address, [("Content-Type", "application/octet-stream"), ("WARC-Payload-Digest", $"sha256:{sha256}")], [], body);
    }

    /// <summary>Gives the file its name.</summary>
    public void Seal()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_unfinished, _path);
        DurableWrites.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_unfinished);
    }

    private void Write(string type, string id, string date, string? address, IEnumerable<(string Name, string? Value)> fields, byte[] head, Stream? body)
    {
        var record = new StringBuilder($"WARC/1.1\r\nWARC-Type: {type}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {date}\r\n");
        if (address is not null) record.Append(CultureInfo.InvariantCulture, $"WARC-Target-URI: {OneLine(address)}\r\n");
        foreach (var (name, value) in fields) if (value is not null) record.Append(CultureInfo.InvariantCulture, $"{name}: {OneLine(value)}\r\n");
        record.Append(CultureInfo.InvariantCulture, $"WARC-Block-Digest: sha256:{DigestOf(head, body)}\r\nContent-Length: {head.Length + (body?.Length ?? 0)}\r\n\r\n");
        using var member = new GZipStream(_file, CompressionLevel.Fastest, leaveOpen: true);
        member.Write(Encoding.UTF8.GetBytes(record.ToString()));
        member.Write(head);
        body?.CopyTo(member);
        member.Write("\r\n\r\n"u8);
        Count++;
    }

    // The body is read twice: it may be larger than memory.
    private static string DigestOf(byte[] head, Stream? body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        if (body is null) return Convert.ToHexStringLower(hash.GetCurrentHash());
        var buffer = new byte[1 << 16];
        while (body.Read(buffer) is > 0 and var read) hash.AppendData(buffer, 0, read);
        body.Position = 0;
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>The answer's head as received, but for what was undone: those lines keep their values under another name.</summary>
    private static byte[] Head(int status, IReadOnlyDictionary<string, string>? headers, long? length)
    {
        var head = new StringBuilder($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} \r\n");
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            head.Append(CultureInfo.InvariantCulture, $"{(Undone.Contains(name) ? "x-archive-orig-" : "")}{OneLine(name)}: {OneLine(value)}\r\n");
        if (length is not null) head.Append(CultureInfo.InvariantCulture, $"content-length: {length}\r\n");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    // What a server sends must not end a line of ours.
    private static string OneLine(string? text) => text is null ? "" : string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same for the same, so that two exports can be compared: a UUID of version 8, made of a hash.</summary>
    private static string IdOf(string what)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(what));
        (hash[6], hash[8]) = ((byte)(hash[6] & 0x0F | 0x80), (byte)(hash[8] & 0x3F | 0x80));
        return $"<urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true)}>";
    }
}
