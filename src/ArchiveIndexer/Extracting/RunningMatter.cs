using System.Globalization;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Finds running heads, feet and page numbers: rows at the edge of pages that say the same, but for figures that count with the
/// pages, on several of them. A row is only looked at when nothing but such rows lies further out.
/// </summary>
internal static partial class RunningMatter
{
    private const double Edge = 0.16;        // of the page's height
    private const int DeepestRow = 6;
    private const double SameHeight = 4;     // points
    private const double Alone = 1000;       // the gap to the next row where there is none

    /// <summary>The runs of one page, turned upright, and its frame.</summary>
    internal sealed record Sheet(int Number, Frame Frame, List<TextRun> Runs);

    private sealed record Row(Sheet Sheet, List<TextRun> Runs, bool Top, double Gap, TextRun? Next)
    {
        /// <summary>Whether it stands apart from the next row towards the text: by its distance or by its type.</summary>
        internal bool Apart => Next is not null && (Gap > 1.6 || Math.Abs(Next.Size - Size) > 0.6 || Runs.TrueForAll(r => r.Bold != Next.Bold));
        internal string Text { get; } = string.Join(' ', Runs.OrderBy(r => r.Left).Select(r => r.Text));
        internal double Baseline => Runs[0].Baseline;
        internal double Size => Runs.Max(r => r.Size);
        /// <summary>Height above the foot, or below the top, of its page.</summary>
        internal double Distance => Top ? Sheet.Frame.Top - Baseline : Baseline - Sheet.Frame.Bottom;
        internal bool Artifact => Runs.TrueForAll(r => r.Artifact);
    }

    /// <summary>Takes the running matter out of the sheets' runs, and says what it was.</summary>
    /// <param name="sheets">All pages.</param>
    /// <param name="bodySize">Size of the type that most of the text is set in, points.</param>
    internal static List<PageFurniture> TakeOut(List<Sheet> sheets, double bodySize)
    {
        var found = new List<Row>();
        foreach (var top in new[] { true, false })
        {
            var layers = new List<List<Row>>();
            var edges = sheets.ToDictionary(s => s, s => RowsAt(s, top));
            for (var depth = 0; depth < DeepestRow; depth++)
            {
                var outermost = edges.Values.Where(rows => rows.Count > 0).Select(rows => rows.Peek()).ToList();
                var running = Running(outermost, sheets.Count, bodySize);
                if (running.Count == 0) break;
                foreach (var row in running) edges[row.Sheet].Dequeue();
                layers.Add(running);
            }
            found.AddRange(StandingApart(layers));
        }
        // A file of nothing but such rows has them for its text.
        if (found.Sum(r => r.Runs.Count) == sheets.Sum(s => s.Runs.Count)) return [];
        return Remove(found);
    }

    // Innermost first: what is not set apart from the text, on most of its pages, belongs to the text.
    private static List<Row> StandingApart(List<List<Row>> layers)
    {
        var kept = new List<Row>();
        var backed = new HashSet<Sheet>();
        for (var depth = layers.Count - 1; depth >= 0; depth--)
            foreach (var group in layers[depth].GroupBy(r => Mask(r.Text)).ToList())
            {
                var inner = group.Where(r => !backed.Contains(r.Sheet)).ToList();
                var apart = group.Key == "#" || inner.Count(r => r.Apart || r.Artifact) * 2 >= inner.Count;
                foreach (var row in group)
                    if (backed.Contains(row.Sheet) || apart) kept.Add(row);
                if (apart) backed.UnionWith(inner.Select(r => r.Sheet));
            }
        return kept;
    }

    private static List<PageFurniture> Remove(List<Row> rows)
    {
        var taken = new Dictionary<string, (string Text, SortedSet<int> Pages)>();
        foreach (var row in rows.OrderBy(r => r.Sheet.Number))
        {
            row.Sheet.Runs.RemoveAll(row.Runs.Contains);
            var key = Mask(row.Text);
            if (!taken.TryGetValue(key, out var seen)) taken[key] = seen = (row.Text, []);
            seen.Pages.Add(row.Sheet.Number);
        }
        return [.. taken.Values.OrderBy(t => t.Pages.Min).Select(t => new PageFurniture(t.Text.Replace('\t', ' '), [.. t.Pages]))];
    }

    private static Queue<Row> RowsAt(Sheet sheet, bool top)
    {
        var limit = Edge * sheet.Frame.Height;
        var upright = sheet.Runs.GroupBy(r => r.Direction).MaxBy(g => g.Sum(r => r.Letters))?.Key;
        var runs = sheet.Runs.Where(r => r.Direction == upright).OrderBy(r => top ? -r.Baseline : r.Baseline).ToList();
        var rows = new Queue<Row>();
        for (var i = 0; i < runs.Count && rows.Count < DeepestRow + 1;)
        {
            var row = new List<TextRun> { runs[i] };
            for (i++; i < runs.Count && Math.Abs(runs[i].Baseline - row[0].Baseline) < 0.35 * Math.Max(row[0].Size, runs[i].Size); i++) row.Add(runs[i]);
            var distance = top ? sheet.Frame.Top - row[0].Baseline : row[0].Baseline - sheet.Frame.Bottom;
            if (distance > limit) break;
            rows.Enqueue(new Row(sheet, row, top, i < runs.Count ? Math.Abs(runs[i].Baseline - row[0].Baseline) / Math.Max(1, row[0].Size) : Alone,
                i < runs.Count ? runs[i] : null));
        }
        return rows;
    }

    private static List<Row> Running(List<Row> rows, int pages, double bodySize)
    {
        var running = new List<Row>();
        foreach (var alike in rows.GroupBy(r => Mask(r.Text)))
        {
            // The same height within a few points: a line that merely happens to begin several pages moves about.
            foreach (var group in ByHeight(alike))
            {
                // Where it is all that most of its pages have, it is their text.
                if (group.Count(r => r.Gap >= Alone) * 2 > group.Count && !group.TrueForAll(r => PageNumber().IsMatch(r.Text))) continue;
                if (IsPageNumber(group, pages) || IsMarked(group) || Repeats(group, pages, bodySize)) running.AddRange(group);
            }
        }
        running = OutsideBody(running, rows, pages);
        running.AddRange(Counting(rows.Except(running).ToList(), pages, bodySize));
        running.AddRange(InTheirPlace(rows.Except(running).ToList(), running, pages));
        return running;
    }

    // "12 Office of Audits", "Appendix 2  21": whatever they say, on most pages their first or last figure is the page's.
    private static List<Row> Counting(List<Row> rows, int pages, double bodySize)
    {
        var figures = rows.Where(r => r.Size <= 1.1 * bodySize && r.Text.Length < 120 && !EndsSentence().IsMatch(r.Text))
            .SelectMany(r => EndFigures().Matches(r.Text).Select(m => (Row: r, Offset: Figures(m.Value)[0] - r.Sheet.Number)))
            .GroupBy(f => f.Offset).MaxBy(g => g.Count())?.Select(f => f.Row).Distinct().ToList() ?? [];
        return figures.Count >= 5 && figures.Count >= 0.5 * pages ? figures : [];
    }

    // On most pages this place and size belong to running matter, so what stands there on the others, apart from the text, is such too.
    private static List<Row> InTheirPlace(List<Row> rows, List<Row> running, int pages)
    {
        if (running.Count < 5 || running.Count < 0.5 * pages) return [];
        return [.. rows.Where(r => r.Gap is > 1.5 and < Alone && r.Text.Length < 120 && !EndsSentence().IsMatch(r.Text)
            && running.Count(k => Math.Abs(k.Distance - r.Distance) < 1.5 && Math.Abs(k.Size - r.Size) < 0.3) >= 0.25 * pages)];
    }

    // The heads of a long table repeat as well, but stand where other pages have their text.
    private static List<Row> OutsideBody(List<Row> running, List<Row> rows, int pages)
    {
        var body = rows.Except(running).ToList();
        return [.. running.GroupBy(r => Mask(r.Text)).Where(group =>
        {
            var deepest = group.Max(r => r.Distance);
            return group.Count() > 0.6 * pages || body.Count(r => r.Distance < deepest + 2) * 2 <= pages - group.Count()
                || group.All(r => r.Artifact || PageNumber().IsMatch(r.Text));
        }).SelectMany(g => g)];
    }

    private static IEnumerable<List<Row>> ByHeight(IEnumerable<Row> rows)
    {
        var open = new List<Row>();
        foreach (var row in rows.OrderBy(r => r.Distance))
        {
            if (open.Count > 0 && row.Distance - open[^1].Distance > SameHeight)
            {
                yield return open;
                open = [];
            }
            open.Add(row);
        }
        if (open.Count > 0) yield return open;
    }

    // The file itself says so, and the place agrees.
    private static bool IsMarked(List<Row> rows) => rows.TrueForAll(r => r.Artifact);

    private static bool Repeats(List<Row> rows, int pages, double bodySize)
    {
        var same = rows.TrueForAll(r => r.Text == rows[0].Text);
        if (pages == 2)
            return rows.Count == 2 && same && rows.TrueForAll(r => r.Gap > 1.8 && r.Size <= bodySize * 1.05) && !EndsSentence().IsMatch(rows[0].Text);
        if (rows.Count < 3) return false;
        // Some page in the midst may lack it, and left and right pages may differ; a heading that comes back now and then is none.
        var span = rows.Max(r => r.Sheet.Number) - rows.Min(r => r.Sheet.Number) + 1;
        if (rows.Count < 0.4 * span) return false;
        // A row that differs in its figures is running matter if these count with the pages; "Recommendation 3" over page 9 does not.
        return same || (CountsWithPages(rows) && !EndsSentence().IsMatch(rows[0].Text) && (rows[0].Size <= bodySize * 1.1 || rows.Count * 2 > pages));
    }

    // "Page 2 of 22", "P a g e 1 | 25", "- 3 -", "iv": never a sentence, so one is enough where its figure is right.
    private static bool IsPageNumber(List<Row> rows, int pages)
    {
        if (!rows.TrueForAll(r => PageNumber().IsMatch(r.Text))) return false;
        if (rows.TrueForAll(r => PageOf().Match(r.Text) is { Success: true } match
            && (match.Groups["of"].Success || Figures(r.Text).Contains(r.Sheet.Number)))) return true;
        return (rows.Count >= 3 && (rows.Count > 0.5 * pages || CountsWithPages(rows) || rows.TrueForAll(r => Figures(r.Text).Count == 0)))
            || (pages <= 3 && rows.TrueForAll(r => r.Gap > 1.4 && Figures(r.Text).Contains(r.Sheet.Number)))
            || (rows.Count == 2 && CountsWithPages(rows));
    }

    private static bool CountsWithPages(List<Row> rows)
    {
        var offsets = rows.Select(r => Figures(r.Text).Select(f => f - r.Sheet.Number).ToHashSet()).ToList();
        var agree = offsets.SelectMany(o => o).GroupBy(o => o).Select(g => g.Count()).DefaultIfEmpty().Max();
        return agree >= 0.7 * rows.Count;
    }

    private static List<int> Figures(string text) =>
        [.. Digits().Matches(text).Select(m => int.TryParse(m.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)];

    private static string Mask(string text)
    {
        if (PageNumber().IsMatch(text)) return "#";
        var masked = Roman().Replace(Digits().Replace(text, "#"), "#");
        return string.Concat(masked.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
    }

    [GeneratedRegex(@"\d{1,6}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\s*[ivxlc]{1,7}\s*$|^[ivxlc]{1,7}(?=\s)|(?<=\s)[ivxlc]{1,7}$")]
    private static partial Regex Roman();

    [GeneratedRegex(@"^\W*(p\s?a\s?g\s?e|p\.?|pg\.?|tudalen)?\W*(\d{1,4}|[ivxlc]{1,7})\W*((of|o f|/|\||o)\W*\d{1,4})?\W*(p\s?a\s?g\s?e)?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^\W*(p\s?a\s?g\s?e|tudalen)\s*\W?\s*\d{1,4}(?<of>\W+(of|o)?\W*\d{1,4})?\W*$|^\W*\d{1,4}(?<of>\W+(of|o)\W+\d{1,4})\W*$|^\W*\d{1,4}\s*\|\s*p\s?a\s?g\s?e\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageOf();

    [GeneratedRegex(@"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")]
    private static partial Regex EndFigures();

    [GeneratedRegex(@"[.;,?!]\W*$")]
    private static partial Regex EndsSentence();
}
