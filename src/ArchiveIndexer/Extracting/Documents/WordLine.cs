using System.Text;
using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Extracting;

/// <summary>The words of one paragraph of a Word document, as far as one page goes.</summary>
internal sealed class WordLine
{
    private readonly StringBuilder text = new();
    private int letters, bold;

    /// <summary>Why it stands on another page than what is before it.</summary>
    internal enum PageEnd { None, Asked, Shown }

    internal PageEnd Before { get; private init; }

    /// <summary>Where notes are pointed at, and which they are.</summary>
    internal List<(int At, OpenXmlElement Reference)> References { get; } = [];

    /// <summary>Text boxes that hang on it.</summary>
    internal List<OpenXmlElement> Boxes { get; } = [];

    /// <summary>White space folded; a tab is kept as one.</summary>
    internal string Text => text.ToString().TrimEnd();

    /// <summary>Whether all its letters are bold.</summary>
    internal bool IsBold => letters > 0 && bold == letters;

    /// <summary>Reads a paragraph as it would be with its tracked changes accepted. One line, and one more for each page that begins within it.</summary>
    internal static List<WordLine> Of(OpenXmlElement paragraph, WordStyles styles)
    {
        var lines = new List<WordLine> { new() };
        Read(paragraph, lines, paragraph as W.Paragraph, styles);
        return lines;
    }

    private static void Read(OpenXmlElement parent, List<WordLine> lines, W.Paragraph? paragraph, WordStyles styles)
    {
        foreach (var child in parent.ChildElements) ReadOne(child, lines, paragraph, styles);
    }

    private static void ReadOne(OpenXmlElement child, List<WordLine> lines, W.Paragraph? paragraph, WordStyles styles)
    {
        switch (child)
        {
            case W.DeletedRun or W.MoveFromRun or W.ParagraphProperties or W.RunProperties or W.DeletedText or W.FieldCode or W.DeletedFieldCode or W.SdtProperties:
                break;
            case W.Run run:
                if (!WordStyles.IsOn(run.RunProperties?.Vanish)) ReadRun(run, lines, paragraph is not null && styles.IsBold(run, paragraph), paragraph, styles);
                break;
            case AlternateContent alternate:
                if (Chosen(alternate) is { } chosen) Read(chosen, lines, paragraph, styles);
                break;
            case W.Drawing or W.Picture:
                lines[^1].Boxes.AddRange(child.Descendants<W.TextBoxContent>());
                break;
            case DocumentFormat.OpenXml.Math.Text formula:
                lines[^1].Append(formula.Text, isBold: false);
                break;
            default:
                if (child.HasChildren) Read(child, lines, paragraph, styles);
                break;
        }
    }

    private static void ReadRun(W.Run run, List<WordLine> lines, bool isBold, W.Paragraph? paragraph, WordStyles styles)
    {
        foreach (var child in run.ChildElements)
            switch (child)
            {
                case W.Text words:
                    lines[^1].Append(words.Text, isBold);
                    break;
                case W.TabChar or W.PositionalTab:
                    lines[^1].Append("\t", isBold);
                    break;
                case W.Break { Type.InnerText: "page" }:
                    lines.Add(new() { Before = PageEnd.Asked });
                    break;
                case W.LastRenderedPageBreak:
                    lines.Add(new() { Before = PageEnd.Shown });
                    break;
                case W.Break or W.CarriageReturn:
                    lines[^1].Append(" ", isBold);
                    break;
                case W.NoBreakHyphen:
                    lines[^1].Append("-", isBold);
                    break;
                case W.FootnoteReference or W.EndnoteReference:
                    lines[^1].References.Add((lines[^1].text.Length, child));
                    break;
                case W.Drawing or W.Picture or AlternateContent:
                    ReadOne(child, lines, paragraph, styles);
                    break;
            }
    }

    // A text box is written twice, the second time for old programs.
    private static OpenXmlElement? Chosen(AlternateContent alternate) => (OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? alternate.GetFirstChild<AlternateContentFallback>();

    private void Append(string words, bool isBold)
    {
        foreach (var c in TextNormaliser.Characters(words))
        {
            if (char.IsWhiteSpace(c))
            {
                if (text.Length == 0) continue;
                if (!char.IsWhiteSpace(text[^1])) text.Append(c == '\t' ? '\t' : ' ');
                else if (c == '\t') text[^1] = '\t';
                continue;
            }
            text.Append(c);
            if (!char.IsLetter(c)) continue;
            letters++;
            if (isBold) bold++;
        }
    }
}
