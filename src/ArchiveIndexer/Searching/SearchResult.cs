namespace ArchiveIndexer.Searching;

/// <summary>The answer to a <see cref="SearchRequest"/>.</summary>
/// <param name="Query">As typed.</param>
/// <param name="Interpreted">What was searched, in words, when it differs from what was typed; else null.</param>
/// <param name="Total">Publications found.</param>
/// <param name="Hits">The asked page of them.</param>
/// <param name="Facets">Publications found, counted by their properties.</param>
/// <param name="IndexedAt">When the index last changed, UTC; null when there is none yet.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record SearchResult(
    string Query, string? Interpreted, int Total, IReadOnlyList<PublicationHit> Hits, SearchFacets Facets,
    DateTimeOffset? IndexedAt, double Milliseconds)
{
    /// <summary>The query with misspelt words put right; null when every word has hits, or nothing like them is known.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The corrected query, where nothing holds what was typed and this was answered in its place; else null.</summary>
    public string? Answered { get; init; }

    /// <summary>Nothing was found, whatever the filters.</summary>
    internal bool IsBarren { get; init; }

    /// <summary>What the thesaurus added.</summary>
    public IReadOnlyList<ExpandedTerm> Expanded { get; init; } = [];

    /// <summary>Where fewer than <see cref="FewHits"/> publications hold all words: how many hold any; else null.</summary>
    public int? TotalOfAny { get; init; }

    /// <summary>The reviews that go by a name such as "Child Q" in the query, when there are several.</summary>
    public IReadOnlyList<NamedReview> Which { get; init; } = [];

    /// <summary>With fewer hits than this, any of the words are offered.</summary>
    public const int FewHits = 3;
}

/// <summary>One of the reviews that go by the same name.</summary>
/// <param name="Name">As the board writes it: <c>Child Q</c>.</param>
/// <param name="ReviewId">Which.</param>
/// <param name="Board">The board's slug.</param>
/// <param name="Year">Of its first publication; null when no date is known.</param>
public sealed record NamedReview(string Name, string ReviewId, string? Board, string? Year);

/// <summary>A publication that was found.</summary>
/// <param name="PublicationId">Which.</param>
/// <param name="Score">Higher is better; 0 when nothing was asked for. Comparable only within one answer.</param>
/// <param name="PagesHit">Pages that hold at least one of the words or phrases.</param>
/// <param name="Pages">The best of them, the best first, at most three; none when only the title was hit.</param>
public sealed record PublicationHit(string PublicationId, double Score, int PagesHit, IReadOnlyList<PageHit> Pages);

/// <summary>A publication that was found, in a list of all.</summary>
/// <param name="PublicationId">Which.</param>
/// <param name="Score">As in <see cref="PublicationHit"/>.</param>
/// <param name="Pages">The numbers of all pages that were hit, the best first.</param>
/// <param name="IndexedAt">The commit that all of the list is from, UTC.</param>
public sealed record ListedHit(string PublicationId, double Score, IReadOnlyList<int> Pages, DateTimeOffset? IndexedAt);

/// <summary>A page that was found.</summary>
/// <param name="Number">Counts from 1 as the PDF viewer shows it.</param>
/// <param name="Snippet">HTML with nothing but <c>&lt;mark&gt;</c>.</param>
public sealed record PageHit(int Number, string Snippet);

/// <summary>Counts of publications. Each list is counted with all filters on but its own, the most frequent first; years are latest first.</summary>
public sealed record SearchFacets(
    IReadOnlyList<FacetCount> Board, IReadOnlyList<FacetCount> Type, IReadOnlyList<FacetCount> Kind,
    IReadOnlyList<FacetCount> Year, IReadOnlyList<FacetCount> Theme);

/// <summary>How many publications have a value.</summary>
public sealed record FacetCount(string Value, int Count);

/// <summary>A place in a text that a query asked for.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last.</param>
public readonly record struct Place(int Start, int End);
