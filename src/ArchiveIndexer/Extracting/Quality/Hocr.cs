using System.Globalization;
using System.Text;
using System.Xml;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads what Tesseract prints: hOCR (https://kba.github.io/hocr-spec/1.2/), lines and words with their boxes.</summary>
internal static class Hocr
{
    // A wider gap between words, in parts of the line's size, is one between columns or cells.
    private const double NextColumn = 1.2;
    // Below this a word is noise in a picture rather than a word that was read badly.
    private const double LeastConfidence = 0.25;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 32 << 20 };

    /// <summary>The page.</summary>
    /// <exception cref="XmlException">It is no hOCR.</exception>
    internal static RecognisedPage Read(Stream hocr, int number, int width, int height)
    {
        var lines = new List<RecognisedLine>();
        var line = new List<Word>();
        var (shape, paragraph) = (default(Shape), 0);
        using var reader = XmlReader.Create(hocr, Settings);
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.GetAttribute("class") is not { } kind || reader.GetAttribute("title") is not { } title) continue;
            switch (kind)
            {
                case "ocr_par":
                    Finish();
                    paragraph++;
                    break;
                case "ocr_line" or "ocr_header" or "ocr_textfloat" or "ocr_caption":
                    Finish();
                    shape = ShapeOf(title);
                    break;
                case "ocrx_word":
                    var box = Numbers(title, "bbox");
                    var confidence = Numbers(title, "x_wconf") is [var percent, ..] ? percent / 100 : 0;
                    var text = TextNormaliser.Line(TextOf(reader));
                    if (box.Length == 4 && text.Length > 0 && confidence >= LeastConfidence) line.Add(new(text, box, confidence));
                    break;
            }
        }
        Finish();
        return new(number, width, height, lines);

        void Finish()
        {
            lines.AddRange(LinesOf(line, shape, paragraph));
            line.Clear();
        }
    }

    private readonly record struct Word(string Text, double[] Box, double Confidence);

    /// <summary>A line as a whole: its box, its turn, the size of its letters and where they stand.</summary>
    private readonly record struct Shape(double[] Box, int Turn, double Size, double Descenders, double Slope, double Offset);

    private static Shape ShapeOf(string title)
    {
        var box = Numbers(title, "bbox") is { Length: 4 } given ? given : [0, 0, 0, 0];
        var turn = Numbers(title, "textangle") is [var angle, ..] ? (((int)Math.Round(angle / 90) % 4) + 4) % 4 * 90 : 0;
        var across = turn is 90 or 270 ? box[2] - box[0] : box[3] - box[1];
        var baseline = Numbers(title, "baseline");
        return new(box, turn, Numbers(title, "x_size") is [> 1 and var size, ..] ? size : Math.Max(across, 1),
            Numbers(title, "x_descenders") is [var descenders, ..] ? descenders : 0.2 * across, baseline is [var slope, _] ? slope : 0, baseline is [_, var offset] ? offset : double.NaN);
    }

    private static IEnumerable<RecognisedLine> LinesOf(List<Word> words, Shape shape, int paragraph)
    {
        var begin = 0;
        for (var i = 1; i <= words.Count; i++)
        {
            if (i < words.Count && Along(words[i], shape.Turn).From - Along(words[i - 1], shape.Turn).To <= NextColumn * shape.Size) continue;
            yield return LineOf(words[begin..i], shape, paragraph);
            begin = i;
        }
    }

    private static RecognisedLine LineOf(List<Word> words, Shape shape, int paragraph)
    {
        var (from, to) = (words.Min(word => Along(word, shape.Turn).From), words.Max(word => Along(word, shape.Turn).To));
        var letters = words.Sum(word => word.Text.Length);
        return new(string.Join(' ', words.Select(word => word.Text)), from, to, Math.Round(BaselineOf(shape, (from + to) / 2), 1), shape.Size,
            Math.Round(words.Sum(word => word.Confidence * word.Text.Length) / letters, 3), shape.Turn, paragraph);
    }

    // Along the direction of the text, from where its lines begin.
    private static (double From, double To) Along(in Word word, int turn) => turn switch
    {
        90 => (-word.Box[3], -word.Box[1]),
        180 => (-word.Box[2], -word.Box[0]),
        270 => (word.Box[1], word.Box[3]),
        _ => (word.Box[0], word.Box[2]),
    };

    // Across it, growing from line to line.
    private static double BaselineOf(in Shape shape, double middle) => shape.Turn switch
    {
        90 => shape.Box[2] - shape.Descenders,
        180 => -shape.Box[1] - shape.Descenders,
        270 => -shape.Box[0] - shape.Descenders,
        // Relative to the lower left corner of the line's box.
        _ => shape.Box[3] + (double.IsNaN(shape.Offset) ? -shape.Descenders : shape.Offset + (shape.Slope * (middle - shape.Box[0]))),
    };

    // The figures behind a property's name: "bbox 36 92 618 361; baseline 0 -10".
    private static double[] Numbers(string title, string property)
    {
        foreach (var part in title.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!part.StartsWith(property, StringComparison.Ordinal) || part.Length <= property.Length || part[property.Length] != ' ') continue;
            var figures = part[(property.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var numbers = new double[figures.Length];
            for (var i = 0; i < figures.Length; i++)
                if (!double.TryParse(figures[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]) || Math.Abs(numbers[i]) > 1e6) return [];
            return numbers;
        }
        return [];
    }

    // A word may hold <strong> and <em>.
    private static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) text.Append(reader.Value);
        return text.ToString();
    }
}
