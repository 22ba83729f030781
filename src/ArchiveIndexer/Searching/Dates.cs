using System.Globalization;

namespace ArchiveIndexer.Searching;

/// <summary>Dates of which only the year or the month may be known: a span of days.</summary>
internal static class Dates
{
    private static readonly string[] Formats = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];

    /// <summary>Whether <paramref name="date"/> is empty or a date in one of the three forms.</summary>
    public static bool CanBeRead(string? date) => string.IsNullOrWhiteSpace(date) || Span(date) is not null;

    /// <summary>The first and the last day of a year, month or day; null when it is none.</summary>
    public static (DateOnly First, DateOnly Last)? Span(string? date)
    {
        date = date?.Trim();
        if (!DateOnly.TryParseExact(date, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) return null;
        return date!.Length switch
        {
            4 => (first, new DateOnly(first.Year, 12, 31)),
            7 => (first, new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month))),
            _ => (first, first),
        };
    }
}
