namespace ArchiveIndexer.Extracting;

/// <summary>Finds the footnotes of a page by the short line above them: below it stands smaller type that begins with a mark.</summary>
internal static class Footnotes
{
    private const double Small = 0.93; // of the size that most of the text above is set in

    /// <summary>Takes the footnotes out of a page's runs.</summary>
    /// <returns>Their chunk, to be read last; null where none are certain.</returns>
    internal static Chunk? Take(ref List<TextRun> runs, Sheet sheet, List<Grid> grids)
    {
        foreach (var rule in sheet.Rules)
        {
            if (!rule.IsLevel || rule.Right - rule.Left < 50 || rule.Bottom > sheet.Frame.Bottom + (0.65 * sheet.Frame.Height)) continue;
            if (grids.Exists(g => rule.Bottom < g.Top + 1 && rule.Bottom > g.Bottom - 1 && rule.Left < g.Right && rule.Right > g.Left)) continue;
            if (Below(runs, rule) is not { } notes) continue;
            var own = new HashSet<TextRun>(notes, ReferenceEqualityComparer.Instance);
            runs = runs.FindAll(run => !own.Contains(run));
            var ordered = new List<TextRun>(notes.Count);
            foreach (var chunk in ReadingOrder.Of(notes)) ordered.AddRange(chunk.Runs);
            return new Chunk(ordered) { IsFootnotes = true };
        }
        return null;
    }

    private static List<TextRun>? Below(List<TextRun> runs, Rule rule)
    {
        List<TextRun>? notes = null;
        TextRun? first = null;
        var sizes = new Dictionary<double, int>();
        var largest = 0.0;
        foreach (var run in runs)
        {
            if (run.Baseline > rule.Bottom)
            {
                sizes[run.Size] = sizes.GetValueOrDefault(run.Size) + run.Letters;
                continue;
            }
            (notes ??= []).Add(run);
            largest = Math.Max(largest, run.Size);
            if (first is null || run.Baseline > first.Baseline + (0.5 * run.Size) || (run.SharesBaselineWith(first) && run.Left < first.Left)) first = run;
        }
        if (first is null || sizes.Count == 0 || !BeginsWithMark(first.Text)) return null;
        var (main, most) = (0.0, -1);
        foreach (var (size, letters) in sizes) if (letters > most) (main, most) = (size, letters);
        // Close under the line, and all of it small.
        return largest <= Small * main && rule.Bottom - first.Baseline < 3.5 * first.Size && Math.Abs(first.Left - rule.Left) < 40 ? notes : null;
    }

    private static bool BeginsWithMark(string text) => char.IsDigit(text[0]) || char.GetUnicodeCategory(text[0]) is System.Globalization.UnicodeCategory.OtherNumber || text[0] is '*' or '†' or '‡' or '§' or '[';
}
