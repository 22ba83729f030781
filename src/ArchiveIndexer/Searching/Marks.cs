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
    private readonly HashSet<(string Stem, int Part)> onlyInCapitals = [];
    private readonly List<(string[] Stems, int Slop, int Part)> near = [];

    public Marks(ParsedQuery query, List<string[]>[] spellings, Expansions? expansions = null)
    {
        for (var part = 0; part < query.Parts.Count; part++)
        {
            if (!query.Parts[part].IsSought) continue;
            if (query.Parts[part].Kind == PartKind.Near)
            {
                near.Add((spellings[part][0].Distinct(StringComparer.Ordinal).ToArray(), query.Parts[part].Slop, part));
                continue;
            }
            foreach (var spelling in spellings[part]) Add(spelling, part);
            foreach (var expansion in expansions?.Of(part) ?? [])
            {
                if (expansion.IsAbbreviation && !spellings[part].Exists(spelling => spelling is [var typed] && typed == expansion.Stems[0])) onlyInCapitals.Add((expansion.Stems[0], part));
                Add(expansion.Stems, part);
            }
        }
        initials = Initials.Of(byFirstStem.Values.SelectMany(same => same).SelectMany(spelling => spelling.Stems).Concat(near.SelectMany(one => one.Stems)));
    }

    private void Add(string[] spelling, int part)
    {
        if (!byFirstStem.TryGetValue(spelling[0], out var same)) byFirstStem[spelling[0]] = same = [];
        same.Add((spelling, part));
    }

    // Words near each other: each of them is a place, where all are near enough.
    private static void MarkNear(List<Word> words, string[] stems, int slop, int part, List<Mark> marks)
    {
        var held = new List<(int At, int Stem)>();
        for (var at = 0; at < words.Count; at++)
        {
            if (Array.IndexOf(stems, words[at].Stem) is >= 0 and var stem) held.Add((at, stem));
        }
        var counts = new int[stems.Length];
        var (first, distinct) = (0, 0);
        var marked = new HashSet<int>();
        for (var last = 0; last < held.Count; last++)
        {
            if (counts[held[last].Stem]++ == 0) distinct++;
            while (held[last].At - held[first].At + 1 - stems.Length > slop)
            {
                if (--counts[held[first].Stem] == 0) distinct--;
                first++;
            }
            if (distinct < stems.Length) continue;
            for (var n = first; n <= last; n++)
            {
                if (marked.Add(held[n].At)) marks.Add(new Mark(words[held[n].At].Start, words[held[n].At].End, part));
            }
        }
    }

    /// <summary>All places in order; of two that overlap both are given. A phrase is one place, its words alone are none.</summary>
    public List<Mark> In(string text)
    {
        var marks = new List<Mark>();
        if (byFirstStem.Count == 0 && near.Count == 0) return marks;
        var words = Words.Of(text, initials);
        for (var at = 0; at < words.Count; at++)
        {
            if (!byFirstStem.TryGetValue(words[at].Stem, out var spellings)) continue;
            foreach (var (stems, part) in spellings)
            {
                if (stems.Length == 1 && !words[at].IsInCapitals && onlyInCapitals.Contains((stems[0], part))) continue;
                if (Follow(words, at, stems)) marks.Add(new Mark(words[at].Start, words[at + stems.Length - 1].End, part));
            }
        }
        if (near.Count == 0) return marks;
        foreach (var (stems, slop, part) in near) MarkNear(words, stems, slop, part, marks);
        return [.. marks.OrderBy(mark => mark.Start)];
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
