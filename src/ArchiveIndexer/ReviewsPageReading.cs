namespace ArchiveIndexer;

/// <summary>What a reviews page lists.</summary>
/// <param name="Board">The board's full name as printed; null if it is not.</param>
/// <param name="Publications">One for each address, in page order.</param>
/// <param name="OtherLinks">The other links of the content, one for each address, in page order.</param>
/// <param name="EmptySections">Headings under which a sentence says that there is nothing.</param>
/// <param name="Warnings">Why the page is no reviews page, keyword first: <c>not found: …</c>, <c>login required: …</c>.</param>
public sealed record ReviewsPageReading(
    string? Board, IReadOnlyList<ListedPublication> Publications, IReadOnlyList<OtherLink> OtherLinks,
    IReadOnlyList<string> EmptySections, IReadOnlyList<string> Warnings);

/// <summary>What is to be read of a web page: what it lists and, if <paramref name="Listed"/> is given, whether it is that publication itself.</summary>
/// <param name="ContentType">The Content-Type header; null if there was none.</param>
/// <param name="Address">The page's final address, absolute.</param>
/// <param name="Listed">What the board's reviews page says of it; null when it is a reviews page.</param>
public sealed record PageQuestion(string? ContentType, Uri Address, ListedPublication? Listed = null)
{
    /// <summary>About a page that was served just now, or is known to be what would have been.</summary>
    public static PageQuestion Of(Capture capture, ListedPublication? listed = null) =>
        new(capture.Headers?.GetValueOrDefault("content-type"), new Uri(capture.FinalUrl ?? capture.Url), listed);
}
