using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Finds running heads, feet and page numbers: rows at the edge of pages that say the same, but for figures that count with the
/// pages, on several of them. A row is only looked at when nothing but such rows lies further out.
/// </summary>
internal static partial class RunningMatter
{
    private const int DeepestRow = 6;
    private const double SameHeight = 4; // points

    /// <summary>Takes the running matter out of the sheets' runs, and says what it was and which page numbers it printed.</summary>
    /// <param name="sheets">All pages.</param>
    /// <param name="grids">What is ruled on each: the heads of a table that goes on over pages repeat as well.</param>
    /// <param name="bodySize">Size of the type that most of the text is set in, points.</param>
    internal static (List<PageFurniture> Furniture, Dictionary<int, string> Labels) TakeOut(List<Sheet> sheets, List<List<Grid>> grids, double bodySize)
    {
        var stamps = Watermarks.TakeOut(sheets, bodySize);
        var found = new List<EdgeRow>();
        foreach (var top in new[] { true, false })
        {
            var layers = new List<List<EdgeRow>>();
            var edges = new Dictionary<Sheet, Queue<EdgeRow>>(sheets.Count);
            for (var i = 0; i < sheets.Count; i++) edges[sheets[i]] = EdgeRow.Of(sheets[i], grids[i], top, DeepestRow + 1);
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
        if (found.Sum(r => r.Runs.Count) == sheets.Sum(s => s.Runs.Count)) return (stamps, []);
        return ([.. Remove(found), .. stamps], PrintedLabels.Of(found));
    }

    // Innermost first: what is not set apart from the text, on most of its pages, belongs to the text.
    private static List<EdgeRow> StandingApart(List<List<EdgeRow>> layers)
    {
        var kept = new List<EdgeRow>();
        var backed = new HashSet<Sheet>();
        for (var depth = layers.Count - 1; depth >= 0; depth--)
            foreach (var group in layers[depth].GroupBy(r => r.Key).ToList())
            {
                var inner = group.Where(r => !backed.Contains(r.Sheet)).ToList();
                var apart = group.Key == EdgeRow.PageNumberKey || inner.Count(r => r.IsApart || r.Artifact) * 2 >= inner.Count;
                foreach (var row in group)
                    if (backed.Contains(row.Sheet) || apart) kept.Add(row);
                if (apart) backed.UnionWith(inner.Select(r => r.Sheet));
            }
        return kept;
    }

    private static List<PageFurniture> Remove(List<EdgeRow> rows)
    {
        var taken = new Dictionary<string, (string Text, SortedSet<int> Pages)>();
        foreach (var row in rows.OrderBy(r => r.Sheet.Number))
        {
            row.Sheet.Runs.RemoveAll(row.Runs.Contains);
            var key = row.Key;
            if (!taken.TryGetValue(key, out var seen)) taken[key] = seen = (row.Text, []);
            seen.Pages.Add(row.Sheet.Number);
        }
        return [.. taken.Values.OrderBy(t => t.Pages.Min).Select(t => new PageFurniture(t.Text.Replace('\t', ' '), [.. t.Pages]))];
    }

    private static List<EdgeRow> Running(List<EdgeRow> rows, int pages, double bodySize)
    {
        var running = new List<EdgeRow>();
        foreach (var alike in rows.GroupBy(r => r.Key))
        {
            // The same height within a few points: a line that merely happens to begin several pages moves about.
            foreach (var group in ByHeight(alike))
            {
                // Where it is all that most of its pages have, it is their text.
                if (group.Count(r => r.Next is null) * 2 > group.Count && !group.TrueForAll(r => r.IsPageNumber)) continue;
                if (IsPageNumber(group, pages) || IsMarked(group) || Repeats(group, pages, bodySize)) running.AddRange(group);
            }
        }
        running = OutsideBody(running, rows, pages);
        running.AddRange(Counting(rows.Except(running).ToList(), pages, bodySize));
        running.AddRange(InTheirPlace(rows.Except(running).ToList(), running, pages));
        return running;
    }

    // "12 Office of Audits", "Appendix 2  21": whatever they say, on most pages their first or last figure is the page's.
    private static List<EdgeRow> Counting(List<EdgeRow> rows, int pages, double bodySize)
    {
        var figures = rows.Where(r => r.Size <= 1.1 * bodySize && r.Text.Length < 120 && !EndsSentence().IsMatch(r.Text))
            .SelectMany(r => EndFigures().Matches(r.Text).Select(m => (EdgeRow: r, Offset: EdgeRow.FiguresIn(m.Value)[0] - r.Sheet.Number)))
            .GroupBy(f => f.Offset).MaxBy(g => g.Count())?.Select(f => f.EdgeRow).Distinct().ToList() ?? [];
        return figures.Count >= 5 && figures.Count >= 0.5 * pages ? figures : [];
    }

    // On most pages this place and size belong to running matter, so what stands there on the others, apart from the text, is such too.
    private static List<EdgeRow> InTheirPlace(List<EdgeRow> rows, List<EdgeRow> running, int pages)
    {
        if (running.Count < 5 || running.Count < 0.5 * pages) return [];
        return [.. rows.Where(r => r.Gap > 1.5 && r.Next is not null && r.Text.Length < 120 && !EndsSentence().IsMatch(r.Text)
            && running.Count(k => Math.Abs(k.Distance - r.Distance) < 1.5 && Math.Abs(k.Size - r.Size) < 0.3) >= 0.25 * pages)];
    }

    // The heads of a long table repeat as well, but stand where other pages have their text.
    private static List<EdgeRow> OutsideBody(List<EdgeRow> running, List<EdgeRow> rows, int pages)
    {
        var body = rows.Except(running).ToList();
        return [.. running.GroupBy(r => r.Key).Where(group =>
        {
            var deepest = group.Max(r => r.Distance);
            return group.Count() > 0.6 * pages || body.Count(r => r.Distance < deepest + 2) * 2 <= pages - group.Count()
                || group.All(r => r.Artifact || r.IsPageNumber);
        }).SelectMany(g => g)];
    }

    private static IEnumerable<List<EdgeRow>> ByHeight(IEnumerable<EdgeRow> rows)
    {
        var open = new List<EdgeRow>();
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
    private static bool IsMarked(List<EdgeRow> rows) => rows.TrueForAll(r => r.Artifact);

    private static bool Repeats(List<EdgeRow> rows, int pages, double bodySize)
    {
        var same = rows.TrueForAll(r => r.Text == rows[0].Text);
        // Two pages are little evidence: the row must be small or well apart. Rows of a foot stand close; whether its innermost stands
        // apart from the text is looked at later.
        if (pages == 2)
            return rows.Count == 2 && (same || CountsWithPages(rows)) && !EndsSentence().IsMatch(rows[0].Text)
                && rows.TrueForAll(r => (r.Gap > 1.8 && r.Size <= bodySize * 1.05) || r.Size <= bodySize * 0.95);
        if (rows.Count < 3) return false;
        // Some page in the midst may lack it, and left and right pages may differ; a heading that comes back now and then is none.
        var span = rows.Max(r => r.Sheet.Number) - rows.Min(r => r.Sheet.Number) + 1;
        if (rows.Count < 0.4 * span) return false;
        // A row that differs in its figures is running matter if these count with the pages; "Recommendation 3" over page 9 does not.
        return same || (CountsWithPages(rows) && !EndsSentence().IsMatch(rows[0].Text)
            && (rows[0].Size <= bodySize * 1.1 || rows.Count * 2 > pages));
    }

    // "Page 2 of 22", "P a g e 1 | 25", "- 3 -", "iv": never a sentence, so one is enough where its figure is right.
    private static bool IsPageNumber(List<EdgeRow> rows, int pages)
    {
        if (!rows.TrueForAll(r => r.IsPageNumber)) return false;
        if (rows.TrueForAll(r => r.SaysPage)) return true;
        return (rows.Count >= 3 && (rows.Count > 0.5 * pages || CountsWithPages(rows) || rows.TrueForAll(r => r.Figures.Count == 0)))
            || (pages <= 3 && rows.TrueForAll(r => r.Gap > 1.4 && r.Figures.Contains(r.Sheet.Number)))
            || (rows.Count == 2 && CountsWithPages(rows));
    }

    private static bool CountsWithPages(List<EdgeRow> rows)
    {
        var offsets = rows.Select(r => r.Figures.Select(f => f - r.Sheet.Number).ToHashSet()).ToList();
        var agree = offsets.SelectMany(o => o).GroupBy(o => o).Select(g => g.Count()).DefaultIfEmpty().Max();
        return agree >= 0.7 * rows.Count;
    }

    [GeneratedRegex(@"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")]
    private static partial Regex EndFigures();

    [GeneratedRegex(@"[.;,?!]\W*$")]
    private static partial Regex EndsSentence();
}
