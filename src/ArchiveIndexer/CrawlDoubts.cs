using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer;

/// <summary>
/// What makes a crawl suspect as a whole: a site that answers, but not as it did. What the crawl fetched is kept all the same; only what it
/// did <em>not</em> find counts for nothing.
/// </summary>
public static class CrawlDoubts
{
    /// <summary>More than this share of the known publications, and it is the site, or the crawler, that has changed.</summary>
    public const double Share = 0.2;

    /// <summary>Fewer than this many prove nothing: a small board may well take down one of three.</summary>
    private const int Fewest = 3;

    /// <summary>The doubts about a crawl whose publications have had their turn.</summary>
    /// <param name="outcomes">What became of each.</param>
    /// <param name="records">The same publications as the catalogue has them now.</param>
    /// <returns>A sentence for each doubt.</returns>
    public static IEnumerable<string> About(IReadOnlyCollection<CrawlOutcome> outcomes, IReadOnlyCollection<PublicationRecord> records)
    {
        var archivedBefore = records.Where(record => record.Files.Count > 0).Select(record => record.Publication.Id).ToHashSet();
        var known = outcomes.Where(outcome => !outcome.IsFirst && archivedBefore.Contains(outcome.PublicationId)).ToList();

        var pages = records.Where(record => archivedBefore.Contains(record.Publication.Id) && record.Rejection is { Stage: Stage.Fetch, Reason: RejectionReason.HtmlInsteadOfPdf }).ToList();
        if (AreMany(pages.Count, known.Count)) yield return $"{pages.Count} of {known.Count} publications that were PDFs before were answered with a web page, the first at {pages[0].Publication.Listed.Url}: a login page or a new address?";

        if (AreMany(Gone(known).Count, known.Count)) yield return $"{Gone(known).Count} of {known.Count} publications were answered with 404 or 410, which is doubtful; none was taken as withdrawn.";

        var replaced = known.Count(outcome => outcome.Outcome is CaptureOutcome.Kept);
        if (replaced == known.Count && replaced >= Fewest) yield return $"All {replaced} publications that were archived before came with other bytes than before. Look at one: is it still the report?";
    }

    /// <summary>Publications that the site says are gone; none when so many are gone at once that the answer is doubted.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyCollection<CrawlOutcome> outcomes) =>
        Gone(outcomes) is var gone && AreMany(gone.Count, outcomes.Count(outcome => !outcome.IsFirst)) ? [] : gone;

    private static List<string> Gone(IEnumerable<CrawlOutcome> outcomes) => [.. outcomes.Where(outcome => outcome.Status is 404 or 410).Select(outcome => outcome.PublicationId)];

    private static bool AreMany(int some, int all) => some >= Fewest && some > all * Share;
}
