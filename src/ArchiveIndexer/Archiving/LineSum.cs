using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>The last field of a log's line: the SHA-256 of the line without it, so that a line shows by itself whether it is as it was written.</summary>
internal static class LineSum
{
    private static readonly byte[] Field = Encoding.ASCII.GetBytes(",\"sha256\":\"");
    private static readonly byte[] End = Encoding.ASCII.GetBytes("\"}");

    private static int Length => Field.Length + 64 + End.Length;

    /// <summary>The line with its sum.</summary>
    /// <param name="line">A JSON object with at least one field.</param>
    public static byte[] Added(byte[] line) => [.. line[..^1], .. Field, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(line))), .. End];

    /// <summary>Whether a line has a sum at all: those of the first archives do not.</summary>
    public static bool IsIn(byte[] line) => line.Length > Length && line.AsSpan(line.Length - Length).StartsWith(Field);

    /// <summary>Whether a line is as it was written. One without a sum is not.</summary>
    public static bool IsRight(byte[] line)
    {
        var without = line.Length - Length;
        return without > 0 && Added([.. line[..without], (byte)'}']).AsSpan().SequenceEqual(line);
    }
}
