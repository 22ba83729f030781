using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Searching;

/// <summary>A place in a text that the query asked for.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last.</param>
/// <param name="Part">The part of the query.</param>
internal readonly record struct Mark(int Start, int End, int Part);

/// <summary>Finds the words and phrases of a query in a text, by taking the text apart the way the index does.</summary>
internal sealed class Marks
{
    private readonly Dictionary<string, List<(string[] Stems, int Part)>> byFirstStem = new(StringComparer.Ordinal);

    private readonly Initials initials;

    public Marks(ParsedQuery query, List<string[]>[] spellings)
    {
        for (var part = 0; part < query.Parts.Count; part++)
        {
            if (!query.Parts[part].Wanted) continue;
            foreach (var spelling in spellings[part])
            {
                if (!byFirstStem.TryGetValue(spelling[0], out var same)) byFirstStem[spelling[0]] = same = [];
                same.Add((spelling, part));
            }
        }
        initials = Initials.Of(byFirstStem.Values.SelectMany(same => same).SelectMany(spelling => spelling.Stems));
    }

    /// <summary>All places in order; of two that overlap both are given. A phrase is one place, its words alone are none.</summary>
    public List<Mark> In(string text)
    {
        var marks = new List<Mark>();
        if (byFirstStem.Count == 0) return marks;
        var words = Words.Of(text, initials);
        for (var at = 0; at < words.Count; at++)
        {
            if (!byFirstStem.TryGetValue(words[at].Stem, out var spellings)) continue;
            foreach (var (stems, part) in spellings)
            {
                if (Follow(words, at, stems)) marks.Add(new Mark(words[at].Start, words[at + stems.Length - 1].End, part));
            }
        }
        return marks;
    }

    /// <summary>The places of some marks, those that overlap made one.</summary>
    public static List<Place> Joined(IEnumerable<Mark> marks)
    {
        var joined = new List<Place>();
        foreach (var mark in marks.OrderBy(mark => mark.Start))
        {
            if (joined.Count > 0 && mark.Start < joined[^1].End) joined[^1] = new Place(joined[^1].Start, Math.Max(joined[^1].End, mark.End));
            else joined.Add(new Place(mark.Start, mark.End));
        }
        return joined;
    }

    private static bool Follow(List<Word> words, int at, string[] stems)
    {
        if (at + stems.Length > words.Count) return false;
        for (var n = 1; n < stems.Length; n++)
        {
            if (words[at + n].Stem != stems[n]) return false;
        }
        return true;
    }
}
