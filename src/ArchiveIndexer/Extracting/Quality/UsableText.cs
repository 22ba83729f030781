namespace ArchiveIndexer.Extracting;

/// <summary>Chooses for each page between its text layer, what was recognised on its picture, and nothing.</summary>
internal sealed class UsableText
{
    // A stamp or a running head is part of the text layer and of the picture: the picture must say this many times as much.
    private const int Richer = 3;
    // A page of which not even the size is known is taken for A4, points.
    private const double LongSide = 842;
    private const double ShortSide = 595;

    private readonly double[] quality;

    private UsableText(int pages) => (Sheets, quality) = (new(pages), new double[pages]);

    /// <summary>One for every page, in order; without runs where there is no usable text.</summary>
    internal List<Sheet> Sheets { get; }

    /// <summary>Pages whose picture may say more than their text layer does.</summary>
    internal List<PageToRecognise> Unread { get; } = [];

    /// <summary>Pages whose text layer was left out because it makes no sense.</summary>
    internal int Senseless { get; private set; }

    /// <summary>How far the text of a page can be trusted, 0 to 1; where it was left out, how far it could have been.</summary>
    internal double QualityOf(int page) => quality[page - 1];

    /// <summary>Chooses.</summary>
    /// <param name="sheets">The pages with their text layers.</param>
    /// <param name="recognised">What was recognised of some of them.</param>
    internal static UsableText Of(List<Sheet> sheets, IReadOnlyList<RecognisedPage> recognised)
    {
        var usable = new UsableText(sheets.Count);
        var known = recognised.Where(page => page.Number >= 1 && page.Number <= sheets.Count && RecognisedSheets.IsText(page)).DistinctBy(page => page.Number)
            .ToDictionary(page => page.Number, page => (Page: page, Shown: ShownOf(sheets[page.Number - 1], page.Width > page.Height)));
        var usualSize = RecognisedSheets.UsualSize(known.Values);
        foreach (var sheet in sheets) usable.Add(sheet, known.TryGetValue(sheet.Number, out var page) ? () => RecognisedSheets.Of(page.Page, page.Shown, usualSize) : null);
        return usable;
    }

    private void Add(Sheet sheet, Func<Sheet>? recognised)
    {
        var verdict = TextQuality.Of(sheet);
        quality[sheet.Number - 1] = verdict.Quality;
        if (verdict.SaysWhatIsSeen)
        {
            Sheets.Add(sheet);
            return;
        }
        var shown = ShownOf(sheet, wide: false);
        Unread.Add(new(sheet.Number, shown.Width, shown.Height));
        if (recognised?.Invoke() is { } better && better.Runs.Sum(run => run.Letters) is > 0 and var letters
            && (!verdict.IsUsable || letters > Richer * sheet.Runs.Sum(run => run.Letters)))
        {
            Sheets.Add(better);
            quality[sheet.Number - 1] = better.Recognised!.Value;
        }
        else if (verdict.IsUsable)
        {
            // What it says may be right, but it is little of what is to be seen.
            quality[sheet.Number - 1] = Math.Min(verdict.Quality, 0.5);
            Sheets.Add(sheet);
        }
        else
        {
            if (sheet.Runs.Count > 0) Senseless++;
            Sheets.Add(new Sheet(sheet.Number, sheet.Frame, []) { Rules = sheet.Rules, Pictures = sheet.Pictures, Unmapped = sheet.Unmapped, Covered = sheet.Covered });
        }
    }

    // The frame of a sheet is turned as its text is; pictures are drawn as the page is shown.
    private static Frame ShownOf(Sheet sheet, bool wide)
    {
        var frame = sheet.Frame;
        if (frame.Width <= 0 || frame.Height <= 0) return wide ? new(0, 0, LongSide, ShortSide) : new(0, 0, ShortSide, LongSide);
        return sheet.MainDirection switch
        {
            Direction.Up => new(-frame.Top, frame.Left, -frame.Bottom, frame.Right),
            Direction.Left => new(-frame.Right, -frame.Top, -frame.Left, -frame.Bottom),
            Direction.Down => new(frame.Bottom, -frame.Right, frame.Top, -frame.Left),
            _ => frame,
        };
    }
}
