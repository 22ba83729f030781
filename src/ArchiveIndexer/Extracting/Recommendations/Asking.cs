using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Whether a sentence asks somebody to do something.</summary>
internal static partial class Asking
{
    private const int FirstWords = 110;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [" should ", " must ", " need to ", " needs to ", "recommend", " urge", " encourage", " call on ", " calls on ", " asked to ", " asks ", " required to ", " requested to ", " invited to ", " ought to ", " is to ", " are to ", " will need ", " may wish to ", " to consider "],
        StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Imperatives = new[]
    {
        "accelerate", "act", "address", "adopt", "agree", "align", "amend", "appoint", "arrange", "ask", "assess", "assure", "audit", "broaden", "build", "carry", "check", "clarify", "collaborate", "commission",
        "communicate", "complete", "conduct", "consider", "consult", "continue", "convene", "coordinate", "co-ordinate", "create", "define", "deliver", "demonstrate", "design", "determine", "develop", "disseminate",
        "embed", "emphasise", "enable", "encourage", "engage", "enhance", "ensure", "establish", "evaluate", "examine", "expand", "expedite", "explore", "extend", "formalise", "further", "give", "help", "highlight",
        "identify", "implement", "improve", "include", "increase", "inform", "introduce", "investigate", "invest", "invite", "issue", "launch", "lead", "liaise", "maintain", "make", "map", "monitor", "obtain",
        "offer", "oversee", "participate", "prepare", "prioritise", "produce", "progress", "promote", "provide", "publicise", "publish", "put", "raise", "receive", "reduce", "refresh", "reinforce", "reissue",
        "remind", "report", "request", "require", "resolve", "revise", "review", "revisit", "satisfy", "scrutinise", "secure", "seek", "set", "share", "sharpen", "speed", "standardise", "strengthen", "support", "take", "test",
        "track", "train", "undertake", "update", "urgently", "use", "validate", "work", "write",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Verbs = Imperatives.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Says should, must, recommends, or begins with what is to be done.</summary>
    internal static bool Asks(string text)
    {
        if (IsImperative(text)) return true;
        var rest = text.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAny(Words);
            if (at < 0) return false;
            // "They should have asked" looks back.
            if (!rest[at..].StartsWith(" should have ", StringComparison.OrdinalIgnoreCase) && !LooksBack().IsMatch(rest[at..])) return true;
            rest = rest[(at + 6)..];
        }
    }

    /// <summary>The same between conclusions, where "must be", "needs to" and "is required to" also say how things are.</summary>
    internal static bool AsksPlainly(string text) => IsImperative(text) || Plain().IsMatch(text);

    /// <summary>Begins with a verb that orders: "Ensure that …", "To review …".</summary>
    internal static bool IsImperative(string text)
    {
        var rest = text.AsSpan().TrimStart("(‘“ ".AsSpan());
        if (rest.StartsWith("To ", StringComparison.Ordinal)) rest = rest[3..];
        var end = rest.IndexOfAny(" ,:\t");
        if (end > 0 && Verbs.Contains(rest[..end])) return true;
        // "In partnership with the police, review …"
        if (end < 0 || !(rest[..end] is "In" or "With" or "Together" or "Working" or "As" or "Within" or "By" or "Through" or "Alongside" or "Following")) return false;
        var comma = rest.IndexOf(", ");
        if (comma is < 0 or > 160) return false;
        rest = rest[(comma + 2)..];
        end = rest.IndexOf(' ');
        return end > 0 && Verbs.Contains(rest[..end]);
    }

    /// <summary>Speaks of the recommendations instead of making one: "There are nine findings, each followed by one recommendation."</summary>
    internal static bool IsIntroduction(string text)
    {
        if (IsImperative(text)) return false;
        if (Introduces().IsMatch(text)) return true;
        var named = text.IndexOf("recommendation", StringComparison.OrdinalIgnoreCase);
        if (named is < 0 or > FirstWords) return false;
        var asked = text.AsSpan().IndexOfAny(Asked);
        return (asked < 0 || named < asked) && !text.AsSpan(named).StartsWith("recommendation that", StringComparison.OrdinalIgnoreCase)
            && !text.AsSpan(named).StartsWith("recommendation is ", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How those who answer a recommendation begin: "The government accepts …", "We have already …".</summary>
    internal static bool OpensAnswer(string text) => Answer().IsMatch(text);

    private static readonly SearchValues<string> Asked = SearchValues.Create([" should ", " must ", " need to ", " needs to ", "recommended that", "recommends that", "recommend that", " is asked to ", " are asked to "], StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bshould(?! have\b)\b|\brecommend(?!ation|ed\b)|\brecommended (?:that|to)\b|\bmust(?! be\b)\b|\b(?:we|review|panel|committee|report) (?:\w+ ){0,3}(?:urges?|encourages?|calls? (?:on|upon|for)|asks?|invites?)\b|\b(?:is|are) asked to\b", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^recommend(?:ations?|ed by|ations made|ed in)\b|^ is to (?:be|have)\b|^ asks(?! the| that| all)|^ encourage[sd]\b(?! the| that| all)", RegexOptions.IgnoreCase)]
    private static partial Regex LooksBack();

    [GeneratedRegex(@"^(?:These|The following|This (?:section|chapter|review|report)|There (?:are|is|were)|Below|Listed)\b(?!.{0,60}\bshould\b)")]
    private static partial Regex Introduces();

    [GeneratedRegex(@"^(?:Response\b|The (?:government|board|partnership|council|department|agency|trust|secretary of state)s? (?:\w+ )?(?:accepts?|agrees?|welcomes?|recognises?|notes?|acknowledges?|is committed|remains|supports?|has (?:already|been|now)|have)\b|We (?:\w+ )?(?:accept|agree|have|are|will|do not|recognise that the government)\b|Accepted|Agreed|Partially)", RegexOptions.IgnoreCase)]
    private static partial Regex Answer();
}
