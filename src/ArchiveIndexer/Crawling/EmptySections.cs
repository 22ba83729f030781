using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>Sections in which a sentence says that there is nothing yet. Pure.</summary>
internal static partial class EmptySections
{
    /// <summary>The headings of empty sections, in order: those with such a sentence and without a publication.</summary>
    public static IReadOnlyList<string> Find(PageOutline outline, IReadOnlyCollection<string?> sectionsInUse) =>
        [.. outline.Lines.Where(l => l.Text.Length < 1000 && SaysNothing(l.Text))
            .Select(l => (l.Heading ?? outline.Main)?.Text).OfType<string>().Distinct().Where(s => !sectionsInUse.Contains(s))];

    /// <summary>Whether a text says that no review has been published, or not yet.</summary>
    public static bool SaysNothing(string text) => Nothing().IsMatch(text);

    private const string What = """(?:reviews?|reports?|publications?|documents?|briefings?|summaries|SCRs?|L?CSPRs?|SARs?|DHRs?|CPRs?|APRs?|cases)""";

    [GeneratedRegex(
        "\\b(?:there\\s+(?:are|is|have\\s+been|has\\s+been|were)\\s+(?:currently\\s+|presently\\s+|at\\s+present\\s+|as\\s+yet\\s+)?(?:no|none|not\\s+(?:currently\\s+|yet\\s+)?any)\\b(?!\\s+(?:one|single|reason|need|requirement|plan|legal|statutory|doubt|further|set|timescale|criteria))[^.]{0,90}?\\b" + What
        + "|there\\s+have\\s+not\\s+been\\s+any\\b[^.]{0,80}\\b" + What
        + "|(?:currently|at\\s+present|to\\s+date),?\\s+(?:there\\s+(?:are|is)\\s+)?no\\b[^.]{0,60}\\b" + What
        + "|no\\s+(?:\\w+\\s+){0,6}?" + What + "\\s+(?:(?:are|is)\\s+(?:currently\\s+)?(?:available|published|listed)|(?:have|has)\\s+(?:yet\\s+)?(?:been|yet)|(?:currently|at\\s+present|at\\s+this\\s+time|to\\s+date|yet|published|available))"
        + "|(?:has|have)\\s+(?:not|n['’]t)\\s+(?:yet\\s+)?(?:published|undertaken|commissioned|completed|carried\\s+out)\\s+any\\b[^.]{0,60}\\b" + What
        + "|" + What + "\\s+will\\s+(?:be\\s+(?:published|added|available|listed)|appear)\\s+here\\s+(?:when|once|as\\s+soon|in\\s+due|shortly|soon)"
        + ")|^\\W*(?:none|nothing)\\s*(?:(?:published\\s+)?(?:at\\s+(?:present|this\\s+time|the\\s+moment)|currently|to\\s+date|yet|available|published|to\\s+(?:publish|report)))?\\W*$|^\\W*(?:coming\\s+soon|to\\s+follow)\\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();
}
