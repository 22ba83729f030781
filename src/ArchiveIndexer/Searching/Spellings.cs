using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// The ways in which a part of a query may be written in the index. Each is a row of stems that follow each other:
/// <c>self-neglect</c> is looked for as <c>self neglect</c> and as <c>selfneglect</c>, <c>safeg*</c> as all words that begin so.
/// </summary>
internal sealed class Spellings(DirectoryReader index, SearchTime time)
{
    /// <summary>The most words that the truncated words of one query stand for.</summary>
    public const int MostExpansions = 200;

    private const int MostFormsRead = 5000;
    private const int MostSpellings = 12;
    private const int ShortestHalf = 3;
    private const int LongestHalved = 32;

    private readonly Terms? words = MultiFields.GetTerms(index, OnPage.Words);
    private readonly Terms? titles = MultiFields.GetTerms(index, OnWhole.Title);
    private readonly Terms? forms = MultiFields.GetTerms(index, OnWhole.Forms);
    private readonly Terms? compounds = MultiFields.GetTerms(index, OnWhole.Compounds);
    private readonly Dictionary<Terms, TermsEnum> enumerators = [];
    private int expansionsLeft = MostExpansions;

    /// <summary>The spellings of every part of <paramref name="query"/>, the one that was typed first.</summary>
    public List<string[]>[] Of(ParsedQuery query)
    {
        var spellings = query.Parts.Select(part => part.Kind switch
        {
            PartKind.Beginning => Expand(part.Words[0]),
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
        if (compounds is not null)
        {
            var prefix = word.Stem + CompoundSeparator;
            foreach (var compound in StartingWith(compounds, prefix).Take(MostSpellings)) yield return compound.Term[prefix.Length..].Split(' ');
        }
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
        if (forms is null) return [];
        var stems = StartingWith(forms, beginning.Form).Take(MostFormsRead)
            .OrderByDescending(form => form.Frequency).Select(form => Stems.Of(form.Term)).Distinct(StringComparer.Ordinal)
            .Take(expansionsLeft).Select(stem => new[] { stem }).ToList();
        expansionsLeft -= stems.Count;
        return stems;
    }

    private bool Exists(string stem) => Exists(words, stem) || Exists(titles, stem);

    private bool Exists(Terms? terms, string stem)
    {
        if (terms is null) return false;
        // Making an enumerator costs more than moving it.
        if (!enumerators.TryGetValue(terms, out var all)) enumerators[terms] = all = terms.GetEnumerator();
        return all.SeekExact(new BytesRef(stem));
    }

    private static IEnumerable<(string Term, int Frequency)> StartingWith(Terms terms, string prefix)
    {
        var all = terms.GetEnumerator();
        var start = new BytesRef(prefix);
        if (all.SeekCeil(start) == TermsEnum.SeekStatus.END) yield break;
        do
        {
            if (!StringHelper.StartsWith(all.Term, start)) yield break;
            yield return (all.Term.Utf8ToString(), all.DocFreq);
        }
        while (all.MoveNext());
    }
}
