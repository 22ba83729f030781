namespace ArchiveIndexer;

/// <summary>A recommendation, finding, learning point or question for the board, as printed.</summary>
/// <param name="Kind">One of <see cref="RecommendationKind"/>.</param>
/// <param name="Number">As printed; null when it has none.</param>
/// <param name="Text">Verbatim.</param>
/// <param name="Addressees">Who is asked to act.</param>
/// <param name="Page">The page it begins on, from 1.</param>
/// <param name="Heading">The heading it stands under.</param>
public sealed record Recommendation(string Kind, string? Number, string Text, IReadOnlyList<string> Addressees, int Page, string? Heading);

/// <summary>The kinds of <see cref="Recommendation"/>.</summary>
public static class RecommendationKind
{
    public const string Recommendation = "recommendation";
    public const string Finding = "finding";
    public const string LearningPoint = "learningPoint";
    public const string Question = "question";
}
