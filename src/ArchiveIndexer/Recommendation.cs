namespace ArchiveIndexer;

/// <summary>A recommendation, finding, learning point or question for the board, as printed.</summary>
/// <param name="Kind">One of <see cref="RecommendationKind"/>.</param>
/// <param name="Number">As printed; null when it has none.</param>
/// <param name="Text">Verbatim and whole, without page furniture and footnotes.</param>
/// <param name="Addressees">Who is asked to act, by the field's list of addressees.</param>
/// <param name="Page">The page it begins on, from 1.</param>
/// <param name="Heading">The heading it stands under.</param>
public sealed record Recommendation(string Kind, string? Number, string Text, IReadOnlyList<string> Addressees, int Page, string? Heading)
{
    /// <summary>The headings above it, the outermost first, <see cref="Heading"/> last.</summary>
    public IReadOnlyList<string> HeadingPath { get; init; } = [];

    /// <summary>The printed words that name each of <see cref="Addressees"/>, in the same order.</summary>
    public IReadOnlyList<string> AddressedBy { get; init; } = [];

    /// <summary>Other pages that print it again, such as a summary's.</summary>
    public IReadOnlyList<int> AlsoOnPages { get; init; } = [];
}

/// <summary>The kinds of <see cref="Recommendation"/>.</summary>
public static class RecommendationKind
{
    public const string Recommendation = "recommendation";
    public const string Finding = "finding";
    public const string LearningPoint = "learningPoint";
    public const string Question = "question";
}
