using System.Diagnostics;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer;

/// <summary>The text of archived files: each is read once by an extractor and kept.</summary>
public sealed class FileTexts(IArchive archive, ExtractedTexts texts, RecognisedPages recognised, ExtractionWorkers reader)
{
    /// <summary>More than this many editions back nobody looks.</summary>
    private const int MostCompared = 10;

    /// <summary>The text of these bytes.</summary>
    /// <exception cref="RejectedException">They cannot be read.</exception>
    public async Task<PublicationText> OfAsync(string sha256, CancellationToken cancellation)
    {
        if (texts.Find(sha256, TextExtractors.Versions) is { } known) return known;
        await using var file = archive.Open(sha256);
        var text = await ReadAsync(file, sha256, cancellation);
        texts.Keep(sha256, text);
        return text;
    }

    private async Task<PublicationText> ReadAsync(Stream file, string sha256, CancellationToken cancellation)
    {
        using var trace = Instruments.Traces.StartActivity("extraction");
        var began = Stopwatch.GetTimestamp();
        try
        {
            var text = await reader.ExtractAsync(file, recognised.Of(sha256), cancellation);
            Instruments.Read(began, text.Pages.Count, null);
            trace?.SetTag("archive.pages", text.Pages.Count);
            return text;
        }
        catch (RejectedException e)
        {
            Instruments.Read(began, null, e.Reason);
            trace?.SetTag("archive.rejected", e.Reason.ToString());
            throw;
        }
    }

    /// <summary>Name and version of what reads these bytes, or would if it could.</summary>
    public string ExtractorFor(string sha256)
    {
        using var file = archive.Open(sha256);
        return TextExtractors.VersionFor(PublicationFormat.Of(file));
    }

    /// <summary>The hash of an earlier file of the publication with the same text; null when its newest file brought a new one.</summary>
    /// <param name="record">Whose newest file was just read.</param>
    /// <param name="text">What was read.</param>
    /// <param name="cancellation">Ends the reader.</param>
    public async Task<string?> SameAsync(PublicationRecord record, PublicationText text, CancellationToken cancellation)
    {
        // Decided once: what a later extractor makes of the two changes nothing.
        if (record.Edition is not { } newest || record.FilesOf(newest).Skip(1).Any()) return null;
        foreach (var earlier in record.Editions.Reverse().Where(edition => edition != newest && archive.Has(edition.Sha256)).Take(MostCompared))
            if (await ReadableAsync(earlier.Sha256, cancellation) is { } before && IsSame(before, text)) return earlier.Sha256;
        return null;
    }

    private async Task<PublicationText?> ReadableAsync(string sha256, CancellationToken cancellation)
    {
        try
        {
            return await OfAsync(sha256, cancellation);
        }
        catch (RejectedException)
        {
            return null;
        }
    }

    /// <summary>Whether two files say the same on the same pages, however it is spaced. Where most pages have no text, nothing can be said.</summary>
    private static bool IsSame(PublicationText one, PublicationText other) =>
        one.Pages.Count == other.Pages.Count && one.Pages.Count(page => page.Text.Length > 0) * 2 >= Math.Max(1, one.Pages.Count)
        && one.Pages.Zip(other.Pages).All(pages => Words(pages.First).SequenceEqual(Words(pages.Second)));

    private static string[] Words(Page page) => page.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
