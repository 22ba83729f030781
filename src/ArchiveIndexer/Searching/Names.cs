using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Searching;

/// <summary>
/// The names such as "Child Q" in a query. Several reviews may go by one; which of them is meant only the reader knows. One typed with
/// capitals is meant so: Child AK is not Child Ak.
/// </summary>
internal sealed class Names
{
    private readonly List<string> asTyped;
    private readonly List<string> inAnyCase;

    private Names(List<string> asTyped, List<string> inAnyCase) => (this.asTyped, this.inAnyCase) = (asTyped, inAnyCase);

    public static Names Of(string? query)
    {
        var text = query is { Length: > QueryText.MostCharacters } ? query[..QueryText.MostCharacters] : query;
        return new([.. Pseudonyms.In(text)], [.. Pseudonyms.In(text, inAnyCase: true)]);
    }

    /// <summary>Whether one was typed as names are written.</summary>
    public bool AreTyped => asTyped.Count > 0;

    /// <summary>It has a name of the query in another case, in its title or its text, and nowhere as typed.</summary>
    public bool IsOtherCase(SegmentPublications.Entry publication) => asTyped.Count > 0 && asTyped.Exists(name =>
        !Has(publication, name, StringComparer.Ordinal) && Has(publication, name, StringComparer.OrdinalIgnoreCase));

    private static bool Has(SegmentPublications.Entry publication, string name, StringComparer how) => publication.Names.Contains(name, how) || publication.NamesInText.Contains(name, how);

    /// <summary>The reviews that go by a name of the query, when they are several.</summary>
    public IReadOnlyList<NamedReview> Which(PageScores scores)
    {
        if (inAnyCase.Count == 0) return [];
        var named = scores.Segments.SelectMany(segment => segment.Publications.Publications.Where(publication => segment.Reader.LiveDocs?.Get(publication.Whole) != false))
            .SelectMany(publication => publication.Names.Where(IsAsked).Select(name => (publication, name)))
            .Where(one => one.publication.Review is not null)
            .GroupBy(one => (one.publication.Review, one.name))
            .Select(group => new NamedReview(group.Key.name, group.Key.Review!, group.First().publication.Board, group.Min(one => one.publication.Year)))
            .OrderBy(review => review.Name, StringComparer.Ordinal).ThenByDescending(review => review.Year, StringComparer.Ordinal).ThenBy(review => review.ReviewId, StringComparer.Ordinal).ToList();
        return named.Count > 1 ? named : [];
    }

    private bool IsAsked(string name) => asTyped.Contains(name, StringComparer.Ordinal)
        || inAnyCase.Exists(typed => !asTyped.Contains(typed, StringComparer.Ordinal) && typed.Equals(name, StringComparison.OrdinalIgnoreCase));
}
