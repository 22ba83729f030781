using System.Text;

namespace ArchiveIndexer.Searching;

/// <summary>
/// The query language: words (all of them, unless OR stands between), "phrases", AND, OR, NOT, brackets, -word, word* with at
/// least three letters, word~ and word~2 (almost spelt so), "near each other"~5, title:, board: and year:. AND binds tighter than OR. No text is an error: what cannot be understood is left out, and
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
    public const int FewestLettersAlike = 4;
    public const int MostLettersAlike = 32;
    public const int MostEdits = 2;

    /// <summary>Words of one query that may be spelt almost as typed: each takes some milliseconds to look for.</summary>
    public const int MostAlike = 4;

    /// <summary>How long an answer may take, in milliseconds; what was not looked up by then is left out, and the answer says so.</summary>
    public const int LongestAnswer = 400;

    /// <summary>The same for the first so many answers of a process.</summary>
    public const int LongestFirstAnswer = 5000;
    public const int FirstAnswers = 100;

    public const string TimeIsUp = "this took too long, so not everything was looked up; fewer words would help";

    public const int WidestSlop = 50;
    public const int MostWordsNear = 6;

    /// <summary>The years that <c>year:</c> names, first and last; null when it names none.</summary>
    public static (int First, int Last)? Years(string value)
    {
        var ends = value.Split(['-', '–']);
        if (ends.Length > 2 || !ends.All(end => end.Length == 4 && end.All(char.IsAsciiDigit))) return null;
        var years = ends.Select(end => int.Parse(end, System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        return (years[0], years[^1]);
    }

    /// <summary>Reads a query.</summary>
    /// <param name="typed">Any text.</param>
    /// <param name="any">Words without an operator between them are alternatives: any of them will do.</param>
    public static ParsedQuery Parse(string? typed, bool any = false)
    {
        var notes = new List<string>();
        var text = typed ?? "";
        if (text.Length > MostCharacters)
        {
            text = text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
            notes.Add($"only the first {MostCharacters} characters were read");
        }
        var tokens = QueryLexer.Read(text, notes);
        var query = new QueryParser(tokens, notes, any).Parse();

        if (query.Root is null && text.Any(c => !char.IsWhiteSpace(c))) notes.Insert(0, "there is no word to search for, so everything is listed");
        if (notes.Count == 0) return query;

        var interpreted = new StringBuilder(query.Root?.Describe(query.Parts));
        if (interpreted.Length > 0) interpreted.Append(" – ");
        return query with { Interpreted = interpreted.AppendJoin("; ", notes).ToString() };
    }
}
