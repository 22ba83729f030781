using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Lines that a reader takes for one paragraph, heading or item.</summary>
internal sealed class Paragraph(TextLine first, Marker? marker)
{
    internal List<TextLine> Lines { get; } = [first];
    internal Marker? Marker { get; } = marker;

    /// <summary>What is a table rather than a paragraph: its cells; its only line has its words for those who count letters.</summary>
    internal TableBlock? Table => First.Table;

    /// <summary>Whether it stands among the footnotes of its page.</summary>
    internal bool IsFootnote => First.IsFootnote;

    internal TextLine First => Lines[0];
    internal TextLine Last => Lines[^1];
}

/// <summary>Parts lines into paragraphs.</summary>
/// <param name="bodySize">Size of the type that most of the document is set in, points.</param>
internal sealed partial class ParagraphBuilder(double bodySize)
{
    internal List<Paragraph> Build(List<TextLine> lines)
    {
        var spacing = Spacing(lines);
        // On a page of contents most lines end with a page's number, and a line that does ends an entry.
        var contents = lines.Count >= 5 && EndInFigures(lines) * 2 >= lines.Count;
        var paragraphs = new List<Paragraph>();
        foreach (var line in lines)
        {
            if (line.Table is not null)
            {
                paragraphs.Add(new Paragraph(line, null));
                continue;
            }
            var marker = Marker.Of(line.Text);
            var ended = contents && paragraphs.Count > 0 && EndsInFigure(paragraphs[^1].Last.Text);
            if (paragraphs.Count > 0 && !ended && GoesOn(paragraphs[^1], line, marker, spacing)) paragraphs[^1].Lines.Add(line);
            else paragraphs.Add(new Paragraph(line, marker));
        }
        return paragraphs;
    }

    // The usual distance between lines, in sizes of the type: the small end of what occurs, for it stands within paragraphs.
    private static double Spacing(List<TextLine> lines)
    {
        var steps = new List<double>();
        for (var i = 1; i < lines.Count; i++)
        {
            var step = (lines[i - 1].Baseline - lines[i].Baseline) / Math.Max(1, lines[i].Size);
            if (lines[i].Chunk == lines[i - 1].Chunk && step is > 0.8 and < 2.3 && Math.Abs(lines[i].Size - lines[i - 1].Size) < 0.6) steps.Add(step);
        }
        if (steps.Count == 0) return 1.25;
        steps.Sort();
        return steps[steps.Count / 3];
    }

    private bool GoesOn(Paragraph open, TextLine line, Marker? marker, double spacing)
    {
        var last = open.Last;
        if (last.Table is not null || line.Direction != last.Direction || line.IsFootnote != last.IsFootnote) return false;
        if ((line.IsFootnote || line.Tag?.Note is not null || line.Size <= NoteBlocks.Small * bodySize) && BeginsNextNote(open.First.Text, line.Text)) return false;
        if (line.Chunk != last.Chunk) return marker is null && line.Chunk.Tag is not { Kind: TagKind.Item or TagKind.Heading or TagKind.Entry } && RunsOn(last, line);
        if (line.Chunk.Tag is { } tag && (marker is null || !EndsSentence(last.Text))
            && TagJoin.Decides(tag, last, line, spacing) is { } decided) return decided;
        if (Math.Abs(line.Size - last.Size) > 0.1 * Math.Max(line.Size, last.Size) && line.Letters > 2 && last.Letters > 2) return false;
        var step = (last.Baseline - line.Baseline) / Math.Max(1, Math.Min(line.Size, last.Size));
        if (step < 0.5 || step > Math.Max(1.25 * spacing, spacing + 0.2)) return false;
        // A sentence that begins in bold goes on in the next line, and with a small letter.
        if (last.Bold != line.Bold && !line.StartsBold && last.Bold && IsBold(open) && !(char.IsLower(line.Text[0]) && char.IsLetterOrDigit(last.Text[^1]))) return false;
        if (!last.Bold && line.Bold && IsShort(last, line)) return false;
        if (IsRow(last, line)) return false;
        if (IsContentsLine(last.Text)) return false;
        var outdent = open.Lines.Count > 1 ? open.Last.Left - line.Left : open.First.Left - line.Left;
        // "3." may also end a sentence that began on the line before.
        if (marker is { } found && (found.Certain || outdent > 0.5 * line.Size || EndsSentence(last.Text)
            || (CountsOn(open.Marker, found) && Math.Abs(open.First.Left - line.Left) < line.Size))) return false;
        // Titles are broken where it looks well, so a line that ends early says nothing.
        if (line.Size > 1.12 * bodySize) return true;
        if (open.Lines.Count > 1 && Math.Abs(line.Left - last.Left) > 1.2 * line.Size && !Centred(last, line)) return false;
        return !IsShort(last, line);
    }

    // "451 QQ 7–9" below "450 Q 101".
    private static bool BeginsNextNote(string note, string line) => NoteMarks.AtStart(line) is { Mark: var next } && NoteMarks.AtStart(note) is { Mark: var mark }
        && int.TryParse(next, out var number) && int.TryParse(mark, out var before) && number == before + 1;

    // "3. Adoption Team" below "2. Children in Care Team".
    private static bool CountsOn(Marker? open, in Marker found) => open is { Number: { } before, Depth: 1 } && found is { Number: { } next, Depth: 1 } && next[^1] == before[^1]
        && int.TryParse(next.AsSpan().Trim("()."), out var number) && int.TryParse(before.AsSpan().Trim("()."), out var last) && number == last + 1;

    // A sentence that the foot of a column or a box cuts in two goes on with a small letter.
    private static bool RunsOn(TextLine last, TextLine line) => Math.Abs(line.Size - last.Size) < 0.3 && line.Bold == last.Bold
        && char.IsLower(line.Text[0]) && (char.IsLetter(last.Text[^1]) || last.Text[^1] is ',' or '-' or '\u2010' or '\u00AD')
        && last.Text.AsSpan().Count(' ') >= 3 && line.Text.AsSpan().Count(' ') >= 2;

    // The next line's first word would have fitted into this one, so its end was meant.
    private static bool IsShort(TextLine last, TextLine next)
    {
        var unfinished = char.IsLetter(last.Text[^1]) || last.Text[^1] is ',' or '-';
        if (char.IsLower(next.Text[0]) && unfinished && last.Text.AsSpan().Count(' ') >= 3) return false;
        var room = Math.Max(last.Chunk.Right, next.Right) - last.Right;
        var space = next.Text.AsSpan().IndexOfAny(' ', '\t');
        var word = space < 0 ? next.Text.Length : space;
        var width = (next.Right - next.Left) * word / Math.Max(1, next.Text.Length);
        var margin = EndsSentence(last.Text) ? 0.6 : 2.2;
        return room > width + (margin * next.Size);
    }

    private static bool IsBold(Paragraph open)
    {
        foreach (var line in open.Lines) if (!line.Bold) return false;
        return true;
    }

    // Two lines with a wide gap before the same place are rows of a table.
    private static bool IsRow(TextLine last, TextLine line)
    {
        foreach (var stop in line.Stops)
        {
            if (stop <= line.Left + (5 * line.Size)) continue;
            foreach (var above in last.Stops) if (Math.Abs(above - stop) < 2) return true;
        }
        // Justified prose has gaps as well, but not such wide ones.
        return line.LastGap > 2.5 && last.LastGap > 2.5 && Math.Abs(line.Right - last.Right) < 2;
    }

    private static bool Centred(TextLine a, TextLine b) => Math.Abs(a.Left + a.Right - b.Left - b.Right) < a.Size;

    private static bool IsContentsLine(string text) =>
        (text.Contains('\t', StringComparison.Ordinal) || text.Contains('…', StringComparison.Ordinal) || text.Contains(". .", StringComparison.Ordinal)
            || text.Contains("..", StringComparison.Ordinal)) && ContentsLine().IsMatch(text);

    private static int EndInFigures(List<TextLine> lines)
    {
        var count = 0;
        foreach (var line in lines) if (EndsInFigure(line.Text)) count++;
        return count;
    }

    // White space and up to three figures.
    private static bool EndsInFigure(string text)
    {
        var i = text.Length;
        while (i > 0 && char.IsDigit(text[i - 1])) i--;
        return text.Length - i is >= 1 and <= 3 && i > 0 && char.IsWhiteSpace(text[i - 1]);
    }

    // A full stop or the like, and after it only closing quotes, brackets and the figures of a note.
    private static bool EndsSentence(string text)
    {
        var i = text.Length;
        while (i > 0 && (text[i - 1] is '\'' or '’' or '”' or '"' or ')' or ']' || char.IsDigit(text[i - 1]))) i--;
        return i > 0 && text[i - 1] is ('.' or '?' or '!' or ':' or ';');
    }

    [GeneratedRegex(@"(?:\.\s?){4,}\s*\S{1,6}$|…{2,}\s*\S{1,6}$|\t\d{1,3}$")]
    private static partial Regex ContentsLine();
}
