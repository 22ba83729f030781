using System.Buffers.Binary;
using System.Text;

namespace ArchiveIndexer;

/// <summary>
/// The table of contents of a zip archive (APPNOTE 4.3.12), read without unpacking anything and within bounds of our own: what a
/// stranger's archive says of itself may be anything.
/// </summary>
internal static class ZipDirectory
{
    /// <summary>More parts than this has no document.</summary>
    internal const int MostParts = 10_000;

    private const int EndLength = 22, EntryLength = 46, LongestComment = 65_535, LongestDirectory = 8 << 20;

    /// <summary>One part.</summary>
    /// <param name="Name">With its folders.</param>
    /// <param name="Packed">Bytes in the archive, as stated.</param>
    /// <param name="Unpacked">Bytes when unpacked, as stated.</param>
    /// <param name="IsLocked">Whether a password is needed.</param>
    internal readonly record struct Part(string Name, long Packed, long Unpacked, bool IsLocked);

    /// <summary>The parts in order, at most one more than <see cref="MostParts"/>; null when there is no table, or it cannot be read.</summary>
    internal static IReadOnlyList<Part>? Read(Stream file)
    {
        var end = new byte[(int)Math.Min(file.Length, EndLength + LongestComment)];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        var at = end.AsSpan().LastIndexOf("PK\x5\x6"u8);
        if (at < 0 || at + EndLength > end.Length) return null;
        var (size, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 12)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 16)));
        if (size > LongestDirectory || offset + (long)size > file.Length) return null;
        var table = new byte[size];
        file.Position = offset;
        file.ReadExactly(table);
        var parts = new List<Part>();
        for (var rest = table.AsSpan(); rest.Length >= EntryLength && rest.StartsWith("PK\x1\x2"u8) && parts.Count <= MostParts;)
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]);
            var length = EntryLength + name + BinaryPrimitives.ReadUInt16LittleEndian(rest[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(rest[32..]);
            if (length > rest.Length) return null;
            parts.Add(new(Encoding.UTF8.GetString(rest.Slice(EntryLength, name)), BinaryPrimitives.ReadUInt32LittleEndian(rest[20..]), BinaryPrimitives.ReadUInt32LittleEndian(rest[24..]), (rest[8] & 1) == 1));
            rest = rest[length..];
        }
        return parts.Count == 0 ? null : parts;
    }
}
