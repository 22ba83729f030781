using System.Text;

namespace ArchiveIndexer.Searching;

/// <summary>
/// The query language: words (all of them, unless OR stands between), "phrases", AND, OR, NOT, brackets, -word, and word* with at
/// least three letters. AND binds tighter than OR. No text is an error: what cannot be understood is left out, and
/// <see cref="ParsedQuery.Interpreted"/> says so.
/// </summary>
/// <remarks>Every bound below keeps some text that a stranger may send from costing more than an honest query.</remarks>
internal static class QueryText
{
    public const int MostCharacters = 500;
    public const int MostTokens = 64;
    public const int MostWordsInPhrase = 16;
    public const int DeepestNesting = 5;
    public const int FewestLettersBeforeStar = 3;

    public static ParsedQuery Parse(string? typed)
    {
        var notes = new List<string>();
        var text = typed ?? "";
        if (text.Length > MostCharacters)
        {
            text = text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
            notes.Add($"only the first {MostCharacters} characters were read");
        }
        var tokens = QueryLexer.Read(text, notes);
        var query = new QueryParser(tokens, notes).Parse();

        if (query.Root is null && text.Any(c => !char.IsWhiteSpace(c))) notes.Insert(0, "there is no word to search for, so everything is listed");
        if (notes.Count == 0) return query;

        var interpreted = new StringBuilder(query.Root?.Describe(query.Parts));
        if (interpreted.Length > 0) interpreted.Append(" – ");
        return query with { Interpreted = interpreted.AppendJoin("; ", notes).ToString() };
    }
}
