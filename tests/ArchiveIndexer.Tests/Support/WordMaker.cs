using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Word documents as Word writes them: with styles, lists that count by themselves, notes and tracked changes.</summary>
internal sealed class WordMaker
{
    private readonly Body body = new();
    private readonly List<Footnote> notes = [];

    /// <summary>A paragraph in a style, such as <c>Heading1</c>; parts are words, or a run's other children.</summary>
    public WordMaker Add(string? style, params OpenXmlElement[] parts)
    {
        var paragraph = new Paragraph();
        if (style is not null) paragraph.Append(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        paragraph.Append(parts);
        body.Append(paragraph);
        return this;
    }

    public WordMaker Heading(int level, string text) => Add($"Heading{level}", Words(text));

    public WordMaker Text(string text) => Add(null, Words(text));

    /// <summary>An item of a list: 1 counts <c>1.</c>, <c>1.1</c>; 2 has bullets.</summary>
    public WordMaker Item(int list, int level, string text)
    {
        body.Append(new Paragraph(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })), Words(text)));
        return this;
    }

    public WordMaker Table(params string[][] rows)
    {
        body.Append(new Table(rows.Select((row, at) => new TableRow((at == 0 ? (OpenXmlElement[])[new TableRowProperties(new TableHeader())] : [])
            .Concat(row.Select(cell => new TableCell(new Paragraph(Words(cell)))))))));
        return this;
    }

    public WordMaker Append(OpenXmlElement element)
    {
        body.Append(element);
        return this;
    }

    public static Run Words(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    public static Run PageBreak() => new(new Break { Type = BreakValues.Page });

    /// <summary>Where Word last ended a page, and the words behind it.</summary>
    public static Run ShownBreak(string text) => new(new LastRenderedPageBreak(), new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>A pointer to a new footnote.</summary>
    public Run Note(string text)
    {
        notes.Add(new Footnote(new Paragraph(Words(text))) { Id = notes.Count + 1 });
        return new(new FootnoteReference { Id = notes.Count });
    }

    public byte[] File(string? title = null)
    {
        using var bytes = new MemoryStream();
        using (var package = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.Document = new Document(body);
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles([
                new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(new Languages { Val = "en-GB" }))),
                new Style(new StyleName { Val = "Normal" }) { StyleId = "Normal", Type = StyleValues.Paragraph, Default = true },
                new Style(new StyleName { Val = "Title" }) { StyleId = "Title", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "toc 1" }) { StyleId = "TOC1", Type = StyleValues.Paragraph },
                .. Enumerable.Range(1, 3).Select(level => new Style(new StyleName { Val = $"heading {level}" }) { StyleId = $"Heading{level}", Type = StyleValues.Paragraph }),
                new Style(new StyleName { Val = "Board heading" }, new BasedOn { Val = "Heading2" }) { StyleId = "BoardHeading", Type = StyleValues.Paragraph },
            ]);
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(Level(0, NumberFormatValues.Decimal, "%1."), Level(1, NumberFormatValues.Decimal, "%1.%2"), Level(2, NumberFormatValues.LowerLetter, "(%3)")) { AbstractNumberId = 1 },
                new AbstractNum(Level(0, NumberFormatValues.Bullet, "•")) { AbstractNumberId = 2 },
                new AbstractNum(Level(0, NumberFormatValues.Decimal, "Recommendation %1:")) { AbstractNumberId = 3 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 },
                new NumberingInstance(new AbstractNumId { Val = 2 }) { NumberID = 2 },
                new NumberingInstance(new AbstractNumId { Val = 3 }) { NumberID = 3 });
            if (notes.Count > 0) main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(notes);
            var head = main.AddNewPart<HeaderPart>();
            head.Header = new Header(new Paragraph(Words("Restricted until published")));
            body.Append(new SectionProperties(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(head) }));
            if (title is not null) package.PackageProperties.Title = title;
        }
        return bytes.ToArray();
    }

    private static Level Level(int index, NumberFormatValues format, string text) =>
        new(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }, new LevelText { Val = text }) { LevelIndex = index };
}
