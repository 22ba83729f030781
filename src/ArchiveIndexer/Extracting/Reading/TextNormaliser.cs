using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>Characters as a reader means them: the same word is always the same characters, and nothing invisible is left.</summary>
internal static class TextNormaliser
{
    private const string Ligatures = "ff|fi|fl|ffi|ffl|st|st";
    private static readonly string[] LigatureOf = Ligatures.Split('|');

    /// <summary>
    /// Ligatures spelt out, spaces of all kinds as one kind, soft hyphens, zero-width and control characters, overrides of direction,
    /// lone surrogates and noncharacters left out; composed (NFC, never NFKC: ² and ½ stay). Curly quotes and dashes stay.
    /// </summary>
    internal static string Characters(string text)
    {
        if (IsPlain(text)) return text;
        var clean = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1])) clean.Append(c).Append(text[++i]);
            }
            else if (c is >= '\uFB00' and <= '\uFB06') clean.Append(LigatureOf[c - '\uFB00']);
            else if (c is '\t' || char.IsWhiteSpace(c)) clean.Append(c is '\t' ? '\t' : ' ');
            else if (!IsInvisible(c)) clean.Append(c);
        }
        var result = clean.ToString();
        return result.IsNormalized() ? result : result.Normalize();
    }

    /// <summary>One line: <see cref="Characters"/>, white space folded to single spaces, none at the ends.</summary>
    internal static string Line(string text) => Fold(Characters(text));

    /// <summary>White space folded to single spaces, none at the ends.</summary>
    internal static string Fold(string text)
    {
        if (IsFolded(text)) return text;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) folded.Append(c);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        if (folded.Length > 0 && folded[^1] == ' ') folded.Length--;
        return folded.ToString();
    }

    private static bool IsFolded(string text)
    {
        var space = true;
        foreach (var c in text)
        {
            if (c > ' ' && c < '\u0085') space = false;
            else if (c == ' ' && !space) space = true;
            else if (c == ' ' || char.IsWhiteSpace(c)) return false;
            else space = false;
        }
        return !space || text.Length == 0;
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text) if (c is < ' ' or > '~') return false;
        return true;
    }

    // U+00AD is a hyphen that a reader does not see; at the end of a line LineEnds has looked at it before.
    private static bool IsInvisible(char c) => c is '\u00AD' or '\uFEFF' or (>= '\uFFFE' and <= '\uFFFF') or (>= '\uFDD0' and <= '\uFDEF')
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
