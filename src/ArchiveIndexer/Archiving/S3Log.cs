using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// A log of which each line is an object named by its number: a number can be taken only once, so that lines have one order whoever writes
/// them. Put one behind the other they are the file that <see cref="AppendOnlyLog{T}"/> writes.
/// </summary>
internal sealed class S3Log<T>(S3Place place, string folder)
{
    private string? _previous;
    private long _number;
    private bool _isKnown;

    /// <summary>Adds a line; on return the store has it.</summary>
    /// <returns>Its number.</returns>
    public long Append(T entry)
    {
        if (!_isKnown) TakeIn();
        while (true)
        {
            byte[] line = [.. LineSum.Added(JsonSerializer.SerializeToUtf8Bytes(new LogLine<T>(_number + 1, _previous, entry), ArchiveJson.Lines)), (byte)'\n'];
            var name = NameOf(folder, _number + 1);
            // Refused also when an answer was lost and the client asked again: then what is there is ours.
            if (place.Put(name, line, onlyNew: true) || place.Find(name) is { } there && there.AsSpan().SequenceEqual(line))
            {
                (_previous, _number) = (HashOf(line), _number + 1);
                return _number;
            }
            TakeIn();
        }
    }

    private void TakeIn()
    {
        foreach (var (name, bytes) in place.ReadAll(place.List(folder, NameOf(folder, _number)))) (_previous, _number) = (HashOf(bytes), NumberOf(name));
        _isKnown = true;
    }

    /// <summary>The lines, or those behind a number; what is no line is passed over.</summary>
    public static IEnumerable<(LogLine<T> Line, string Hash)> Read(S3Place place, string folder, long after = 0)
    {
        foreach (var (_, bytes) in place.ReadAll(place.List(folder, after == 0 ? null : NameOf(folder, after))))
            if (Parse(bytes) is { } line) yield return (line, HashOf(bytes));
    }

    /// <summary>Follows the chains; yields a sentence for each place where one is broken or a line is not as it was written.</summary>
    /// <param name="place">Where.</param>
    /// <param name="folder">A log's folder, or what several logs' folders are in.</param>
    public static IEnumerable<string> Verify(S3Place place, string folder)
    {
        var (log, previous, number) = ("", (string?)null, 0L);
        foreach (var (name, bytes) in place.ReadAll(place.List(folder)))
        {
            if (name[..(name.LastIndexOf('/') + 1)] is var its && its != log) (log, previous, number) = (its, null, 0);
            if (Parse(bytes) is not { } line) yield return $"{name}: it is no line of this log: it was altered. Restore it from a copy.";
            else if (line.Previous != previous || line.Number != number + 1 || NameOf(log, line.Number) != name) yield return $"{name}: it does not follow line {number}: a line was altered or taken out. Restore it from a copy.";
            else if (!LineSum.IsRight(bytes[..^1])) yield return $"{name}: it does not have the SHA-256 that it gives: it was altered. Restore it from a copy.";
            (previous, number) = (HashOf(bytes), NumberOf(name));
        }
    }

    private static LogLine<T>? Parse(byte[] bytes)
    {
        try
        {
            return bytes is [.., (byte)'\n'] && JsonSerializer.Deserialize<LogLine<T>>(bytes, ArchiveJson.Lines) is { Number: > 0, Entry: not null } line ? line : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static string HashOf(byte[] line) => Convert.ToHexStringLower(SHA256.HashData(line is [.. var whole, (byte)'\n'] ? whole : line));

    private static string NameOf(string folder, long number) => string.Create(CultureInfo.InvariantCulture, $"{folder}{number:D12}.json");

    private static long NumberOf(string name) => long.TryParse(name.AsSpan(name.LastIndexOf('/') + 1, 12), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
