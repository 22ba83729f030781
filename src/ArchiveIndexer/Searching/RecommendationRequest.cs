namespace ArchiveIndexer.Searching;

/// <summary>What a reader asks of the recommendations. Filters are joined by "and"; null or empty means any.</summary>
public sealed record RecommendationRequest
{
    /// <summary>As typed: any text, in the language of <see cref="SearchRequest.Query"/>. Empty means everything.</summary>
    public string? Query { get; init; }

    /// <summary>As <see cref="SearchRequest.Any"/>.</summary>
    public bool Any { get; init; }

    /// <summary>As <see cref="SearchRequest.Expand"/>.</summary>
    public bool Expand { get; init; } = true;

    /// <summary>A board's slug.</summary>
    public string? Board { get; init; }

    /// <summary>Who is asked: one of the names that the addressee facet gives.</summary>
    public string? Addressee { get; init; }

    /// <summary>One of <see cref="RecommendationKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>A theme that the recommendation itself speaks of.</summary>
    public string? Theme { get; init; }

    /// <summary>One of <see cref="ReviewType"/>.</summary>
    public string? Type { get; init; }

    /// <summary>A review's id.</summary>
    public string? Review { get; init; }

    /// <summary>Published then or later: <c>2019</c>, <c>2019-03</c> or <c>2019-03-05</c>.</summary>
    public string? From { get; init; }

    /// <summary>Published then or earlier, the whole of the year, month or day included.</summary>
    public string? To { get; init; }

    public SearchSort Sort { get; init; } = SearchSort.Relevance;

    /// <summary>Which page of the answer, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Recommendations on a page of the answer: 1 to <see cref="SearchRequest.LargestSize"/>.</summary>
    public int Size { get; init; } = 20;

    /// <summary>What is wrong with the request, as <see cref="SearchRequest.Problem"/>.</summary>
    public string? Problem() => new SearchRequest { From = From, To = To, Sort = Sort, Page = Page, Size = Size }.Problem();
}

/// <summary>The answer to a <see cref="RecommendationRequest"/>.</summary>
/// <param name="Query">As typed.</param>
/// <param name="Interpreted">What was searched, in words, when it differs from what was typed; else null.</param>
/// <param name="Total">Recommendations found.</param>
/// <param name="Hits">The asked page of them.</param>
/// <param name="Facets">Recommendations found, counted by their properties.</param>
/// <param name="IndexedAt">When the index last changed, UTC; null when there is none yet.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record RecommendationResult(
    string Query, string? Interpreted, int Total, IReadOnlyList<RecommendationHit> Hits, RecommendationFacets Facets,
    DateTimeOffset? IndexedAt, double Milliseconds)
{
    /// <summary>As <see cref="SearchResult.Suggestion"/>.</summary>
    public string? Suggestion { get; init; }

    /// <summary>As <see cref="SearchResult.Answered"/>.</summary>
    public string? Answered { get; init; }

    /// <summary>What the thesaurus added.</summary>
    public IReadOnlyList<ExpandedTerm> Expanded { get; init; } = [];

    /// <summary>Where fewer than <see cref="SearchResult.FewHits"/> hold all words: how many hold any; else null.</summary>
    public int? TotalOfAny { get; init; }

    /// <summary>Nothing was found, whatever the filters.</summary>
    internal bool IsBarren { get; init; }
}

/// <summary>A recommendation that was found.</summary>
/// <param name="PublicationId">Where it stands.</param>
/// <param name="Ordinal">Which of that publication's it is, from 1.</param>
/// <param name="Score">Higher is better; 0 when nothing was asked for.</param>
/// <param name="Recommendation">As printed.</param>
/// <param name="Themes">What it speaks of.</param>
/// <param name="Snippet">HTML with nothing but <c>&lt;mark&gt;</c>.</param>
public sealed record RecommendationHit(
    string PublicationId, int Ordinal, double Score, Recommendation Recommendation, IReadOnlyList<string> Themes, string Snippet);

/// <summary>Counts of recommendations. Each list is counted with all filters on but its own, the most frequent first; years are latest first.</summary>
public sealed record RecommendationFacets(
    IReadOnlyList<FacetCount> Board, IReadOnlyList<FacetCount> Addressee, IReadOnlyList<FacetCount> Kind, IReadOnlyList<FacetCount> Type,
    IReadOnlyList<FacetCount> Year, IReadOnlyList<FacetCount> Theme);
