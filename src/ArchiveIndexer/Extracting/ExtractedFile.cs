using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchiveIndexer.Extracting;

/// <summary>What is said of one PDF that was named on the command line. Scripts rely on these names.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hex digits; null when there is no such file.</param>
/// <param name="Bytes">Its size; null when there is no such file.</param>
/// <param name="Outcome"><c>extracted</c> or <c>rejected</c>.</param>
/// <param name="Rejection">Why there is no text; null when there is.</param>
/// <param name="Title">As <see cref="PublicationText.Title"/>.</param>
/// <param name="Language">As <see cref="PublicationText.Language"/>.</param>
/// <param name="PageCount">All pages, also those without text.</param>
/// <param name="Pages">As <see cref="PublicationText.Pages"/>.</param>
/// <param name="Furniture">As <see cref="PublicationText.Furniture"/>.</param>
/// <param name="Recommendations">As <see cref="PublicationText.Recommendations"/>.</param>
/// <param name="FailedRedactions">As <see cref="PublicationText.FailedRedactions"/>.</param>
/// <param name="Accessibility">What the file offers to assistive technology; null where it could not be opened.</param>
/// <param name="PagesReadByLibrary">As <see cref="PublicationText.PagesReadByLibrary"/>.</param>
/// <param name="Extractor">Name and version of what read it.</param>
/// <param name="Milliseconds">How long that took.</param>
public sealed record ExtractedFile(
    string File, string? Sha256, long? Bytes, string Outcome, ExtractedFile.WhyNot? Rejection, string? Title, string? Language, int PageCount,
    IReadOnlyList<Page> Pages, IReadOnlyList<PageFurniture> Furniture, IReadOnlyList<Recommendation> Recommendations,
    IReadOnlyList<FailedRedaction> FailedRedactions, AccessibilityReport? Accessibility, IReadOnlyList<int> PagesReadByLibrary, string Extractor, double Milliseconds)
{
    /// <summary>Why a file was rejected.</summary>
    /// <param name="Reason">As a word that scripts can rely on.</param>
    /// <param name="Message">As a sentence.</param>
    public sealed record WhyNot(RejectionReason Reason, string Message);

    /// <summary>What is said of a file of which there is either a text or a rejection.</summary>
    public static ExtractedFile Of(string file, string? sha256, long? bytes, PublicationText? text, RejectedException? rejected, double milliseconds) => new(
        file, sha256, bytes, text is null ? "rejected" : "extracted", rejected is null ? null : new(rejected.Reason, rejected.Message),
        text?.Title, text?.Language, text?.Pages.Count ?? 0, text?.Pages ?? [], text?.Furniture ?? [], text?.Recommendations ?? [],
        text?.FailedRedactions ?? [], text?.Accessibility ?? rejected?.Accessibility, text?.PagesReadByLibrary ?? [], text?.Extractor ?? PdfTextExtractor.Version, Math.Round(milliseconds, 1));
}

/// <summary>The answer about all files that were named.</summary>
/// <param name="Files">In the order in which they were named.</param>
public sealed record ExtractedFiles(IReadOnlyList<ExtractedFile> Files)
{
    /// <summary>As JSON that people can read, UTF-8, with a line end.</summary>
    public void WriteJson(Stream output)
    {
        JsonSerializer.Serialize(output, this, ExtractedJson.ForPeople.ExtractedFiles);
        output.WriteByte((byte)'\n');
    }

    /// <summary>All pages that were read, parted by form feeds.</summary>
    public string PlainText() => string.Join('\f', Files.SelectMany(file => file.Pages.Select(page => page.Text + "\n")));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExtractedFiles))]
internal sealed partial class ExtractedJson : JsonSerializerContext
{
    internal static ExtractedJson ForPeople { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
