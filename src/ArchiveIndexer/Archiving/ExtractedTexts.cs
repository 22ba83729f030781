using System.IO.Compression;
using System.Text.Json;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// What was read out of each object, kept by hash and extractor so that it is read only once. A projection: deleting it costs
/// time, nothing else.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="far">Where they are for all processes that share an object store; the folder has copies then.</param>
public sealed class ExtractedTexts(DataFolder folder, S3Place? far = null)
{
    /// <summary>The text of these bytes as this extractor read it; null when it has not, or the file of it cannot be used.</summary>
    public PublicationText? Find(string sha256, string extractor)
    {
        var path = PathOf(sha256, extractor);
        if (Read(path) is { } known) return known;
        if (far?.Find(FarName(sha256) + NameOf(extractor)) is not { } bytes) return null;
        DurableWrites.Replace(path, folder.Temporary, file => file.Write(bytes));
        return Read(path);
    }

    /// <summary>The text of these bytes as the first of these extractors read it that has; null when none has.</summary>
    public PublicationText? Find(string sha256, IReadOnlyList<string> extractors) => extractors.Select(extractor => Find(sha256, extractor)).FirstOrDefault(text => text is not null);

    private static PublicationText? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var json = new GZipStream(file, CompressionMode.Decompress);
            // To its end before anything is believed: the checksum stands behind the text.
            using var whole = new MemoryStream();
            json.CopyTo(whole);
            return JsonSerializer.Deserialize<PublicationText>(whole.GetBuffer().AsSpan(0, (int)whole.Length), ArchiveJson.Lines);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a text, replacing what was there in one step.</summary>
    public void Keep(string sha256, PublicationText text)
    {
        DurableWrites.Replace(PathOf(sha256, text.Extractor), folder.Temporary, file =>
        {
            using var json = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
            JsonSerializer.Serialize(json, text, ArchiveJson.Lines);
        });
        far?.Put(FarName(sha256) + NameOf(text.Extractor), File.ReadAllBytes(PathOf(sha256, text.Extractor)), onlyNew: false);
    }

    /// <summary>Destroys whatever was read out of these bytes, by any extractor.</summary>
    public void Erase(string sha256)
    {
        foreach (var name in far?.List(FarName(sha256)) ?? []) far!.Delete(name);
        if (!Directory.Exists(folder.Texts)) return;
        foreach (var path in Directory.EnumerateDirectories(folder.Texts).Select(extractor => PathOf(sha256, Path.GetFileName(extractor))).Where(File.Exists)) File.Delete(path);
    }

    /// <summary>Reads every text; yields a sentence for each that cannot be used.</summary>
    public IEnumerable<string> Verify()
    {
        if (!Directory.Exists(folder.Texts)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder.Texts, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (Read(path) is null) yield return $"{Path.GetRelativePath(folder.Root, path)}: it is damaged. Run 'archive rebuild --from text'.";
    }

    private string PathOf(string sha256, string extractor) =>
        Path.Combine(folder.Texts, extractor.Replace('/', '-'), sha256[..2], sha256[2..4], sha256 + ".json.gz");

    // By hash first, so that all that was made of some bytes is found without asking for more.
    private static string FarName(string sha256) => $"derived/text/{sha256[..2]}/{sha256[2..4]}/{sha256}/";

    private static string NameOf(string extractor) => extractor.Replace('/', '-') + ".json.gz";
}
