using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Searching;

/// <summary>A way of writing what a part of the query means.</summary>
/// <param name="Stems">Stems that follow each other.</param>
/// <param name="IsAbbreviation">Only where it is written in capitals.</param>
/// <param name="Nation">In whose publications it means this.</param>
internal sealed record Expansion(string[] Stems, bool IsAbbreviation, Nation Nation);

/// <summary>What the thesaurus adds to a query: a page may hold an expansion in the place of the words that were typed.</summary>
internal sealed class Expansions
{
    private const int MostOfPart = 24;
    private readonly List<Expansion>?[] byPart;

    private Expansions(int parts) => byPart = new List<Expansion>?[parts];

    /// <summary>Every term that was recognised, as it was typed, and what was looked for besides it.</summary>
    public List<ExpandedTerm> Told { get; } = [];

    public IReadOnlyList<Expansion> Of(int part) => byPart[part] ?? (IReadOnlyList<Expansion>)[];

    public static Expansions Of(ParsedQuery query, Thesaurus thesaurus)
    {
        var expansions = new Expansions(query.Parts.Count);
        foreach (var run in query.Runs)
        {
            var words = run.Select(placed => placed.Word).ToList();
            var isPhrase = run[0].Part >= 0 && query.Parts[run[0].Part].Kind == PartKind.Phrase;
            for (var at = 0; at < words.Count;)
            {
                if (thesaurus.At(words, at) is not { } found || run.Skip(at).Take(found.Words).All(placed => placed.Part < 0))
                {
                    at++;
                    continue;
                }
                foreach (var term in found.Same) expansions.Add(run, at, found.Words, term, isPhrase);
                if (found.Same.Count > 0) expansions.Tell(string.Join(' ', words.Skip(at).Take(found.Words).Select(Shown)), found.Same);
                at += found.Words;
            }
        }
        return expansions;
    }

    private static string Shown(Word word) => word.IsInCapitals ? word.Form.ToUpperInvariant() : word.Form;

    private void Tell(string term, IReadOnlyList<ThesaurusTerm> same)
    {
        if (!Told.Exists(told => told.Term == term)) Told.Add(new ExpandedTerm(term, [.. same.Select(one => one.Text).Distinct()]));
    }

    private void Add(IReadOnlyList<PlacedWord> run, int at, int count, ThesaurusTerm term, bool isPhrase)
    {
        string[] stems = isPhrase
            ? [.. run.Take(at).Select(placed => placed.Word.Stem), .. term.Stems, .. run.Skip(at + count).Select(placed => placed.Word.Stem)]
            : term.Stems;
        var expansion = new Expansion(stems, term.NeedsCapitals && stems.Length == 1, term.Nation);
        foreach (var part in run.Skip(at).Take(count).Select(placed => placed.Part).Where(part => part >= 0).Distinct())
        {
            var of = byPart[part] ??= [];
            if (of.Count < MostOfPart) of.Add(expansion);
        }
    }
}

/// <summary>What the thesaurus added to a query.</summary>
/// <param name="Term">As typed.</param>
/// <param name="To">What was looked for besides.</param>
public sealed record ExpandedTerm(string Term, IReadOnlyList<string> To);
