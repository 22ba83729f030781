using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Searching;

internal enum TokenKind
{
    Word,
    Phrase,
    Beginning,
    Alike,
    And,
    Or,
    Not,
    Open,
    Close,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Shown">As the reader would write it.</param>
/// <param name="Words">Of words and phrases; of a hyphened word, its parts.</param>
internal sealed record QueryToken(TokenKind Kind, string Shown, IReadOnlyList<Word> Words)
{
    /// <summary>A loose word that says nothing by itself.</summary>
    public bool IsStopWord { get; init; }

    /// <summary>Of <c>"two words"~5</c>: how many other words may stand between; else null.</summary>
    public int? Slop { get; init; }

    /// <summary>Of <c>word~2</c>: how many letters may be different; else 0.</summary>
    public int Edits { get; init; }

    /// <summary>Of <c>title:</c>, <c>board:</c> and <c>year:</c>: where the words are looked for; else null.</summary>
    public string? Field { get; init; }
}

/// <summary>Takes a query apart.</summary>
internal static class QueryLexer
{
    private const string QuotationMarks = "\"“”„‟«»″＂";

    public static List<QueryToken> Read(string text, List<string> notes)
    {
        var tokens = new List<QueryToken>();
        for (var at = 0; at < text.Length && tokens.Count < QueryText.MostTokens;)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c)) at++;
            else if (c is '(' or ')')
            {
                tokens.Add(new QueryToken(c == '(' ? TokenKind.Open : TokenKind.Close, c.ToString(), []));
                at++;
            }
            else if (IsQuotationMark(c)) at = ReadPhrase(text, at, tokens, notes);
            else if (c == '-' && IsMinus(text, at))
            {
                tokens.Add(new QueryToken(TokenKind.Not, "-", []));
                at++;
            }
            else at = ReadChunk(text, at, tokens, notes);
        }
        if (tokens.Count >= QueryText.MostTokens)
        {
            tokens.RemoveRange(QueryText.MostTokens, tokens.Count - QueryText.MostTokens);
            notes.Add($"only the first {QueryText.MostTokens} words and signs were used");
        }
        return LeaveOutStopWords(tokens, notes);
    }

    public static bool IsQuotationMark(char c) => QuotationMarks.Contains(c, StringComparison.Ordinal);

    // "-word" excludes; "Child R - summary" and "self-neglect" do not.
    private static bool IsMinus(string text, int at) =>
        at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != '-'
        && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] == '(');

    private static int ReadPhrase(string text, int at, List<QueryToken> tokens, List<string> notes)
    {
        var end = at + 1;
        while (end < text.Length && !IsQuotationMark(text[end])) end++;
        if (end == text.Length)
        {
            AddNote(notes, "a quotation mark without its pair was left out");
            return at + 1;
        }
        var phrase = text[(at + 1)..end];
        var words = Words.Typed(phrase);
        if (words.Count > QueryText.MostWordsInPhrase)
        {
            words.RemoveRange(QueryText.MostWordsInPhrase, words.Count - QueryText.MostWordsInPhrase);
            phrase = phrase[..words[^1].End];
            AddNote(notes, $"only the first {QueryText.MostWordsInPhrase} words of a phrase were used");
        }
        var next = end + 1;
        int? slop = null;
        if (next + 1 < text.Length && text[next] == '~' && char.IsAsciiDigit(text[next + 1]))
        {
            var digits = next + 1;
            while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
            slop = digits - next > 3 ? QueryText.WidestSlop : Math.Min(QueryText.WidestSlop, int.Parse(text.AsSpan(next + 1, digits - next - 1), System.Globalization.CultureInfo.InvariantCulture));
            next = digits;
        }
        if (words.Count == 0) return next;
        var isNear = slop is not null && words.Count > 1;
        if (isNear && words.Count > QueryText.MostWordsNear)
        {
            words.RemoveRange(QueryText.MostWordsNear, words.Count - QueryText.MostWordsNear);
            AddNote(notes, $"only the first {QueryText.MostWordsNear} words of those that stand near each other were used");
        }
        tokens.Add(new QueryToken(words.Count > 1 ? TokenKind.Phrase : TokenKind.Word, $"“{phrase.Trim()}”{(isNear ? $"~{slop}" : "")}", words) { Slop = isNear ? slop : null });
        return next;
    }

    // title:word, board:slug, year:2019 and year:2018-2020. Anything else before a colon is words.
    private static int? ReadField(string text, int at, string chunk, List<QueryToken> tokens, List<string> notes)
    {
        var colon = chunk.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        var field = chunk[..colon];
        if (field is not ("title" or "board" or "year")) return null;
        var value = chunk[(colon + 1)..];
        if (field == "title" && value.Length == 0 && at + chunk.Length < text.Length && IsQuotationMark(text[at + chunk.Length]))
        {
            var before = tokens.Count;
            var next = ReadPhrase(text, at + chunk.Length, tokens, notes);
            if (tokens.Count > before) tokens[^1] = tokens[^1] with { Field = field, Shown = $"title:{tokens[^1].Shown}", Kind = TokenKind.Phrase, Slop = null };
            return next;
        }
        if (ReadTilde(ref value) is not null) AddNote(notes, $"a ~ does nothing after {field}:; it was left out");
        var words = Words.Typed(value);
        if (words.Count is 0 or > QueryText.MostWordsInPhrase) return null;
        if (field == "year" && QueryText.Years(value) is null)
        {
            AddNote(notes, "year: needs a year (year:2019) or two (year:2018-2020); it was taken as a word");
            return null;
        }
        tokens.Add(new QueryToken(TokenKind.Phrase, $"{field}:{value}", words) { Field = field });
        return at + chunk.Length;
    }

    private static int ReadChunk(string text, int at, List<QueryToken> tokens, List<string> notes)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')') && !IsQuotationMark(text[end])) end++;
        var chunk = text[at..end];
        var isOperator = chunk switch { "AND" => TokenKind.And, "OR" => TokenKind.Or, "NOT" => TokenKind.Not, _ => (TokenKind?)null };
        if (isOperator is { } kind)
        {
            tokens.Add(new QueryToken(kind, chunk, []));
            return end;
        }

        if (ReadField(text, at, chunk, tokens, notes) is { } afterField) return afterField;
        var edits = ReadTilde(ref chunk);
        var words = Words.Typed(chunk);
        for (var first = 0; first < words.Count;)
        {
            var last = first;
            while (words[last].Hyphened && last + 1 < words.Count && last - first + 1 < QueryText.MostWordsInPhrase) last++;
            var parts = words.GetRange(first, last - first + 1);
            var shown = chunk[parts[0].Start..parts[^1].End];
            var isLast = last == words.Count - 1;
            if (isLast && edits is not null && AlikeOf(parts, shown, edits.Value, tokens, notes) is { } alike) tokens.Add(alike);
            else if (isLast && IsStarred(chunk, parts, notes)) tokens.Add(new QueryToken(TokenKind.Beginning, shown + "*", parts));
            else tokens.Add(new QueryToken(TokenKind.Word, shown, parts) { IsStopWord = parts.Count == 1 && IsStopWord(parts[0], shown, tokens) });
            first = last + 1;
        }
        if (chunk.Contains('*', StringComparison.Ordinal) && (words.Count == 0 || chunk.IndexOf('*', StringComparison.Ordinal) < words[^1].Start))
            AddNote(notes, "a * stands only at the end of a word; others were left out");
        return end;
    }

    // What stands after the last "~" of "word~" and "word~2", which are taken off; null where there is none. 1 when no number stands there.
    private static int? ReadTilde(ref string chunk)
    {
        var tilde = chunk.LastIndexOf('~');
        if (tilde <= 0 || !(char.IsLetterOrDigit(chunk[tilde - 1]) || char.GetUnicodeCategory(chunk[tilde - 1]) is System.Globalization.UnicodeCategory.NonSpacingMark)) return null;
        var end = tilde + 1;
        while (end < chunk.Length && char.IsAsciiDigit(chunk[end])) end++;
        // "and~or" is two words.
        if (chunk.AsSpan(end).ContainsAnyExcept(Trailing)) return null;
        var digits = chunk[(tilde + 1)..end];
        chunk = chunk[..tilde];
        return digits.Length switch { 0 => 1, 1 => digits[0] - '0', _ => int.MaxValue };
    }

    private static readonly System.Buffers.SearchValues<char> Trailing = System.Buffers.SearchValues.Create(".,;:!?…*~'’]}");

    private static QueryToken? AlikeOf(List<Word> parts, string shown, int edits, List<QueryToken> before, List<string> notes)
    {
        if (parts.Count > 1 || parts[0].Form.Length is < QueryText.FewestLettersAlike or > QueryText.MostLettersAlike)
        {
            AddNote(notes, $"a ~ needs a single word of {QueryText.FewestLettersAlike} to {QueryText.MostLettersAlike} letters before it; it was left out");
            return null;
        }
        if (before.Count(token => token.Kind == TokenKind.Alike) == QueryText.MostAlike)
        {
            AddNote(notes, $"only the first {QueryText.MostAlike} words with a ~ were looked for as almost spelt so, the others as typed");
            return null;
        }
        if (edits is 0) return null;
        if (edits > QueryText.MostEdits) AddNote(notes, $"a ~ allows {QueryText.MostEdits} letters at most; that many were taken");
        edits = Math.Min(edits, QueryText.MostEdits);
        return new QueryToken(TokenKind.Alike, $"{shown}~{(edits == 1 ? "" : edits)}", parts) { Edits = edits };
    }

    private static bool IsStarred(string chunk, List<Word> parts, List<string> notes)
    {
        if (parts[^1].End >= chunk.Length || chunk[parts[^1].End] != '*') return false;
        if (parts.Count == 1 && parts[0].Form.Length >= QueryText.FewestLettersBeforeStar) return true;
        AddNote(notes, $"a * needs at least {QueryText.FewestLettersBeforeStar} letters of a single word before it; it was left out");
        return false;
    }

    // The A of "Child A" is a name.
    private static bool IsStopWord(Word word, string shown, List<QueryToken> before) =>
        StopWords.Contains(word.Form) && !(shown is ['A' or 'I'] && before is [.., { Kind: TokenKind.Word }]);

    private static List<QueryToken> LeaveOutStopWords(List<QueryToken> tokens, List<string> notes)
    {
        var stopWords = tokens.Where(token => token.IsStopWord).Select(token => token.Shown).Distinct().ToList();
        if (stopWords.Count == 0) return tokens;
        if (!tokens.Any(token => token.Words.Count > 0 && !token.IsStopWord)) return [.. tokens.Select(token => token with { IsStopWord = false })];
        notes.Add($"left out as too common: {string.Join(", ", stopWords)}");
        return tokens;
    }

    internal static void AddNote(List<string> notes, string note)
    {
        if (!notes.Contains(note)) notes.Add(note);
    }
}
