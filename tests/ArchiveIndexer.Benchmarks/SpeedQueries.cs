namespace ArchiveIndexer.Benchmarks;

/// <summary>Queries by kind, drawn from what the archive holds.</summary>
internal sealed record SpeedQuery(string Kind, string[] Words)
{
    public const string Term = "term", And = "and", Or = "or", Or5 = "or5", Phrase = "phrase", Prefix = "prefix", Facets = "facets", Grouped = "grouped", Fuzzy = "fuzzy";

    public static IReadOnlyList<string> Kinds { get; } = [Term, And, Or, Or5, Phrase, Prefix, Facets, Grouped, Fuzzy];

    /// <summary>In the product's language.</summary>
    public string Ours => Kind switch
    {
        Or or Or5 => string.Join(" OR ", Words),
        Phrase => $"\"{string.Join(' ', Words)}\"",
        Prefix => Words[0] + "*",
        Fuzzy => Words[0] + "~",
        _ => string.Join(' ', Words),
    };

    /// <summary>In PostgreSQL's language; a word spelt almost so as it is.</summary>
    public string Postgres => Kind switch
    {
        Or or Or5 => string.Join(" | ", Words),
        Phrase => string.Join(" <-> ", Words),
        Prefix => Words[0] + ":*",
        _ => string.Join(" & ", Words),
    };

    /// <summary>In the language of SQLite's full-text search.</summary>
    public string Fts => Kind switch
    {
        Or or Or5 => string.Join(" OR ", Words),
        Phrase => $"\"{string.Join(' ', Words)}\"",
        Prefix => Words[0] + "*",
        _ => string.Join(' ', Words),
    };

    /// <summary>So many of each kind. Common, middling and rare words by turns; phrases and pairs as they stand on pages.</summary>
    public static List<SpeedQuery> Draw(SpeedArchive archive, IReadOnlyList<string> pages, int each, int seed)
    {
        var random = new Random(seed);
        // Ranks of words that are no stop words: on a third of the pages, on some, on few.
        (int From, int To)[] bands = [(90, 600), (600, 6_000), (6_000, 40_000)];
        string Word(int turn) => archive.Words[random.Next(bands[turn % 3].From, bands[turn % 3].To)];
        string[] Neighbours()
        {
            while (true)
            {
                var words = pages[random.Next(pages.Count)].Split([' ', '.', '\n'], StringSplitOptions.RemoveEmptyEntries);
                var at = random.Next(words.Length - 1);
                if (words[at].Length > 4 && words[at + 1].Length > 4 && char.IsLower(words[at + 1][0])) return [words[at].ToLowerInvariant(), words[at + 1]];
            }
        }
        // One letter, not the first, is another: a mistake of typing.
        string Mistyped(string word)
        {
            var at = random.Next(1, word.Length);
            return $"{word[..at]}{(char)('a' + random.Next(26))}{word[(at + 1)..]}";
        }
        var queries = new List<SpeedQuery>();
        foreach (var kind in Kinds)
        {
            for (var n = 0; n < each; n++)
            {
                queries.Add(new SpeedQuery(kind, kind switch
                {
                    And => [Word(0), Word(n)],
                    Or => [Word(n), Word(n + 1)],
                    Or5 => [Word(0), Word(1), Word(1), Word(2), Word(2)],
                    Phrase => Neighbours(),
                    Prefix => [Word(n) is { Length: > 4 } word ? word[..4] : "stan"],
                    Grouped => [Word(1), Word(n)],
                    Fuzzy => [Mistyped(Word(n) is { Length: > 4 } long_ ? long_ : "standard")],
                    _ => [Word(n)],
                }));
            }
        }
        return queries;
    }
}
