using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>The names and abbreviations of kinds of review. Pure.</summary>
public static partial class ReviewTypes
{
    // Longer before shorter: a span that one row has taken is not read again by the next.
    private static readonly (string Type, Regex Words)[] Table =
    [
        (ReviewType.ChildSafeguardingPracticeReview, Cspr()),
        (ReviewType.SignificantCaseReview, SignificantCase()),
        (ReviewType.SeriousCaseReview, SeriousCase()),
        (ReviewType.AdultPracticeReview, AdultPractice()),
        (ReviewType.ChildPracticeReview, ChildPractice()),
        (ReviewType.SafeguardingAdultReview, SafeguardingAdult()),
        (ReviewType.DomesticHomicideReview, DomesticHomicide()),
        (ReviewType.CaseManagementReview, CaseManagement()),
        (ReviewType.PartnershipReview, Partnership()),
        (ReviewType.LearningReview, Learning()),
        (ReviewType.RapidReview, Rapid()),
        (ReviewType.ThematicReview, Thematic()),
    ];

    /// <summary>Whether a word is the abbreviation of a kind of review.</summary>
    public static bool IsAbbreviation(string word) => Abbreviation().IsMatch(word);

    /// <summary>The one type that a text names: of two the statutory one, a theme only if nothing else. Null when it names none.</summary>
    /// <param name="text">A link's text, a sentence, a row, a card.</param>
    /// <param name="scotland">Whether SCR stands for significant case review here.</param>
    public static string? Of(string text, bool scotland = false)
    {
        var found = Find(text, scotland);
        return found.FirstOrDefault(IsStatutory) ?? found.FirstOrDefault(t => t != ReviewType.ThematicReview) ?? found.FirstOrDefault();
    }

    /// <summary>The type that a heading gives to what stands under it: nothing if it names two that differ.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="scotland">Whether SCR stands for significant case review here.</param>
    /// <param name="namesTwo">Whether it names two.</param>
    public static string? OfHeading(string heading, bool scotland, out bool namesTwo)
    {
        var found = Find(heading, scotland).Where(t => t != ReviewType.ThematicReview).Distinct().ToList();
        namesTwo = found.Count > 1;
        return namesTwo ? null : Of(heading, scotland);
    }

    /// <summary>Whether a text says that the case was not, or did not become, a review of the type it names.</summary>
    public static bool IsDenied(string text) => Denial().IsMatch(text);

    /// <summary>Whether a text speaks of reviews in the plural, and so of none in particular.</summary>
    public static bool IsPlural(string text) => Plural().IsMatch(text);

    /// <summary>The text with names of types replaced by a filling.</summary>
    public static string Without(string text, string filling)
    {
        foreach (var (_, words) in Table) text = words.Replace(text, filling);
        return text;
    }

    /// <summary>Where the first name of a type stands in the text, in characters; null if there is none.</summary>
    internal static (int Start, int Length)? FirstIn(string text)
    {
        foreach (var (_, words) in Table)
            if (words.Match(text) is { Success: true } match) return (match.Index, match.Length);
        return null;
    }

    /// <summary>The text with everything that is the name of a type hidden behind as many spaces: places stay.</summary>
    internal static string Blanked(string text)
    {
        foreach (var (_, words) in Table) text = words.Replace(text, m => new string(' ', m.Length));
        return text;
    }

    private static List<string> Find(string text, bool scotland)
    {
        text = FormerName().Replace(text.Replace('_', ' '), m => new string(' ', m.Length));
        var found = new List<(int At, bool IsPlural, string Type)>();
        foreach (var (type, words) in Table)
        {
            foreach (Match match in words.Matches(text))
                found.Add((match.Index, PluralEnd().IsMatch(match.Value), type == ReviewType.SeriousCaseReview && scotland && IsAbbreviation(match.Value) ? ReviewType.SignificantCaseReview : type));
            text = words.Replace(text, m => new string(' ', m.Length));
        }
        // A review of reviews ("Thematic Review of Surrey SCRs") is what the singular says.
        var isOne = found.Any(f => !f.IsPlural);
        return [.. found.Where(f => !isOne || !f.IsPlural).OrderBy(f => f.At).Select(f => f.Type)];
    }

    private static bool IsStatutory(string type) => type is not (ReviewType.PartnershipReview or ReviewType.LearningReview or ReviewType.RapidReview or ReviewType.ThematicReview);

    [GeneratedRegex("""\b(?:(?i:(?:local\s+)?(?:child(?:ren)?['’]?s?\s+)?safeguarding\s+(?:child(?:ren)?['’]?s?\s+)?practice\s+reviews?(?:\s*\((?:L?CSPR|LSCPR|LSPR|SPR)s?\))?)|(?i:local\s+child\s+safeguarding\s+reviews?)|(?:L?CSPR|LSCPR|LSPR|SPR)s?)\b\)?""")]
    private static partial Regex Cspr();

    [GeneratedRegex("""\bsignificant\s+case\s+reviews?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex SignificantCase();

    [GeneratedRegex("""\b(?:(?i:serious\s+case\s+reviews?)(?:\s*\(SCRs?\))?|SCRs?)(?!\w)""")]
    private static partial Regex SeriousCase();

    [GeneratedRegex("""\b(?:(?i:(?:concise\s+|extended\s+)?adult\s+practice\s+reviews?)(?:\s*\(E?C?APRs?\))?|(?i:adolygiad(?:au)?\s+ymarfer\s+oedolion)|E?C?APRs?)(?!\w)""")]
    private static partial Regex AdultPractice();

    [GeneratedRegex("""\b(?:(?i:(?:concise\s+|extended\s+)?child(?:ren['’]?s)?\s+practice\s+reviews?)(?:\s*\(E?C?CPRs?\))?|(?i:adolygiad(?:au)?\s+ymarfer\s+plant)|[EC]?CPRs?)(?!\w)""")]
    private static partial Regex ChildPractice();

    [GeneratedRegex("""\b(?:(?i:(?:discretionary\s+)?safeguarding\s+adult['’]?s?['’]?\s+reviews?)(?:\s*\(SARs?\))?|(?i:discretionary\s+)?SARs?)(?!\w)""")]
    private static partial Regex SafeguardingAdult();

    [GeneratedRegex("""\b(?:(?i:domestic\s+homicide\s+reviews?)(?:\s*\(DHRs?\))?|(?i:domestic\s+abuse[\s-]+related\s+death\s+reviews?)(?:\s*\(DARDRs?\))?|DHRs?|DARDRs?)(?!\w)""")]
    private static partial Regex DomesticHomicide();

    [GeneratedRegex("""\b(?:(?i:case\s+management\s+reviews?)(?:\s*\(CMRs?\))?|CMRs?)(?!\w)""")]
    private static partial Regex CaseManagement();

    [GeneratedRegex("""\b(?:multi[\s-]?agency\s+)?partnership\s+(?:case\s+)?reviews?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Partnership();

    [GeneratedRegex("""\b(?:(?i:(?:local\s+|multi[\s-]?agency\s+)?(?:learning|lessons)\s+(?:lessons\s+|learn(?:t|ed)\s+)?reviews?)(?:\s*\(L?LRs?\))?|(?i:multi[\s-]?agency\s+(?:case\s+)?reviews?)|LLRs?)(?!\w)""")]
    private static partial Regex Learning();

    [GeneratedRegex("""\brapid\s+reviews?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Rapid();

    [GeneratedRegex("""\bthematic\s+(?:case\s+|learning\s+)?reviews?\b|\bthematic(?=\s{3,})""", RegexOptions.IgnoreCase)]
    private static partial Regex Thematic();

    [GeneratedRegex("""(?:reviews|[A-Z]{2}s|thematic)\W*$""", RegexOptions.IgnoreCase)]
    private static partial Regex PluralEnd();

    [GeneratedRegex("""^(?:L?CSPR|LSCPR|LSPR|SPR|SCR|SAR|DHR|DARDR|CMR|LLR|E?C?APR|[EC]?CPR)s?$""")]
    private static partial Regex Abbreviation();

    [GeneratedRegex("""[(\[]\s*(?:previously|formerly|former|before|known\s+as|previously\s+known|replac\w+|until)\b[^)\]]{0,120}[)\]]""", RegexOptions.IgnoreCase)]
    private static partial Regex FormerName();

    [GeneratedRegex("""\b(?:(?:did|does|do)\s+not|didn['’]t|doesn['’]t|had\s+not|was\s+not|not)\s+(?:meet|met|meeting|reach|fulfil|satisfy|considered\s+to\s+meet|deemed\s+to\s+meet)\b|\b(?:below|outside|beneath)\s+the\s+(?:criteria|threshold)|\bcriteria\b[^.]{0,60}\b(?:was|were)\s+not\s+met""", RegexOptions.IgnoreCase)]
    private static partial Regex Denial();

    [GeneratedRegex("""\b(?:(?i:reviews)|SCRs|CSPRs|LCSPRs|SPRs|SARs|DHRs|CPRs|APRs|CMRs)\b""")]
    private static partial Regex Plural();
}
