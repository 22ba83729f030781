using System.Globalization;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>A date as found in a text.</summary>
/// <param name="Start">Where it begins, in characters.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Iso"><c>2021</c>, <c>2021-12</c> or <c>2021-12-16</c>: as exactly as printed.</param>
public sealed record DateInText(int Start, int Length, string Iso)
{
    /// <summary>Whether only a year is printed.</summary>
    public bool IsYear => Iso.Length == 4;

    internal int End => Start + Length;
}

/// <summary>The dates that British pages print: <c>December 2021</c>, <c>24TH JULY 2019</c>, <c>28.09.16</c>, <c>2021-12-16</c>. Pure.</summary>
public static partial class PublicationDates
{
    /// <summary>
    /// Every date in the text, in order, but none that is part of a period (<c>1998 – 2016</c>), of a code (<c>WGA N5 2016</c>), a
    /// season's (<c>summer 2020</c>), or that the words before it give to something else (<c>modified</c>, <c>death in</c>).
    /// </summary>
    public static IReadOnlyList<DateInText> Find(string text)
    {
        text = Plain(text);
        var periods = Period().Matches(text);
        var dates = new List<DateInText>();
        foreach (Match match in AnyDate().Matches(text))
        {
            if (Iso(match) is not { } iso) continue;
            if (periods.Any(p => match.Index < p.Index + p.Length && p.Index < match.Index + match.Length)) continue;
            var before = text[Math.Max(0, match.Index - 60)..match.Index];
            if (OtherEvent().IsMatch(before)) continue;
            if ((iso.Length == 4 || !match.Groups["mon"].Success && !match.Groups["d"].Success) && InCode(before)) continue;
            dates.Add(new DateInText(match.Index, match.Length, iso));
        }
        return dates;
    }

    /// <summary>The date of a link's own words: one that "published" announces, else the first; a bare year only in brackets or at either end.</summary>
    public static string? OfTitle(string text)
    {
        var dates = Find(text).Where(d => !d.IsYear || YearStandsAlone(Plain(text), d)).ToList();
        return (dates.FirstOrDefault(d => IsAnnounced(text, d)) ?? dates.FirstOrDefault())?.Iso;
    }

    /// <summary>The date that a sentence or a block of words announces as that of publication; null for other dates.</summary>
    public static string? Announced(string text) => Find(text).FirstOrDefault(d => IsAnnounced(text, d))?.Iso;

    /// <summary>The date that a cell, a line or a heading consists of, with or without "Published" and the like.</summary>
    public static string? Whole(string text)
    {
        text = LinkText.Bare(text);
        if (text.Length is 0 or > 90) return null;
        var dates = Find(text);
        return dates.Count == 1 && Rest().IsMatch(Plain(text).Remove(dates[0].Start, dates[0].Length)) ? dates[0].Iso : null;
    }

    /// <summary>The date that words beside a link begin with (<c>– March 2015</c>) or announce (<c>, published in May</c>).</summary>
    public static string? After(string text)
    {
        var bare = LinkText.Bare(text);
        return Find(bare) is [var first, ..] && Punctuation().IsMatch(bare[..first.Start]) ? first.Iso : Announced(bare);
    }

    /// <summary>A line such as <c>Date of publication: 18th February 2015</c>; null for any other line.</summary>
    public static string? OfLine(string text) => PublicationLine().IsMatch(text) ? Whole(text) : null;

    /// <summary>Dates blanked out, the rest in place: for finding names.</summary>
    public static string Without(string text, string filling)
    {
        foreach (var date in Find(text).Where(d => !d.IsYear || YearStandsAlone(Plain(text), d)).Reverse())
            text = text.Remove(date.Start, date.Length).Insert(date.Start, filling);
        return text;
    }

    /// <summary>Whether a text is a month or year and nothing that names a review.</summary>
    public static bool IsHeadingOfDate(string text) => Whole(text) is not null;

    private static bool IsAnnounced(string text, DateInText date) =>
        AnnouncedBefore().IsMatch(text[Math.Max(0, date.Start - 40)..date.Start]);

    private static bool YearStandsAlone(string text, DateInText date)
    {
        var before = text[..date.Start].TrimEnd();
        var after = text[date.End..].TrimStart();
        var ends = after.Length == 0 || after[0] is ')' or ']' or '-' or '–' or '|' or ',' or ';' or ':' or '.';
        return ends || before.Length == 0 || before.EndsWith('(');
    }

    // A year that follows a code is part of it: CYSUR 4 2019, WG S71 2023, ABC 2019; but SCR 2019 is a review of that year.
    private static bool InCode(string before)
    {
        if (Season().IsMatch(before)) return true;
        var last = LastWord().Match(before).Groups["word"].Value;
        if (last.Length == 0 || before.TrimEnd().EndsWith('(')) return false;
        if (last.Any(char.IsAsciiDigit)) return !OrdinalOrMonth().IsMatch(last);
        return last.Length is >= 2 and <= 6 && last.All(char.IsAsciiLetterUpper) && !ReviewTypes.IsAbbreviation(last) && !Shouted().IsMatch(last);
    }

    private static string? Iso(Match match)
    {
        var year = Number("y");
        if (match.Groups["y"].Length == 2) year += year > 50 ? 1900 : 2000;
        if (year is < 1985 or > 2099) return null;
        var month = match.Groups["mon"].Success ? Months.IndexOf(match.Groups["mon"].Value[..3].ToLowerInvariant(), StringComparison.Ordinal) / 3 + 1 : Number("m");
        if (month == 0) return Text($"{year:0000}");
        if (month > 12) return null;
        var day = Number("d");
        if (day == 0) return Text($"{year:0000}-{month:00}");
        return day <= DateTime.DaysInMonth(year, month) ? Text($"{year:0000}-{month:00}-{day:00}") : null;

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        static string Text(FormattableString text) => FormattableString.Invariant(text);
    }

    // One character for one, so that places stay.
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('‐', '-').Replace('‑', '-').Replace('—', '–').Replace('−', '-').Replace('’', '\'');

    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private const string Month = "(?<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    [GeneratedRegex(
        "(?<![\\w/.])(?:"
        + "(?<d>[0-9]{1,2})\\s?(?:st|nd|rd|th)?(?:\\s+day)?(?:\\s+of)?[\\s.\\-/,]{1,3}" + Month + "\\b[\\s.,\\-/]{0,3}(?<y>(?:19|20)[0-9][0-9]|[0-9][0-9])"
        + "|" + Month + "\\b\\.?\\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\\s+(?<y>(?:19|20)[0-9][0-9])"
        + "|" + Month + "(?:\\b[\\s.,/\\-]{0,3}(?<y>(?:19|20)[0-9][0-9])|\\s?[\\-']\\s?(?<y>[0-9][0-9])|\\s+'(?<y>[0-9][0-9]))"
        + "|(?<y>(?:19|20)[0-9][0-9])[\\-/.](?<m>[0-9][0-9])[\\-/.](?<d>[0-9][0-9])"
        + "|(?<d>[0-9]{1,2})[./\\-](?<m>[0-9]{1,2})[./\\-](?<y>(?:19|20)[0-9][0-9]|[0-9][0-9])"
        + "|(?<m>0?[1-9]|1[0-2])/(?<y>(?:19|20)[0-9][0-9])"
        + "|(?<y>(?:19|20)[0-9][0-9])"
        + ")(?![\\w/])", RegexOptions.IgnoreCase)]
    private static partial Regex AnyDate();

    [GeneratedRegex("""
        (?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[a-z]{3,9}\.?\s+)?(?:19|20)\d\d\s*(?:-|–|to|until|and|/|&)\s*(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+)?(?:(?:19|20)\d\d|\d\d)(?![\d.-])
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Period();

    [GeneratedRegex("""\b(?:modified|updated|last\s+reviewed|review\s+(?:date|due)|died|death|born|birth|killed|murder(?:ed)?|incident|injur\w+|occurred|happened|lockdown|since|between|before|prior\s+to|until|up\s+to|after|during|period|began|begun|started|initiated|commissioned|convicted|sentenced|in\s+force|effective|working\s+together|act|expires?|deadline|arrested|aged?)\b(?:\s+(?:was|were|is|date|of|in|on|to|from|late|early|mid|at|by|or|a|an|the|his|her|their|child|baby|infant|person|boy|girl|man|woman|[A-Z]\w{0,2}))*\W*$""", RegexOptions.IgnoreCase)]
    private static partial Regex OtherEvent();

    [GeneratedRegex("""\b(?:publish\w*|publication|date\s+added|added|posted|uploaded|issued|released|launched|dated?)\b[\s:,\-–(]*(?:(?:date|on|in|of|this|the|report|was|is|day|mon|tues?|wednes|thurs?|fri|satur|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b[\s:,]*)*$""", RegexOptions.IgnoreCase)]
    private static partial Regex AnnouncedBefore();

    [GeneratedRegex("""^\W*(?:date\s+of\s+publication|publication\s+date|date\s+published|published|publication|date\s+added|date)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex PublicationLine();

    [GeneratedRegex("""^(?:\W|\b(?:pdf|docx?|odt|pptx?|word|date|of|on|in|the|publish(?:ed)?|publication|publications|added|posted|uploaded|issued|released|reports?|reviews?|case|cases|serious|safeguarding|practice|child|local|year|during|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Rest();

    [GeneratedRegex("""^[\s\W]*$""")]
    private static partial Regex Punctuation();

    [GeneratedRegex("""\b(?:spring|summer|autumn|winter|easter|christmas)\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Season();

    [GeneratedRegex("""(?<word>\w+)\s*$""")]
    private static partial Regex LastWord();

    [GeneratedRegex("""^\d{1,2}(?:st|nd|rd|th)$""", RegexOptions.IgnoreCase)]
    private static partial Regex OrdinalOrMonth();

    [GeneratedRegex("""^(?:FINAL|REPORT|REVIEW|YEAR|DATE|CHILD|BABY|FAMILY|FULL|AND|THE|FOR|IN|OF|PDF|WEB)$""")]
    private static partial Regex Shouted();
}
