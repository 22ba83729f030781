using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// The ways in which a part of a query may be written in the index. Each is a row of stems that follow each other:
/// <c>self-neglect</c> is looked for as <c>self neglect</c> and as <c>selfneglect</c>, <c>safeg*</c> as all words that begin so, <c>neglct~</c> as all that are
/// almost spelt so.
/// </summary>
internal sealed class Spellings(DirectoryReader index, SearchTime time)
{
    /// <summary>The most words that the truncated words of one query stand for.</summary>
    public const int MostExpansions = 200;

    private const int MostFormsRead = 5000;

    // The most words that one word spelt almost so stands for.
    private const int MostAlike = 50;
    private const int MostTold = 8;
    private const int MostSpellings = 12;
    private const int ShortestHalf = 3;
    private const int LongestHalved = 32;

    private Lexicon lexicon = null!;
    private readonly List<string> notes = [];
    private int expansionsLeft = MostExpansions;

    /// <summary>The spellings of every part of <paramref name="query"/>, the one that was typed first.</summary>
    public List<string[]>[] Of(ParsedQuery query)
    {
        using (lexicon = Lexicon.Of(index)) return Spell(query);
    }

    private List<string[]>[] Spell(ParsedQuery query)
    {
        var spellings = query.Parts.Select(part => part.Kind switch
        {
            PartKind.Beginning => Expand(part.Words[0]),
            PartKind.Alike => Alike(part),
            PartKind.Near => [[.. part.Words.Select(word => word.Stem)]],
            PartKind.Board or PartKind.Year => [],
            _ => Spell(part.Words),
        }).ToArray();

        // "self neglect" typed as two loose words: each is also held where they are written together.
        foreach (var (first, second, _) in query.Neighbours.Where(pair => pair.Distance == 1))
        {
            var joined = Stems.Of(query.Parts[first].Words[0].Form + query.Parts[second].Words[0].Form);
            if (!Exists(joined)) continue;
            spellings[first].Add([joined]);
            spellings[second].Add([joined]);
        }
        return spellings;
    }

    private List<string[]> Spell(IReadOnlyList<Word> typed)
    {
        var spellings = new List<string[]> { typed.Select(word => word.Stem).ToArray() };
        for (var n = 0; n < typed.Count && spellings.Count < MostSpellings && !time.IsUp(); n++)
        {
            foreach (var halves in Apart(typed[n])) Add(spellings, typed, n, 1, halves);
            var last = n;
            while (last + 1 < typed.Count && typed[last].Hyphened) last++;
            if (last == n && n + 1 < typed.Count) last = n + 1;
            if (last == n) continue;
            var joined = Stems.Of(string.Concat(typed.Skip(n).Take(last - n + 1).Select(word => word.Form)));
            if (Exists(joined)) Add(spellings, typed, n, last - n + 1, [joined]);
        }
        return spellings;
    }

    private static void Add(List<string[]> spellings, IReadOnlyList<Word> typed, int from, int count, string[] instead)
    {
        if (spellings.Count == MostSpellings) return;
        spellings.Add([.. typed.Take(from).Select(word => word.Stem), .. instead, .. typed.Skip(from + count).Select(word => word.Stem)]);
    }

    // Written with a hyphen somewhere in the index; or nowhere in it as one word, but as two: "selfneglect".
    // Halves that are stop words are no halves: "therapist" is not "the rapist".
    private IEnumerable<string[]> Apart(Word word)
    {
        var prefix = word.Stem + CompoundSeparator;
        foreach (var compound in lexicon.StartingWith(OnWhole.Compounds, prefix).Take(MostSpellings)) yield return compound.Term[prefix.Length..].Split(' ');
        if (word.Form.Length > LongestHalved || Exists(word.Stem)) yield break;
        for (var cut = ShortestHalf; cut <= word.Form.Length - ShortestHalf; cut++)
        {
            var (left, right) = (word.Form[..cut], word.Form[cut..]);
            if (StopWords.Contains(left) || StopWords.Contains(right)) continue;
            if (Exists(Stems.Of(left)) && Exists(Stems.Of(right))) yield return [Stems.Of(left), Stems.Of(right)];
        }
    }

    private List<string[]> Expand(Word beginning)
    {
        var stems = lexicon.StartingWith(OnWhole.Forms, beginning.Form).Take(MostFormsRead)
            .OrderByDescending(form => form.Frequency).Select(form => Stems.Of(form.Term)).Distinct(StringComparer.Ordinal)
            .Take(expansionsLeft).Select(stem => new[] { stem }).ToList();
        expansionsLeft -= stems.Count;
        return stems;
    }

    // As typed first; then what is nearest, and of that what most publications hold.
    private List<string[]> Alike(QueryPart part)
    {
        var typed = part.Words[0];
        var most = Math.Min(MostAlike, expansionsLeft) - 1;
        var near = lexicon.All(OnWhole.Forms) is not { } forms || most <= 0 ? [] : NearForms.Of(forms, typed.Form, part.Edits, firstLetterFixed: false, time)
            .OrderBy(form => form.Edits).ThenByDescending(form => form.Frequency).ThenBy(form => form.Form, StringComparer.Ordinal)
            .Select(form => (form.Form, Stem: Stems.Of(form.Form))).Where(form => form.Stem != typed.Stem).DistinctBy(form => form.Stem).Take(most).ToList();
        expansionsLeft -= near.Count + 1;
        var told = near.Count > MostTold ? $"{string.Join(", ", near.Take(MostTold).Select(form => form.Form))} and {near.Count - MostTold} more" : string.Join(", ", near.Select(form => form.Form));
        notes.Add(near.Count == 0 ? $"no other word is spelt almost like {typed.Form}" : $"{part.Shown} was also looked for as {told}");
        return [[typed.Stem], .. near.Select(form => new[] { form.Stem })];
    }

    /// <summary>The query with what was looked for in the place of words spelt almost so, in words.</summary>
    public ParsedQuery Explain(ParsedQuery query) => notes.Count == 0 ? query
        : query with { Interpreted = $"{query.Interpreted ?? query.Root?.Describe(query.Parts)}{(query.Interpreted is null ? " – " : "; ")}{string.Join("; ", notes)}" };

    private bool Exists(string stem) => lexicon.Has(OnPage.Words, stem) || lexicon.Has(OnWhole.Title, stem);
}
