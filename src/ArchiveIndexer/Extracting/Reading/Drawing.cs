using System.Numerics;
using System.Runtime.InteropServices;

namespace ArchiveIndexer.Extracting;

/// <summary>What else is drawn on a page: ruled lines, filled boxes, pictures.</summary>
internal sealed class Drawing
{
    private const int MostRules = 20_000;
    private const int MostMerged = 4_000;
    private const int MostBoxes = 2_000;
    private const int Grid = 64;

    // Points. A line is at most as thick as a fat rule and long enough to part something; dashes are joined before they are measured.
    private const double Thickest = 3.5;
    private const double Shortest = 6;
    private const double DashGap = 2.5;
    private const double SameLine = 1;

    private readonly List<Rule> rules = [];
    private readonly List<Box> boxes = [];
    private readonly ulong[] pictures = new ulong[Grid];

    /// <summary>A filled box: nothing below it shows.</summary>
    /// <param name="Area">Where.</param>
    /// <param name="Colour">Its colour.</param>
    /// <param name="Before">How many letters were drawn before it.</param>
    internal readonly record struct Box(Frame Area, Colour Colour, int Before);

    internal ReadOnlySpan<Box> Boxes => CollectionsMarshal.AsSpan(boxes);

    internal bool HasDarkBox { get; private set; }

    /// <summary>The share of the page that pictures cover, 0 to 1.</summary>
    internal double Pictures
    {
        get
        {
            var cells = 0;
            foreach (var row in pictures) cells += BitOperations.PopCount(row);
            return cells / (double)(Grid * Grid);
        }
    }

    internal void Clear()
    {
        rules.Clear();
        boxes.Clear();
        Array.Clear(pictures);
        HasDarkBox = false;
    }

    /// <summary>A box or thin bar that is filled.</summary>
    internal void Fill(in Frame area, in Colour colour, bool opaque, int before)
    {
        if (area.Width < 0 || area.Height < 0) return;
        if (Math.Min(area.Width, area.Height) <= Thickest) AddRule(area);
        else if (opaque && colour.Known && boxes.Count < MostBoxes)
        {
            boxes.Add(new Box(area, colour, before));
            HasDarkBox |= colour.IsDark;
        }
        else Cover(area, before);
    }

    /// <summary>Something else that changes what is seen: a picture, a shape, a pattern, a veil.</summary>
    internal void Cover(in Frame area, int before)
    {
        // It matters only on top of a dark box.
        if (HasDarkBox && boxes.Count < MostBoxes) boxes.Add(new Box(area, Colour.None, before));
    }

    /// <summary>The colour that is seen at a place before more is drawn; none where it is not known.</summary>
    internal Colour Ground(double x, double y)
    {
        if (boxes.Count == MostBoxes) return Colour.None;
        for (var i = boxes.Count - 1; i >= 0; i--) if (boxes[i].Area.Holds(x, y)) return boxes[i].Colour;
        return Colour.None;
    }

    internal void AddRule(in Frame area)
    {
        if (rules.Count < MostRules) rules.Add(new Rule(area.Left, area.Bottom, area.Right, area.Top));
    }

    internal void AddPicture(in Frame area, double width, double height)
    {
        if (!(width > 0 && height > 0)) return;
        int Cell(double value, double size) => (int)Math.Clamp(Math.Round(value / size * Grid), 0, Grid);
        int left = Cell(area.Left, width), right = Cell(area.Right, width), bottom = Cell(area.Bottom, height), top = Cell(area.Top, height);
        if (right <= left) return;
        var columns = right - left == 64 ? ulong.MaxValue : ((1UL << (right - left)) - 1) << left;
        for (var row = bottom; row < top; row++) pictures[row] |= columns;
    }

    /// <summary>The ruled lines, those that continue each other joined, turned as <paramref name="direction"/> is.</summary>
    internal Rule[] Rules(Direction direction)
    {
        if (rules.Count == 0) return [];
        rules.Sort(static (a, b) => a.IsLevel != b.IsLevel ? (a.IsLevel ? -1 : 1)
            : a.IsLevel ? Compare(a.Bottom + a.Top, b.Bottom + b.Top, a.Left, b.Left) : Compare(a.Left + a.Right, b.Left + b.Right, a.Bottom, b.Bottom));
        var merged = new List<Rule>(Math.Min(rules.Count, 256));
        foreach (var band in Bands()) Join(band, merged);
        var turned = new Rule[merged.Count];
        for (var i = 0; i < turned.Length; i++)
        {
            var frame = new Frame(merged[i].Left, merged[i].Bottom, merged[i].Right, merged[i].Top).Turned(direction);
            turned[i] = new Rule(frame.Left, frame.Bottom, frame.Right, frame.Top);
        }
        return turned;
    }

    // Lines at the same height (or the same distance from the left), in their order along it.
    private IEnumerable<List<Rule>> Bands()
    {
        var band = new List<Rule>();
        for (var i = 0; i < rules.Count; i++)
        {
            if (band.Count > 0 && (band[0].IsLevel != rules[i].IsLevel || Across(rules[i]) - Across(band[^1]) > SameLine))
            {
                yield return band;
                band.Clear();
            }
            band.Add(rules[i]);
        }
        if (band.Count > 0) yield return band;
    }

    private static void Join(List<Rule> band, List<Rule> merged)
    {
        var level = band[0].IsLevel;
        band.Sort(level ? static (a, b) => a.Left.CompareTo(b.Left) : static (a, b) => a.Bottom.CompareTo(b.Bottom));
        var current = band[0];
        for (var i = 1; i < band.Count; i++)
        {
            var next = band[i];
            if (level ? next.Left <= current.Right + DashGap : next.Bottom <= current.Top + DashGap)
                current = new Rule(Math.Min(current.Left, next.Left), Math.Min(current.Bottom, next.Bottom), Math.Max(current.Right, next.Right), Math.Max(current.Top, next.Top));
            else
            {
                Keep(current);
                current = next;
            }
        }
        Keep(current);

        void Keep(in Rule rule)
        {
            if (merged.Count < MostMerged && Math.Max(rule.Right - rule.Left, rule.Top - rule.Bottom) >= Shortest) merged.Add(rule);
        }
    }

    private static double Across(in Rule rule) => rule.IsLevel ? (rule.Bottom + rule.Top) / 2 : (rule.Left + rule.Right) / 2;

    private static int Compare(double a, double b, double c, double d) => a.CompareTo(b) is not 0 and var first ? first : c.CompareTo(d);
}
