using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer;

/// <summary>The case that was reviewed, under the name that its board gave it.</summary>
/// <param name="Id">Stable, readable and the same after every rebuild: see <see cref="IdOf"/>.</param>
/// <param name="BoardSlug">The board's slug: names of reviews are unique only within a board.</param>
/// <param name="Name">As printed (<c>Child R</c>, <c>Jacob</c>); null when the board names none.</param>
/// <param name="Type">One of <see cref="ReviewType"/>; null when the page does not say.</param>
public sealed record Review(string Id, string BoardSlug, string? Name, string? Type)
{
    /// <summary>
    /// The id of a review: board and name for reading, and four hex digits of their hash, because pseudonyms are
    /// case-sensitive (Child AK is not Child Ak) and addresses ought not to be. A review without a name has one publication
    /// that we know of, so it takes that publication's id.
    /// </summary>
    public static string IdOf(string boardSlug, string? name, string publicationId) =>
        name is null ? $"{boardSlug}-{publicationId}" : $"{boardSlug}-{Slug.Of(name)}-{Hash(boardSlug + "\n" + name)[..4]}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What kind of review it is, in the words of the listing rules.</summary>
public static class ReviewType
{
    public const string ChildSafeguardingPracticeReview = "child safeguarding practice review";
    public const string SeriousCaseReview = "serious case review";
    public const string SignificantCaseReview = "significant case review";
    public const string ChildPracticeReview = "child practice review";
    public const string AdultPracticeReview = "adult practice review";
    public const string SafeguardingAdultReview = "safeguarding adult review";
    public const string DomesticHomicideReview = "domestic homicide review";
    public const string CaseManagementReview = "case management review";
    public const string PartnershipReview = "partnership review";
    public const string LearningReview = "learning review";
    public const string ThematicReview = "thematic review";
    public const string RapidReview = "rapid review";

    /// <summary>Every type there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ChildSafeguardingPracticeReview, SeriousCaseReview, SignificantCaseReview, ChildPracticeReview, AdultPracticeReview,
        SafeguardingAdultReview, DomesticHomicideReview, CaseManagementReview, PartnershipReview, LearningReview, ThematicReview, RapidReview,
    ];
}
