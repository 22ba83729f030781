namespace ArchiveIndexer.Extracting;

/// <summary>Which extractor reads which file: its bytes decide.</summary>
public static class TextExtractors
{
    // Not read. With a version, so that an extractor for them has a newer one and tries them again.
    private const string UnreadDoc = "unread-doc/1", UnreadOdt = "unread-odt/1";

    /// <summary>Every extractor whose texts are of use today, the commonest first.</summary>
    public static IReadOnlyList<string> Versions { get; } = [PdfTextExtractor.Version, WordTextExtractor.Version, PageTextExtractor.Version];

    /// <summary>Whether what this extractor said of a file still holds.</summary>
    public static bool IsCurrent(string? extractor) => extractor is UnreadDoc or UnreadOdt || extractor is not null && Versions.Contains(extractor);

    /// <summary>Name and version of what reads files of this format.</summary>
    public static string VersionFor(PublicationFormat? format) => format?.Name switch
    {
        "docx" => WordTextExtractor.Version,
        "html" => PageTextExtractor.Version,
        "doc" => UnreadDoc,
        "odt" => UnreadOdt,
        _ => PdfTextExtractor.Version,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="RejectedException">As the extractor says, or <see cref="RejectionReason.FormatNotHandled"/>.</exception>
    internal static PublicationText Extract(byte[] file, IReadOnlyList<RecognisedPage> recognised, List<PageToRecognise> unread)
    {
        using var bytes = new MemoryStream(file, writable: false);
        return PublicationFormat.Of(bytes)?.Name switch
        {
            "docx" => WordTextExtractor.Extract(file),
            // A page with too little text is told as one where a document was expected.
            "html" => PageTextExtractor.Extract(file) ?? PdfTextExtractor.Extract(file, recognised, unread),
            "doc" => throw NotRead(PublicationFormat.Doc),
            "odt" => throw NotRead(PublicationFormat.Odt),
            _ => PdfTextExtractor.Extract(file, recognised, unread),
        };
    }

    private static RejectedException NotRead(PublicationFormat format) => new(RejectionReason.FormatNotHandled,
        $"This is {format.WithArticle}. It is kept and can be downloaded, but its text is not read: ask the board for a PDF or a newer Word document.");
}
