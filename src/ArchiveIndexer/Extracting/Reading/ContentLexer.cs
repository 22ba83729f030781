using System.Buffers;

namespace ArchiveIndexer.Extracting;

/// <summary>Splits a content stream (ISO 32000-2, 7.8.2) into operators and their operands, without an object for either.</summary>
/// <remarks>Never throws: what is no token is skipped. Also reads character maps, which are written in the same tokens.</remarks>
internal ref struct ContentLexer(ReadOnlySpan<byte> data, Operands operands)
{
    internal const int End = 0;

    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("()\\\r"u8);
    // Digits beyond these say nothing about a place on a page.
    private const long MostDigits = 100_000_000_000_000_000;
    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];
    // Bit 0: white space; bit 1: delimiter.
    private static readonly byte[] Kinds = KindsOfBytes();

    private readonly ReadOnlySpan<byte> data = data;
    private readonly Operands operands = operands;
    private int position;

    internal readonly int Position => position;

    /// <summary>An operator's name as a number: up to four bytes as they are, the first highest; of longer names a hash.</summary>
    internal static int Code(ReadOnlySpan<byte> name)
    {
        var code = 0;
        foreach (var c in name) code = unchecked((code * 256) + c + ((int)((uint)code >> 24) * 31));
        return code;
    }

    /// <summary>Reads up to the next operator.</summary>
    /// <returns>Its code, or <see cref="End"/>.</returns>
    internal int Next()
    {
        operands.Clear();
        while (position < data.Length)
        {
            var c = data[position];
            if ((Kinds[c] & 1) != 0)
            {
                position++;
                continue;
            }
            if (c is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.' or (byte)'+')
            {
                operands.Add(ReadNumber());
                continue;
            }
            switch (c)
            {
                case (byte)'(': ReadString(); break;
                case (byte)'/': ReadName(); break;
                case (byte)'[': position++; operands.Add(OperandKind.ArrayStart); break;
                case (byte)']': position++; operands.Add(OperandKind.ArrayEnd); break;
                case (byte)'<': ReadAngle(); break;
                case (byte)'>':
                    position++;
                    if (position < data.Length && data[position] == '>') position++;
                    operands.Add(OperandKind.DictionaryEnd);
                    break;
                case (byte)'%':
                    var line = data[position..].IndexOfAny((byte)'\r', (byte)'\n');
                    position = line < 0 ? data.Length : position + line;
                    break;
                case (byte)')' or (byte)'{' or (byte)'}': position++; break;
                default:
                    var code = ReadOperator();
                    if (code != End) return code;
                    break;
            }
        }
        return End;
    }

    /// <summary>Goes past the data of an inline image, whose dictionary has just been read by <see cref="Next"/> up to ID.</summary>
    internal void SkipImageData()
    {
        position++; // the one white space after ID
        while (position < data.Length)
        {
            var found = data[position..].IndexOf("EI"u8);
            if (found < 0)
            {
                position = data.Length;
                return;
            }
            var at = position + found;
            position = at + 2;
            if ((at == 0 || (Kinds[data[at - 1]] & 1) != 0) && LooksLikeContent(data[position..])) return;
        }
    }

    // After the image's end come operators; after two letters that happen to lie in its data comes more data.
    private static bool LooksLikeContent(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return true;
        if ((Kinds[rest[0]] & 1) == 0) return false;
        foreach (var c in rest[..Math.Min(rest.Length, 24)])
            if (c is >= 127 or (< 32 and not ((byte)'\n' or (byte)'\r' or (byte)'\t'))) return false;
        return true;
    }

    private double ReadNumber()
    {
        var negative = false;
        while (position < data.Length && data[position] is (byte)'-' or (byte)'+') negative |= data[position++] == '-';
        long whole = 0;
        var decimals = 0;
        var fraction = false;
        for (; position < data.Length; position++)
        {
            var digit = data[position] - '0';
            if ((uint)digit <= 9)
            {
                if (whole >= MostDigits || decimals == PowersOfTen.Length - 1) continue;
                whole = (whole * 10) + digit;
                if (fraction) decimals++;
            }
            else if (digit == '.' - '0' && !fraction) fraction = true;
            else if (digit == '-' - '0') continue; // "12-3", as some producers write, ends with its digits before the sign
            else break;
        }
        var value = decimals == 0 ? whole : whole / PowersOfTen[decimals];
        return negative ? -value : value;
    }

    private int ReadOperator()
    {
        var start = position;
        while (position < data.Length && Kinds[data[position]] == 0) position++;
        var name = data[start..position];
        if (name.Length >= 4)
        {
            if (name.SequenceEqual("true"u8) || name.SequenceEqual("null"u8) || name.SequenceEqual("false"u8))
            {
                operands.Add(OperandKind.Other);
                return End;
            }
        }
        var code = Code(name[..Math.Min(name.Length, 32)]);
        return code == End ? -1 : code;
    }

    private void ReadName()
    {
        position++;
        var start = operands.Begin();
        var from = position;
        while (position < data.Length && Kinds[data[position]] == 0) position++;
        var name = data[from..position];
        for (var escape = name.IndexOf((byte)'#'); escape >= 0; escape = name.IndexOf((byte)'#'))
        {
            operands.Append(name[..escape]);
            if (escape + 2 < name.Length && Hex(name[escape + 1]) is >= 0 and var high && Hex(name[escape + 2]) is >= 0 and var low)
            {
                operands.Append((byte)((high << 4) | low));
                name = name[(escape + 3)..];
            }
            else
            {
                operands.Append((byte)'#');
                name = name[(escape + 1)..];
            }
        }
        operands.Append(name);
        operands.End(OperandKind.Name, start);
    }

    private void ReadAngle()
    {
        position++;
        if (position < data.Length && data[position] == '<')
        {
            position++;
            operands.Add(OperandKind.DictionaryStart);
            return;
        }
        var start = operands.Begin();
        var high = -1;
        for (; position < data.Length && data[position] != '>'; position++)
        {
            var digit = Hex(data[position]);
            if (digit < 0) continue;
            if (high < 0) high = digit;
            else
            {
                operands.Append((byte)((high << 4) | digit));
                high = -1;
            }
        }
        position++;
        if (high >= 0) operands.Append((byte)(high << 4));
        operands.End(OperandKind.Text, start);
    }

    private void ReadString()
    {
        position++;
        var start = operands.Begin();
        var depth = 1;
        while (position < data.Length)
        {
            var plain = data[position..].IndexOfAny(StringEnds);
            if (plain < 0) plain = data.Length - position;
            operands.Append(data.Slice(position, plain));
            position += plain;
            if (position >= data.Length) break;
            var c = data[position++];
            if (c == '(')
            {
                depth++;
                operands.Append(c);
            }
            else if (c == ')')
            {
                if (--depth == 0) break;
                operands.Append(c);
            }
            else if (c == '\r')
            {
                if (position < data.Length && data[position] == '\n') position++;
                operands.Append((byte)'\n');
            }
            else ReadEscape();
        }
        operands.End(OperandKind.Text, start);
    }

    private void ReadEscape()
    {
        if (position >= data.Length) return;
        var c = data[position++];
        switch (c)
        {
            case (byte)'n': operands.Append((byte)'\n'); break;
            case (byte)'r': operands.Append((byte)'\r'); break;
            case (byte)'t': operands.Append((byte)'\t'); break;
            case (byte)'b': operands.Append((byte)'\b'); break;
            case (byte)'f': operands.Append((byte)'\f'); break;
            case (byte)'\n': break;
            case (byte)'\r':
                if (position < data.Length && data[position] == '\n') position++;
                break;
            case >= (byte)'0' and <= (byte)'7':
                var value = c - '0';
                for (var i = 0; i < 2 && position < data.Length && data[position] is >= (byte)'0' and <= (byte)'7'; i++)
                    value = (value << 3) | (data[position++] - '0');
                operands.Append((byte)value);
                break;
            default: operands.Append(c); break;
        }
    }

    private static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    private static byte[] KindsOfBytes()
    {
        var kinds = new byte[256];
        foreach (var c in "\0\t\n\f\r "u8) kinds[c] = 1;
        foreach (var c in "()<>[]{}/%"u8) kinds[c] = 2;
        return kinds;
    }
}
