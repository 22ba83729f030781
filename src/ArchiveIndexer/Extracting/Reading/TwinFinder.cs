namespace ArchiveIndexer.Extracting;

/// <summary>Finds letters that are drawn again on themselves, as fake bold and shadows do. One is used for all pages of a file.</summary>
/// <remarks>Remembers stretches of letters, by the height that they stand at: for a letter that goes on where the last one ended there is nothing to do.</remarks>
internal sealed class TwinFinder(List<Glyph> glyphs)
{
    // A letter is drawn again at most this far from the first, in parts of its size. The narrowest letters that English doubles
    // (ii, ll) stand 0.2 apart.
    private const double Twin = 0.12;

    private const double BandHeight = 4; // points
    private const int MostBands = 16;
    private const int LongestStretch = 128;
    // Places shared by more letters than this are no fake bold.
    private const int MostCompared = 1024;

    private readonly int[] heads = new int[1 << 10]; // the newest stretch of each band, by a hash of the band
    private readonly int[] ages = new int[1 << 10];
    private Stretch[] stretches = new Stretch[256];
    private int count;
    private int age;
    private double lastRight, lastBaseline;
    private Direction lastDirection;
    private bool again, begun;

    // Letters of the list one behind the other, Left the first's and Right the last's left edge.
    private struct Stretch
    {
        internal int Band, First, Last, Next;
        internal double Left, Right;
    }

    internal void Clear()
    {
        age++;
        count = 0;
        (again, begun) = (false, false);
    }

    /// <summary>Whether the letter, which would be the next in the list, is there already; if not it is remembered.</summary>
    internal bool Holds(string text, double left, double right, double baseline, double size, Direction direction)
    {
        // Looked up only where drawing does not simply go on to the right: that is where a second drawing begins, and it goes on as
        // the first did.
        var gap = left - lastRight;
        var goesOn = begun && lastDirection == direction && lastBaseline == baseline && gap > -0.1 * size && gap < 0.6 * size;
        (lastRight, lastBaseline, lastDirection, begun) = (right, baseline, direction, true);
        if ((!goesOn || again) && Find(text, left, baseline, size, direction)) return again = true;
        if (goesOn && !again && glyphs.Count - stretches[count - 1].First < LongestStretch)
        {
            ref var last = ref stretches[count - 1];
            last.Last = glyphs.Count;
            if (left > last.Right) last.Right = left;
            else if (left < last.Left) last.Left = left;
        }
        else Begin(BandOf(baseline), left);
        again = false;
        return false;
    }

    private bool Find(string text, double left, double baseline, double size, Direction direction)
    {
        var near = Twin * size;
        var compared = 0;
        int lowest = BandOf(baseline - near), highest = Math.Min(BandOf(baseline + near), lowest + MostBands);
        for (var band = lowest; band <= highest; band++)
        {
            var slot = band & (heads.Length - 1);
            if (ages[slot] != age) continue;
            for (var i = heads[slot]; i >= 0 && compared < MostCompared; i = stretches[i].Next, compared++)
            {
                ref readonly var stretch = ref stretches[i];
                if (stretch.Band != band || left < stretch.Left - near || left > stretch.Right + near) continue;
                for (var place = stretch.First; place <= stretch.Last; place++, compared++)
                {
                    var first = glyphs[place];
                    if (Math.Abs(first.Left - left) < near && Math.Abs(first.Baseline - baseline) < near && first.Direction == direction
                        && Math.Abs(first.Size - size) < 0.2 * size && first.Text == text) return true;
                }
            }
        }
        return false;
    }

    private void Begin(int band, double left)
    {
        if (count == stretches.Length) Array.Resize(ref stretches, 2 * count);
        var slot = band & (heads.Length - 1);
        stretches[count] = new Stretch { Band = band, First = glyphs.Count, Last = glyphs.Count, Left = left, Right = left, Next = ages[slot] == age ? heads[slot] : -1 };
        (heads[slot], ages[slot]) = (count++, age);
    }

    private static int BandOf(double height) => (int)Math.Clamp(Math.Floor(height / BandHeight), -1e6, 1e6);
}
