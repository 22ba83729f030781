namespace ArchiveIndexer;

/// <summary>One visit to a board's site.</summary>
/// <param name="Run">Its name, which begins with its time: <c>20261122T203015123-oxfordshire</c>.</param>
/// <param name="Board">The board's slug.</param>
/// <param name="Started">When the pages had been read, UTC; null when they could not be.</param>
/// <param name="Ended">When every publication had an outcome, UTC; null while it goes on or when it was interrupted.</param>
/// <param name="Expected">How many publications it set out to fetch.</param>
/// <param name="Counts">What came of it.</param>
/// <param name="Problem">Why it could not begin, or what was odd about it; else null.</param>
public sealed record Crawl(string Run, string Board, DateTimeOffset? Started, DateTimeOffset? Ended, int Expected, CrawlCounts Counts, string? Problem);

/// <summary>The names of the stages that a publication can leave the line at, or stand at.</summary>
public static class Stage
{
    public const string Fetch = "fetch";
    public const string Extract = "extract";
    public const string Index = "index";
}
