namespace ArchiveIndexer.Extracting;

/// <summary>The numbers that headings and items begin with.</summary>
internal static class Numbering
{
    /// <summary>How many characters of <paramref name="text"/> are a bullet and the space behind it.</summary>
    internal static int BulletLength(string text)
    {
        if (text.Length < 2) return 0;
        var c = text[0];
        var sign = c is '•' or '▪' or '●' or '○' or '◦' or '‣' or '⁃' or '∙' or '■' or '□' or '►' or '➢' or '✓' or '❖' or '➤' or '·' or '◼' or '◾' or '▶' or '➔' or '\uF0B7' or '\uF0A7';
        var dash = c is '-' or '–' or '—' or '*' or 'o' && text[1] is ' ' or '\t';
        if (!sign && !(dash && (c != 'o' || text[1] == '\t'))) return 0;
        var length = 1;
        while (length < text.Length && char.IsWhiteSpace(text[length])) length++;
        return length == text.Length ? 0 : length;
    }

    /// <summary>A number without the full stop or bracket behind it: <c>8.1.</c> is 8.1, <c>(a)</c> stays.</summary>
    internal static string? Trimmed(string? number)
    {
        if (number is null) return null;
        var trimmed = number.Trim().TrimEnd('.', ':');
        if (trimmed.Length > 1 && trimmed[^1] == ')' && trimmed[0] != '(') trimmed = trimmed[..^1];
        return trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>Takes the number off a text that still has it; a heading may have lost the space behind it (<c>9.1Summary</c>).</summary>
    internal static (string? Number, string Text) Split(string text, bool heading)
    {
        if (text.Length < 3 || !char.IsAsciiDigit(text[0])) return (null, text);
        var (end, dots) = (0, 0);
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            if (text[end] == '.') dots++;
            end++;
        }
        if (end > 12 || end == text.Length || (dots == 0 && end > 3)) return (null, text);
        var number = text[..end];
        var marked = text[end] is '.' or ')' or ':';
        if (marked) end++;
        var rest = end;
        while (rest < text.Length && char.IsWhiteSpace(text[rest])) rest++;
        if (rest == text.Length || !(char.IsLetter(text[rest]) || text[rest] is '‘' or '“' or '\'' or '"')) return (null, text);
        var spaced = rest > end;
        var tab = spaced && text[end] == '\t';
        // "3.5 million" and "10 children" are no numbers of items.
        var certain = heading ? spaced || marked || (dots > 0 && char.IsUpper(text[rest])) : spaced && char.IsUpper(text[rest]) && (marked || dots > 0 || tab);
        return certain ? (number, text[rest..]) : (null, text);
    }

    /// <summary>Levels of a decimal number: 1 for 7, 3 for 7.2.1; 0 for letters and Roman numbers.</summary>
    internal static int Depth(string number)
    {
        if (number.Length == 0 || !char.IsAsciiDigit(number[^1])) return 0;
        var depth = 1;
        foreach (var c in number)
        {
            if (c == '.') depth++;
            else if (!char.IsAsciiDigit(c) && c is not ('(' or ')')) return 0;
        }
        return depth;
    }

    /// <summary>Whether <paramref name="inner"/> is counted within <paramref name="outer"/>: 7.2.1 within 7.</summary>
    internal static bool Within(string inner, string outer) =>
        inner.Length > outer.Length + 1 && inner[outer.Length] == '.' && inner.StartsWith(outer, StringComparison.Ordinal);
}
