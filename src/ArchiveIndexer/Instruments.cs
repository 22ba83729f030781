using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ArchiveIndexer;

/// <summary>
/// What can be counted and timed of the work: one meter and one source of traces, both <see cref="Name"/>. Where nobody listens they cost
/// nothing. No tag holds what a reader typed or who asked; tags have few values, but for the ids of publications and crawls in traces.
/// </summary>
/// <remarks>Units are written as in UCUM, as OpenTelemetry asks: <c>s</c>, <c>By</c>, <c>{publication}</c>.</remarks>
public static class Instruments
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "ArchiveIndexer";

    /// <summary>The traces: crawl, publication, extraction, index, search.</summary>
    public static readonly ActivitySource Traces = new(Name);

    // From milliseconds for a search to the minutes that a scan may take.
    private static readonly InstrumentAdvice<double> Durations = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600] };

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Crawls = Meter.CreateCounter<long>("archive.crawls", "{crawl}", "Crawls that ended.");
    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>("archive.fetches", "{fetch}", "Attempts to fetch.");
    private static readonly Counter<long> Archived = Meter.CreateCounter<long>("archive.publications.archived", "{file}", "Files that a publication did not have before.");
    private static readonly Counter<long> Extracted = Meter.CreateCounter<long>("archive.publications.extracted", "{file}", "Files whose text was read.");
    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>("archive.publications.rejected", "{publication}", "Publications that left the line.");
    private static readonly Counter<long> Withdrawn = Meter.CreateCounter<long>("archive.publications.withdrawn", "{publication}", "Publications that their board took down.");
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("archive.extraction.pages", "{page}", "Pages that were read.");
    private static readonly Counter<long> Replaced = Meter.CreateCounter<long>("archive.extraction.workers.replaced", "{process}", "Reading processes that were ended, to be replaced.");
    private static readonly Histogram<double> Extraction = Meter.CreateHistogram("archive.extraction.duration", "s", "Reading one file.", tags: null, Durations);
    private static readonly Histogram<double> Searching = Meter.CreateHistogram("archive.search.duration", "s", "Answering one query.", tags: null, Durations);

    /// <summary>Counts a decision once it is remembered, so that the figures are those of the log.</summary>
    internal static void Count(ArchiveEvent decision)
    {
        switch (decision)
        {
            case CrawlEnded ended: Crawls.Add(1, new KeyValuePair<string, object?>("outcome", ended.Problem is null ? "complete" : "problem")); break;
            case EditionKept: Archived.Add(1); break;
            case PublicationExtracted: Extracted.Add(1); break;
            case PublicationRejected rejected: Rejected.Add(1, new("stage", rejected.Stage), new("reason", InWords(rejected.Reason))); break;
            case PublicationWithdrawn: Withdrawn.Add(1); break;
        }
    }

    /// <summary>Counts an attempt to fetch once it is remembered.</summary>
    internal static void Count(Capture capture) => Fetches.Add(1, new KeyValuePair<string, object?>("outcome", capture.Outcome));

    /// <summary>A file was read, or could not be.</summary>
    /// <param name="began">A timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="pages">How many it has; null when it could not be read.</param>
    /// <param name="reason">Why it could not be read; null when it was.</param>
    internal static void Read(long began, int? pages, RejectionReason? reason)
    {
        Extraction.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", reason is { } why ? InWords(why) : "read"));
        if (pages is { } count) Pages.Add(count);
    }

    /// <summary>A reading process was ended.</summary>
    internal static void Replace(string why) => Replaced.Add(1, new KeyValuePair<string, object?>("why", why));

    /// <summary>A query was answered. Of the query itself nothing is told.</summary>
    /// <param name="of">What was searched: <c>publications</c> or <c>recommendations</c>.</param>
    /// <param name="milliseconds">How long it took.</param>
    /// <param name="found">How many hits there are.</param>
    internal static void Answer(string of, double milliseconds, int found) =>
        Searching.Record(milliseconds / 1000, new("of", of), new("hits", found > 0 ? "some" : "none"));

    private static string InWords(RejectionReason reason) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
