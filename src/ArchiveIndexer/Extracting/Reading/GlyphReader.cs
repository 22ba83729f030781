using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Colors;

namespace ArchiveIndexer.Extracting;

/// <summary>Takes the letters of a page from PdfPig: once each, inside the crop box, each turned upright.</summary>
internal static class GlyphReader
{
    // Fake bold and shadows draw a letter again at most this far from the first, in parts of its size. The narrowest letters
    // that English doubles (ii, ll) stand 0.2 apart.
    private const double Twin = 0.12;

    /// <summary>The letters in the order of the content stream.</summary>
    /// <param name="page">The page.</param>
    /// <param name="tagged">Whether the file marks its content, so that its marks can be believed.</param>
    /// <param name="covered">How many letters and digits were left out because a dark box hides them.</param>
    internal static List<Glyph> Read(UglyToad.PdfPig.Content.Page page, bool tagged, out int covered)
    {
        covered = 0;
        var boxes = DarkBoxes(page);
        var letters = page.Letters;
        var box = page.CropBox.GetVisibleBounds(page.Rotation);
        var marks = tagged ? Marks(page) : null;
        var glyphs = new List<Glyph>(letters.Count);
        var ink = new Ink(glyphs);
        foreach (var letter in letters)
        {
            var (artifact, mark) = marks is not null && marks.TryGetValue(letter, out var marked) ? marked : (false, -1);
            var glyph = Upright(letter, artifact, mark);
            if (glyph.Text.Length == 0 || !IsInside(letter, box) || ink.IsTwin(glyph)) continue;
            if (boxes.Count > 0 && IsHidden(letter, boxes))
            {
                if (char.IsLetterOrDigit(glyph.Text, 0)) covered++;
                continue;
            }
            glyphs.Add(glyph);
        }
        return glyphs;
    }

    // The library does not say what was drawn first. Dark letters in a dark box cannot be read by anybody either way.
    private static List<PdfRectangle> DarkBoxes(UglyToad.PdfPig.Content.Page page)
    {
        var boxes = new List<PdfRectangle>();
        foreach (var path in page.Paths)
            if (path is { IsFilled: true, IsClipping: false, Count: 1 } && IsDark(path.FillColor) && path[0].GetDrawnRectangle() is { } box) boxes.Add(box);
        return boxes;
    }

    private static bool IsHidden(Letter letter, List<PdfRectangle> boxes)
    {
        if (!IsDark(letter.Color)) return false;
        var x = (letter.StartBaseLine.X + letter.EndBaseLine.X) / 2;
        var y = letter.StartBaseLine.Y + (0.25 * letter.PointSize);
        foreach (var box in boxes)
            if (x >= box.Left && x <= box.Right && y >= box.Bottom && y <= box.Top) return true;
        return false;
    }

    private static bool IsDark(IColor? colour)
    {
        try
        {
            return colour?.ToRGBValues() is { } rgb && Colour.Rgb(rgb.r, rgb.g, rgb.b).IsDark;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A pattern has no one colour.
            return false;
        }
    }

    /// <summary>The visible part of the page, turned as text of <paramref name="direction"/> is.</summary>
    internal static Frame FrameOf(UglyToad.PdfPig.Content.Page page, Direction direction)
    {
        var box = page.CropBox.GetVisibleBounds(page.Rotation);
        return new Frame(box.Left, box.Bottom, box.Right, box.Top).Turned(direction);
    }

    private static Glyph Upright(Letter letter, bool artifact, int mark)
    {
        PdfPoint start = letter.StartBaseLine, end = letter.EndBaseLine;
        var size = letter.PointSize > 0 ? letter.PointSize : Math.Max(1, letter.FontSize);
        var direction = DirectionOf(letter, end.X - start.X, end.Y - start.Y);
        var (left, right, baseline) = direction switch
        {
            Direction.Up => (start.Y, end.Y, -start.X),
            Direction.Left => (-start.X, -end.X, -start.Y),
            Direction.Down => (-start.Y, -end.Y, start.X),
            _ => (start.X, end.X, start.Y),
        };
        var font = letter.FontDetails;
        return new Glyph(letter.Value ?? "", left, Math.Max(left, right), baseline, size,
            font.IsBold || font.Weight >= 600 || IsBoldName(font.Name), direction, artifact, mark);
    }

    private static bool IsBoldName(string? name) => name is not null
        && (name.Contains("Bold", StringComparison.OrdinalIgnoreCase) || name.Contains("Black", StringComparison.OrdinalIgnoreCase)
            || name.Contains("Heavy", StringComparison.OrdinalIgnoreCase));

    private static Direction DirectionOf(Letter letter, double dx, double dy)
    {
        var (across, along) = (Math.Abs(dx), Math.Abs(dy));
        if (across + along < 1e-6)
            return letter.TextOrientation switch
            {
                TextOrientation.Rotate180 => Direction.Left,
                TextOrientation.Rotate90 => Direction.Down,
                TextOrientation.Rotate270 => Direction.Up,
                _ => Direction.Right,
            };
        if (along < 0.2 * across) return dx > 0 ? Direction.Right : Direction.Left;
        if (across < 0.2 * along) return dy > 0 ? Direction.Up : Direction.Down;
        return Direction.Slanted;
    }

    private static bool IsInside(Letter letter, PdfRectangle box)
    {
        var x = (letter.StartBaseLine.X + letter.EndBaseLine.X) / 2;
        var y = (letter.StartBaseLine.Y + letter.EndBaseLine.Y) / 2;
        return x >= box.Left - 1 && x <= box.Right + 1 && y >= box.Bottom - 1 && y <= box.Top + 1;
    }

    // The letters drawn so far, by place. Looked up only where drawing does not simply go on to the right: that is where a second
    // drawing begins, and it goes on as the first did.
    private sealed class Ink(List<Glyph> glyphs)
    {
        private readonly Dictionary<(int X, int Y), int> places = new(glyphs.Capacity);
        private Glyph last;
        private bool again;

        internal bool IsTwin(in Glyph glyph)
        {
            if (string.IsNullOrWhiteSpace(glyph.Text)) return false;
            // A twin lies in the same cell or in one beside it, and no cell holds two letters.
            var cell = Math.Max(1, glyph.Size) * Twin;
            int x = Cell(glyph.Left / cell), y = Cell(glyph.Baseline / cell);
            var gap = glyph.Left - last.Right;
            var goesOn = last.Text is not null && last.Direction == glyph.Direction && last.Baseline == glyph.Baseline
                && gap > -0.1 * glyph.Size && gap < 0.6 * glyph.Size;
            last = glyph;
            if ((!goesOn || again) && Holds(glyph, x, y)) return again = true;
            again = false;
            places[(x, y)] = glyphs.Count;
            return false;
        }

        private bool Holds(in Glyph glyph, int x, int y)
        {
            for (var i = x - 1; i <= x + 1; i++)
                for (var j = y - 1; j <= y + 1; j++)
                    if (places.TryGetValue((i, j), out var place) && AreTwins(glyphs[place], glyph)) return true;
            return false;
        }
    }

    private static bool AreTwins(in Glyph first, in Glyph second) => first.Text == second.Text && first.Direction == second.Direction
        && Math.Abs(first.Left - second.Left) < Twin * second.Size && Math.Abs(first.Baseline - second.Baseline) < Twin * second.Size
        && Math.Abs(first.Size - second.Size) < 0.2 * second.Size;

    private static int Cell(double value) => (int)Math.Clamp(Math.Floor(value), -1e9, 1e9);

    // Artifacts of other types are backgrounds and the like, and in some files the text itself.
    private static bool IsRunning(MarkedContentElement element) => element is ArtifactMarkedContentElement artifact
        && (artifact.Type == ArtifactMarkedContentElement.ArtifactType.Pagination || artifact.SubType is "Header" or "Footer");

    // A walk with a list of its own: marks can be nested deeper than the stack.
    private static Dictionary<Letter, (bool Artifact, int Mark)> Marks(UglyToad.PdfPig.Content.Page page)
    {
        var found = new Dictionary<Letter, (bool Artifact, int Mark)>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(MarkedContentElement Element, bool Inside)>();
        foreach (var element in page.GetMarkedContents()) open.Push((element, false));
        while (open.TryPop(out var next))
        {
            var inside = next.Inside || IsRunning(next.Element);
            foreach (var letter in next.Element.Letters) found[letter] = (inside, next.Element.MarkedContentIdentifier);
            foreach (var child in next.Element.Children) open.Push((child, inside));
        }
        return found;
    }
}
