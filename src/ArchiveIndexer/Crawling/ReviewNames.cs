using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>A review's name as found in a text.</summary>
/// <param name="Name">As printed.</param>
/// <param name="IsSubject">Whether it is a subject (a child, a family, a code, a pseudonym) and not only a theme.</param>
public sealed record ReviewName(string Name, bool IsSubject);

/// <summary>The name of a review in a link's text, a heading or a card's title: what is left without type, kind, publisher and date. Pure.</summary>
public static partial class ReviewNames
{
    private const char Gap = '\u241F';

    /// <summary>Finds the name; null when there is none, or several unnamed reviews, or only a description of what happened.</summary>
    /// <param name="text">Title-like text.</param>
    /// <param name="board">The board's full name if known: its area and its initials are no names.</param>
    public static ReviewName? Find(string text, string? board = null)
    {
        var bare = LinkText.Bare(text.Replace('\n', ' '));
        if (bare.Length is 0 or > 400) return null;
        var undated = PublicationDates.Without(bare, $" {Gap} ");
        if (BoardCode(bare) is { } code) return new(code, true);
        if (NumberedType(LinkText.Fold(undated.Replace(Gap, ' '))) is { } numbered) return new(numbered, true);

        var gaps = PublicationKinds.Without(ReviewTypes.Without(undated, $" {Gap} "), $" {Gap} ");
        gaps = Publisher().Replace(gaps, $" {Gap} ");
        if (Initials(board) is { } initials) gaps = gaps.Replace(initials, $" {Gap} ", StringComparison.Ordinal);
        gaps = LinkText.Fold(gaps);

        if (Subject(gaps) is { } subject) return new(subject, true);
        if (ReviewTypes.IsPlural(bare)) return null;
        return Remainder(gaps, board);
    }

    /// <summary>The subject that a text names by a designation (<c>Child K</c>, <c>Family M</c>, <c>Children F, G and H</c>); null for none.</summary>
    public static string? Subject(string text)
    {
        if (BoardCode(text) is { } code) return code;
        foreach (Match match in Designated().Matches(text))
        {
            var name = match.Value.Trim().TrimEnd(',', '-', '–', ':', '.');
            var counted = match.Groups["counted"];
            // Child Neglect is a topic and no child.
            if (Words().Matches(name).Any(w => !IsDesignation().IsMatch(w.Value) && IsCommon(w.Value) && w.Value.Any(char.IsLower))) continue;
            if (counted.Success) name = match.Value[(counted.Index - match.Index + counted.Length)..].Trim();
            return Unquoted(name);
        }
        return null;
    }

    /// <summary>
    /// Whether two names on one page are one review: the same but for the case of the designation (<c>child K</c>), <c>Case</c> for
    /// <c>Child</c>, or one part of a code with a pseudonym (<c>Theo</c>, <c>Theo (TDS20)</c>). Codes are case-sensitive.
    /// </summary>
    public static bool AreOne(string a, string b) => Aliases(a).Overlaps(Aliases(b));

    /// <summary>Whether a text looks like the name of a person, a family or a code, and not like a theme.</summary>
    public static bool LooksLikeSubject(string text) =>
        text.Length <= 60 && SubjectShape().IsMatch(text) && !Words().Matches(text).Any(w => IsCommon(w.Value));

    internal static HashSet<string> Aliases(string name)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal) { Key(name) };
        var pseudonym = CodeAndPseudonym().Match(name);
        if (pseudonym.Success)
        {
            aliases.Add(Key(pseudonym.Groups["first"].Value));
            aliases.Add(Key(pseudonym.Groups["second"].Value));
        }
        return aliases;
    }

    private static string Key(string name)
    {
        var key = LinkText.Fold(Quotes().Replace(name, ""));
        key = AnyDesignation().Replace(key, m => m.Value.ToLowerInvariant());
        key = key.StartsWith("case ", StringComparison.Ordinal) ? "child " + key[5..] : key;
        // A bare code (AG) is the child of that code; a bare word is a pseudonym and may stand behind Child as well.
        return key.StartsWith("child ", StringComparison.Ordinal) && key.IndexOf(' ', 6) < 0 ? key[6..] : key.Replace("&", "and", StringComparison.Ordinal);
    }

    // A board's letters, a running number and a year: CYSUR 4 2019, WG S71 2023, SEWSCB 1/2016.
    private static string? BoardCode(string text) =>
        NumberAndYear().Matches(text).FirstOrDefault(m => !ReviewTypes.IsAbbreviation(m.Groups["board"].Value) && PublicationDates.Find(m.Value).Count == 0)?.Value;

    // Only a number left, or a place before and a number after: the type belongs to the name.
    private static string? NumberedType(string text)
    {
        if (ReviewTypes.FirstIn(text) is not { } type || NumberAfter().Match(text[(type.Start + type.Length)..]) is not { Success: true } after) return null;
        if (LinkText.Fold(PublicationKinds.Without(after.Groups["tail"].Value, " ")).Any(char.IsLetterOrDigit)) return null;
        var place = Trimmed(PublicationKinds.Without(text[..type.Start], " "));
        return LinkText.Fold($"{place} {text.Substring(type.Start, type.Length)} {after.Groups["number"].Value}");
    }

    private static ReviewName? Remainder(string gaps, string? board)
    {
        ReviewName? theme = null;
        foreach (var piece in Pieces().Split(gaps))
        {
            var name = Unquoted(Trimmed(piece));
            if (name.Length is < 1 or > 110 || IsArea(name, board) || Number().IsMatch(name)) continue;
            if (LooksLikeSubject(name) || WithCode().IsMatch(name)) return new(name, true);
            if (theme is null && IsTheme(name)) theme = new(name, false);
        }
        return theme;
    }

    private static string Trimmed(string piece)
    {
        for (var before = ""; before != piece;)
        {
            before = piece;
            piece = Filler().Replace(piece, " ").Trim(' ', ',', '.', ';', '*', '•', '/', '+', '-', '–', '—', '>', '»', '&', '!');
            piece = LinkText.Fold(piece);
        }
        return piece.StartsWith('(') && piece.EndsWith(')') ? piece[1..^1].Trim() : Balanced(piece);
    }

    private static string Balanced(string piece) =>
        piece.Count(c => c == '(') == piece.Count(c => c == ')') ? piece : piece.Trim('(', ')', ' ');

    private static string Unquoted(string name)
    {
        var match = WhollyQuoted().Match(name);
        return match.Success ? match.Groups["name"].Value.Trim() : name;
    }

    private static bool IsTheme(string name) =>
        name.Length >= 3 && (char.IsUpper(name[0]) || name[0] is '‘' or '“' or '\'' or '"') && !name.EndsWith('?')
        && !Description().IsMatch(name) && Words().Matches(name).Any(w => w.Length > 2 && !Generic.Contains(w.Value));

    private static bool IsArea(string name, string? board) =>
        board is not null && Safeguarding().Split(board)[0] is { Length: > 2 } area
        && area.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string? Initials(string? board)
    {
        if (board is null) return null;
        var initials = string.Concat(Words().Matches(board).Where(w => char.IsUpper(w.Value[0])).Select(w => w.Value[0]));
        return initials.Length >= 3 ? initials : null;
    }

    private static bool IsCommon(string word) => Generic.Contains(word) || Topics.Contains(word);

    // Words of pages that are part of no name.
    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "review", "reviews", "case", "cases", "report", "reports", "published", "publication", "publications", "local", "national", "recent", "previous",
        "older", "archive", "archived", "current", "latest", "new", "other", "our", "all", "learning", "from", "page", "pages", "further", "information",
        "resources", "documents", "document", "downloads", "links", "useful", "related", "safeguarding", "practice", "serious", "children", "child", "adult", "adults", "board",
        "partnership", "what", "why", "how", "when", "who", "where", "is", "are", "the", "and", "of", "in", "for", "about", "introduction", "overview", "process",
        "contact", "us", "more", "see", "also", "please", "note", "background", "purpose", "criteria", "key", "themes", "theme", "findings", "statements", "statement", "summaries", "summary",
        "briefings", "briefing", "statutory", "thematic", "final", "full", "version", "updated", "home", "help", "need", "working", "together", "multi", "agency", "group",
        "list", "index", "table", "english", "welsh", "cymraeg", "legal", "redacted", "this", "that", "these", "to", "a", "an", "rapid", "panel", "committee", "council", "sheet", "study", "studies", "year", "date", "title", "name", "undertaking", "library",
        "professionals", "practitioners", "training", "news", "events", "event", "policies", "policy", "procedures", "procedure", "guidance", "repository", "nspcc", "ofsted",
    };

    // Words of themes: a briefing on neglect is not a child called Neglect.
    private static readonly HashSet<string> Topics = new(StringComparer.OrdinalIgnoreCase)
    {
        "neglect", "abuse", "sexual", "physical", "emotional", "domestic", "violence", "exploitation", "criminal", "county", "lines", "curiosity", "professional", "suicide", "self", "harm",
        "sleep", "sleeping", "safe", "safer", "safety", "online", "bruising", "injury", "injuries", "accidental", "non-accidental", "head", "trauma", "mental", "health", "parental", "substance", "misuse", "alcohol",
        "drugs", "drug", "sharing", "escalation", "challenge", "thresholds", "threshold", "supervision", "recording", "voice", "lived", "experience", "hidden", "men", "males", "fathers", "father", "mothers", "parents", "parenting",
        "fabricated", "induced", "illness", "perplexing", "presentations", "infants", "babies", "infant", "birth", "pre-birth", "pregnancy", "concealed", "teenage", "adolescent", "adolescents", "teenagers", "youth", "young", "people", "gangs", "knife", "crime",
        "disability", "disabled", "disguised", "compliance", "engagement", "resistant", "families", "housing", "homelessness", "transition", "transitions", "education", "elective", "missing", "school", "schools", "attendance", "exclusion", "radicalisation",
        "prevent", "slavery", "trafficking", "female", "genital", "mutilation", "fgm", "honour", "forced", "marriage", "private", "fostering", "foster", "care", "leavers", "looked", "after", "kinship", "medical", "dental", "obesity", "dogs", "dog", "water",
        "fire", "hoarding", "capacity", "assessment", "assessments", "planning", "plan", "strategy", "meetings", "conference", "core", "coercive", "control", "culture", "racism", "adultification", "unconscious", "bias", "cumulative", "was", "not", "brought", "did", "attend",
        "early", "intervention", "chronologies", "communication", "working", "relationships", "risk", "management", "recognising", "responding", "understanding", "sudi", "sids", "co-sleeping", "coping", "crying", "shaken", "burns", "scalds", "medication", "learning", "autism", "eating", "disorder", "disorders", "peer", "bullying", "contextual", "harmful", "behaviour", "behaviours", "awareness", "toolkit", "kit", "tool", "pressure", "ulcers", "falls", "financial", "modern", "cuckooing", "advocacy",
        "vulnerable", "vulnerability", "complex", "restorative", "family", "support", "services", "hub", "protection", "response", "police", "gp", "gps", "hospital", "nursing", "social", "work", "worker", "workers",
    };

    private const string Code = """(?:(?!(?:SCRs?|L?CSPRs?|SARs?|DHRs?|CPRs?|APRs?|CMRs?|PDF|FINAL|REPORT|AND|THE|IN|OF)\b)(?:[A-Z]{1,3}[a-z]?\d{0,3}|\d{1,4}[A-Z]?)(?![\w'’]))""";
    private const string Given = """(?:(?!(?i:safeguarding|practice|sexual|protection|death|abuse|neglect|and|exploitation|review|reviews|serious|case|cases|criminal|mental|health|care|services|learning|trafficking|welfare|support|report|overview|poverty|in|on|first|to|online|with|is|was|of|for|the|partnership|board|board’s|summary|executive|group|court|courts|hub|management|studies|study|conference|file|published|publication|full|final|living|home|house|social|at|who|from|aged|known|by|review’s)\b)\p{Lu}\p{Ll}[\w'’-]*)""";
    private const string Pseudonym = """(?:[‘'“"]\p{Lu}[^‘’'“”"]{0,40}[’'”"])""";
    private const string Word = """(?:Child(?:ren)?|Bab(?:y|ies)|Young\s(?:Persons?|People)|YPs?|Infants?|Toddler|Famil(?:y|ies)|Adults?|Mr|Mrs|Ms|Miss|Cases?(?:\s(?:Number|No\.?))?|Siblings?|Sibs?\.?|(?:Half\s)?Siblings?|Twins?|Patient|Person|Pupil|Student|Resident|Boy|Girl|Woman|Man)""";

    [GeneratedRegex(
        "(?<![\\w-])(?:(?<counted>(?i:two|three|four|five|six|seven|eight)\\s+(?i:children|babies|siblings|adults|young\\s+people)\\s+)(?=" + Code + ")" + Code + "|(?:The\\s)?(?:" + Pseudonym + "|" + Code + "|" + Given + "(?:-" + Given + ")?)\\s(?:Family|FAMILY)(?![\\w\\s]*(?:Partnership|Board))|(?:(?:" + Word + "|(?i:" + Word + ")(?=\\s?" + Code + "))\\s?(?:" + Code + "|" + Pseudonym + "|(?<!(?i:children|babies|people|adults|families|cases|siblings|twins)\\s)(?<=\\s)" + Given + "(?:\\s" + Given + ")?)))"
        + "(?:(?:/|,\\s?(?:and\\s|&\\s)?|\\s?&\\s?|\\s(?:and|&)\\s)(?:(?i:" + Word + ")\\s)?(?:" + Code + "|" + Pseudonym + "|" + Given + "(?!\\s\\p{Ll})))*"
        + "(?:\\s?\\(\\s?[‘'“\"]?(?!(?:SCR|CSPR|LCSPR|SAR|DHR|CPR|APR)\\b)(?:[A-Z]\\w*(?:/\\w+)?|pseudonym)(?:\\s[A-Z]?\\w*)?[’'”\"]?\\s?\\)|\\s?" + Pseudonym + ")?")]
    private static partial Regex Designated();

    [GeneratedRegex("(?i:^" + Word + ")(?=\\s)")]
    private static partial Regex AnyDesignation();

    [GeneratedRegex("^(?i:and|the|mr|mrs|ms|people|person|young|half|number|pseudonym|" + Word + ")$")]
    private static partial Regex IsDesignation();

    [GeneratedRegex("""^(?<first>[^(‘'“"]+?)\s*(?:\((?<second>[^)]+)\)|[‘'“"](?<second>[^’'”"]+)[’'”"])$""")]
    private static partial Regex CodeAndPseudonym();

    [GeneratedRegex("""[‘’'“”"]""")]
    private static partial Regex Quotes();

    [GeneratedRegex("""^(?:[‘“](?<name>[^‘’“”]+)[’”]|'(?<name>[^']+)'|"(?<name>[^"]+)")$""")]
    private static partial Regex WhollyQuoted();

    // T; AF1 & AF2; HH, II & JJ; Doris; Carl & Max; ‘Emily’ & ‘Jack’; William Lawrence (pseudonym); WGA N5 2016; MDS20/PDS20.
    [GeneratedRegex("""^(?:The\s)?[‘'“"(]?(?:(?:Mr|Mrs|Ms)\s)?(?:\p{Lu}[\p{Ll}'’-]+|\p{Lu}{1,5}\d{0,4}\p{Ll}?|\p{Lu}\p{Lu}+|\d{1,4})[’'”")]?(?:(?:\s?[/&]\s?|,?\s(?:and|a|&)\s|,\s?|\s|-)[‘'“"(]?(?:\p{Lu}[\p{Ll}'’-]+|\p{Lu}{1,5}\d{0,4}\p{Ll}?|\p{Lu}\p{Lu}+|\d{1,4}|pseudonym)[’'”")]?){0,5}$""")]
    private static partial Regex SubjectShape();

    [GeneratedRegex("""^(?:\p{Lu}[\w'’-]*\s){0,3}\(?\p{Lu}{1,5}\s?\d{1,4}(?:[\s/]\p{Lu}{0,5}\d{1,4})*\)?$|^\p{L}+\s\(\p{Lu}{1,5}\d{1,4}\)$""")]
    private static partial Regex WithCode();

    [GeneratedRegex("""\p{L}[\p{L}'’-]*""")]
    private static partial Regex Words();

    [GeneratedRegex("""^[\d\s.,/–-]*$""")]
    private static partial Regex Number();

    [GeneratedRegex("""\s*\u241F[\s\u241F]*|(?<!\d)\s+[-–—|:]+\s*|\s+[-–—|:]+\s+(?!\d)|\s*[:|]\s+|\s*[–—]\s+(?=\D)""")]
    private static partial Regex Pieces();

    [GeneratedRegex("""(?<![\w/])(?<board>\p{Lu}{2,6})\s?\p{Lu}?\d{1,3}[\s/](?:19|20)\d\d(?![\w/])""")]
    private static partial Regex NumberAndYear();

    [GeneratedRegex("""^\s+(?<number>(?!(?:19|20)\d\d\b)\d{1,4})(?![\w/])(?<tail>.*)$""")]
    private static partial Regex NumberAfter();

    // Publishers in front of or behind a name: LSCB, DDSCP, Child Death Review Partnership.
    [GeneratedRegex("""\b(?:[A-Z]{0,5}(?:SCB|SCP|SAB|SCPB|SPB|CSP|CPC)s?|(?:\p{Lu}[\w'’-]+\s(?:(?:and|&|of)\s)?){1,7}(?:Board|Partnership|Committee|Panel)(?:['’]s)?|(?:the\s)?(?:Independent\s)?(?:Board|Partnership)(?:['’]s)?)(?!\w)""")]
    private static partial Regex Publisher();

    [GeneratedRegex("""^\s*(?:(?:final|full|the|an?|our|this|its|new|local|please|to|for|of|on|in|re|regarding|concerning|about|into|around|respect|relation|relating|with|from|by|and|or|&|at|following|after|death|experiences?|circumstances|surrounding|subject|known|as|case\s+of|click|here|read|view|see|download|open|access|published|publication|version|redacted|anonymised|website|web|copy|also|is|are|was|has|been|now|available|reviewed|extended|concise|combined|joint|independent|discretionary|statutory|appreciative\s+inquiry|methodology|services\s+provided|undertaken|on\s+behalf|overarching|multi[\s-]?agency|audio|welsh|english|pdf|word|doc|docx)(?![\w'’/-])[.:,]?\s*)+|(?:(?<![\w'’/-])(?:final|full|published|publication|version|redacted|anonymised|for|of|on|in|re|regarding|concerning|the|and|&|to|from|by|with|is|are|was|has|been|now|available|here|download|pdf|word|web|website|copy|english|draft|v\d+|welsh|learning)\s*)+$""", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex("""\b(?:following|died|dies|was|were|who|whose|when|where|which|that|years?[\s-]old|months?[\s-]old|aged|injur(?:y|ies)\s+to|injured|had|have|has|been|will|can|should|we|you|your|inquiry|death\s+of|deaths\s+of|killed|murder(?:ed)?\s+of|this|these|click|here|please|is|are)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Description();

    [GeneratedRegex("""\s*\b(?:local\s+)?(?:safeguarding|child\s+protection|children\s+and|community\s+safety|safer)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Safeguarding();
}
