namespace ArchiveIndexer.Searching;

/// <summary>The filters of a request for recommendations, and its facets: see <see cref="Filters"/>.</summary>
internal sealed class RecommendationFilters(RecommendationRequest request)
{
    private readonly Filters ofPublication = new(new SearchRequest
    {
        Board = request.Board, Type = request.Type, Review = request.Review, From = request.From, To = request.To,
    });

    [Flags]
    public enum Failed
    {
        None = 0,
        Board = 1,
        Type = 2,
        Review = 8,
        Published = 16,
        Kind = 256,
        Addressee = 512,
        Theme = 1024,
    }

    public Failed Of(SegmentRecommendations.Entry entry) =>
        OfPublication(entry.Publication)
        | (Passes(request.Kind, entry.Kind) ? 0 : Failed.Kind)
        | (Holds(request.Addressee, entry.Addressees) ? 0 : Failed.Addressee)
        | (Holds(request.Theme, entry.Themes) ? 0 : Failed.Theme);

    private Failed OfPublication(SegmentPublications.Entry publication)
    {
        var failed = ofPublication.Of(publication);
        return (failed.HasFlag(Filters.Failed.Board) ? Failed.Board : 0) | (failed.HasFlag(Filters.Failed.Type) ? Failed.Type : 0)
            | (failed.HasFlag(Filters.Failed.Review) ? Failed.Review : 0) | (failed.HasFlag(Filters.Failed.Published) ? Failed.Published : 0);
    }

    private static bool Passes(string? asked, string value) =>
        string.IsNullOrWhiteSpace(asked) || string.Equals(asked.Trim(), value, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string? asked, string[] values) =>
        string.IsNullOrWhiteSpace(asked) || values.Contains(asked.Trim(), StringComparer.OrdinalIgnoreCase);

    public static RecommendationFacets Count(List<(FoundRecommendation Found, Failed Failed)> found)
    {
        return new RecommendationFacets(
            Frequent(Failed.Board, entry => [entry.Publication.Board]),
            Frequent(Failed.Addressee, entry => entry.Addressees),
            Frequent(Failed.Kind, entry => [entry.Kind]),
            Frequent(Failed.Type, entry => [entry.Publication.Type]),
            [.. Counts(Failed.Published, entry => [entry.Publication.Year]).OrderByDescending(count => count.Value, StringComparer.Ordinal)],
            Frequent(Failed.Theme, entry => entry.Themes));

        List<FacetCount> Frequent(Failed own, Func<SegmentRecommendations.Entry, string?[]> values) =>
            [.. Counts(own, values).OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];

        IEnumerable<FacetCount> Counts(Failed own, Func<SegmentRecommendations.Entry, string?[]> values) => found
            .Where(one => (one.Failed & ~own) == Failed.None)
            .SelectMany(one => values(one.Found.Entry)).OfType<string>()
            .CountBy(one => one, StringComparer.Ordinal)
            .Select(count => new FacetCount(count.Key, count.Value));
    }
}
