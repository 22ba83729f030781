namespace ArchiveIndexer.Searching;

/// <summary>The order of hits.</summary>
public enum SearchSort
{
    /// <summary>The best first; without a query, the newest first.</summary>
    Relevance,

    /// <summary>By date of publication, the latest first; those without a date last.</summary>
    Newest,

    /// <summary>By date of publication, the earliest first; those without a date last.</summary>
    Oldest,
}

/// <summary>What a reader asks. Filters are joined by "and"; null or empty means any.</summary>
public sealed record SearchRequest
{
    /// <summary>The most hits on one page of an answer.</summary>
    public const int LargestSize = 100;

    /// <summary>As typed: any text. Empty means everything. See <see cref="QueryText"/> for the language.</summary>
    public string? Query { get; init; }

    /// <summary>Any of the words will do; else all are wanted.</summary>
    public bool Any { get; init; }

    /// <summary>Whether words that the thesaurus knows to mean the same are found too.</summary>
    public bool Expand { get; init; } = true;

    /// <summary>A board's slug.</summary>
    public string? Board { get; init; }

    /// <summary>One of <see cref="ReviewType"/>.</summary>
    public string? Type { get; init; }

    /// <summary>One of <see cref="PublicationKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>A review's id.</summary>
    public string? Review { get; init; }

    /// <summary>One of the product's themes.</summary>
    public string? Theme { get; init; }

    /// <summary>Published then or later: <c>2019</c>, <c>2019-03</c> or <c>2019-03-05</c>.</summary>
    public string? From { get; init; }

    /// <summary>Published then or earlier, the whole of the year, month or day included.</summary>
    public string? To { get; init; }

    public SearchSort Sort { get; init; } = SearchSort.Relevance;

    /// <summary>Whether publications are counted by their properties.</summary>
    public bool WithFacets { get; init; } = true;

    /// <summary>Whether pages are shown with a passage of each.</summary>
    public bool WithSnippets { get; init; } = true;

    /// <summary>Which page of the answer, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Hits on a page of the answer: 1 to <see cref="LargestSize"/>.</summary>
    public int Size { get; init; } = 10;

    /// <summary>
    /// What is wrong with the request, as a sentence that says what would work; null when it can be answered. The query is never
    /// wrong.
    /// </summary>
    public string? Problem() =>
        Page < 1 ? $"page is {Page}; pages count from 1."
        : Size is < 1 or > LargestSize ? $"size is {Size}; it can be 1 to {LargestSize}."
        : !Dates.CanBeRead(From) ? $"from is “{From}”; write a year (2019), a month (2019-03) or a day (2019-03-05)."
        : !Dates.CanBeRead(To) ? $"to is “{To}”; write a year (2019), a month (2019-03) or a day (2019-03-05)."
        : Dates.Span(From) is { First: var first } && Dates.Span(To) is { Last: var last } && first > last ? $"from is “{From}” and to is “{To}”: nothing lies between. Exchange them."
        : !Enum.IsDefined(Sort) ? $"sort is {Sort}; it can be relevance, newest or oldest."
        : null;
}
