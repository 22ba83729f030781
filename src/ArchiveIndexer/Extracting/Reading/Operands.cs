namespace ArchiveIndexer.Extracting;

internal enum OperandKind : byte { Number, Name, Text, ArrayStart, ArrayEnd, DictionaryStart, DictionaryEnd, Other }

/// <summary>One operand; names and strings have their bytes in <see cref="Operands.Bytes"/>.</summary>
internal readonly record struct Operand(OperandKind Kind, double Number, int Start, int Length);

/// <summary>The operands before an operator: arrays and dictionaries lie flat between their brackets. Used anew for each operator.</summary>
internal sealed class Operands
{
    // Far above what a producer writes before one operator: the longest are arrays of glyphs for one line.
    private const int Most = 1 << 16;
    private const int MostBytes = 1 << 22;

    private Operand[] items = new Operand[64];
    private byte[] bytes = new byte[1024];
    private int used;

    internal int Count { get; private set; }

    internal ref readonly Operand this[int index] => ref items[index];

    internal void Clear()
    {
        Count = 0;
        used = 0;
    }

    internal double Number(int index) => (uint)index < (uint)Count && items[index].Kind is OperandKind.Number ? items[index].Number : 0;

    internal ReadOnlySpan<byte> Bytes(int index) =>
        (uint)index < (uint)Count && items[index].Kind is OperandKind.Name or OperandKind.Text ? bytes.AsSpan(items[index].Start, items[index].Length) : default;

    internal void Add(double number) => Add(new Operand(OperandKind.Number, number, 0, 0));

    internal void Add(OperandKind kind) => Add(new Operand(kind, 0, 0, 0));

    /// <summary>Where the bytes of the next name or string begin.</summary>
    internal int Begin() => used;

    internal void Append(byte value)
    {
        if (used >= MostBytes) return;
        if (used == bytes.Length) Array.Resize(ref bytes, 2 * used);
        bytes[used++] = value;
    }

    internal void Append(ReadOnlySpan<byte> values)
    {
        if (used + values.Length > MostBytes) return;
        while (used + values.Length > bytes.Length) Array.Resize(ref bytes, 2 * bytes.Length);
        values.CopyTo(bytes.AsSpan(used));
        used += values.Length;
    }

    internal void End(OperandKind kind, int start) => Add(new Operand(kind, 0, start, used - start));

    /// <summary>The index of the value of a key in the last dictionary at its outermost level; -1 for none.</summary>
    internal int ValueOf(ReadOnlySpan<byte> key)
    {
        var depth = 0;
        for (var i = 0; i < Count - 1; i++)
        {
            var kind = items[i].Kind;
            if (kind is OperandKind.DictionaryStart or OperandKind.ArrayStart) depth++;
            else if (kind is OperandKind.DictionaryEnd or OperandKind.ArrayEnd) depth--;
            else if (kind is OperandKind.Name && depth <= 1 && Bytes(i).SequenceEqual(key)) return i + 1;
        }
        return -1;
    }

    private void Add(in Operand operand)
    {
        if (Count >= Most) return;
        if (Count == items.Length) Array.Resize(ref items, 2 * Count);
        items[Count++] = operand;
    }
}
