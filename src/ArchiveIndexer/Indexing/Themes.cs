using System.Reflection;

namespace ArchiveIndexer.Indexing;

/// <summary>The product's themes, each with the words that show it: <c>themes.txt</c> beside this file.</summary>
internal static class Themes
{
    private static readonly List<Term> All = Read();

    private static readonly Dictionary<string, List<Term>> ByFirstStem = All.GroupBy(term => term.Stems[0]).ToDictionary(
        group => group.Key, group => group.OrderBy(term => term.Theme, StringComparer.Ordinal).ThenByDescending(term => term.Stems.Length).ToList());

    /// <summary>Every theme with its words, as written in the file.</summary>
    public static IReadOnlyList<(string Theme, IReadOnlyList<string> Words)> Listed { get; } =
        [.. All.GroupBy(term => term.Theme).Select(theme => (theme.Key, (IReadOnlyList<string>)[.. theme.Select(term => term.Written)]))];

    /// <summary>A place in a text that shows a theme.</summary>
    internal readonly record struct Mention(string Theme, string Term);

    private sealed record Term(string Theme, string Written, string[] Stems, bool AsWritten);

    /// <summary>Every mention in a text, in order; of one theme's terms that begin at the same word the longest only.</summary>
    public static IEnumerable<Mention> In(string text, List<Word> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (!ByFirstStem.TryGetValue(words[at].Stem, out var terms)) continue;
            string? last = null;
            foreach (var term in terms)
            {
                // The longest stand first, so another of the same theme begins with the same words.
                if (term.Theme == last || !Stands(text, words, at, term)) continue;
                last = term.Theme;
                yield return new Mention(term.Theme, term.Written);
            }
        }
    }

    private static bool Stands(string text, List<Word> words, int at, Term term)
    {
        if (at + term.Stems.Length > words.Count) return false;
        for (var n = 1; n < term.Stems.Length; n++)
        {
            if (words[at + n].Stem != term.Stems[n]) return false;
        }
        return !term.AsWritten || text.AsSpan(words[at].Start, words[at].End - words[at].Start).SequenceEqual(term.Written);
    }

    private static List<Term> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ArchiveIndexer.Indexing.themes.txt")!;
        using var reader = new System.IO.StreamReader(stream);
        var terms = new List<Term>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)) continue;
            foreach (var written in line[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                terms.Add(new Term(line[..colon], written, [.. Words.Of(written).Select(word => word.Stem)], written.All(char.IsUpper)));
        }
        return terms;
    }
}
