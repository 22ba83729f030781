using System.Globalization;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Dates as reports print them.</summary>
internal static partial class Printed
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>ISO 8601 as precise as it is printed: <c>2021-12</c>, <c>2018-09-07</c>; null for what is no date.</summary>
    internal static string? Iso(Match match)
    {
        if (match.Groups["numeric"].Success)
            return Date(Number(match.Groups["y"].Value), Number(match.Groups["m"].Value), Number(match.Groups["d"].Value));
        var month = Array.FindIndex(Months, m => match.Groups["month"].Value.StartsWith(m, StringComparison.OrdinalIgnoreCase)) + 1;
        var day = match.Groups["day"].Success ? Number(match.Groups["day"].Value) : match.Groups["behind"].Success ? Number(match.Groups["behind"].Value) : 0;
        return Date(Number(match.Groups["year"].Value), month, day);
    }

    private static string? Date(int year, int month, int day)
    {
        if (year < 100) year += 2000;
        if (year is < 1970 or > 2100 || month is < 1 or > 12 || day < 0 || (day > 0 && day > DateTime.DaysInMonth(year, month))) return null;
        return day == 0 ? string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}") : string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}-{day:00}");
    }

    private static int Number(string figures) => int.Parse(figures, NumberStyles.None, CultureInfo.InvariantCulture);

    // 24TH JULY 2019, September 2013, February 26th 2015, 07.09.18, 16/07/2006, 15 th July 2007
    [GeneratedRegex(@"(?<numeric>\b(?<d>[0-9]{1,2})[./](?<m>[0-9]{1,2})[./](?<y>[0-9]{4}|[0-9]{2})\b)"
        + @"|\b(?:(?<day>[0-9]{1,2})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?,?\s+(?:(?<behind>[0-9]{1,2})\s?(?:st|nd|rd|th)?,?\s+)?(?<year>[0-9]{4})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    internal static partial Regex Date();
}
