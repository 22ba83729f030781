namespace ArchiveIndexer.Searching;

/// <summary>The filters of a request. Which of them a publication fails is a set, so that each facet can be counted without its own.</summary>
internal sealed class Filters(SearchRequest request)
{
    private readonly DateOnly from = Dates.Span(request.From)?.First ?? DateOnly.MinValue;
    private readonly DateOnly to = Dates.Span(request.To)?.Last ?? DateOnly.MaxValue;
    private readonly bool byDate = !string.IsNullOrWhiteSpace(request.From) || !string.IsNullOrWhiteSpace(request.To);

    [Flags]
    public enum Failed
    {
        None = 0,
        Board = 1,
        Type = 2,
        Kind = 4,
        Review = 8,
        Published = 16,
        Theme = 32,
    }

    public Failed Of(SegmentPublications.Entry publication) =>
        (Passes(request.Board, publication.Board) ? 0 : Failed.Board)
        | (Passes(request.Type, publication.Type) ? 0 : Failed.Type)
        | (Passes(request.Kind, publication.Kind) ? 0 : Failed.Kind)
        | (Passes(request.Review, publication.Review) ? 0 : Failed.Review)
        | (PassesDate(publication) ? 0 : Failed.Published)
        | (Holds(request.Theme, publication.Themes) ? 0 : Failed.Theme);

    private static bool Passes(string? asked, string? value) =>
        string.IsNullOrWhiteSpace(asked) || string.Equals(asked.Trim(), value, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string? asked, string[] values) =>
        string.IsNullOrWhiteSpace(asked) || values.Contains(asked.Trim(), StringComparer.OrdinalIgnoreCase);

    // Of "2021" only the year is known: it may be in any month of it.
    private bool PassesDate(SegmentPublications.Entry publication) =>
        !byDate || (publication.Span is { } span && span.Last >= from && span.First <= to);

    /// <summary>Counts publications by board, type, kind, year and theme.</summary>
    public static SearchFacets Count(List<(Candidate Candidate, Failed Failed)> found)
    {
        return new SearchFacets(
            Frequent(Failed.Board, publication => [publication.Board]),
            Frequent(Failed.Type, publication => [publication.Type]),
            Frequent(Failed.Kind, publication => [publication.Kind]),
            [.. Counts(Failed.Published, publication => [publication.Year]).OrderByDescending(count => count.Value, StringComparer.Ordinal)],
            Frequent(Failed.Theme, publication => publication.Themes));

        List<FacetCount> Frequent(Failed own, Func<SegmentPublications.Entry, string?[]> values) =>
            [.. Counts(own, values).OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];

        IEnumerable<FacetCount> Counts(Failed own, Func<SegmentPublications.Entry, string?[]> values) => found
            .Where(one => (one.Failed & ~own) == Failed.None)
            .SelectMany(one => values(one.Candidate.Publication)).OfType<string>()
            .CountBy(one => one, StringComparer.Ordinal)
            .Select(count => new FacetCount(count.Key, count.Value));
    }
}
