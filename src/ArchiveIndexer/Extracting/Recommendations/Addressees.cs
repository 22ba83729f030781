using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Finds who is asked to act, with the words that say so.</summary>
/// <remarks>
/// Asked in this order, and the first that names somebody counts: the subject of the asking sentence; a column of the table, or the sentence that
/// leads in; the code before the number; the headings from the innermost outwards. The names are those of the field's list of addressees.
/// </remarks>
internal static partial class Addressees
{
    private const int LongestSubject = 260;

    // The order matters where one name holds another: what is found first takes its letters away.
    private static readonly (string Name, Regex Words)[] Known =
    [
        ("other board", OtherBoard()), ("domestic abuse service", DomesticAbuse()), ("ICB / CCG / PCT", Icb()), ("board / partnership", Board()), ("national body (NHS England, Ofsted, Panel)", National()),
        ("Home Office / immigration", Immigration()), ("adult social care", AdultSocialCare()), ("adult mental health", AdultMentalHealth()),
        ("CAMHS", Camhs()), ("health visiting and school nursing", HealthVisiting()), ("midwifery", Midwifery()), ("ambulance / out of hours", Ambulance()),
        ("GP / primary care", Gp()), ("paediatrics", Paediatrics()), ("acute hospital / ED", Hospital()), ("substance misuse service", Substances()),
        ("youth justice", YouthJustice()), ("probation", Probation()), ("police", Police()), ("Cafcass / courts", Courts()), ("early years", EarlyYears()),
        ("education department / EHE", EducationDepartment()), ("schools", Schools()), ("housing", Housing()), ("voluntary sector", Voluntary()),
        ("children's social care", ChildrensSocialCare()), ("government department", Government()),
    ];

    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["LSCB"] = "board / partnership", ["SCB"] = "board / partnership", ["CSC"] = "children's social care", ["SC"] = "children's social care", ["POL"] = "police", ["GP"] = "GP / primary care",
        ["HV"] = "health visiting and school nursing", ["HVS"] = "health visiting and school nursing", ["SN"] = "health visiting and school nursing", ["MID"] = "midwifery", ["MW"] = "midwifery",
        ["ED"] = "acute hospital / ED", ["CAMHS"] = "CAMHS", ["CCG"] = "ICB / CCG / PCT", ["ICB"] = "ICB / CCG / PCT", ["PCT"] = "ICB / CCG / PCT", ["PROB"] = "probation", ["NPS"] = "probation", ["CRC"] = "probation",
        ["YOS"] = "youth justice", ["YOT"] = "youth justice", ["YJS"] = "youth justice", ["SCH"] = "schools", ["EDU"] = "education department / EHE", ["HOU"] = "housing", ["ASC"] = "adult social care", ["AMB"] = "ambulance / out of hours",
    };

    internal static (IReadOnlyList<string> Names, IReadOnlyList<string> Words) Of(Draft draft)
    {
        if (draft.Kind is not (RecommendationKind.Recommendation or RecommendationKind.Question)) return ([], []);
        if (In(SubjectOf(draft.Text)) is { Names.Count: > 0 } subject) return subject;
        if (draft.Asked is { } asked && In(SubjectOf(asked) is { Length: > 0 } inner ? inner : asked) is { Names.Count: > 0 } column) return column;
        if (draft.Number is { } number && CodeOf(number) is { } code) return ([code], [number]);
        var path = draft.Group.Path;
        for (var i = path.Count - 1; i >= 0; i--)
        {
            var heading = path[i].Text;
            // The title of a report asks nobody, and a label is no heading.
            if (heading.Length > 140 || path[i].Label is not null || (path[i].Page == 1 && draft.Page > 1)) continue;
            // "Recommendations by the Board" are made by it, not to it.
            var by = heading.IndexOf(" by ", StringComparison.Ordinal);
            if (In(by < 0 ? heading : heading[..by]) is { Names.Count: > 0 } found) return found;
        }
        return ([], []);
    }

    /// <summary>Whether the subject of an asking sentence is one of the addressees.</summary>
    internal static bool IsAsked(string text) => In(SubjectOf(text)).Names.Count > 0;

    /// <summary>Whether a heading is little more than the name of one, as in a list by agency.</summary>
    internal static bool IsNameOfOne(string heading)
    {
        if (heading.Length > 90 || heading.AsSpan().Count(' ') > 10) return false;
        var (names, words) = In(heading);
        return names.Count > 0 && words.Sum(w => w.Length) * 2 >= heading.Length;
    }

    private static string? CodeOf(string number)
    {
        var end = 0;
        while (end < number.Length && char.IsAsciiLetterUpper(number[end])) end++;
        return end > 1 && Codes.TryGetValue(number[..end], out var name) ? name : null;
    }

    // Who should: what stands before "should", or between "asks" and "to".
    private static string SubjectOf(string text)
    {
        if (text.Length == 0) return "";
        foreach (var sentence in Sentences(text))
        {
            if (CallsOn().Match(sentence) is { Success: true } call) return call.Groups[1].Value;
            if (Modal().Match(sentence) is not { Success: true } modal) continue;
            var subject = sentence[..modal.Index];
            if (RecommendsThat().Match(subject) is { Success: true } that) subject = subject[(that.Index + that.Length)..];
            if (Asking.IsImperative(subject)) continue;
            // What is said of the one who is asked is no other one: "the Board, which the police attend, should".
            var clause = Clause().Match(subject);
            if (clause.Success && clause.Index > 0) subject = subject[..clause.Index] + subject[(clause.Index + clause.Length)..];
            return subject.Length > LongestSubject ? subject[^LongestSubject..] : subject;
        }
        return RecommendsThat().Match(text) is { Success: true } alone && alone.Index < 80 ? text[(alone.Index + alone.Length)..Math.Min(text.Length, alone.Index + alone.Length + 60)] : "";
    }

    private static IEnumerable<string> Sentences(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length && from < 3000; i++)
        {
            if (text[i] != '\n' && !(text[i] is '.' or '?' && i + 2 < text.Length && text[i + 1] == ' ' && char.IsUpper(text[i + 2]))) continue;
            yield return text[from..i];
            from = i + 1;
        }
        if (from < text.Length) yield return text[from..];
    }

    private static (IReadOnlyList<string> Names, IReadOnlyList<string> Words) In(string text)
    {
        if (text.Length == 0) return ([], []);
        var found = new List<(int At, string Name, string Words)>();
        var rest = text.ToCharArray();
        foreach (var (name, words) in Known)
        {
            var first = true;
            foreach (var match in words.EnumerateMatches(rest))
            {
                if (first) found.Add((match.Index, name, Whole(text, match.Index, match.Length)));
                first = false;
                Array.Fill(rest, '\u0001', match.Index, match.Length);
            }
        }
        found.Sort((a, b) => a.At.CompareTo(b.At));
        return (found.ConvertAll(f => f.Name), found.ConvertAll(f => f.Words));
    }

    // The name with the capitalised words before it: "Kent Police", not "Police".
    private static string Whole(string text, int at, int length)
    {
        while (at > 1 && text[at - 1] == ' ')
        {
            var start = text.LastIndexOf(' ', at - 2) + 1;
            if (!char.IsUpper(text[start]) || text[at - 2] is ',' or '.' or ':' or ';' || text.AsSpan(start, at - 1 - start) is "The" or "Recommendations" or "And" or "For") break;
            (at, length) = (start, length + at - start);
        }
        return text.Substring(at, length).Trim();
    }

    [GeneratedRegex(@"\s(?:should|must|needs? to|ought to|(?:is|are) (?:asked|requested|required|invited|encouraged|recommended) to|may wish to|will need to|to (?:ensure|consider|review|seek|develop|adopt|amend|require|replace|revise|obtain|provide|publish))\b")]
    private static partial Regex Modal();

    [GeneratedRegex(@"\b(?:recommend(?:s|ed|ation is)?|recommended|proposed|suggested) that\s+", RegexOptions.IgnoreCase)]
    private static partial Regex RecommendsThat();

    [GeneratedRegex(@"\b(?:we|review(?:ers?)?|report|panel|author|inquiry|committee|coroner)\s+(?:\w+\s+)?(?:asks?|urges?|encourages?|calls? (?:on|upon)|invites?|requests?)\s+(.{3,160}?)\s+(?:to|should)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CallsOn();

    [GeneratedRegex(@",?\s(?:which|who|that|where|whose|as the|in order)\s[^,]*(?:,|$)")]
    private static partial Regex Clause();

    [GeneratedRegex(@"\b(?:safeguarding adults? board|adults’? (?:safeguarding )?board|health and well-?being board|community safety partnership|corporate parenting board|SAB)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OtherBoard();

    [GeneratedRegex(@"\b(?:domestic (?:abuse|violence) (?:services?|partnership|providers?|agenc(?:y|ies)|team|commissioners?)|women[’']s aid|refuges?|IDVAs?|MARAC)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DomesticAbuse();

    [GeneratedRegex(@"\b(?:(?:local )?safeguarding child(?:ren)?(?:[’']?s)? (?:boards?|partnership)|child(?:ren)?[’']?s? safeguarding (?:board|partnership)|safeguarding (?:boards?|partnerships?|partners)|[A-Z]{0,5}(?:LSCB|SCB|LSCP|SCP|SCPB)s?(?-i:\b)|(?<!provider |trust |health |joint )(?-i:Boards?|Partnership)\b|(?:the|both|each|this|area|local area) (?:boards?|partnership))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Board();

    [GeneratedRegex(@"\b(?:NHS England(?: and (?:NHS )?Improvement)?|NHSE|Ofsted|CQC|Care Quality Commission|(?:the )?(?:national )?(?:child safeguarding practice review )?panel(?= is| should| and)|national (?:child safeguarding practice review )?panel|HMIC(?:FRS)?|HMI Probation|NICE|College of Policing|royal colleges?|professional bodies|Social Work England|General Medical Council|NMC|National Police Chiefs[’'] Council|Public Health England)\b", RegexOptions.IgnoreCase)]
    private static partial Regex National();

    [GeneratedRegex(@"\b(?:Home Office|UKVI|UK Visas(?: and Immigration)?|immigration(?: enforcement)?|Border Force)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Immigration();

    [GeneratedRegex(@"\b(?:government(?:[’']s)?(?: departments?)?|governments|ministers?|secretary of state|department (?:for|of) [A-Z]\w+(?: (?:and |of )?[A-Z]\w+)*|DfE|DHSC|DSIT|MoD|Ministry of (?:Justice|Defence)|cabinet office|devolved administrations|HM Treasury|Youth Custody Service)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Government();

    [GeneratedRegex(@"\b(?:adult(?:s’|s'|s)? (?:social care|services|social services)|adults and health)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AdultSocialCare();

    [GeneratedRegex(@"\b(?:adult mental health(?: services?)?|mental health (?:trusts?|services?|providers?)|community mental health teams?|mental health NHS (?:foundation )?trust|perinatal mental health)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AdultMentalHealth();

    [GeneratedRegex(@"\b(?:CAMHS|child(?:ren)? and adolescent mental health)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Camhs();

    [GeneratedRegex(@"\b(?:health visit(?:ing|ors?)|school nurs(?:ing|es?)|0[-–]19 (?:service|team)s?|public health nursing)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HealthVisiting();

    [GeneratedRegex(@"\b(?:midwi(?:fery|ves|fe)|maternity(?: services?| units?)?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Midwifery();

    [GeneratedRegex(@"\b(?:ambulance(?: service| trust)*|out[- ]of[- ]hours service|NHS 111|paramedics?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ambulance();

    [GeneratedRegex(@"\b(?:GPs?|GP (?:practices?|surger(?:y|ies))|general pract(?:ice|itioner)s?|primary care(?! trust)|(?:medical )?practices(?= should| must| in )|surger(?:y|ies)|(?:medical centre|health centre))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gp();

    [GeneratedRegex(@"\b(?:paediatric(?:s|ians?)?(?: services?)?|designated doctors?|named doctors?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Paediatrics();

    [GeneratedRegex(@"\b(?:(?:acute |university |general |teaching )*hospitals?(?: trusts?| NHS (?:foundation )?trusts?)?|infirmary|emergency departments?|accident and emergency|A&E|acute (?:trusts?|providers?)|minor injuries units?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Hospital();

    [GeneratedRegex(@"\b(?:integrated care (?:boards?|systems?)|ICBs?|ICSs?|clinical commissioning groups?|CCGs?|primary care trusts?|PCTs?|health commissioners?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Icb();

    [GeneratedRegex(@"\b(?:(?:substance|drugs?|alcohol)(?: and alcohol)? (?:misuse |abuse |treatment )?(?:services?|providers?|agenc(?:y|ies)))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Substances();

    [GeneratedRegex(@"\b(?:youth (?:justice|offending)(?: services?| teams?)?|YJS|YOTs?|YOS)\b", RegexOptions.IgnoreCase)]
    private static partial Regex YouthJustice();

    [GeneratedRegex(@"\b(?:(?:national )?probation(?: services?| trust)?|community rehabilitation compan(?:y|ies)|NPS|CRCs?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Probation();

    [GeneratedRegex(@"\b(?:police(?: service| force)?s?|constabular(?:y|ies)|chief constable|MPS)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Police();

    [GeneratedRegex(@"\b(?:cafcass|(?:family |youth |magistrates[’']? )?courts?|judiciary)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Courts();

    [GeneratedRegex(@"\b(?:early years(?: settings?| providers?| services?)?|nurser(?:y|ies)|children[’']s centres?|childminders?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EarlyYears();

    [GeneratedRegex(@"\b(?:education (?:departments?|services?|welfare|inclusion(?: service)?|authority)|elective home education|EHE|virtual school|director of education)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EducationDepartment();

    [GeneratedRegex(@"\b(?:(?:independent |primary |secondary |special )?schools?|academ(?:y|ies)(?: trusts?)?|governing bod(?:y|ies)|governors|head ?teachers?|colleges?|designated safeguarding leads?|education(?: (?:settings?|providers?))?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Schools();

    [GeneratedRegex(@"\b(?:housing(?: options)?(?: services?| departments?| providers?| associations?| department)*|(?:registered )?(?:social )?landlords?|homelessness service)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Housing();

    [GeneratedRegex(@"\b(?:voluntary(?: and community)?(?: sector| organisations?| agenc(?:y|ies))*|third sector|charit(?:y|ies)|NSPCC|Barnardo[’']s)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Voluntary();

    // In England the local authority answers for children's social care.
    [GeneratedRegex(@"\b(?:child(?:ren)?[’']?s?[’']? social (?:care|services|work)(?: services?)?|children[’']s services|children and families(?: services?)?|CSC|social (?:care|services|work(?:ers)?)(?: teams?)?|(?:director of|assistant director,?) children[’']s (?:social care|services)|independent reviewing officers?|IROs?|MASH|fostering(?: service)?|(?:the |each |all )?local authorit(?:y|ies))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ChildrensSocialCare();
}
