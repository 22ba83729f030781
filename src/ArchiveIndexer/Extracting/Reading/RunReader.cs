using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>Joins letters into runs, with spaces where a reader sees them.</summary>
internal static class RunReader
{
    // In parts of the size of the type.
    private const double SpaceWithoutGlyph = 0.12;
    private const double SpaceBesideGlyphs = 0.2;
    private const double LeastSpaceGlyph = 0.04;
    private const double NextColumn = 1.0;
    private const double StepBack = 0.35;
    private const double LeastGapBeforeNote = 0.3;

    internal static List<TextRun> Read(List<Glyph> glyphs)
    {
        var runs = new List<TextRun>();
        var run = new List<Glyph>();
        var spaces = new HashSet<int>(); // indices in run of the letters before which the file draws a space
        foreach (var glyph in glyphs)
        {
            var blank = string.IsNullOrWhiteSpace(glyph.Text);
            if (run.Count > 0 && !Continues(run, glyph, blank)) Finish();
            if (!blank) run.Add(glyph);
            else if (run.Count > 0) spaces.Add(run.Count);
        }
        Finish();
        return runs;

        void Finish()
        {
            if (run.Count > 0 && RunOf(run, spaces) is { } finished) runs.Add(finished);
            run.Clear();
            spaces.Clear();
        }
    }

    private static bool Continues(List<Glyph> run, Glyph next, bool blank)
    {
        var last = run[^1];
        if (next.Direction != last.Direction || next.Artifact != last.Artifact) return false;
        if (next.Direction is Direction.Slanted) return true;
        var size = Math.Max(last.Size, next.Size);
        var gap = next.Left - last.Right;
        var raised = Math.Abs(next.Baseline - last.Baseline);
        if (blank) return raised < 0.5 * size && gap < NextColumn * size;
        if (gap > NextColumn * size || gap < -StepBack * size) return false;
        // Two cells of a table may stand close: the file's own marks part them.
        if (gap > 0.5 * size && next.Mark != last.Mark) return false;
        // Raised or lowered figures (15th, CO2, notes) are smaller, or follow smaller ones, and stand close.
        return raised < 0.2 * size
            || (raised < 0.65 * size && gap < 0.35 * size && Math.Abs(next.Size - last.Size) > 0.12 * size)
            || (raised < 0.45 * size && Math.Abs(next.Baseline - run[0].Baseline) < 0.2 * size);
    }

    private static TextRun? RunOf(List<Glyph> run, HashSet<int> spaces)
    {
        var gaps = new double[run.Count];
        for (var i = 1; i < run.Count; i++) gaps[i] = (run[i].Left - run[i - 1].Right) / Math.Max(run[i].Size, run[i - 1].Size);
        var least = LeastGap(run, gaps, spaces);
        var main = MainOf(run);
        var text = new StringBuilder(run.Count + 16);
        for (var i = 0; i < run.Count; i++)
        {
            var noteBegins = IsNoteMark(run[i], main) && (i == 0 || !IsNoteMark(run[i - 1], main));
            var noteEnds = i > 0 && IsNoteMark(run[i - 1], main) && !IsNoteMark(run[i], main) && char.IsLetterOrDigit(run[i].Text[0]);
            if (i > 0 && (noteEnds || gaps[i] > (spaces.Contains(i) ? least.WithSpace : least.Without)) && !(noteBegins && gaps[i] < LeastGapBeforeNote))
                text.Append(' ');
            text.Append(noteBegins || IsNoteMark(run[i], main) ? Raised(run[i].Text[0]) : run[i].Text);
        }
        var clean = TextNormaliser.Characters(text.ToString()).Trim();
        if (clean.Length == 0) return null;
        return new TextRun
        {
            Text = run[^1].Text == "\u00AD" ? clean + '\u00AD' : clean,
            Left = run.Min(g => g.Left),
            Right = run.Max(g => g.Right),
            Baseline = main.Baseline,
            Size = Math.Round(main.Size, 1),
            Bold = run.Count(g => g.Bold) * 2 > run.Count,
            Direction = run[0].Direction,
            Artifact = run[0].Artifact,
            Letters = clean.Count(char.IsLetterOrDigit),
            Mark = run[0].Mark,
        };
    }

    // A raised small figure is the mark of a footnote or a power, and no part of the word or year before it: it is written as one (2013¹).
    private static bool IsNoteMark(in Glyph glyph, in Glyph main) => glyph.Text.Length == 1 && char.IsAsciiDigit(glyph.Text[0])
        && glyph.Size < 0.85 * main.Size && glyph.Baseline - main.Baseline > 0.15 * main.Size;

    // The first letter of the size that most have.
    private static Glyph MainOf(List<Glyph> run)
    {
        var first = run[0];
        return run.TrueForAll(g => g.Size == first.Size) ? first : run.GroupBy(g => Math.Round(g.Size, 1)).MaxBy(g => g.Count())!.First();
    }

    private static string Raised(char figure) => "⁰¹²³⁴⁵⁶⁷⁸⁹".Substring(figure - '0', 1);

    // From which gap on a reader sees a space: where the file draws one, and where it does not.
    private static (double WithSpace, double Without) LeastGap(List<Glyph> run, double[] gaps, HashSet<int> spaces)
    {
        var usual = (LeastSpaceGlyph, spaces.Count > 0 ? SpaceBesideGlyphs : SpaceWithoutGlyph);
        if (run.Count < 4) return usual;
        var sorted = gaps[1..];
        Array.Sort(sorted);
        var middle = sorted[sorted.Length / 2];
        var apart = 0;
        for (var i = 1; i < run.Count; i++) if (gaps[i] > SpaceWithoutGlyph || spaces.Contains(i)) apart++;
        var letters = run.Count(g => char.IsLetter(g.Text, 0));
        // "S E R I O U S   C A S E": nearly every letter stands alone, so only the wider gaps are spaces.
        if (apart >= 0.7 * (run.Count - 1) && letters >= 4 && letters > run.Count / 2 && middle > LeastSpaceGlyph)
            return (1.6 * middle, 1.6 * middle);
        // Type set a little wider or narrower than usual: measure from what is usual in this run.
        return (usual.LeastSpaceGlyph, usual.Item2 + Math.Clamp(middle, 0, 0.12));
    }
}
