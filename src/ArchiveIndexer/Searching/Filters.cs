using System.Runtime.InteropServices;

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

    /// <summary>Whether there are none, so that everything passes.</summary>
    public bool AreNone { get; } = !new[] { request.Board, request.Type, request.Kind, request.Review, request.Theme, request.From, request.To }.Any(asked => !string.IsNullOrWhiteSpace(asked));

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
    public SearchFacets Count(List<Candidate> found)
    {
        Dictionary<string, int> boards = [], types = [], kinds = [], years = [], themes = [];
        foreach (var candidate in found)
        {
            var publication = candidate.Publication;
            var failed = AreNone ? Failed.None : Of(publication);
            if ((failed & ~Failed.Board) == 0) Add(boards, publication.Board);
            if ((failed & ~Failed.Type) == 0) Add(types, publication.Type);
            if ((failed & ~Failed.Kind) == 0) Add(kinds, publication.Kind);
            if ((failed & ~Failed.Published) == 0) Add(years, publication.Year);
            if ((failed & ~Failed.Theme) != 0) continue;
            foreach (var theme in publication.Themes) Add(themes, theme);
        }
        return new SearchFacets(
            Frequent(boards), Frequent(types), Frequent(kinds), [.. Listed(years).OrderByDescending(count => count.Value, StringComparer.Ordinal)], Frequent(themes));

        static void Add(Dictionary<string, int> counts, string? value)
        {
            if (value is not null) CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        }

        static IEnumerable<FacetCount> Listed(Dictionary<string, int> counts) => counts.Select(count => new FacetCount(count.Key, count.Value));

        static List<FacetCount> Frequent(Dictionary<string, int> counts) =>
            [.. Listed(counts).OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];
    }
}
