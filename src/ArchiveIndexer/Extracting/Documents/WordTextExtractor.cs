using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Reads a Word document as it would be with its tracked changes accepted: headings, paragraphs, lists with their numbers, tables,
/// notes; without heads and feet of pages.
/// </summary>
/// <remarks>
/// A page ends where the author asked for it, and where Word last showed an end; a document without such ends is one page. Nothing that it
/// refers to outside of itself is fetched.
/// </remarks>
internal sealed class WordTextExtractor
{
    /// <summary>Name and version of what reads; another value means that the text may differ.</summary>
    internal const string Version = "openxml/1";

    private const int LongestHeading = 280;

    private readonly WordStyles styles;
    private readonly WordNumbering numbering;
    private readonly WordNotes notes;
    private readonly WordTables tables;
    private readonly DocumentPages pages = new();
    private readonly Queue<bool> sectionsBeginPages;
    private readonly bool isStyled;
    private string? title, firstHeading;
    private StringBuilder? held;

    private WordTextExtractor(MainDocumentPart main, W.Body body)
    {
        styles = new WordStyles(main.StyleDefinitionsPart?.Styles);
        numbering = new WordNumbering(main.NumberingDefinitionsPart?.Numbering);
        notes = new WordNotes(main, styles);
        tables = new WordTables(styles, numbering, notes);
        // How a section begins is said at its end.
        sectionsBeginPages = new(body.Descendants<W.SectionProperties>().Skip(1).Select(section => section.GetFirstChild<W.SectionType>()?.Val?.InnerText is not ("continuous" or "nextColumn")));
        isStyled = body.Descendants<W.Paragraph>().Where(paragraph => styles.HeadingLevel(paragraph) > 0 && !styles.IsTitle(paragraph) && !styles.IsContents(paragraph)).Take(2).Count() == 2;
    }

    /// <summary>Reads a Word document from its bytes.</summary>
    /// <exception cref="RejectedException">
    /// <see cref="RejectionReason.Encrypted"/>, <see cref="RejectionReason.Truncated"/>, <see cref="RejectionReason.Damaged"/>,
    /// <see cref="RejectionReason.TooLarge"/> or <see cref="RejectionReason.NoText"/>.
    /// </exception>
    internal static PublicationText Extract(byte[] file)
    {
        PackageCheck.Check(file);
        try
        {
            using var bytes = new MemoryStream(file, writable: false);
            using var package = WordprocessingDocument.Open(bytes, isEditable: false, new OpenSettings { MaxCharactersInPart = PackageCheck.MostCharacters });
            if (package.MainDocumentPart is not { Document.Body: { } body } main) throw PackageCheck.Damaged("it has no main part with a text", null);
            var reading = new WordTextExtractor(main, body);
            reading.Read(body, isContents: false);
            return reading.Done(package);
        }
        catch (Exception e) when (e is not (RejectedException or OutOfMemoryException))
        {
            // The library throws whatever its innermost part threw: the file is what it is.
            var message = TextNormaliser.Line(e.Message);
            throw PackageCheck.Damaged($"it cannot be opened ({e.GetType().Name}: {(message.Length > 160 ? message[..160] + "…" : message)})", e);
        }
    }

    private PublicationText Done(WordprocessingDocument package)
    {
        if (held is not null) pages.Add(new Block(BlockKind.Paragraph, null, null, held.ToString().Replace('\t', ' ').Trim()));
        foreach (var note in notes.AtTheEnd()) pages.AddNote(note);
        var (read, recommendations) = pages.Done();
        if (read.All(page => page.Text.Length == 0))
            throw new RejectedException(RejectionReason.NoText, "The Word document has no text: most likely pictures of text. Ask the board for the original.");
        return new PublicationText
        {
            Title = title ?? (package.PackageProperties.Title is { } stated && DocumentFacts.IsWritten(stated) && stated.Contains(' ', StringComparison.Ordinal) ? DocumentFacts.Cut(TextNormaliser.Line(stated)) : firstHeading),
            Language = styles.Language,
            Pages = read,
            Recommendations = recommendations,
            Extractor = Version,
        };
    }

    private void Read(OpenXmlElement parent, bool isContents)
    {
        foreach (var child in parent.ChildElements)
            switch (child)
            {
                case W.Paragraph paragraph:
                    Read(paragraph, isContents || styles.IsContents(paragraph));
                    break;
                case W.Table table:
                    Read(table, isContents);
                    break;
                case W.SdtBlock part:
                    if (part.SdtContentBlock is { } content) Read(content, isContents || part.SdtProperties?.Descendants<W.DocPartGallery>().Any(gallery => gallery.Val?.InnerText == "Table of Contents") == true);
                    break;
                case AlternateContent alternate:
                    if (alternate.GetFirstChild<AlternateContentChoice>() is { } chosen) Read(chosen, isContents);
                    break;
                case W.CustomXmlBlock or W.InsertedRun or W.MoveToRun or W.TextBoxContent:
                    Read(child, isContents);
                    break;
            }
    }

    private void Read(W.Paragraph paragraph, bool isContents)
    {
        if (styles.BeginsPage(paragraph)) pages.Break();
        var lines = WordLine.Of(paragraph, styles);
        var mark = lines.Exists(line => line.Text.Length > 0) && styles.NumberingOf(paragraph) is { } list ? numbering.Next(list, out var depth) is { } printed ? new Mark(printed, depth) : null : null;
        foreach (var (i, line) in lines.Index())
        {
            if (line.Before == WordLine.PageEnd.Asked) pages.Break();
            else if (line.Before == WordLine.PageEnd.Shown) pages.BreakAsShown();
            if (line.Text.Length > 0) Add(paragraph, line, i == lines.FindIndex(one => one.Text.Length > 0) ? mark : null, isContents);
            foreach (var note in notes.Of(line)) pages.AddNote(note);
            foreach (var box in line.Boxes) Read(box, isContents);
        }
        if (paragraph.ParagraphProperties?.SectionProperties is not null && sectionsBeginPages.TryDequeue(out var beginsPage) && beginsPage) pages.Break();
    }

    /// <summary>What Word prints before a paragraph; an empty word for a bullet.</summary>
    private sealed record Mark(string Printed, int Depth);

    private void Add(W.Paragraph paragraph, WordLine line, Mark? mark, bool isContents)
    {
        var text = line.Text;
        // A tracked deletion of the paragraph's end joins it to the next.
        if (paragraph.ParagraphProperties?.ParagraphMarkRunProperties?.Deleted is not null)
        {
            (held ??= new()).Append(text).Append(' ');
            return;
        }
        var offset = 0;
        if (held is not null) (text, offset, held) = (held + text, held.Length, null);
        // A label made of words is a part of the text: "Recommendation 3".
        if (mark is { Printed: { Length: > 0 } label } && label.Count(char.IsLetter) > 4) (text, offset, mark) = ($"{label} {text}", offset + label.Length + 1, null);
        string? number = mark is { Printed.Length: > 0 } ? mark.Printed : null;
        var isItem = mark is not null && mark.Depth <= 1;
        if (mark is null && !isContents && Marker.Of(text) is { } typed)
        {
            (number, isItem) = (typed.Number, typed.Depth <= 1);
            (text, offset) = (text[typed.Length..], offset - typed.Length);
        }
        text = text.Replace('\t', ' ');
        var level = isContents ? 0 : styles.HeadingLevel(paragraph);
        if (level == 0 && !isStyled && !isContents && LooksLikeHeading(text, line)) level = mark?.Depth > 1 ? Math.Min(mark.Depth, 6) : 1;
        if (level > 0 && text.Length > LongestHeading) level = 0;
        var kind = level > 0 ? BlockKind.Heading : styles.IsCaption(paragraph) || number is null && !isItem && Captions.Is(text) ? BlockKind.Caption : isItem || isContents ? BlockKind.ListItem : BlockKind.Paragraph;
        if (level > 0 && styles.IsTitle(paragraph)) title ??= DocumentFacts.Cut(text);
        if (level > 0) firstHeading ??= DocumentFacts.Cut(text);
        if (isContents) text = Leaders.Shortened(text);
        pages.Add(new Block(kind, level > 0 ? level : null, number, text) { Notes = [.. notes.MarksOf(line).Select(one => one with { At = Math.Clamp(one.At + offset, 0, text.Length) })] }, isContents);
    }

    // In a document whose author used no styles, what is bold, short and no sentence stands over something.
    private static bool LooksLikeHeading(string text, WordLine line) => line.IsBold && text.Length is > 3 and <= 110 && text.Count(char.IsLetter) >= 4 && text[^1] is not ('.' or ';' or ',' or ':');

    private void Read(W.Table table, bool isContents)
    {
        foreach (var part in tables.Of(table))
        {
            if (part.BeginsPage) pages.BreakAsShown();
            if (part.Content is { } content) Read(content, isContents);
            if (part.Block is { } block) pages.Add(block, isContents);
            foreach (var note in part.Notes) pages.AddNote(note);
        }
    }
}
