using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Words and phrases that mean the same, expanded when a query is asked, so that a group can be added without indexing again. The product's
/// own groups are in thesaurus.txt; a steward's are read from a file of the same form.
/// </summary>
public sealed class Thesaurus
{
    /// <summary>A longer abbreviation cannot be taken for a word; a shorter one counts only in capitals.</summary>
    private const int LongestThatNeedsCapitals = 4;

    private const string ScottishMark = "[Scotland]";
    private const int MostGroups = 5000;
    private const int MostTermsInGroup = 40;

    private readonly IReadOnlyList<IReadOnlyList<ThesaurusTerm>> groups;
    private readonly Dictionary<string, List<(ThesaurusTerm Term, int Group)>> byFirstStem = new(StringComparer.Ordinal);

    private Thesaurus(IReadOnlyList<IReadOnlyList<ThesaurusTerm>> groups)
    {
        this.groups = groups;
        var scottish = groups.SelectMany(group => group).Where(term => term is { Nation: Nation.Scotland, NeedsCapitals: true })
            .Select(term => term.Stems[0]).ToHashSet(StringComparer.Ordinal);
        this.groups = groups = [.. groups.Select(group => group.Select(term =>
            term.Nation == Nation.Any && term.NeedsCapitals && scottish.Contains(term.Stems[0]) ? term with { Nation = Nation.NotScotland } : term).ToList())];
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var term in groups[group])
            {
                if (!byFirstStem.TryGetValue(term.Stems[0], out var same)) byFirstStem[term.Stems[0]] = same = [];
                same.Add((term, group));
            }
        }
    }

    /// <summary>The product's own groups.</summary>
    public static Thesaurus Own { get; } = new(Read(OwnText()));

    /// <summary>No groups.</summary>
    internal static Thesaurus None { get; } = new([]);

    /// <summary>These groups and those of a text of the same form. Lines that make no group are passed over.</summary>
    public Thesaurus With(string text) => new([.. groups, .. Read(text)]);

    /// <summary>Every group's terms, as they are written; for suggestions.</summary>
    internal IEnumerable<string> Terms => groups.SelectMany(group => group).Select(term => term.Text);

    /// <summary>
    /// The longest term that begins at a word of a text, and what means the same. Null when none does.
    /// </summary>
    internal (int Words, IReadOnlyList<ThesaurusTerm> Same)? At(IReadOnlyList<Word> words, int at)
    {
        if (!byFirstStem.TryGetValue(words[at].Stem, out var candidates)) return null;
        var fitting = candidates.Where(candidate => Fits(candidate.Term, words, at)).ToList();
        if (fitting.Count == 0) return null;
        var longest = fitting.Max(candidate => candidate.Term.Stems.Length);
        var typed = fitting.FindAll(candidate => candidate.Term.Stems.Length == longest);
        var same = typed.SelectMany(candidate => groups[candidate.Group]).DistinctBy(term => (term.Text, term.Nation))
            .Where(term => !typed.Exists(candidate => Begins(term.Stems, candidate.Term.Stems)));
        return (longest, [.. same]);
    }

    // What holds the typed words anyhow adds nothing.
    private static bool Begins(string[] stems, string[] typed)
    {
        for (var at = 0; at + typed.Length <= stems.Length; at++)
        {
            if (stems.AsSpan(at, typed.Length).SequenceEqual(typed)) return true;
        }
        return false;
    }

    private static bool Fits(ThesaurusTerm term, IReadOnlyList<Word> words, int at)
    {
        if (at + term.Stems.Length > words.Count) return false;
        for (var n = 0; n < term.Stems.Length; n++)
        {
            if (words[at + n].Stem != term.Stems[n] || (term.NeedsCapitals && !words[at + n].IsInCapitals)) return false;
        }
        return true;
    }

    private static List<IReadOnlyList<ThesaurusTerm>> Read(string text)
    {
        var groups = new List<IReadOnlyList<ThesaurusTerm>>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#' || groups.Count == MostGroups) continue;
            var isScottish = line.StartsWith(ScottishMark, StringComparison.OrdinalIgnoreCase);
            var group = (isScottish ? line[ScottishMark.Length..] : line).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(MostTermsInGroup).Select(term => TermOf(term, isScottish)).OfType<ThesaurusTerm>().ToList();
            if (group.Count > 1) groups.Add(group);
        }
        return groups;
    }

    private static ThesaurusTerm? TermOf(string text, bool isScottish)
    {
        var words = Words.Of(text);
        if (words.Count is 0 or > QueryText.MostWordsInPhrase) return null;
        var needsCapitals = words is [{ IsInCapitals: true, Form.Length: <= LongestThatNeedsCapitals }];
        return new ThesaurusTerm(text, [.. words.Select(word => word.Stem)], needsCapitals, isScottish && needsCapitals ? Nation.Scotland : Nation.Any);
    }

    private static string OwnText()
    {
        using var stream = typeof(Thesaurus).Assembly.GetManifestResourceStream("ArchiveIndexer.Searching.thesaurus.txt")!;
        using var reader = new System.IO.StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Where an abbreviation means this.</summary>
internal enum Nation
{
    Any,
    Scotland,
    NotScotland,
}

/// <summary>A word or phrase of the thesaurus.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="Stems">Its words' stems.</param>
/// <param name="NeedsCapitals">A short abbreviation: in small letters it is another word.</param>
/// <param name="Nation">In whose publications it means this.</param>
internal sealed record ThesaurusTerm(string Text, string[] Stems, bool NeedsCapitals, Nation Nation);
