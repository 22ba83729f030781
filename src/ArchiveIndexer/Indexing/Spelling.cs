using System.Text.RegularExpressions;

namespace ArchiveIndexer.Indexing;

/// <summary>Makes one spelling of the British and the American one: the British, whichever was written.</summary>
internal static partial class Spelling
{
    // By how the word begins: "behavior" also stands for behaviors, behavioral and misbehavior is given by itself. Longer ones first where one begins another.
    private static readonly (string American, string British)[] Beginnings =
    [
        .. """
        acknowledgment acknowledgement; aging ageing; analog analogue; anemi anaemi; anesth anaesth; apologiz apologis; archeolog archaeolog; armor armour; artifact artefact;
        behavior behaviour; caliber calibre; canceled cancelled; canceling cancelling; catalog catalogue; center centre; cesarean caesarean; candor candour;
        clamor clamour; color colour; counseled counselled; counseling counselling; counselor counsellor; defense defence; diarrhea diarrhoea; dialog dialogue; 
        edema oedema; esophag oesophag; estrogen oestrogen; etiolog aetiolog; enroll enrol; endeavor endeavour; favor favour; fetal foetal; fetus foetus; fiber fibre; flavor flavour; fulfill fulfil; gray grey;
        gynecolog gynaecolog; harbor harbour; hematoma haematoma; hematolog haematolog; hemoglobin haemoglobin; hemorrhag haemorrhag; honor honour; humor humour; installment instalment;
        judgment judgement; labeled labelled; labeling labelling; labor labour; leukemi leukaemi; license licence; maneuver manoeuvre; marvelous marvellous; misbehavior misbehaviour; modeled modelled;
        modeling modelling; mold mould; mom mum; neighbor neighbour; odor odour; offense offence; orthopedic orthopaedic; pajama pyjama; paralyz paralys; pediatric paediatric;
        practise practice; pretense pretence; rigor rigour; rumor rumour; savior saviour; signaled signalled; skeptic sceptic; skillful skilful; splendor splendour; theater theatre; traveled travelled;
        traveler traveller; traveling travelling; tumor tumour; vapor vapour; vigor vigour; willful wilful; woolen woollen
        """.Split((char[])[';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(' ')).Select(pair => (pair[0], pair[1])),
    ];

    // Whole words, where what they begin with begins others too.
    private static readonly Dictionary<string, string> Wholes = new(StringComparer.Ordinal)
    {
        ["program"] = "programme", ["programs"] = "programmes", ["laboratory"] = "laboratory", ["laboratories"] = "laboratories", ["laborious"] = "laborious",
        ["honorary"] = "honorary", ["humorous"] = "humorous", ["rigorous"] = "rigorous", ["vigorous"] = "vigorous", ["analogy"] = "analogy", ["analogous"] = "analogous", ["analogies"] = "analogies",
        ["moment"] = "moment", ["moments"] = "moments", ["enrollment"] = "enrolment", ["enrollments"] = "enrolments", ["fulfillment"] = "fulfilment", ["momentum"] = "momentum", ["momentary"] = "momentary",
        ["vaporize"] = "vaporise", ["momentarily"] = "momentarily", ["coloration"] = "coloration", ["enrolled"] = "enrolled", ["enrolling"] = "enrolling", ["fulfilled"] = "fulfilled", ["fulfilling"] = "fulfilling",
        ["practitioner"] = "practitioner", ["molecule"] = "molecule", ["molecules"] = "molecules", ["molecular"] = "molecular", ["labored"] = "laboured",
    };

    /// <summary>The first two letters where the two spellings differ in them.</summary>
    public static IReadOnlyList<(string American, string British)> OtherBeginnings { get; } = [.. Beginnings.Select(pair => (pair.American[..2], pair.British[..2])).Where(pair => pair.Item1 != pair.Item2).Distinct()];

    private static readonly Dictionary<char, (string American, string British)[]> ByLetter = Beginnings.GroupBy(pair => pair.American[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.ToArray());

    /// <summary>The British spelling of a lower-case word; the word itself where both write it alike.</summary>
    public static string British(string form)
    {
        if (form.Length < 3) return form;
        if (Wholes.TryGetValue(form, out var whole)) return whole;
        if (ByLetter.TryGetValue(form[0], out var pairs))
        {
            foreach (var (american, british) in pairs)
            {
                if (form.StartsWith(american, StringComparison.Ordinal) && !form.StartsWith(british, StringComparison.Ordinal)) return british + form[american.Length..];
            }
        }
        return EndsInIze().Replace(form, static match => $"{match.Groups[1].Value}s{match.Groups[2].Value}");
    }

    // organize, organization, analyze; not size, prize, seize.
    [GeneratedRegex("^(\\w{3,}[iy])z(e|es|ed|er|ers|ing|able|ation|ations|ational)$", RegexOptions.CultureInvariant)]
    private static partial Regex EndsInIze();
}
