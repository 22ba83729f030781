using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>The words that say what kind of publication a link leads to. Pure.</summary>
public static partial class PublicationKinds
{
    // Particular before plain: "summary of progress" is not a summary, "lessons learnt report" not a report. A span that one row
    // has taken is not read again by the next; of what is found the first in the text counts.
    private static readonly (string Kind, Regex Words)[] Table =
    [
        (PublicationKind.SummaryOfProgress, Progress()),
        (PublicationKind.TermsOfReference, TermsOfReference()),
        (PublicationKind.Timeline, Timeline()),
        (PublicationKind.SevenMinuteBriefing, SevenMinutes()),
        (PublicationKind.Slides, Slides()),
        (PublicationKind.Video, Video()),
        (PublicationKind.EasyRead, EasyRead()),
        (PublicationKind.Infographic, Infographic()),
        (PublicationKind.AgencyStatements, AgencyStatements()),
        (PublicationKind.PressStatement, PressStatement()),
        (PublicationKind.BoardResponse, BoardResponse()),
        (PublicationKind.ActionPlan, ActionPlan()),
        (PublicationKind.LearningSummary, LearningSummary()),
        (PublicationKind.ExecutiveSummary, ExecutiveSummary()),
        (PublicationKind.OverviewReport, OverviewReport()),
        (PublicationKind.RecommendationsOnly, Recommendations()),
        (PublicationKind.PressStatement, Statement()),
        (PublicationKind.ExecutiveSummary, Summary()),
        (PublicationKind.OverviewReport, Report()),
        (PublicationKind.LearningSummary, Briefing()),
        (PublicationKind.Other, Other()),
    ];

    /// <summary>The first kind that a text names; null for none.</summary>
    public static string? Of(string text) => Find(text).FirstOrDefault();

    /// <summary>The last kind that a text names; null for none.</summary>
    public static string? LastOf(string text) => Find(text).LastOrDefault();

    /// <summary>The kind that a heading or lead-in gives to all that stands under it: only if it names just one.</summary>
    public static string? OfGroup(string text) => Find(text).Distinct().ToList() is [var one] ? one : null;

    /// <summary>The text with names of kinds replaced by a filling.</summary>
    public static string Without(string text, string filling)
    {
        foreach (var (_, words) in Table) text = words.Replace(text, filling);
        return text;
    }

    private static List<string> Find(string text)
    {
        text = ReviewTypes.Blanked(text);
        var found = new List<(int At, string Kind)>();
        foreach (var (kind, words) in Table)
        {
            foreach (Match match in words.Matches(text)) found.Add((match.Index, kind));
            text = words.Replace(text, m => new string(' ', m.Length));
        }
        return [.. found.OrderBy(f => f.At).Select(f => f.Kind)];
    }

    [GeneratedRegex("""\b(?:summary\s+of\s+)?(?:multi[\s-]?agency\s+)?progress(?:\s+(?:report|summary|update|statement))?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Progress();

    [GeneratedRegex("""\bterms\s+of\s+reference\b""", RegexOptions.IgnoreCase)]
    private static partial Regex TermsOfReference();

    [GeneratedRegex("""\b(?:summary\s+)?(?:time\s?line|chronology)s?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Timeline();

    [GeneratedRegex("""\b(?:7|seven|6|six|5|five|10|ten)[\s-]*(?:minute|min|point|step)s?['’]?[\s-]*(?:learning|brief(?:ing)?|read|guide|summary)?(?:\s+(?:brief(?:ing)?|summary|note|document))?s?\b|\b7MBs?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex SevenMinutes();

    [GeneratedRegex("""\b(?:(?:learning|briefing|training|presentation|powerpoint)\s+)*(?:slides?(?:\s+(?:pack|deck|set))?|slide\s?shows?|power\s?points?|presentations?)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Slides();

    [GeneratedRegex("""\b(?:learning\s+|briefing\s+)?(?:videos?|films?|recordings?|webinars?|podcasts?|animations?)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Video();

    [GeneratedRegex("""\beasy[\s-]?read(?:\s+(?:version|summary|report))?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex EasyRead();

    [GeneratedRegex("""\binfo[\s-]?graphics?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Infographic();

    [GeneratedRegex("""\b(?:single\s+)?agenc(?:y|ies)['’]?\s+statements?\b|\bstatements?\s+(?:from|by)\s+(?:the\s+)?agencies\b""", RegexOptions.IgnoreCase)]
    private static partial Regex AgencyStatements();

    [GeneratedRegex("""\b(?:press|media|news|public|(?:independent\s+)?(?:chair(?:['’]?s|person['’]?s|man['’]?s)?|scrutineer['’]?s)|board|partnership|LSCB)\s+(?:statements?|releases?|notices?)\b|\bstatements?\s+(?:from|by|of)\s+(?:the\s+)?(?:independent\s+)?chair(?:person|man)?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex PressStatement();

    [GeneratedRegex("""\b(?:(?:board|partnership|multi[\s-]?agency|LSCB|agency)['’]?s?\s+)?responses?(?:\s+to\s+(?:the\s+)?(?:recommendations|report|review|findings))?(?:\s+(?:report|document|statement))?\b|\bactions?\s+taken(?:\s+in\s+response(?:\s+to)?)?\b|\b(?:learning\s+and\s+)?improvements?\s+(?:report|briefing|note|summary|document|plan)\b|\blearning\s+(?:and|&)\s+improvement\b""", RegexOptions.IgnoreCase)]
    private static partial Regex BoardResponse();

    [GeneratedRegex("""\b(?:multi[\s-]?agency\s+|composite\s+|combined\s+|integrated\s+)?action\s+plans?(?:\s+update)?\b|\bcynllun\s+gweithredu\b""", RegexOptions.IgnoreCase)]
    private static partial Regex ActionPlan();

    [GeneratedRegex("""\b(?:(?:key\s+)?(?:learning|lessons)(?:\s+(?:learn(?:t|ed)|points?|themes?|from))*\s+(?:summar(?:y|ies)|brief(?:ing)?s?|reports?|notes?|memos?|bulletins?|leaflets?|posters?|documents?|papers?|resources?|pack|guides?)|practi(?:ce|tioner)s?['’]?\s+(?:learning\s+)?(?:brief(?:ing)?s?|summar(?:y|ies)|notes?|guides?)|lessons\s+(?:to\s+be\s+)?learn(?:t|ed)|lessons|(?:key\s+)?learning\s+(?:on\s+(?:one|a)\s+page|points?|for\s+practice)|(?:learning|summary)\s+on\s+(?:a|one)\s+page|(?:one|1)[\s-]page(?:r|\s+(?:summary|briefing|learning))|briefing\s+(?:note|paper|summary|document)s?|key\s+learning)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex LearningSummary();

    [GeneratedRegex("""\bexec(?:utive)?\.?\s+summar(?:y|ies)(?:\s+reports?)?\b|\bcrynodeb(?:\s+gweithredol)?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex ExecutiveSummary();

    [GeneratedRegex("""\b(?:(?:final|full|overview|redacted|main|published|second|first|anonymised)\s+)+(?:overview\s+)?reports?\b|\b(?:full|final)\s+review\b|\boverview(?:\s+reports?|(?!\s+(?:panel|of)\b))(?!\w)""", RegexOptions.IgnoreCase)]
    private static partial Regex OverviewReport();

    [GeneratedRegex("""\brecommendations?(?:\s+only)?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Recommendations();

    [GeneratedRegex("""\b(?:statements?|datganiad)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex("""\b(?:summar(?:y|ies))(?:\s+(?:document|report|version))?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Summary();

    [GeneratedRegex("""\breports?\b|\badroddiad(?:au)?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Report();

    [GeneratedRegex("""\bbrief(?:ing)?s?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Briefing();

    [GeneratedRegex("""\b(?:letters?|appendi(?:x|ces)|glossary|genogram|questions\s+and\s+answers|q\s?&\s?a|methodology)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
