namespace ArchiveIndexer.Crawling;

/// <summary>Reads strangers' web pages. Pure.</summary>
/// <remarks>A page can stall the process that reads it, or fill its memory: whoever serves asks a worker, which calls this.</remarks>
public static class PageReader
{
    /// <summary>Reads one page.</summary>
    /// <param name="html">The bytes as served.</param>
    /// <param name="question">What is asked of it.</param>
    /// <exception cref="RejectedException">It cannot be read, or is not the publication that it is listed as.</exception>
    public static ReviewsPageReading Read(ReadOnlySpan<byte> html, PageQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Listed is { } listed
            ? ReviewOnPage.Check(html, question.ContentType, question.Address, listed)
            : ReviewsPage.Read(html, question.ContentType, question.Address);
    }
}
