using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Joins the lines of a paragraph. A hyphen at the end of a line, before a small letter, is one of two things, and the rest of the
/// document says which:
/// <list type="number">
/// <item>the word occurs elsewhere with it (<c>multi-agency</c>): it stays, whatever else occurs;</item>
/// <item>the word occurs elsewhere without it (<c>safeguarding</c>): a broken word, joined;</item>
/// <item>both parts are words of the document, or the first is one that forms compounds (<c>self-</c>, <c>cross-</c>) and the second is
/// a word of the document or has five letters: it stays;</item>
/// <item>otherwise it is as the document does elsewhere: in one that breaks no words, of which few lines end in a part of a word
/// that it has whole elsewhere, it stays where either part is a word or often stands so (<c>pre-</c>, <c>-related</c>); else it is a
/// broken word, joined.</item>
/// </list>
/// </summary>
internal sealed class LineEnds
{
    private static readonly HashSet<string> FormsCompounds = new(StringComparer.OrdinalIgnoreCase)
    {
        "self", "multi", "cross", "non", "post", "anti", "semi", "well", "long", "short", "full", "half", "mid", "high", "low", "two", "three",
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "four", "five", "six", "single", "ill", "peer", "child", "family", "risk", "decision", "problem", "evidence", "trauma", "community",
    };

    // Parts that stand at a hyphen as often as not, and that a broken word may begin or end with as well (prevent, overbased).
    private static readonly HashSet<string> OftenFirst = new(StringComparer.OrdinalIgnoreCase) { "pre", "co", "re", "ex", "sub", "under", "over", "inter", "intra", "micro", "mini", "counter", "pro" };
    private static readonly HashSet<string> OftenSecond = new(StringComparer.OrdinalIgnoreCase)
    {
        "related", "based", "led", "term", "wide", "free", "friendly", "specific", "focused", "centred", "centered", "making", "taking", "going", "sharing", "seeking", "being", "informed", "style", "type", "aged", "old", "site", "like",
    };
    private const int LeastSecond = 5; // letters behind a first part of that kind: "ex-cept" is a broken word, though "ex-partner" is none

    private const int MostHyphens = 2_000; // enough to tell by

    private readonly HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string First, string Second)> hyphens = [];
    private string open = "";
    private bool? breaks;

    /// <summary>Learns the words of a page's lines, except those that may be parts: before and after a hyphen at the end of a line.</summary>
    internal void Learn(List<TextLine> lines)
    {
        var broken = false;
        foreach (var line in lines)
        {
            if (line.Table is { } table)
            {
                foreach (var row in table.Rows) foreach (var cell in row) Learn(cell.Lines);
                broken = false;
            }
            else broken = Learn(line.Text, broken);
        }
    }

    private void Learn(IReadOnlyList<TextLine> cell)
    {
        var broken = false;
        for (var i = 0; i < cell.Count; i++) broken = Learn(cell[i].Text, broken);
    }

    // A word is letters, and letters behind hyphens between letters. Says whether the line ends with a hyphen.
    private bool Learn(string line, bool broken)
    {
        var seen = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < line.Length;)
        {
            if (!char.IsLetter(line[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < line.Length && (char.IsLetter(line[i]) || (IsHyphen(line[i]) && char.IsLetter(line[i - 1])))) i++;
            var end = i;
            var ends = end == line.Length && IsHyphen(line[^1]);
            if (start == 0 && open.Length > 0 && char.IsLower(line[0]) && hyphens.Count < MostHyphens) hyphens.Add((open, LettersFrom(line)));
            if (ends)
            {
                open = LettersBefore(line, end - 1);
                return true;
            }
            if (IsHyphen(line[end - 1])) end--;
            if (start > 0 || !broken) seen.Add(line.AsSpan(start, end - start));
        }
        open = "";
        return line.Length > 0 && IsHyphen(line[^1]);
    }

    // Whether words are broken at the ends of lines at all: whoever lets a program do so has more of them than of compounds.
    private bool Breaks()
    {
        var (broken, whole) = (0, 0);
        foreach (var (first, second) in hyphens)
            if (words.Contains(first + second)) broken++;
            else if (IsCompound(first, second)) whole++;
        return broken * 2 >= whole;
    }

    private bool IsCompound(string first, string second) => words.Contains($"{first}-{second}")
        || (FormsCompounds.Contains(first) && (second.Length >= 5 || IsTens(first)))
        || ((words.Contains(first) || FormsCompounds.Contains(first)) && words.Contains(second));

    private bool IsWord(string letters) => words.Contains(letters) || KnownWords.Lookup.Contains(letters);

    private static string LettersBefore(string line, int end)
    {
        var start = end;
        while (start > 0 && char.IsLetter(line[start - 1])) start--;
        return line[start..end];
    }

    private static string LettersFrom(string line)
    {
        var end = 0;
        while (end < line.Length && char.IsLetter(line[end])) end++;
        return line[..end];
    }

    /// <summary>The lines as one text, white space folded.</summary>
    internal string Join(IReadOnlyList<string> lines)
    {
        if (lines.Count == 1) return TextNormaliser.Line(lines[0]);
        var text = new StringBuilder(lines[0]);
        for (var i = 1; i < lines.Count; i++) Append(text, lines[i]);
        return TextNormaliser.Line(text.ToString());
    }

    private void Append(StringBuilder text, string line)
    {
        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        if (text.Length < 2 || line.Length == 0)
        {
            text.Append(' ').Append(line);
            return;
        }
        var (last, before) = (text[^1], text[^2]);
        if (last == '\u00AD') text.Length--;
        else if (IsHyphen(last) && char.IsLetterOrDigit(before))
        {
            if (char.IsLower(line[0]) && char.IsLetter(before) && IsBroken(text, line)) text.Length--;
        }
        else if (last == '–' && char.IsDigit(before) && char.IsDigit(line[0])) { }
        else if (last == '/' && before != ' ' || IsAddress(text)) { }
        else text.Append(' ');
        text.Append(line);
    }

    private bool IsBroken(StringBuilder text, string line)
    {
        var start = text.Length - 1;
        while (start > 0 && char.IsLetter(text[start - 1])) start--;
        var first = text.ToString(start, text.Length - 1 - start);
        // "multi-agency-" or "cross-" after a hyphen: a chain of compounds; behind the signs of an address: a part of one.
        if (start > 0 && (IsHyphen(text[start - 1]) || (text[start - 1] is '/' or '_' or '=' && IsInAddress(text)))) return false;
        var second = LettersFrom(line);
        if (words.Contains($"{first}-{second}")) return false;
        if (words.Contains(first + second)) return true;
        // What is no word on either side was none before it was parted.
        return !IsCompound(first, second) && ((breaks ??= Breaks()) || !(IsWord(first) || IsWord(second) || OftenSecond.Contains(second) || (OftenFirst.Contains(first) && second.Length >= LeastSecond)));
    }

    // Thirty-five.
    private static bool IsTens(string first) => first.Length >= 5 && first.EndsWith("ty", StringComparison.OrdinalIgnoreCase);

    // An address that the line was too short for goes on without a space when it stops at one of its own marks.
    private static bool IsAddress(StringBuilder text) => text[^1] is '/' or '_' or '=' or '&' or '?' or '%' && IsInAddress(text);

    private static bool IsInAddress(StringBuilder text)
    {
        var start = text.Length;
        while (start > 0 && text[start - 1] is not (' ' or '(' or '<' or '[') && text.Length - start < 300) start--;
        var word = text.ToString(start, text.Length - start);
        return word.StartsWith("http", StringComparison.OrdinalIgnoreCase) || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';
}
