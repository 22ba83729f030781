using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// What was recognised on pictures of pages, kept by the file's hash, the page, and the tools with their versions. Recognising takes
/// seconds a page, so a rebuild leaves this alone; deleting it costs that time and nothing else.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="far">Where they are for all processes that share an object store; the folder has copies then.</param>
public sealed class RecognisedPages(DataFolder folder, S3Place? far = null)
{
    /// <summary>The pages of one file.</summary>
    public RecognitionMemory Of(string sha256) => new((page, tools) => Find(PathOf(sha256, page, tools)) ?? Fetch(PathOf(sha256, page, tools)), (page, tools) => Keep(PathOf(sha256, page.Number, tools), page));

    /// <summary>Destroys whatever was recognised in these bytes.</summary>
    public void Erase(string sha256)
    {
        foreach (var name in far?.List(FarName(sha256)) ?? []) far!.Delete(name);
        var lies = Path.Combine(folder.Recognised, sha256[..2], sha256[2..4]);
        if (!Directory.Exists(lies)) return;
        foreach (var path in Directory.EnumerateFiles(lies, $"{sha256}-*")) File.Delete(path);
    }

    private static RecognisedPage? Find(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var json = new GZipStream(file, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<RecognisedPage>(json, ArchiveJson.Lines);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    private RecognisedPage? Fetch(string path)
    {
        if (far?.Find(FarName(Path.GetFileName(path))) is not { } bytes) return null;
        DurableWrites.Replace(path, folder.Temporary, file => file.Write(bytes));
        return Find(path);
    }

    private void Keep(string path, RecognisedPage page)
    {
        DurableWrites.Replace(path, folder.Temporary, file =>
        {
            using var json = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
            JsonSerializer.Serialize(json, page, ArchiveJson.Lines);
        });
        far?.Put(FarName(Path.GetFileName(path)), File.ReadAllBytes(path), onlyNew: false);
    }

    private static string FarName(string name) => $"derived/recognised/{name[..2]}/{name[2..4]}/{name}";

    // The names and versions of tools may hold anything, so they become part of a path only as a hash.
    private string PathOf(string sha256, int page, string tools) => Path.Combine(
        folder.Recognised, sha256[..2], sha256[2..4], $"{sha256}-{page}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tools)))[..12]}.json.gz");
}
