using System.Buffers;
using System.Runtime.InteropServices;

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

    /// <summary>The runs of a page. Every letter of every page passes here: nothing is made for one but the runs themselves.</summary>
    internal static List<TextRun> Read(List<Glyph> glyphs)
    {
        var runs = new List<TextRun>();
        var line = new Line(CollectionsMarshal.AsSpan(glyphs));
        try
        {
            for (var i = 0; i < glyphs.Count; i++)
            {
                var blank = line.IsBlank(i);
                if (line.Count > 0 && !line.GoesOnWith(i, blank)) Finish(ref line);
                if (!blank) line.Add(i);
                else if (line.Count > 0) line.Space();
            }
            Finish(ref line);
            return runs;
        }
        finally
        {
            line.Return();
        }

        void Finish(ref Line line)
        {
            if (line.Count > 0 && line.Run() is { } finished) runs.Add(finished);
            line.Clear();
        }
    }

    // The letters of one run while it is being joined, by their places on the page, in borrowed arrays.
    private ref struct Line(Span<Glyph> page)
    {
        private readonly Span<Glyph> page = page;
        private readonly int[] places = ArrayPool<int>.Shared.Rent(page.Length + 1);
        private readonly bool[] spaced = ArrayPool<bool>.Shared.Rent(page.Length + 1); // whether the file draws a space before it
        private readonly double[] gaps = ArrayPool<double>.Shared.Rent(page.Length + 1);
        private readonly double[] sorted = ArrayPool<double>.Shared.Rent(page.Length + 1);
        private char[] text = ArrayPool<char>.Shared.Rent(256);
        private bool spaceNext;
        private bool anySpace;
        private bool oneSize;

        internal int Count { get; private set; }

        private readonly ref readonly Glyph this[int i] => ref page[places[i]];

        internal readonly bool IsBlank(int place) => page[place].Text is { Length: 1 } one ? char.IsWhiteSpace(one[0]) : string.IsNullOrWhiteSpace(page[place].Text);

        internal void Add(int place)
        {
            oneSize = Count == 0 || (oneSize && page[place].Size == page[places[0]].Size);
            places[Count] = place;
            spaced[Count++] = spaceNext;
            spaceNext = false;
        }

        internal void Space() => spaceNext = anySpace = true;

        internal void Clear()
        {
            Count = 0;
            spaceNext = anySpace = false;
        }

        internal readonly void Return()
        {
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<bool>.Shared.Return(spaced);
            ArrayPool<double>.Shared.Return(gaps);
            ArrayPool<double>.Shared.Return(sorted);
            ArrayPool<char>.Shared.Return(text);
        }

        internal readonly bool GoesOnWith(int place, bool blank)
        {
            ref readonly var last = ref this[Count - 1];
            ref readonly var next = ref page[place];
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
                || (raised < 0.45 * size && Math.Abs(next.Baseline - this[0].Baseline) < 0.2 * size);
        }

        internal TextRun? Run()
        {
            double left = double.MaxValue, right = double.MinValue;
            var bold = 0;
            for (var i = 0; i < Count; i++)
            {
                ref readonly var glyph = ref this[i];
                gaps[i] = i == 0 ? 0 : (glyph.Left - this[i - 1].Right) / Math.Max(glyph.Size, this[i - 1].Size);
                left = Math.Min(left, glyph.Left);
                right = Math.Max(right, glyph.Right);
                if (glyph.Bold) bold++;
            }
            ref readonly var main = ref this[oneSize ? 0 : Main()];
            var clean = Text(main);
            if (clean.Length == 0) return null;
            return new TextRun
            {
                Text = this[Count - 1].Text == "\u00AD" ? clean + '\u00AD' : clean,
                Left = left,
                Right = right,
                Baseline = main.Baseline,
                Size = Math.Round(main.Size, 1),
                Bold = bold * 2 > Count,
                Direction = this[0].Direction,
                Artifact = this[0].Artifact,
                Letters = LettersIn(clean),
                Mark = this[0].Mark,
            };
        }

        private string Text(in Glyph main)
        {
            var least = LeastGap();
            var length = 0;
            var wasNote = false;
            for (var i = 0; i < Count; i++)
            {
                ref readonly var glyph = ref this[i];
                var isNote = !oneSize && IsNoteMark(glyph, main);
                if (i > 0)
                {
                    var noteBegins = isNote && !wasNote;
                    var noteEnds = wasNote && !isNote && char.IsLetterOrDigit(glyph.Text[0]);
                    if ((noteEnds || gaps[i] > (spaced[i] ? least.WithSpace : least.Without)) && !(noteBegins && gaps[i] < LeastGapBeforeNote))
                        Append(ref length, " ");
                }
                Append(ref length, isNote ? Raised(glyph.Text[0]) : glyph.Text);
                wasNote = isNote;
            }
            return TextNormaliser.Characters(new string(text.AsSpan(0, length).Trim())).Trim();
        }

        private void Append(ref int length, string more)
        {
            if (length + more.Length > text.Length)
            {
                var larger = ArrayPool<char>.Shared.Rent(2 * (length + more.Length));
                text.AsSpan(0, length).CopyTo(larger);
                ArrayPool<char>.Shared.Return(text);
                text = larger;
            }
            if (more.Length == 1) text[length] = more[0];
            else more.CopyTo(text.AsSpan(length));
            length += more.Length;
        }

        // The first letter of the size that most have.
        private readonly int Main()
        {
            var sizes = new Dictionary<double, (int First, int Times)>();
            for (var i = 0; i < Count; i++)
            {
                var size = Math.Round(this[i].Size, 1);
                sizes[size] = sizes.TryGetValue(size, out var seen) ? (seen.First, seen.Times + 1) : (i, 1);
            }
            return sizes.Values.MaxBy(size => size.Times).First;
        }

        // From which gap on a reader sees a space: where the file draws one, and where it does not.
        private readonly (double WithSpace, double Without) LeastGap()
        {
            var without = anySpace ? SpaceBesideGlyphs : SpaceWithoutGlyph;
            if (Count < 4) return (LeastSpaceGlyph, without);
            var apart = 0;
            var widest = 0.0;
            for (var i = 1; i < Count; i++)
            {
                if (gaps[i] > SpaceWithoutGlyph || spaced[i]) apart++;
                if (!spaced[i] && gaps[i] > widest) widest = gaps[i];
            }
            // "S E R I O U S   C A S E": nearly every letter stands alone, so only the wider gaps are spaces.
            if (apart >= 0.7 * (Count - 1) && MostAreLetters() && Usual() is > LeastSpaceGlyph and var usual) return (1.6 * usual, 1.6 * usual);
            // Type set a little wider or narrower than usual: measure from what is usual in this run, where it makes a difference.
            return (LeastSpaceGlyph, widest > without ? without + Math.Clamp(Usual(), 0, 0.12) : without);
        }

        private readonly double Usual()
        {
            var between = sorted.AsSpan(0, Count - 1);
            gaps.AsSpan(1, Count - 1).CopyTo(between);
            return Middle(between);
        }

        private readonly bool MostAreLetters()
        {
            var letters = 0;
            for (var i = 0; i < Count; i++) if (char.IsLetter(this[i].Text, 0)) letters++;
            return letters >= 4 && letters > Count / 2;
        }
    }

    // A raised small figure is the mark of a footnote or a power, and no part of the word or year before it: it is written as one (2013¹).
    private static bool IsNoteMark(in Glyph glyph, in Glyph main) => glyph.Text.Length == 1 && char.IsAsciiDigit(glyph.Text[0])
        && glyph.Size < 0.85 * main.Size && glyph.Baseline - main.Baseline > 0.15 * main.Size;

    private static string Raised(char figure) => RaisedFigures[figure - '0'];

    private static readonly string[] RaisedFigures = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

    private static int LettersIn(string text)
    {
        var letters = 0;
        foreach (var c in text) if (char.IsLetterOrDigit(c)) letters++;
        return letters;
    }

    // The upper median; the values are left in another order. C. A. R. Hoare, Algorithm 65 "Find" (1961).
    private static double Middle(Span<double> values)
    {
        int low = 0, high = values.Length - 1, wanted = values.Length / 2;
        while (low < high)
        {
            var pivot = values[(low + high) / 2];
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (wanted <= j) high = j;
            else if (wanted >= i) low = i;
            else break;
        }
        return values[wanted];
    }
}
