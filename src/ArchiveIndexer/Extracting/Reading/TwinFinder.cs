namespace ArchiveIndexer.Extracting;

/// <summary>Finds letters that are drawn again on themselves, as fake bold and shadows do. One is used for all pages of a file.</summary>
internal sealed class TwinFinder(List<Glyph> glyphs)
{
    // A letter is drawn again at most this far from the first, in parts of its size. The narrowest letters that English doubles
    // (ii, ll) stand 0.2 apart.
    private const double Twin = 0.12;

    // Places shared by more letters than this are no fake bold.
    private const int MostInPlace = 64;

    private int[] places = new int[1 << 12];
    private int[] ages = new int[1 << 12];
    private int age;
    private int held;
    private double lastRight, lastBaseline;
    private Direction lastDirection;
    private bool again, begun;

    internal void Clear()
    {
        age++;
        held = 0;
        (again, begun) = (false, false);
    }

    /// <summary>Whether the letter, which would be the next in the list, is there already; if not it is remembered.</summary>
    internal bool Holds(string text, double left, double right, double baseline, double size, Direction direction)
    {
        // Looked up only where drawing does not simply go on to the right: that is where a second drawing begins, and it goes on as
        // the first did.
        var cell = 1 / (Math.Max(1, size) * Twin);
        int x = Cell(left * cell), y = Cell(baseline * cell);
        var gap = left - lastRight;
        var goesOn = begun && lastDirection == direction && lastBaseline == baseline && gap > -0.1 * size && gap < 0.6 * size;
        (lastRight, lastBaseline, lastDirection, begun) = (right, baseline, direction, true);
        if ((!goesOn || again) && Find(text, left, baseline, size, direction, x, y)) return again = true;
        again = false;
        Remember(x, y);
        return false;
    }

    private bool Find(string text, double left, double baseline, double size, Direction direction, int x, int y)
    {
        var mask = places.Length - 1;
        for (var i = x - 1; i <= x + 1; i++)
        {
            for (var j = y - 1; j <= y + 1; j++)
            {
                var slot = Slot(i, j) & mask;
                for (var probes = 0; ages[slot] == age && probes < MostInPlace; probes++, slot = (slot + 1) & mask)
                {
                    var first = glyphs[places[slot]];
                    if (first.Direction == direction && Math.Abs(first.Left - left) < Twin * size && Math.Abs(first.Baseline - baseline) < Twin * size
                        && Math.Abs(first.Size - size) < 0.2 * size && first.Text == text) return true;
                }
            }
        }
        return false;
    }

    private void Remember(int x, int y)
    {
        if (2 * ++held > places.Length) Grow();
        Put(x, y, glyphs.Count);
    }

    private void Put(int x, int y, int place)
    {
        var mask = places.Length - 1;
        var slot = Slot(x, y) & mask;
        for (var probes = 0; ages[slot] == age; slot = (slot + 1) & mask)
            if (++probes > MostInPlace) return;
        places[slot] = place;
        ages[slot] = age;
    }

    private void Grow()
    {
        var (oldPlaces, oldAges) = (places, ages);
        places = new int[4 * oldPlaces.Length];
        ages = new int[places.Length];
        for (var i = 0; i < oldPlaces.Length; i++)
        {
            if (oldAges[i] != age) continue;
            var glyph = glyphs[oldPlaces[i]];
            var cell = 1 / (Math.Max(1, glyph.Size) * Twin);
            Put(Cell(glyph.Left * cell), Cell(glyph.Baseline * cell), oldPlaces[i]);
        }
    }

    private static int Slot(int x, int y) => unchecked((int)(((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u)) >>> 7);

    private static int Cell(double value) => (int)Math.Clamp(Math.Floor(value), -1e9, 1e9);
}
