namespace ArchiveIndexer.Extracting;

/// <summary>
/// Finds what is stamped on page after page away from the lines of the text: <c>Draft</c> aslant or in large letters, a chapter's
/// name turned upright at the side. It says the same at the same place on several pages.
/// </summary>
internal static class Watermarks
{
    private const double SamePlace = 8; // points
    private const int Longest = 80; // characters
    private const double Large = 1.8; // of the body's size
    private const double Edge = 0.16; // of the page
    private const int Fewest = 3; // pages

    /// <summary>Takes them out of the sheets' runs.</summary>
    /// <param name="sheets">All pages.</param>
    /// <param name="bodySize">Size of the type that most of the text is set in, points.</param>
    internal static List<PageFurniture> TakeOut(List<Sheet> sheets, double bodySize)
    {
        if (sheets.Count < Fewest) return [];
        var stamps = new Dictionary<string, List<(Sheet Sheet, TextRun Run)>>(StringComparer.Ordinal);
        foreach (var sheet in sheets)
        {
            if (sheet.Runs.Count == 0) continue;
            var main = PageLayout.MainDirection(sheet.Runs);
            foreach (var run in sheet.Runs)
            {
                if (!MayBe(run, main, sheet.Frame, bodySize)) continue;
                var key = Masked(run.Text);
                if (!stamps.TryGetValue(key, out var same)) stamps[key] = same = [];
                same.Add((sheet, run));
            }
        }
        var found = new List<PageFurniture>();
        foreach (var same in stamps.Values)
            while (same.Count >= Fewest)
            {
                var (_, first) = same[0];
                var here = same.FindAll(s => Math.Abs(s.Run.Left - first.Left) < SamePlace && Math.Abs(s.Run.Baseline - first.Baseline) < SamePlace && s.Run.Direction == first.Direction);
                same.RemoveAll(here.Contains);
                var pages = new SortedSet<int>(here.ConvertAll(s => s.Sheet.Number));
                if (pages.Count < Fewest || pages.Count < 0.4 * (pages.Max - pages.Min + 1) || !IsStamp(here, sheets, pages.Count, bodySize)) continue;
                foreach (var (sheet, run) in here) sheet.Runs.Remove(run);
                found.Add(new PageFurniture(first.Text.Replace('\t', ' '), [.. pages]));
            }
        return found;
    }

    private static bool MayBe(TextRun run, Direction main, Frame frame, double bodySize)
    {
        if (run.Text.Length > Longest || run.Letters == 0) return false;
        if (run.Direction is Direction.Slanted) return main is not Direction.Slanted;
        if (run.Size >= Large * bodySize) return true;
        // Turned, where it stands at a side as the page is held.
        return run.Direction != main && (run.Artifact || Math.Abs(run.Baseline) is var across && IsAtEdge(across, main, run.Direction, frame));
    }

    // A turned run's baseline is its distance along the page's width.
    private static bool IsAtEdge(double across, Direction main, Direction direction, Frame frame)
    {
        if (IsLevel(main) == IsLevel(direction)) return false;
        var (from, to) = (Math.Min(Math.Abs(frame.Left), Math.Abs(frame.Right)), Math.Max(Math.Abs(frame.Left), Math.Abs(frame.Right)));
        return across < from + (Edge * (to - from)) || across > to - (Edge * (to - from));
    }

    private static bool IsLevel(Direction direction) => direction is Direction.Right or Direction.Left;

    // Large letters that run with the text may be headings: a stamp is on most pages, and over or beside what else is there.
    private static bool IsStamp(List<(Sheet Sheet, TextRun Run)> here, List<Sheet> sheets, int pages, double bodySize)
    {
        if (here[0].Run.Direction != PageLayout.MainDirection(here[0].Sheet.Runs)) return true;
        if (pages < 0.6 * sheets.Count || here[0].Run.Size < Large * bodySize) return false;
        var over = 0;
        foreach (var (sheet, run) in here)
            foreach (var other in sheet.Runs)
                if (other != run && other.Direction == run.Direction && other.Baseline > run.Baseline - (0.3 * run.Size) && other.Baseline < run.Baseline + (0.9 * run.Size) && other.Overlaps(run))
                {
                    over++;
                    break;
                }
        return over * 2 > here.Count;
    }

    private static string Masked(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('0', '9') < 0) return text;
        var masked = text.ToCharArray();
        for (var i = 0; i < masked.Length; i++) if (char.IsAsciiDigit(masked[i])) masked[i] = '0';
        return new string(masked).Replace("00", "0", StringComparison.Ordinal).Replace("00", "0", StringComparison.Ordinal);
    }
}
