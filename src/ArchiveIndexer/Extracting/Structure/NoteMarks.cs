using System.Buffers;
using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>Takes the marks of footnotes out of texts: raised figures, and stars and daggers where a note on the page begins with one.</summary>
internal static class NoteMarks
{
    private const string Figures = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static readonly SearchValues<char> Raised = SearchValues.Create(Figures);
    private static readonly SearchValues<char> Signs = SearchValues.Create("*†‡§");

    /// <summary>The number that a note begins with, and how many characters it takes.</summary>
    internal static (string Mark, int Length)? AtStart(string text)
    {
        var end = 0;
        while (end < text.Length && end < 4 && Raised.Contains(text[end])) end++;
        if (end > 0) return (Plain(text.AsSpan(0, end)), Skip(text, end));
        while (end < text.Length && end < 4 && Signs.Contains(text[end])) end++;
        if (end > 0) return (text[..end], Skip(text, end));
        while (end < text.Length && end < 4 && char.IsAsciiDigit(text[end])) end++;
        return end is > 0 and <= 3 && end < text.Length && text[end] is ' ' or '.' or ')' or '\t' && Skip(text, end) < text.Length && !char.IsAsciiDigit(text[Skip(text, end)])
            ? (text[..end], Skip(text, end)) : null;
    }

    /// <summary>Whether a text begins with a raised figure, as notes do.</summary>
    internal static bool BeginsRaised(string text) => text.Length > 1 && Raised.Contains(text[0]);

    /// <summary>The raised figures on a page.</summary>
    internal static HashSet<string> On(List<Piece> page)
    {
        var found = new HashSet<string>();
        foreach (var piece in page)
            foreach (var line in piece.Table is { } table ? table.Rows.SelectMany(r => r).SelectMany(c => c.Lines) : piece.Lines)
            {
                var text = line.Text.AsSpan();
                for (var at = text.IndexOfAny(Raised); at >= 0; at = text.IndexOfAny(Raised))
                {
                    text = text[at..];
                    var end = text.IndexOfAnyExcept(Raised);
                    if (end < 0) end = text.Length;
                    found.Add(Plain(text[..end]));
                    text = text[end..];
                }
            }
        return found;
    }

    /// <summary>The text without marks, and the marks with the places they stood in.</summary>
    /// <param name="text">As printed.</param>
    /// <param name="notes">Which notes there are: a raised figure behind a letter that belongs to none is part of a name (<c>IRIS²</c>).</param>
    /// <param name="mayHaveSigns">Whether stars and daggers are marks here, where the page has notes that begin with one.</param>
    /// <param name="inCell">Whether this is a cell of a table, which is not looked at in the order of the text.</param>
    internal static (string Text, IReadOnlyList<NoteMark> Marks) TakeOut(string text, KnownNotes.OfPage notes, bool mayHaveSigns, bool inCell = false)
    {
        var at = text.AsSpan().IndexOfAny(Raised);
        var signs = notes.Signs && mayHaveSigns;
        if (at < 0 && !(signs && text.AsSpan().IndexOfAny(Signs) > 0)) return (text, []);
        var clean = new StringBuilder(text.Length);
        var marks = new List<NoteMark>();
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && Raised.Contains(text[end])) end++;
            if (end == i && signs && i > 0 && Signs.Contains(text[i]) && !char.IsWhiteSpace(text[i - 1])) while (end < text.Length && Signs.Contains(text[end])) end++;
            if (end == i || (end - i <= 3 && IsPower(text, i, end)) || end - i > 3 || (i > 0 && char.IsLetter(text[i - 1]) && Raised.Contains(text[i]) && !notes.Has(Plain(text.AsSpan(i, end - i)), inCell)))
            {
                var next = Math.Max(i + 1, end);
                clean.Append(text, i, next - i);
                i = next;
                continue;
            }
            // "word ¹." was set with a space that a reader does not see; "¹, ²" had a comma only between the marks.
            while (clean.Length > 0 && clean[^1] == ' ' && (end >= text.Length || text[end] is ' ' or '.' or ',' or ';' or ')' or ':')) clean.Length--;
            if (marks.Count > 0 && marks[^1].At == clean.Length - 1 && clean[^1] == ',') clean.Length--;
            marks.Add(new NoteMark(Plain(text.AsSpan(i, end - i)), clean.Length));
            i = end;
        }
        // Several spaces fold to one only where a mark was; nothing else was touched.
        return (clean.ToString(), marks);
    }

    // m², km³, 10⁶: a unit of one to three small letters that begins a word, or the figure ten.
    private static bool IsPower(string text, int at, int end)
    {
        var start = at;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]) && at - start < 4) start--;
        var unit = text.AsSpan(start, at - start);
        if (unit.Length > 0 && (start == 0 || !char.IsLetterOrDigit(text[start - 1]) || char.IsAsciiDigit(text[start - 1])))
            return end - at == 1 && unit is "m" or "km" or "cm" or "mm" or "ft" or "yd" or "in" or "R" or "r" or "x" or "n" or "kg" or "s" && text[at] is '²' or '³';
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return at - start == 2 && text.AsSpan(start, 2) is "10" && (start == 0 || text[start - 1] is ' ' or '×' or '(') && start >= 2 && text[start - 1] is not ')' && text[..start].TrimEnd().EndsWith('×');
    }

    private static int Skip(string text, int at)
    {
        if (at < text.Length && text[at] is '.' or ')') at++;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static string Plain(ReadOnlySpan<char> raised)
    {
        Span<char> plain = stackalloc char[raised.Length];
        for (var i = 0; i < plain.Length; i++) plain[i] = Figures.IndexOf(raised[i], StringComparison.Ordinal) is >= 0 and var figure ? (char)('0' + figure) : raised[i];
        return plain.ToString();
    }
}
