using System.IO.Compression;
using System.Text.Json;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// What was read out of each object, kept by hash and extractor so that it is read only once. A projection: deleting it costs
/// time, nothing else.
/// </summary>
public sealed class ExtractedTexts(DataFolder folder)
{
    /// <summary>The text of these bytes as this extractor read it; null when it has not, or the file of it cannot be used.</summary>
    public PublicationText? Find(string sha256, string extractor) => Read(PathOf(sha256, extractor));

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
    public void Keep(string sha256, PublicationText text) => DurableWrites.Replace(PathOf(sha256, text.Extractor), folder.Temporary, file =>
    {
        using var json = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        JsonSerializer.Serialize(json, text, ArchiveJson.Lines);
    });

    /// <summary>Destroys whatever was read out of these bytes, by any extractor.</summary>
    public void Erase(string sha256)
    {
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
}
