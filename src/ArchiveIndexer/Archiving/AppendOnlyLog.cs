using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// One file of JSON lines that only ever grows. Each line carries its number and the SHA-256 of the line before, so that a line
/// taken out or altered shows, and its own, which shows it of the last line too. A line that a crash cut off was never acknowledged:
/// readers pass over it.
/// </summary>
internal sealed class AppendOnlyLog<T> : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly bool _shared;
    private string? _previous;
    private long _number;
    private long _end;

    /// <param name="path">The file; made if missing.</param>
    /// <param name="previous">What the first line follows, for a chain that goes on from an earlier file.</param>
    /// <param name="number">The number of the line before the first.</param>
    /// <param name="shared">Whether other processes append to it as well: whoever calls holds the lock that they all take.</param>
    public AppendOnlyLog(string path, string? previous = null, long number = 0, bool shared = false)
    {
        (_path, _previous, _number, _shared) = (path, previous, number, shared);
        var isNew = !File.Exists(path);
        if (!isNew && ReadLines(path).LastOrDefault() is { } last) (_previous, _number) = (last.Hash, last.Line.Number);
        DurableWrites.CreateFolder(Path.GetDirectoryName(path)!);
        // Without a buffer, nothing of a line that could not be written comes back with the next.
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, shared ? FileShare.ReadWrite : FileShare.Read, bufferSize: 0);
        _end = _file.Length;
        if (isNew) DurableWrites.FlushFolder(Path.GetDirectoryName(path)!);
        else if (!EndsWithNewLine(path)) Write("\n"u8);
    }

    /// <summary>The hash of the newest line; null when there is none.</summary>
    public string? Previous => _previous;

    /// <summary>The number of the newest line.</summary>
    public long Number => _number;

    /// <summary>Adds a line; on return it has reached the disk. A line that cannot be written leaves nothing behind.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    /// <returns>The line's number.</returns>
    public long Append(T entry)
    {
        if (_shared) TakeIn();
        var line = LineSum.Added(JsonSerializer.SerializeToUtf8Bytes(new LogLine<T>(_number + 1, _previous, entry), ArchiveJson.Lines));
        Write([.. line, (byte)'\n']);
        _previous = Convert.ToHexStringLower(SHA256.HashData(line));
        return ++_number;
    }

    /// <summary>Takes in what other processes have appended since.</summary>
    private void TakeIn()
    {
        if (_file.Length == _end) return;
        foreach (var (line, hash) in ReadLines(_path, _end)) (_previous, _number) = (hash, line.Number);
        _end = _file.Length;
        // What a process that was killed, or whose disk was full, had not written to its end.
        if (!EndsWithNewLine(_path)) Write("\n"u8);
    }

    public void Dispose() => _file.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        // What an earlier attempt left when the disk was full: it was never acknowledged.
        if (_file.Length > _end) _file.SetLength(_end);
        _file.Position = _end;
        _file.Write(bytes);
        _file.Flush(flushToDisk: true);
        _end += bytes.Length;
    }

    /// <summary>The file's whole lines, each with its own hash; lines that are not of this log's form are passed over.</summary>
    public static IEnumerable<(LogLine<T> Line, string Hash)> ReadLines(string path) => ReadLines(path, 0);

    private static IEnumerable<(LogLine<T> Line, string Hash)> ReadLines(string path, long from)
    {
        foreach (var text in ReadTexts(path, from))
            if (Parse(text) is { } line) yield return (line, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>The whole lines behind a place in the file, and the place behind them.</summary>
    public static (IReadOnlyList<T> Entries, long End) ReadOn(string path, long from)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length <= from) return ([], from);
        var bytes = new byte[file.Length - from];
        file.Position = from;
        var whole = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).LastIndexOf((byte)'\n') + 1;
        return ([.. Encoding.UTF8.GetString(bytes, 0, whole).Split('\n').Select(Parse).Where(line => line is not null).Select(line => line!.Entry)], from + whole);
    }

    /// <summary>Follows the chain; yields a sentence for each place where it is broken or a line is not as it was written.</summary>
    public static IEnumerable<string> Verify(IEnumerable<string> paths, string root)
    {
        string? previous = null;
        long number = 0;
        var summed = false;
        foreach (var path in paths)
        {
            var name = Path.GetRelativePath(root, path);
            string? last = null;
            foreach (var text in ReadTexts(path))
            {
                last = text;
                // One that is no line: cut off by a crash if the next goes on from the one before, which the chain shows.
                if (Parse(text) is not { } line) continue;
                summed |= LineSum.IsIn(Encoding.UTF8.GetBytes(text));
                if (line.Previous != previous || line.Number != number + 1)
                    yield return $"{name}: line {line.Number} does not follow line {number}: a line was altered or taken out. Restore it from a copy.";
                else if (summed && !LineSum.IsRight(Encoding.UTF8.GetBytes(text)))
                    yield return $"{name}: line {line.Number} does not have the SHA-256 that it gives: it was altered. Restore it from a copy.";
                (previous, number) = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), line.Number);
            }
            // No crash cuts off a line behind its end.
            if (last is not null && Parse(last) is null && (EndsWithNewLine(path) || LineSum.IsRight(Encoding.UTF8.GetBytes(last[..^1]))))
                yield return $"{name}: what follows line {number} is no line of this log: it was altered. Restore it from a copy.";
        }
    }

    private static IEnumerable<string> ReadTexts(string path, long from = 0)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = from;
        using var reader = new StreamReader(file, new UTF8Encoding(false));
        while (reader.ReadLine() is { } text) yield return text;
    }

    private static LogLine<T>? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LogLine<T>>(text, ArchiveJson.Lines) is { Number: > 0, Entry: not null } line ? line : null;
        }
        // NotSupportedException: an event that does not say which it is.
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool EndsWithNewLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0) return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}

/// <summary>A line of an append-only log.</summary>
internal sealed record LogLine<T>(long Number, string? Previous, T Entry);
