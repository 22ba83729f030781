using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Extracting;

/// <summary>The notes of a Word document, counted as they are pointed at.</summary>
internal sealed class WordNotes
{
    private readonly Dictionary<string, W.Footnote> feet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, W.Endnote> ends = new(StringComparer.Ordinal);
    private readonly Dictionary<OpenXmlElement, string> marks = [];
    private readonly List<Block> atTheEnd = [];
    private readonly WordStyles styles;
    private int countedFeet, countedEnds;

    internal WordNotes(MainDocumentPart main, WordStyles styles)
    {
        this.styles = styles;
        foreach (var note in main.FootnotesPart?.Footnotes?.Elements<W.Footnote>() ?? []) if (note.Id?.InnerText is { } id) feet[id] = note;
        foreach (var note in main.EndnotesPart?.Endnotes?.Elements<W.Endnote>() ?? []) if (note.Id?.InnerText is { } id) ends[id] = note;
    }

    /// <summary>The marks in a line, where they stand in its text.</summary>
    internal IEnumerable<NoteMark> MarksOf(WordLine line) => line.References.Select(one => new NoteMark(MarkOf(one.Reference), one.At));

    /// <summary>The notes at the foot of the page that a line points at; those at the document's end are kept for it.</summary>
    internal IEnumerable<Block> Of(WordLine line)
    {
        foreach (var (_, reference) in line.References)
        {
            var mark = MarkOf(reference);
            if (reference is W.FootnoteReference foot && foot.Id?.InnerText is { } id && feet.TryGetValue(id, out var note)) yield return NoteOf(note, mark);
            else if (reference is W.EndnoteReference end && end.Id?.InnerText is { } endId && ends.TryGetValue(endId, out var endnote)) atTheEnd.Add(NoteOf(endnote, mark));
        }
    }

    internal IReadOnlyList<Block> AtTheEnd() => atTheEnd;

    private string MarkOf(OpenXmlElement reference)
    {
        if (marks.TryGetValue(reference, out var mark)) return mark;
        mark = reference is W.FootnoteReference ? (++countedFeet).ToString(CultureInfo.InvariantCulture) : WordNumbering.Roman(++countedEnds).ToLowerInvariant();
        return marks[reference] = mark;
    }

    private Block NoteOf(OpenXmlElement note, string mark) =>
        new(BlockKind.Footnote, null, mark, string.Join(' ', note.Descendants<W.Paragraph>().SelectMany(paragraph => WordLine.Of(paragraph, styles)).Select(line => line.Text.Replace('\t', ' ')).Where(text => text.Length > 0)));
}
