namespace ArchiveIndexer.Extracting;

/// <summary>Turns recognised pages into sheets, so that what follows takes them as it takes the others.</summary>
internal static class RecognisedSheets
{
    // From the lowest descender to the highest ascender a font measures about so much of its size.
    private const double Extent = 0.93;
    // A recogniser's sizes waver by the letters that a line happens to hold; those near the usual one are meant to be it.
    private const double Wavers = 0.17;
    // A page on which most is guessed is a photograph or a drawing.
    private const double LeastConfidence = 0.5;

    /// <summary>Whether what was recognised is text rather than guesses at a picture.</summary>
    internal static bool IsText(RecognisedPage page) => LettersOf(page) > 0 && ConfidenceOf(page) >= LeastConfidence;

    /// <summary>Letters and digits on the page.</summary>
    internal static int LettersOf(RecognisedPage page) => page.Lines.Sum(line => line.Text.Count(char.IsLetterOrDigit));

    /// <summary>The recogniser's confidence, 0 to 1: the mean over all letters.</summary>
    internal static double ConfidenceOf(RecognisedPage page)
    {
        var letters = page.Lines.Sum(line => line.Text.Length);
        return letters == 0 ? 0 : Math.Round(page.Lines.Sum(line => line.Confidence * line.Text.Length) / letters, 3);
    }

    /// <summary>The size that most letters of these pages have, points; 0 for none.</summary>
    internal static double UsualSize(IEnumerable<(RecognisedPage Page, Frame Shown)> pages)
    {
        var sizes = pages.SelectMany(each => each.Page.Lines.Select(line => (Size: SizeOf(line, each.Page, each.Shown), line.Text.Length))).OrderBy(each => each.Size).ToList();
        var middle = sizes.Sum(each => each.Length) / 2;
        foreach (var (size, length) in sizes) if ((middle -= length) <= 0) return Math.Round(2 * size) / 2;
        return 0;
    }

    /// <summary>The page as a sheet.</summary>
    /// <param name="page">What was recognised.</param>
    /// <param name="shown">The visible part of the page as it is shown, points.</param>
    /// <param name="usualSize">Of the letters of all recognised pages, points.</param>
    internal static Sheet Of(RecognisedPage page, Frame shown, double usualSize)
    {
        var (right, up) = (shown.Width / page.Width, shown.Height / page.Height);
        var direction = page.Lines.GroupBy(line => line.Turn).MaxBy(turn => turn.Sum(line => line.Text.Length))?.Key is { } most ? DirectionOf(most) : Direction.Right;
        var runs = new List<TextRun>(page.Lines.Count);
        foreach (var line in page.Lines)
        {
            var text = TextNormaliser.Characters(line.Text).Trim();
            var letters = text.Count(char.IsLetterOrDigit);
            if (text.Length == 0 || (letters == 0 && line.Confidence < 0.8)) continue;
            var size = SizeOf(line, page, shown);
            if (Math.Abs(size - usualSize) < Wavers * usualSize) size = usualSize;
            // Pixels count from the upper left, points from the lower left; the frame is turned as the text is.
            var (left, end, baseline) = line.Turn switch
            {
                90 => (shown.Top + (line.From * up), shown.Top + (line.To * up), -(shown.Left + (line.Baseline * right))),
                180 => (-shown.Left + (line.From * right), -shown.Left + (line.To * right), -shown.Top - (line.Baseline * up)),
                270 => (-shown.Top + (line.From * up), -shown.Top + (line.To * up), shown.Left - (line.Baseline * right)),
                _ => (shown.Left + (line.From * right), shown.Left + (line.To * right), shown.Top - (line.Baseline * up)),
            };
            runs.Add(new TextRun
            {
                Text = text, Left = left, Right = Math.Max(left, end), Baseline = baseline, Size = Math.Round(size, 1), Bold = false,
                Direction = DirectionOf(line.Turn), Artifact = false, Letters = letters,
            });
        }
        return new Sheet(page.Number, FrameFor(shown, direction), runs) { Pictures = 1, Recognised = ConfidenceOf(page) };
    }

    private static double SizeOf(RecognisedLine line, RecognisedPage page, Frame shown) =>
        line.Size / Extent * (line.Turn is 90 or 270 ? shown.Width / page.Width : shown.Height / page.Height);

    private static Direction DirectionOf(int turn) => turn switch { 90 => Direction.Up, 180 => Direction.Left, 270 => Direction.Down, _ => Direction.Right };

    private static Frame FrameFor(Frame shown, Direction direction) => direction switch
    {
        Direction.Up => new(shown.Bottom, -shown.Right, shown.Top, -shown.Left),
        Direction.Left => new(-shown.Right, -shown.Top, -shown.Left, -shown.Bottom),
        Direction.Down => new(-shown.Top, shown.Left, -shown.Bottom, shown.Right),
        _ => shown,
    };
}
