namespace ArchiveIndexer.Extracting;

internal sealed partial class ContentInterpreter
{
    // Longer paths are drawings, not lines or boxes.
    private const int MostPoints = 512;

    private readonly (double X, double Y)[] points = new (double, double)[MostPoints];
    private readonly int[] starts = new int[MostPoints];
    private int pointCount, subpaths;
    private bool curved, tooLong, clips;
    private double left, bottom, right, top; // around the path so far
    private (double X, double Y) first;

    private bool Path(int code, Operands operands)
    {
        switch (code)
        {
            case 'm': MoveTo(operands.Number(0), operands.Number(1)); break;
            case 'l': AddPoint(operands.Number(0), operands.Number(1)); break;
            case 'c':
                Stretch(operands.Number(0), operands.Number(1));
                Stretch(operands.Number(2), operands.Number(3));
                AddPoint(operands.Number(4), operands.Number(5));
                curved = true;
                break;
            case 'v' or 'y':
                Stretch(operands.Number(0), operands.Number(1));
                AddPoint(operands.Number(2), operands.Number(3));
                curved = true;
                break;
            case 'h': AddPoint(first.X, first.Y); break;
            case 'r' << 8 | 'e': AddBox(operands.Number(0), operands.Number(1), operands.Number(2), operands.Number(3)); break;
            case 'W' or ('W' << 8 | '*'): clips = true; break;
            case 'n': EndPath(); break;
            case 'S': Paint(fill: false, stroke: true); break;
            case 's':
                AddPoint(first.X, first.Y);
                Paint(fill: false, stroke: true);
                break;
            case 'f' or 'F' or ('f' << 8 | '*'): Paint(fill: true, stroke: false); break;
            case 'B' or ('B' << 8 | '*'): Paint(fill: true, stroke: true); break;
            case 'b' or ('b' << 8 | '*'):
                AddPoint(first.X, first.Y);
                Paint(fill: true, stroke: true);
                break;
            default: return false;
        }
        return true;
    }

    private void AddBox(double x, double y, double width, double height)
    {
        MoveTo(x, y);
        AddPoint(x + width, y);
        AddPoint(x + width, y + height);
        AddPoint(x, y + height);
        AddPoint(x, y);
    }

    private void MoveTo(double x, double y)
    {
        first = (x, y);
        if (subpaths == 0) (left, bottom, right, top) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        if (subpaths < MostPoints) starts[subpaths++] = pointCount;
        AddPoint(x, y);
    }

    private void AddPoint(double x, double y)
    {
        if (subpaths == 0)
        {
            MoveTo(x, y);
            return;
        }
        Stretch(x, y);
        if (pointCount == MostPoints) tooLong = true;
        else points[pointCount++] = (state.Ctm.X(x, y), state.Ctm.Y(x, y));
    }

    private void Stretch(double x, double y)
    {
        double px = state.Ctm.X(x, y), py = state.Ctm.Y(x, y);
        (left, right, bottom, top) = (Math.Min(left, px), Math.Max(right, px), Math.Min(bottom, py), Math.Max(top, py));
    }

    private void EndPath()
    {
        if (clips && subpaths > 0) ClipTo(new Frame(left, bottom, right, top), ragged: curved || tooLong || subpaths > 1 || !IsUprightBox(0));
        (pointCount, subpaths, curved, tooLong, clips) = (0, 0, false, false, false);
    }

    private void ClipTo(in Frame area, bool ragged)
    {
        // What is clipped to something larger than it is not clipped.
        if (ragged && !(area.Left <= state.Clip.Left && area.Right >= state.Clip.Right && area.Bottom <= state.Clip.Bottom && area.Top >= state.Clip.Top)) state.Ragged = true;
        state.Clip = state.Clip.Within(area);
    }

    private void Paint(bool fill, bool stroke)
    {
        if (!curved && !tooLong)
        {
            for (var i = 0; i < subpaths; i++)
            {
                if (fill && IsUprightBox(i)) Fill(i);
                if (stroke) Stroke(i);
            }
        }
        if (fill && subpaths > 0 && (curved || tooLong || !IsUprightBox(0))) page.Drawing.Cover(new Frame(left, bottom, right, top).Within(state.Clip), page.Glyphs.Count);
        EndPath();
    }

    private int End(int subpath) => subpath + 1 < subpaths ? starts[subpath + 1] : pointCount;

    // Four corners, or five where the last is the first again.
    private bool IsUprightBox(int subpath)
    {
        int start = starts[subpath], count = End(subpath) - start;
        while (count > 4 && points[start + count - 1] == points[start + count - 2]) count--;
        if (count == 5 && Near(points[start], points[start + 4])) count = 4;
        if (count != 4) return false;
        var (a, b, c, d) = (points[start], points[start + 1], points[start + 2], points[start + 3]);
        return (Same(a.Y, b.Y) && Same(b.X, c.X) && Same(c.Y, d.Y) && Same(d.X, a.X)) || (Same(a.X, b.X) && Same(b.Y, c.Y) && Same(c.X, d.X) && Same(d.Y, a.Y));
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) < 0.1;

    private static bool Near((double X, double Y) a, (double X, double Y) b) => Same(a.X, b.X) && Same(a.Y, b.Y);

    private void Fill(int subpath)
    {
        var (a, c) = (points[starts[subpath]], points[starts[subpath] + 2]);
        var area = new Frame(Math.Min(a.X, c.X), Math.Min(a.Y, c.Y), Math.Max(a.X, c.X), Math.Max(a.Y, c.Y)).Within(state.Clip);
        page.Drawing.Fill(area, state.Fill, opaque: !state.Transparent && !state.Ragged, page.Glyphs.Count);
    }

    private void Stroke(int subpath)
    {
        var thick = Math.Max(0.1, state.LineWidth * Math.Sqrt(Math.Abs((state.Ctm.A * state.Ctm.D) - (state.Ctm.B * state.Ctm.C)))) / 2;
        for (var i = starts[subpath] + 1; i < End(subpath); i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            var level = Math.Abs(a.Y - b.Y) < 0.3;
            if ((!level && Math.Abs(a.X - b.X) >= 0.3) || Near(a, b)) continue;
            var area = level ? new Frame(Math.Min(a.X, b.X), ((a.Y + b.Y) / 2) - thick, Math.Max(a.X, b.X), ((a.Y + b.Y) / 2) + thick)
                : new Frame(((a.X + b.X) / 2) - thick, Math.Min(a.Y, b.Y), ((a.X + b.X) / 2) + thick, Math.Max(a.Y, b.Y));
            // A line as fat as type is a bar.
            page.Drawing.Fill(area.Within(state.Clip), state.Stroke, opaque: !state.Transparent && !state.Ragged, page.Glyphs.Count);
        }
    }

    private void AddPicture()
    {
        var area = state.Ctm.Around(0, 0, 1, 1).Within(state.Clip);
        if (!(area.Width > 0 && area.Height > 0)) return;
        page.Drawing.AddPicture(area, page.Width, page.Height);
        page.Drawing.Cover(area, page.Glyphs.Count);
    }

    private bool Ink(int code, Operands operands, Resources resources)
    {
        switch (code)
        {
            case 'g': state.Fill = Colour.Grey(operands.Number(0)); break;
            case 'G': state.Stroke = Colour.Grey(operands.Number(0)); break;
            case 'r' << 8 | 'g': state.Fill = Colour.Rgb(operands.Number(0), operands.Number(1), operands.Number(2)); break;
            case 'R' << 8 | 'G': state.Stroke = Colour.Rgb(operands.Number(0), operands.Number(1), operands.Number(2)); break;
            case 'k': state.Fill = Colour.Cmyk(operands.Number(0), operands.Number(1), operands.Number(2), operands.Number(3)); break;
            case 'K': state.Stroke = Colour.Cmyk(operands.Number(0), operands.Number(1), operands.Number(2), operands.Number(3)); break;
            case 'c' << 8 | 's':
                state.FillSpace = resources.ColourSpace(operands.Bytes(0));
                state.Fill = First(state.FillSpace);
                break;
            case 'C' << 8 | 'S':
                state.StrokeSpace = resources.ColourSpace(operands.Bytes(0));
                state.Stroke = First(state.StrokeSpace);
                break;
            case ('s' << 8 | 'c') or ('s' << 16 | 'c' << 8 | 'n'): state.Fill = ColourOf(state.FillSpace, operands); break;
            case ('S' << 8 | 'C') or ('S' << 16 | 'C' << 8 | 'N'): state.Stroke = ColourOf(state.StrokeSpace, operands); break;
            case 's' << 8 | 'h': page.Drawing.Cover(state.Clip, page.Glyphs.Count); break;
            default: return false;
        }
        return true;
    }

    // The colour that a space begins with.
    private static Colour First(ColourSpace space) => space is ColourSpace.Unknown ? Colour.None : Colour.Black;

    private static Colour ColourOf(ColourSpace space, Operands operands) => space switch
    {
        ColourSpace.Grey => Colour.Grey(operands.Number(0)),
        ColourSpace.Rgb => Colour.Rgb(operands.Number(0), operands.Number(1), operands.Number(2)),
        ColourSpace.Cmyk => Colour.Cmyk(operands.Number(0), operands.Number(1), operands.Number(2), operands.Number(3)),
        ColourSpace.BlackInk => Colour.Grey(1 - operands.Number(0)),
        _ => Colour.None,
    };
}
