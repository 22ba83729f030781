namespace ArchiveIndexer.Extracting;

internal sealed partial class ContentInterpreter
{
    private const int MostGlyphs = 400_000;

    // Points beyond the visible page that a letter may stand and still be seen in part.
    private const double Margin = 1;

    private readonly TwinFinder twins = new(page.Glyphs);
    private Matrix textMatrix = Matrix.Identity;
    private Matrix lineMatrix = Matrix.Identity;

    private bool Text(int code, Operands operands, Resources resources)
    {
        switch (code)
        {
            case 'B' << 8 | 'T': textMatrix = lineMatrix = Matrix.Identity; break;
            case 'E' << 8 | 'T': break;
            case 'T' << 8 | 'f':
                state.Font = resources.Font(operands.Bytes(0));
                state.FontSize = operands.Number(1);
                break;
            case 'T' << 8 | 'd': NextLine(operands.Number(0), operands.Number(1)); break;
            case 'T' << 8 | 'D':
                state.Leading = -operands.Number(1);
                NextLine(operands.Number(0), operands.Number(1));
                break;
            case 'T' << 8 | 'm':
                textMatrix = lineMatrix = new Matrix(operands.Number(0), operands.Number(1), operands.Number(2), operands.Number(3), operands.Number(4), operands.Number(5));
                break;
            case 'T' << 8 | '*': NextLine(0, -state.Leading); break;
            case 'T' << 8 | 'j': Show(operands.Bytes(0)); break;
            case 'T' << 8 | 'J': ShowAll(operands); break;
            case '\'':
                NextLine(0, -state.Leading);
                Show(operands.Bytes(0));
                break;
            case '"':
                (state.WordSpacing, state.CharacterSpacing) = (operands.Number(0), operands.Number(1));
                NextLine(0, -state.Leading);
                Show(operands.Bytes(2));
                break;
            case 'T' << 8 | 'c': state.CharacterSpacing = operands.Number(0); break;
            case 'T' << 8 | 'w': state.WordSpacing = operands.Number(0); break;
            case 'T' << 8 | 'z': state.Scale = operands.Number(0) / 100; break;
            case 'T' << 8 | 'L': state.Leading = operands.Number(0); break;
            case 'T' << 8 | 's': state.Rise = operands.Number(0); break;
            case 'T' << 8 | 'r': state.Mode = (int)operands.Number(0); break;
            default: return false;
        }
        return true;
    }

    private void NextLine(double x, double y) => textMatrix = lineMatrix = lineMatrix.Moved(x, y);

    private void ShowAll(Operands operands)
    {
        if (state.Font is not { } font) return;
        var line = new Line(textMatrix.Times(state.Ctm), state, font);
        var along = 0.0; // how far the pen has gone, in text space
        for (var i = 0; i < operands.Count; i++)
        {
            ref readonly var operand = ref operands[i];
            if (operand.Kind is OperandKind.Text) along = Show(operands.Bytes(i), font, line, along);
            else if (operand.Kind is OperandKind.Number) along -= operand.Number / 1000 * state.FontSize * (font.Vertical ? 1 : state.Scale);
        }
        Move(font, along);
    }

    private void Show(ReadOnlySpan<byte> text)
    {
        if (state.Font is not { } font || text.IsEmpty) return;
        Move(font, Show(text, font, new Line(textMatrix.Times(state.Ctm), state, font), 0));
    }

    private void Move(FontMap font, double along) => textMatrix = font.Vertical ? textMatrix.Moved(0, along) : textMatrix.Moved(along, 0);

    private double Show(ReadOnlySpan<byte> text, FontMap font, in Line line, double along)
    {
        var size = state.FontSize;
        var scaled = size * state.Scale;
        if (font.Composite)
        {
            while (!text.IsEmpty)
            {
                var (code, length) = font.Take(text);
                text = text[length..];
                ref readonly var letter = ref font[code];
                var step = font.Vertical ? -size : letter.Width * scaled;
                Add(letter, line, along, step);
                along += step + ((state.CharacterSpacing + (length == 1 && code == 32 ? state.WordSpacing : 0)) * (font.Vertical ? -1 : state.Scale));
            }
        }
        else
        {
            double between = state.CharacterSpacing * state.Scale, words = (state.CharacterSpacing + state.WordSpacing) * state.Scale;
            foreach (var code in text)
            {
                ref readonly var letter = ref font[code];
                var step = letter.Width * scaled;
                Add(letter, line, along, step);
                along += step + (code == 32 ? words : between);
            }
        }
        return along;
    }

    // What the letters of one string share.
    private readonly struct Line
    {
        internal readonly double X, Y, AlongX, AlongY, Size;
        internal readonly Direction Direction;
        internal readonly bool Bold, Dark;

        internal Line(in Matrix m, in GraphicsState state, FontMap font)
        {
            (X, Y) = (m.X(0, state.Rise), m.Y(0, state.Rise));
            (AlongX, AlongY) = font.Vertical ? (m.C, m.D) : (m.A, m.B);
            Size = Math.Round(Math.Abs(state.FontSize) * font.Height * Math.Sqrt((m.C * m.C) + (m.D * m.D)), 2);
            if (!(Size > 0)) Size = 1;
            Dark = state.Fill.IsDark && state.Mode is 0 or 4;
            Bold = font.Bold || state.Mode == 2;
            var sign = font.Vertical ? -1 : Math.Sign(state.FontSize) * (state.Scale < 0 ? -1 : 1);
            Direction = DirectionOf(AlongX * sign, AlongY * sign);
        }

        private static Direction DirectionOf(double dx, double dy)
        {
            var (across, upward) = (Math.Abs(dx), Math.Abs(dy));
            if (upward < 0.2 * across || across + upward < 1e-9) return dx >= 0 ? Direction.Right : Direction.Left;
            if (across < 0.2 * upward) return dy > 0 ? Direction.Up : Direction.Down;
            return Direction.Slanted;
        }
    }

    private void Add(in FontMap.Letter letter, in Line line, double along, double step)
    {
        var text = letter.Text!;
        if (text.Length == 0) return;
        double x1 = line.X + (line.AlongX * along), y1 = line.Y + (line.AlongY * along);
        double x2 = x1 + (line.AlongX * step), y2 = y1 + (line.AlongY * step);
        double x = (x1 + x2) / 2, y = (y1 + y2) / 2;
        // Written so that a place that is no number is outside.
        if (!(x >= -Margin && x <= page.Width + Margin && y >= -Margin && y <= page.Height + Margin)) return;
        var (left, right, baseline) = line.Direction switch
        {
            Direction.Up => (y1, y2, -x1),
            Direction.Left => (-x1, -x2, -y1),
            Direction.Down => (-y1, -y2, x1),
            _ => (x1, x2, y1),
        };
        if (right < left) right = left;
        var blank = char.IsWhiteSpace(text[0]) && (text.Length == 1 || string.IsNullOrWhiteSpace(text));
        if (line.Dark && page.Drawing.HasDarkBox && !blank
            && page.Drawing.Ground(x, line.Direction is Direction.Right ? y + (0.3 * line.Size) : y).IsLike(state.Fill))
        {
            if (char.IsLetterOrDigit(text, 0)) page.Covered++;
            return;
        }
        // Asked last: what it does not hold it remembers by its place in the list, where it must come next.
        if (!blank && twins.Holds(text, left, right, baseline, line.Size, line.Direction)) return;
        if (!letter.Known) page.Unmapped++;
        page.Glyphs.Add(new Glyph(text, left, right, baseline, line.Size, line.Bold, line.Direction, artifact, mark));
    }
}
