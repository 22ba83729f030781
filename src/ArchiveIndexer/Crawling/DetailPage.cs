namespace ArchiveIndexer.Crawling;

/// <summary>A page about one review, to which a board's list leads and from which the files are linked.</summary>
public static class DetailPage
{
    /// <summary>The files that it links to, with what the list said of the review where the page itself does not say it.</summary>
    /// <param name="listed">The link that led here.</param>
    /// <param name="reading">What the page lists.</param>
    /// <returns>Nothing when there are none: then the page is the publication itself.</returns>
    public static IReadOnlyList<ListedPublication> Files(ListedPublication listed, ReviewsPageReading reading)
    {
        ArgumentNullException.ThrowIfNull(listed);
        ArgumentNullException.ThrowIfNull(reading);
        var files = reading.Publications.Where(each => each.Format is not "html").ToList();
        // A page about several reviews is another list: what led to it says nothing of the single ones.
        if (files.Select(file => file.Review).Where(review => review is not null).Distinct().Count() > 1) return files;
        return [.. files.Select(file => file with
        {
            // Of one file the list's words say more than "Download" does.
            LinkText = files.Count == 1 ? listed.LinkText : file.LinkText,
            Section = listed.Section ?? file.Section, ReviewType = listed.ReviewType ?? file.ReviewType, Review = listed.Review ?? file.Review,
            Kind = file.Kind ?? (files.Count == 1 ? listed.Kind : null), Published = file.Published ?? listed.Published,
        })];
    }
}
