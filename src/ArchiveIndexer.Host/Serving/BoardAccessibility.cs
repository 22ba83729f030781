using System.Collections.Concurrent;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host.Serving;

/// <summary>The accessibility reports of texts, kept once they have been read: a board's page asks for all of them.</summary>
public sealed class AccessibilityReports(ExtractedTexts texts)
{
    private readonly ConcurrentDictionary<string, AccessibilityReport> _read = new();

    /// <summary>The report of the newest edition; null where none has been read.</summary>
    public AccessibilityReport? Of(PublicationRecord record)
    {
        if (record.Edition is not { } edition) return null;
        if (_read.TryGetValue(edition.Sha256, out var kept)) return kept;
        return PublicationsApi.TextOf(record, texts)?.Accessibility is { } report ? _read.GetOrAdd(edition.Sha256, report) : null;
    }
}

/// <summary>What the PDFs of a board offer to assistive technology, together.</summary>
/// <param name="Board">Whose.</param>
/// <param name="Checked">Publications that have been read, each with its report; the newest first.</param>
/// <param name="NotRead">How many publications have no report, because they could not be fetched or read.</param>
public sealed record BoardAccessibility(Board Board, IReadOnlyList<(PublicationRecord Record, AccessibilityReport Report)> Checked, int NotRead)
{
    public static BoardAccessibility Of(Board board, ICatalogue catalogue, AccessibilityReports reports)
    {
        var all = catalogue.AllPublications(board.Slug).Where(record => Suspension.IsShown(record) && (record.Format ?? PublicationFormat.Pdf) == PublicationFormat.Pdf).Select(record => (Record: record, Report: reports.Of(record))).ToList();
        return new(board,
            [.. all.Where(one => one.Report is not null).Select(one => (one.Record, one.Report!)).OrderByDescending(one => one.Record.Publication.Listed.Published, StringComparer.Ordinal).ThenBy(one => one.Record.Title, StringComparer.Ordinal)],
            all.Count(one => one.Report is null));
    }

    /// <summary>How many publications are in each band, A to E.</summary>
    public IReadOnlyList<(string Band, int Count)> Bands =>
        [.. ((string[])[AccessibilityBand.NoProblemFound, AccessibilityBand.SomeProblems, AccessibilityBand.NoStructure, AccessibilityBand.PartlyUnreadable, AccessibilityBand.Unreadable])
            .Select(band => (band, Checked.Count(one => one.Report.Band == band)))];

    /// <summary>Each problem that was found, with how many publications have it, the worst kind first and the commonest of it first.</summary>
    public IReadOnlyList<(AccessibilityProblem Example, int Count)> Problems =>
        [.. Checked.SelectMany(one => one.Report.Problems.DistinctBy(problem => problem.Check)).GroupBy(problem => problem.Check).Select(same => (same.First(), same.Count()))
            .OrderBy(one => Array.IndexOf(Severities, one.Item1.Severity)).ThenByDescending(one => one.Item2).ThenBy(one => one.Item1.Check, StringComparer.Ordinal)];

    private static readonly string[] Severities = [AccessibilitySeverity.Blocks, AccessibilitySeverity.Hard, AccessibilitySeverity.Detail];
}

/// <summary>The same as a table.</summary>
public static class BoardAccessibilityApi
{
    public static void MapBoardAccessibility(this IEndpointRouteBuilder routes) =>
        routes.MapGetAndHead("/api/boards/{slug}/accessibility.csv", Csv).WithSummary("What each PDF of a board offers to assistive technology, as CSV").Produces(200, contentType: "text/csv").ProducesProblem(404);

    private static IResult Csv(string slug, ICatalogue catalogue, AccessibilityReports reports, HttpRequest http) => catalogue.FindBoard(slug) is not { } board
        ? Results.Problem($"There is no board '{slug}'. /api/boards lists them.", statusCode: 404)
        : ExportsApi.Csv($"{slug}-accessibility", Rows(BoardAccessibility.Of(board, catalogue, reports), ExportsApi.Site(http)));

    private static IEnumerable<string?[]> Rows(BoardAccessibility of, string site)
    {
        yield return ["board", "boardName", "review", "title", "kind", "published", "status", "band", "bandInWords", "tagged", "language", "passed", "problems", "notChecked", "blocks", "hard", "detail", "url", "sourceUrl", "sha256"];
        foreach (var (record, report) in of.Checked)
        {
            string Checks(string severity) => string.Join("; ", report.Problems.Where(problem => problem.Severity == severity).Select(problem => problem.Check).Distinct());
            var listed = record.Publication.Listed;
            yield return [
                record.Board.Slug, record.Board.Name, record.Review.Name, record.Title, listed.Kind, listed.Published, record.Status, report.Band, AccessibilityBand.Sentence(report.Band),
                report.Tagged ? "yes" : "no", report.Language, $"{report.Passed.Count}", $"{report.Problems.Count}", $"{report.NotChecked.Count}",
                Checks(AccessibilitySeverity.Blocks), Checks(AccessibilitySeverity.Hard), Checks(AccessibilitySeverity.Detail), $"{site}/publications/{record.Publication.Id}", listed.Url, record.Edition!.Sha256];
        }
    }
}
