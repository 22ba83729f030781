namespace ArchiveIndexer.Extracting;

/// <summary>A change of coordinates (ISO 32000-2, 8.3.3): x' = a·x + c·y + e, y' = b·x + d·y + f.</summary>
internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
{
    internal static Matrix Identity { get; } = new(1, 0, 0, 1, 0, 0);

    /// <summary>First this, then <paramref name="then"/>.</summary>
    internal Matrix Times(in Matrix then) => new(
        (A * then.A) + (B * then.C), (A * then.B) + (B * then.D),
        (C * then.A) + (D * then.C), (C * then.B) + (D * then.D),
        (E * then.A) + (F * then.C) + then.E, (E * then.B) + (F * then.D) + then.F);

    internal Matrix Moved(double x, double y) => this with { E = (A * x) + (C * y) + E, F = (B * x) + (D * y) + F };

    internal double X(double x, double y) => (A * x) + (C * y) + E;

    internal double Y(double x, double y) => (B * x) + (D * y) + F;

    /// <summary>The upright box around a box that was changed by this.</summary>
    internal Frame Around(double left, double bottom, double right, double top)
    {
        double x1 = X(left, bottom), x2 = X(right, bottom), x3 = X(left, top), x4 = X(right, top);
        double y1 = Y(left, bottom), y2 = Y(right, bottom), y3 = Y(left, top), y4 = Y(right, top);
        return new Frame(Math.Min(Math.Min(x1, x2), Math.Min(x3, x4)), Math.Min(Math.Min(y1, y2), Math.Min(y3, y4)),
            Math.Max(Math.Max(x1, x2), Math.Max(x3, x4)), Math.Max(Math.Max(y1, y2), Math.Max(y3, y4)));
    }

    /// <summary>Whether upright boxes stay upright.</summary>
    internal bool KeepsUpright
    {
        get
        {
            var small = 1e-3 * (Math.Abs(A) + Math.Abs(B) + Math.Abs(C) + Math.Abs(D));
            return (Math.Abs(B) <= small && Math.Abs(C) <= small) || (Math.Abs(A) <= small && Math.Abs(D) <= small);
        }
    }
}
