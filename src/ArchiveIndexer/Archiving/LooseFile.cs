using System.Security.Cryptography;

namespace ArchiveIndexer.Archiving;

/// <summary>A file that somebody names on the command line; it is looked at and not archived.</summary>
/// <param name="Path">As given.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hex digits.</param>
public sealed record LooseFile(string Path, long Bytes, string Sha256)
{
    /// <exception cref="IOException">It is missing, a folder, or cannot be read; the message says which.</exception>
    public static LooseFile Describe(string path)
    {
        using var file = Open(path);
        return new LooseFile(path, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    /// <summary>All of its bytes, at most <paramref name="limit"/>.</summary>
    /// <exception cref="IOException">It is missing, a folder, larger than the limit, or cannot be read; the message says which.</exception>
    public static byte[] ReadAll(string path, long limit)
    {
        using var file = Open(path);
        if (file.Length > limit) throw new IOException($"{path} has {file.Length:N0} bytes; at most {limit:N0} are read.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="IOException">It is missing, a folder, or cannot be read; the message says which.</exception>
    public static Stream Open(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder; name a file.");
        if (!File.Exists(path)) throw new IOException($"There is no file {path}.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException($"{path} may not be read by this user.");
        }
    }
}
