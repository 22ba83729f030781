using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>One row, over the whole width of a page, near its head or foot.</summary>
internal sealed partial class EdgeRow
{
    /// <summary>The <see cref="Key"/> of all page numbers, whatever their form.</summary>
    internal const string PageNumberKey = "#";

    private const double Edge = 0.16; // of the page's height
    private const int LongestPageNumber = 60;
    private const double Closest = 30; // points: runs of one row need not have the very same baseline

    private EdgeRow(Sheet sheet, List<TextRun> runs, double distance, TextRun? next)
    {
        (Sheet, Runs, Distance, Next) = (sheet, runs, distance, next);
        Text = runs.Count == 1 ? runs[0].Text : string.Join(' ', runs.OrderBy(r => r.Left).Select(r => r.Text));
        Size = runs.Count == 1 ? runs[0].Size : runs.Max(r => r.Size);
        Gap = next is null ? double.MaxValue : Math.Abs(next.Baseline - runs[0].Baseline) / Math.Max(1, runs[0].Size);
        Artifact = runs.TrueForAll(r => r.Artifact);
        IsPageNumber = Text.Length <= LongestPageNumber && PageNumber().IsMatch(Text);
        Figures = FiguresIn(Text);
        SaysPage = IsPageNumber && PageOf().Match(Text) is { Success: true } match && (match.Groups["of"].Success || Figures.Contains(sheet.Number));
        Key = IsPageNumber ? PageNumberKey
            : KeyOf(Text);
    }

    internal Sheet Sheet { get; }
    internal List<TextRun> Runs { get; }
    internal string Text { get; }
    internal double Size { get; }
    /// <summary>Height above the foot, or below the top, of its page, points.</summary>
    internal double Distance { get; }
    /// <summary>The first run of the next row towards the text; null where there is none.</summary>
    internal TextRun? Next { get; }
    /// <summary>The distance to that row, in sizes of the type.</summary>
    internal double Gap { get; }
    /// <summary>Whether the file marks all of it as running matter.</summary>
    internal bool Artifact { get; }
    /// <summary>Whether it says nothing but a page's number.</summary>
    internal bool IsPageNumber { get; }
    /// <summary>Whether it says so in words, and rightly: <c>Page 3</c> on page 3, <c>3 of 22</c>.</summary>
    internal bool SaysPage { get; }
    /// <summary>The figures in it.</summary>
    internal List<int> Figures { get; }
    /// <summary>Its text with figures masked, capitals and spaces made alike: equal for rows that say the same.</summary>
    internal string Key { get; }

    /// <summary>Whether it stands apart from the next row towards the text, by its distance or by its type.</summary>
    internal bool IsApart => Next is not null && (Gap > 1.6 || Math.Abs(Next.Size - Size) > 0.6 || Runs.TrueForAll(r => r.Bold != Next.Bold));

    /// <summary>The rows near the head or the foot of a page, from the edge inwards, as far as the first that is a table's.</summary>
    internal static Queue<EdgeRow> Of(Sheet sheet, List<Grid> grids, bool top, int most)
    {
        var rows = new Queue<EdgeRow>();
        if (sheet.Runs.Count == 0) return rows;
        var upright = PageLayout.MainDirection(sheet.Runs);
        var runs = new List<TextRun>();
        // What stands further in is not looked at, but for the nearest of it.
        TextRun? inner = null;
        foreach (var run in sheet.Runs)
        {
            if (run.Direction != upright) continue;
            var distance = DistanceOf(sheet, run, top);
            if (distance <= (Edge * sheet.Frame.Height) + Closest) runs.Add(run);
            else if (inner is null || distance < DistanceOf(sheet, inner, top)) inner = run;
        }
        if (inner is not null) runs.Add(inner);
        runs.Sort((a, b) => top ? b.Baseline.CompareTo(a.Baseline) : a.Baseline.CompareTo(b.Baseline));
        for (var i = 0; i < runs.Count && rows.Count < most;)
        {
            var first = runs[i];
            var row = new List<TextRun> { first };
            for (i++; i < runs.Count && first.SharesBaselineWith(runs[i]); i++) row.Add(runs[i]);
            var distance = DistanceOf(sheet, first, top);
            if (distance > Edge * sheet.Frame.Height || grids.Exists(g => IsTableOfText(g, sheet, top) && g.Contains(first))) break;
            rows.Enqueue(new EdgeRow(sheet, row, distance, i < runs.Count ? runs[i] : null));
        }
        return rows;
    }

    private static string KeyOf(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('0', '9') || !Ascii.IsValid(text)) text = Digits().Replace(text, "#");
        if (text.Length > 0 && (IsRoman(text[0]) || IsRoman(text[^1]))) text = Roman().Replace(text, "#");
        var key = new StringBuilder(text.Length);
        foreach (var c in text) if (!char.IsWhiteSpace(c)) key.Append(char.ToUpperInvariant(c));
        return key.ToString();
    }

    private static bool IsRoman(char c) => c is 'i' or 'v' or 'x' or 'l' or 'c' || char.IsWhiteSpace(c);

    private static double DistanceOf(Sheet sheet, TextRun run, bool top) => top ? sheet.Frame.Top - run.Baseline : run.Baseline - sheet.Frame.Bottom;

    // A head or foot may be ruled too, but does not reach into the page.
    private static bool IsTableOfText(Grid grid, Sheet sheet, bool top) => RuledTables.IsTable(grid)
        && (top ? sheet.Frame.Top - grid.Bottom : grid.Top - sheet.Frame.Bottom) > Edge * sheet.Frame.Height;

    internal static List<int> FiguresIn(string text) =>
        text.Any(char.IsDigit) ? [.. Digits().Matches(text).Select(m => int.TryParse(m.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)] : [];

    [GeneratedRegex(@"\d{1,6}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\s*[ivxlc]{1,7}\s*$|^[ivxlc]{1,7}(?=\s)|(?<=\s)[ivxlc]{1,7}$")]
    private static partial Regex Roman();

    // Tudalen is Welsh for page, and o for of.
    [GeneratedRegex(
        @"^\W*(p\s?a\s?g\s?e|p\.?|pg\.?|tudalen)?\W*(\d{1,4}|[ivxlc]{1,7})\W*((of|o f|/|\||o)\W*\d{1,4})?\W*(p\s?a\s?g\s?e)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    [GeneratedRegex(
        @"^\W*(p\s?a\s?g\s?e|tudalen)\s*\W?\s*\d{1,4}(?<of>\W+(of|o)?\W*\d{1,4})?\W*$"
            + @"|^\W*\d{1,4}(?<of>\W+(of|o)\W+\d{1,4})\W*$|^\W*\d{1,4}\s*\|\s*p\s?a\s?g\s?e\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageOf();
}
