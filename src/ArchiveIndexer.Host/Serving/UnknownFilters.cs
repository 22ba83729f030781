using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Filters that nothing can pass, because there is no such thing: most likely misspelt.</summary>
public static class UnknownFilters
{
    /// <summary>A sentence for each.</summary>
    public static IEnumerable<string> Of(SearchRequest request, ICatalogue catalogue)
    {
        if (request.Board is { } board && catalogue.FindBoard(board) is null) yield return $"There is no board “{board}” here{Known(catalogue.Boards().Select(one => one.Slug))}";
        if (request.Type is { } type && !ReviewType.All.Contains(type)) yield return $"There is no type of review “{type}”{Known(ReviewType.All)}";
        if (request.Kind is { } kind && !PublicationKind.All.Contains(kind)) yield return $"There is no kind of publication “{kind}”{Known(PublicationKind.All)}";
        if (request.Review is { } review && catalogue.FindReview(review) is null) yield return $"There is no review “{review}” here.";
    }

    private static string Known(IEnumerable<string> names) => names.Take(20).ToList() is { Count: > 0 } some ? $"; there is {string.Join(", ", some)}." : ".";
}
