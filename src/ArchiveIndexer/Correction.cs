using System.Globalization;
using System.Text.Json.Serialization;

namespace ArchiveIndexer;

/// <summary>
/// What a steward says of a publication in place of what was read on its board's page. Null leaves what was read, and follows it when the
/// board changes it; an empty text says that it is not stated.
/// </summary>
/// <param name="Title">What it is called; never empty.</param>
/// <param name="Kind">One of <see cref="PublicationKind"/>.</param>
/// <param name="Published">ISO 8601, as exactly as it is known.</param>
/// <param name="Review">The name of the review that it belongs to.</param>
public sealed record Correction(string? Title, string? Kind, string? Published, string? Review)
{
    /// <summary>Whether nothing is corrected.</summary>
    [JsonIgnore]
    public bool IsEmpty => this is { Title: null, Kind: null, Published: null, Review: null };

    /// <summary>The names of what is corrected, for people.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Fields => [.. new[] { Title is null ? null : "title", Kind is null ? null : "kind", Published is null ? null : "date", Review is null ? null : "review" }.OfType<string>()];

    /// <summary>What was read, corrected.</summary>
    public ListedPublication Of(ListedPublication read) => read with
    {
        LinkText = Title ?? read.LinkText,
        Kind = Said(Kind, read.Kind),
        Published = Said(Published, read.Published),
        Review = Said(Review, read.Review),
    };

    /// <summary>What makes this of what was read: nothing is corrected that was read so.</summary>
    /// <param name="read">What the board's page says.</param>
    /// <param name="title">What it is to be called.</param>
    /// <param name="kind">What kind it is; empty when not stated, as for the other two.</param>
    /// <param name="published">When it was published.</param>
    /// <param name="review">Whose review it belongs to.</param>
    public static Correction From(ListedPublication read, string title, string kind, string published, string review)
    {
        static string? Unless(string said, string? read) => said == (read ?? "") ? null : said;
        return new(Unless(title, read.LinkText), Unless(kind, read.Kind), Unless(published, read.Published), Unless(review, read.Review));
    }

    /// <summary>Whether a text is a date as listings have it: <c>2021</c>, <c>2021-12</c> or <c>2021-12-16</c>.</summary>
    public static bool IsDate(string text) =>
        text.Length is 4 or 7 or 10 && DateOnly.TryParseExact(text + "-01-01"[..(10 - text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1900;

    private static string? Said(string? said, string? read) => said is null ? read : said.Length == 0 ? null : said;
}
