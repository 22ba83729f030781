using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// A folder that can be handed on and checked without this program: BagIt 1.0 (RFC 8493) with SHA-256. It is made beside its place and
/// takes its name when it is complete, so that a bag is whole or not there.
/// </summary>
public sealed class Bag : IDisposable
{
    private readonly string _path, _unfinished;
    private readonly SortedDictionary<string, string> _payload = new(StringComparer.Ordinal);
    private long _bytes;

    /// <param name="path">Where the bag is to be: nothing, or an empty folder.</param>
    /// <exception cref="IOException">There is something already.</exception>
    public Bag(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(_path) || Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new IOException($"{_path} exists and is not an empty folder. Name a new one: an export does not write over anything.");
        _unfinished = $"{_path}.unfinished-{Environment.ProcessId}";
        Directory.CreateDirectory(_unfinished);
    }

    /// <summary>Where it will be.</summary>
    public string FullPath => _path;

    /// <summary>Files in it, those that describe the bag left out.</summary>
    public int Count => _payload.Count;

    /// <summary>Adds a file under <c>data/</c>.</summary>
    /// <param name="name">Its path there, parted by slashes.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="sha256">What its bytes must come to; null when that is not known.</param>
    /// <returns>What they came to; where that is not <paramref name="sha256"/>, the file has not been added.</returns>
    public string Add(string name, Action<Stream> write, string? sha256 = null)
    {
        var path = Path.Combine(_unfinished, "data", name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }
        var (actual, bytes) = HashOf(path);
        if (sha256 is not null && actual != sha256)
        {
            File.Delete(path);
            return actual;
        }
        _payload[$"data/{name}"] = actual;
        _bytes += bytes;
        return actual;
    }

    /// <summary>Adds an archive's logs, and the steward's thesaurus, as they are now.</summary>
    public void AddLogs(PlainFiles files, string under)
    {
        foreach (var name in files.Logs()) Add($"{under}/{name}", to => to.Write(files.ReadLog(name)));
        if (files.ReadThesaurus() is { } words) Add($"{under}/thesaurus.txt", to => to.Write(words));
    }

    /// <summary>Writes the bag's own files and puts it into its place.</summary>
    /// <param name="about">Lines of <c>bag-info.txt</c>: label and value.</param>
    /// <param name="now">When, for the bag's date.</param>
    public void Seal(IEnumerable<(string Label, string Value)> about, DateTimeOffset now)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        Write("manifest-sha256.txt", string.Concat(_payload.Select(file => $"{file.Value}  {file.Key}\n")));
        string[] info =
        [
            .. about.Select(line => $"{line.Label}: {line.Value.ReplaceLineEndings(" ")}"),
            string.Create(CultureInfo.InvariantCulture, $"Bagging-Date: {now.UtcDateTime:yyyy-MM-dd}"),
            string.Create(CultureInfo.InvariantCulture, $"Payload-Oxum: {_bytes}.{_payload.Count}"),
        ];
        Write("bag-info.txt", string.Join('\n', info) + "\n");
        Write("tagmanifest-sha256.txt", string.Concat(tags.Select(file => $"{file.Value}  {file.Key}\n")));
        if (Directory.Exists(_path)) Directory.Delete(_path);
        Directory.Move(_unfinished, _path);

        void Write(string name, string text)
        {
            var path = Path.Combine(_unfinished, name);
            File.WriteAllText(path, text, new UTF8Encoding(false));
            tags[name] = HashOf(path).Sha256;
        }
    }

    /// <summary>Takes away what was not sealed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_unfinished)) Directory.Delete(_unfinished, recursive: true);
    }

    /// <summary>The archive's objects in the bag in a folder, as its manifest has them: their hashes and where they are.</summary>
    /// <exception cref="IOException">The manifest is missing, or a line of it names nothing inside the bag.</exception>
    internal static IEnumerable<(string Sha256, string Path)> Objects(string bag)
    {
        var root = Path.GetFullPath(bag);
        foreach (var (at, line) in File.ReadLines(Path.Combine(root, "manifest-sha256.txt")).Index())
        {
            var parts = line.Split("  ", 2);
            var path = parts.Length == 2 ? Path.GetFullPath(Path.Combine(root, parts[1])) : "";
            if (!FileArchive.IsSha256(parts[0]) || !path.StartsWith(Path.Combine(root, "data") + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new IOException($"{Path.Combine(bag, "manifest-sha256.txt")}, line {at + 1}: '{line}' is not a SHA-256, two spaces and a path under data/.");
            if (parts[1].StartsWith("data/originals/", StringComparison.Ordinal) || parts[1].StartsWith("data/archive/objects/", StringComparison.Ordinal)) yield return (parts[0], path);
        }
    }

    private static (string Sha256, long Bytes) HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return (Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
    }
}
