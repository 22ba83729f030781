using System.Globalization;
using System.Text;
using Lucene.Net.Analysis.Miscellaneous;

namespace ArchiveIndexer.Indexing;

/// <summary>One word of a text.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character; a possessive <c>’s</c> belongs to the word.</param>
/// <param name="Form">Lower case, without accents, apostrophes and possessive: <c>children</c> for <c>Children’s</c>.</param>
/// <param name="Stem">What is left of the form without its ending.</param>
/// <param name="Hyphened">A hyphen ties it to the next word.</param>
internal readonly record struct Word(int Start, int End, string Form, string Stem, bool Hyphened)
{
    /// <summary>Of at least two letters, all of them capitals (an <c>s</c> after them does not count).</summary>
    public bool IsInCapitals { get; init; }
}

/// <summary>
/// How words begin: their first two letters. A word and its stem begin with the same two, but where the American spelling begins otherwise
/// (edema, oedema; mom, mum), or where y becomes i (dying, die).
/// </summary>
internal readonly struct Initials
{
    // By first letter: the second letters, as bits; the last bit for all that are no letters from a to z, and for words of one letter.
    private readonly uint[]? seconds;

    private Initials(uint[] seconds) => this.seconds = seconds;

    /// <summary>Every one.</summary>
    public static Initials All => default;

    /// <summary>Those of some stems. What does not begin with a letter from a to z always counts.</summary>
    public static Initials Of(IEnumerable<string> stems)
    {
        var seconds = new uint[26];
        void Add(char first, char second) => seconds[first - 'a'] |= Bit(second);
        foreach (var stem in stems)
        {
            if (stem is not [>= 'a' and <= 'z' and var first, ..]) continue;
            var second = stem.Length > 1 ? stem[1] : '\0';
            Add(first, second);
            if (second is 'i' or 'y') seconds[first - 'a'] |= Bit('i') | Bit('y');
            foreach (var (american, british) in Spelling.OtherBeginnings)
                if (british[0] == first && british[1] == second) Add(american[0], american[1]);
        }
        return new(seconds);
    }

    /// <summary>Whether a word that begins so may be one of them.</summary>
    public bool Hold(char first, char second) => seconds is null || first is < 'a' or > 'z' || (seconds[first - 'a'] & Bit(second)) != 0;

    private static uint Bit(char second) => 1u << (second is >= 'a' and <= 'z' ? second - 'a' : 31);
}

/// <summary>
/// Takes a text apart into words, the same way for pages, queries and snippets. A hyphened word is two words in a row
/// (<c>self-neglect</c> reads as <c>self neglect</c>); what is written together is found by <see cref="Searching.Spellings"/>.
/// Numbers and codes stay whole: <c>4.2.1</c>, <c>s47</c>, <c>W4</c>; <c>1,000</c> reads 1000, <c>U.K.</c> reads uk.
/// </summary>
internal static class Words
{
    /// <summary>A longer word is cut: nobody types it, and it would only swell the index.</summary>
    public const int LongestWord = 64;

    private const int LongestFolding = 8;

    /// <summary>The words of a text in order. Any text will do: lone surrogates and control characters are no part of a word.</summary>
    public static List<Word> Of(string text) => Of(text, Initials.All);

    /// <summary>The words of what a stranger typed: they are not remembered, or anybody could fill the memory with words that no text holds.</summary>
    public static List<Word> Typed(string text) => Of(text, Initials.All, remember: false);

    /// <summary>The same for who looks for few words only: of others than those that begin so, neither form nor stem is made.</summary>
    public static List<Word> Of(string text, Initials wanted, bool remember = true)
    {
        var words = new List<Word>(text.Length / 6);
        // A letter may fold to several.
        Span<char> form = stackalloc char[LongestWord + LongestFolding];
        for (var at = 0; at < text.Length;)
        {
            if (LengthOfLetter(text, at) == 0) at++;
            else if (PlainEnd(text, at, wanted) is > 0 and var end)
            {
                words.Add(new Word(at, end, "", "", Hyphened: false));
                at = end;
            }
            else words.Add(ReadWord(text, ref at, form, wanted, remember));
        }
        return words;
    }

    /// <summary>
    /// Where a word ends that is not looked for and is plain: letters of English, and then a blank or a mark after which a word cannot go on.
    /// Nine words of ten are so. 0 for any other.
    /// </summary>
    private static int PlainEnd(string text, int at, Initials wanted)
    {
        if (!char.IsAsciiLetter(text[at]) || wanted.Hold((char)(text[at] | 0x20), at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]) ? (char)(text[at + 1] | 0x20) : '\0')) return 0;
        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        return end == text.Length || text[end] is ' ' or '\n' or ';' or ':' or '!' or '?' or '(' or ')' or '"' || (text[end] is '.' or ',' && end + 1 < text.Length && text[end + 1] is ' ' or '\n') ? end : 0;
    }

    private static Word ReadWord(string text, ref int at, Span<char> buffer, Initials wanted, bool remember)
    {
        var length = 0;
        var start = at;
        var end = at;
        while (at < text.Length)
        {
            var letter = LengthOfLetter(text, at);
            if (letter > 0)
            {
                if (length < LongestWord) length += Fold(text, at, letter, buffer[length..]);
                end = at += letter;
            }
            else if (IsInvisible(text[at])) at++;
            else if (IsPossessive(text, at))
            {
                end = at += 2;
                break;
            }
            else if (IsInsideWord(text, at, buffer[..length]))
            {
                if (text[at] == '.' && char.IsAsciiDigit(buffer[length - 1]) && length < LongestWord) buffer[length++] = '.';
                at++;
            }
            else break;
        }
        var (form, stem) = wanted.Hold(buffer[0], length > 1 ? buffer[1] : '\0') ? Stems.Of(buffer[..length], remember) : ("", "");
        return new Word(start, end, form, stem, IsHyphenBetweenWords(text, end)) { IsInCapitals = IsInCapitals(text.AsSpan(start, end - start)) };
    }

    private static bool IsInCapitals(ReadOnlySpan<char> word)
    {
        var letters = 0;
        for (var n = 0; n < word.Length; n++)
        {
            if (word[n] == 's' && n >= 2 && n == word.Length - 1) break;
            if (char.IsLower(word[n])) return false;
            if (char.IsUpper(word[n])) letters++;
        }
        return letters >= 2;
    }

    /// <summary>The number of characters of the letter or digit at an offset, 0 when there is none.</summary>
    private static int LengthOfLetter(string text, int at)
    {
        var c = text[at];
        if (c < 128) return char.IsAsciiLetterOrDigit(c) ? 1 : 0;
        if (!char.IsSurrogate(c)) return char.IsLetterOrDigit(c) ? 1 : 0;
        return Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsLetterOrDigit(rune) ? 2 : 0;
    }

    private static int Fold(string text, int at, int length, Span<char> into)
    {
        var c = text[at];
        if (c < 128)
        {
            into[0] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            return 1;
        }
        if (length == 2) return Rune.ToLowerInvariant(Rune.GetRuneAt(text, at)).EncodeToUtf16(into);
        var folded = new char[LongestFolding];
        var count = ASCIIFoldingFilter.FoldToASCII([c], 0, folded, 0, 1);
        for (var i = 0; i < count; i++) into[i] = char.ToLowerInvariant(folded[i]);
        return count;
    }

    // Soft hyphens, zero-width marks and combining accents are seen by no reader.
    private static bool IsInvisible(char c) =>
        c >= 128 && (c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'
            || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark);

    private static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or 'ʼ' or '＇' or '´' or '`';

    private static bool IsHyphen(char c) => c is '-' or '‐' or '‑';

    private static bool LetterAt(string text, int at) => at < text.Length && LengthOfLetter(text, at) > 0;

    private static bool DigitAt(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool DotAt(string text, int at) => at >= 0 && at < text.Length && text[at] == '.';

    private static bool IsPossessive(string text, int at) =>
        IsApostrophe(text[at]) && at + 1 < text.Length && text[at + 1] is 's' or 'S' && !LetterAt(text, at + 2);

    // O'Brien, 4.2.1, 1,000, U.K., s.47: a mark between two letters that does not end the word.
    private static bool IsInsideWord(string text, int at, ReadOnlySpan<char> form)
    {
        if (form.Length == 0 || !LetterAt(text, at + 1)) return false;
        if (IsApostrophe(text[at])) return true;
        var afterDigit = char.IsAsciiDigit(form[^1]);
        return text[at] switch
        {
            ',' => afterDigit && DigitAt(text, at + 1) && DigitAt(text, at + 2) && DigitAt(text, at + 3) && !DigitAt(text, at + 4),
            '.' when DigitAt(text, at + 1) => (afterDigit && IsNumber(form)) || (form.Length == 1 && form[0] == 's'),
            '.' => !afterDigit && !LetterAt(text, at + 2) && (at < 2 || !LetterAt(text, at - 2)) && (DotAt(text, at + 2) || DotAt(text, at - 2)),
            _ => false,
        };
    }

    private static bool IsNumber(ReadOnlySpan<char> form)
    {
        for (var i = 0; i < form.Length; i++)
        {
            if (!char.IsAsciiDigit(form[i]) && form[i] != '.') return false;
        }
        return true;
    }

    // Also at the end of a line, where a typesetter may have put it: the two halves then read as both one word and two.
    private static bool IsHyphenBetweenWords(string text, int at)
    {
        if (at >= text.Length || !IsHyphen(text[at])) return false;
        var next = at + 1;
        while (next < text.Length && next - at < 4 && text[next] is '\r' or '\n') next++;
        return LetterAt(text, next) && !(DigitAt(text, next) && DigitAt(text, at - 1));
    }
}
