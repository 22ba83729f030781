using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer;

/// <summary>One file published about a review, as its board's page lists it. Null means the page does not say; nothing is guessed.</summary>
/// <param name="LinkText">The link's own text, white space folded.</param>
/// <param name="Url">Absolute address, resolved against the page, spaces as <c>%20</c>.</param>
/// <param name="Section">The nearest heading above, as printed.</param>
/// <param name="ReviewType">One of <see cref="ArchiveIndexer.ReviewType"/>.</param>
/// <param name="Review">The review's name as printed.</param>
/// <param name="Kind">One of <see cref="PublicationKind"/>.</param>
/// <param name="Published">ISO 8601 as exactly as printed: <c>2021</c>, <c>2021-12</c> or <c>2021-12-16</c>.</param>
/// <param name="Format"><c>pdf</c>, <c>docx</c>, <c>html</c>, …</param>
public sealed record ListedPublication(
    string LinkText, string Url, string? Section, string? ReviewType, string? Review, string? Kind, string? Published, string? Format);

/// <summary>One file published about a review, as the archive knows it.</summary>
/// <param name="Id">Twelve hex digits: see <see cref="IdOf"/>.</param>
/// <param name="BoardSlug">The board that published it.</param>
/// <param name="ReviewId">The review it belongs to.</param>
/// <param name="Listed">What the board's page said of it when it was last seen there, with the steward's corrections where there are any.</param>
public sealed record Publication(string Id, string BoardSlug, string ReviewId, ListedPublication Listed)
{
    /// <summary>The id of the publication first seen at this address: the first 12 hex digits of the SHA-256 of board and address.</summary>
    public static string IdOf(string boardSlug, string url) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{boardSlug}\n{url}")))[..12];
}

/// <summary>Whether a publication can still be had from its board.</summary>
public static class PublicationStatus
{
    /// <summary>Listed by its board when last looked.</summary>
    public const string Live = "live";

    /// <summary>The board took it down; the archive keeps it.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>The steward took it down.</summary>
    public const string Suppressed = "suppressed";
}

/// <summary>What kind of publication it is, in the words of the listing rules.</summary>
public static class PublicationKind
{
    public const string OverviewReport = "overview report";
    public const string ExecutiveSummary = "executive summary";
    public const string LearningSummary = "learning summary";
    public const string SevenMinuteBriefing = "7-minute briefing";
    public const string PressStatement = "press statement";
    public const string BoardResponse = "board response";
    public const string AgencyStatements = "agency statements";
    public const string ActionPlan = "action plan";
    public const string SummaryOfProgress = "summary of progress";
    public const string TermsOfReference = "terms of reference";
    public const string Timeline = "timeline";
    public const string Infographic = "infographic";
    public const string Slides = "slides";
    public const string Video = "video";
    public const string EasyRead = "easy read";
    public const string RecommendationsOnly = "recommendations only";
    public const string Other = "other";

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OverviewReport, ExecutiveSummary, LearningSummary, SevenMinuteBriefing, PressStatement, BoardResponse, AgencyStatements, ActionPlan,
        SummaryOfProgress, TermsOfReference, Timeline, Infographic, Slides, Video, EasyRead, RecommendationsOnly, Other,
    ];
}
