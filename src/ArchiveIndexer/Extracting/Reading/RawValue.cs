using System.Text;
using UglyToad.PdfPig.Core;

namespace ArchiveIndexer.Extracting;

internal enum RawKind
{
    /// <summary>Nothing that can be read, or the end of what holds it.</summary>
    None,
    Null, Boolean, Number, Reference, Name, String, Array, Dictionary,
}

/// <summary>One object as it is written in a PDF (ISO 32000-2, 7.3), looked at where it lies: nothing is made of it until it is asked for.</summary>
/// <remarks>Never throws: what is no object ends the one that holds it.</remarks>
internal readonly struct RawValue
{
    private const int MostNesting = 200;

    private readonly byte[] data;
    private readonly int start; // of what its kind is about: after the slash, the bracket or the two angles
    private readonly int end;   // exclusive

    private RawValue(RawKind kind, byte[] data, int start, int end, long number = 0, int generation = 0) =>
        (Kind, this.data, this.start, this.end, Number, Generation) = (kind, data, start, end, number, generation);

    internal RawKind Kind { get; }
    /// <summary>Of a number its whole part; of a reference the object's number.</summary>
    internal long Number { get; }
    private int Generation { get; }
    internal IndirectReference Reference => new(Number, Generation);
    /// <summary>What stands between its brackets, after its slash; of a name that is written with # still so.</summary>
    internal ReadOnlySpan<byte> Bytes => data.AsSpan(start, end - start);
    /// <summary>As it is written, with what it begins and ends with.</summary>
    internal ReadOnlyMemory<byte> Written => Kind is RawKind.None ? default : data.AsMemory(start - Before, end + After - start + Before);

    internal bool IsName(ReadOnlySpan<byte> name) => Kind is RawKind.Name && Bytes.SequenceEqual(name);

    /// <summary>Of a name, what it says.</summary>
    internal string Name()
    {
        var bytes = Bytes;
        if (!bytes.Contains((byte)'#')) return Encoding.Latin1.GetString(bytes);
        var name = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '#' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                name.Append((char)((Digit(bytes[i + 1]) * 16) + Digit(bytes[i + 2])));
                i += 2;
            }
            else name.Append((char)bytes[i]);
        }
        return name.ToString();
    }

    /// <summary>The kids of an array, or the keys and values of a dictionary, one after the other.</summary>
    internal Reader Inside() => new(data, start, Kind is RawKind.Array or RawKind.Dictionary ? end : start);

    /// <summary>The value as the only one.</summary>
    internal Reader Alone() => new(data, start - Before, end + After);

    private int Before => Kind switch { RawKind.Name or RawKind.Array => 1, RawKind.Dictionary => 2, _ => 0 };
    private int After => Kind switch { RawKind.Array => 1, RawKind.Dictionary => 2, _ => 0 };

    /// <summary>What stands at a place, up to <paramref name="end"/>; moves the place behind it.</summary>
    internal static RawValue Read(byte[] data, ref int at, int end)
    {
        SkipSpace(data, ref at, end);
        if (at >= end) return default;
        var c = data[at];
        switch (c)
        {
            case (byte)'/':
                var name = ++at;
                while (at < end && IsRegular(data[at])) at++;
                return new(RawKind.Name, data, name, at);
            case (byte)'(':
            case (byte)'<' when at + 1 >= end || data[at + 1] != '<':
                var text = at;
                return SkipString(data, ref at, end) ? new(RawKind.String, data, text, at) : default;
            case (byte)'[' or (byte)'<':
                var inside = at += c == '[' ? 1 : 2;
                if (!SkipNested(data, ref at, end)) return default;
                return c == '[' ? new(RawKind.Array, data, inside, at - 1) : new(RawKind.Dictionary, data, inside, at - 2);
            case (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.':
                return ReadNumber(data, ref at, end);
            default:
                return ReadWord(data, ref at, end);
        }
    }

    /// <summary>Goes through what a value holds.</summary>
    internal struct Reader(byte[] data, int at, int end)
    {
        private int at = at;

        /// <summary>The next value; <see cref="RawKind.None"/> at the end.</summary>
        internal RawValue Next() => data is null ? default : Read(data, ref at, end);

        /// <summary>The next key of a dictionary with what it stands for.</summary>
        internal bool Next(out RawValue key, out RawValue value)
        {
            (key, value) = (Next(), default);
            if (key.Kind is not RawKind.Name) return false;
            value = Next();
            return value.Kind is not RawKind.None;
        }
    }

    private static RawValue ReadNumber(byte[] data, ref int at, int end)
    {
        var start = at;
        var negative = data[at] == '-';
        if (data[at] is (byte)'-' or (byte)'+') at++;
        var number = 0L;
        var whole = at < end && char.IsAsciiDigit((char)data[at]) && !negative;
        for (; at < end && char.IsAsciiDigit((char)data[at]); at++) if (number < long.MaxValue / 20) number = (number * 10) + (data[at] - '0');
        if (at < end && IsRegular(data[at]))
        {
            whole = false;
            while (at < end && IsRegular(data[at])) at++;
        }
        return whole && ReadReference(data, start, number, at, end) is { Kind: RawKind.Reference } reference
            ? Take(reference, ref at)
            : new(RawKind.Number, data, start, at, negative ? -number : number);

        static RawValue Take(in RawValue reference, ref int at)
        {
            at = reference.end;
            return reference;
        }
    }

    // 12 0 R: a number is the beginning of a reference when a second one and an R follow.
    private static RawValue ReadReference(byte[] data, int start, long number, int at, int end)
    {
        var begin = at;
        SkipSpace(data, ref at, end);
        if (at >= end || !char.IsAsciiDigit((char)data[at]) || at == begin) return default;
        var generation = 0;
        for (; at < end && char.IsAsciiDigit((char)data[at]); at++) if (generation < 1_000_000) generation = (generation * 10) + (data[at] - '0');
        begin = at;
        SkipSpace(data, ref at, end);
        if (at >= end || at == begin || data[at] != 'R' || (at + 1 < end && IsRegular(data[at + 1]))) return default;
        return new(RawKind.Reference, data, start, at + 1, number, generation);
    }

    private static RawValue ReadWord(byte[] data, ref int at, int end)
    {
        var start = at;
        while (at < end && IsRegular(data[at])) at++;
        var kind = data.AsSpan(start, at - start) switch
        {
            var word when word.SequenceEqual("null"u8) => RawKind.Null,
            var word when word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) => RawKind.Boolean,
            _ => RawKind.None,
        };
        return kind is RawKind.None ? default : new(kind, data, start, at);
    }

    // Past the bracket that closes what has just been opened.
    private static bool SkipNested(byte[] data, ref int at, int end)
    {
        for (var depth = 1; at < end;)
        {
            switch (data[at])
            {
                case (byte)'(':
                    if (!SkipString(data, ref at, end)) return false;
                    continue;
                case (byte)'<' when at + 1 < end && data[at + 1] == '<':
                    at++;
                    depth++;
                    break;
                case (byte)'<':
                    if (!SkipString(data, ref at, end)) return false;
                    continue;
                case (byte)'[':
                    depth++;
                    break;
                case (byte)'>' when at + 1 < end && data[at + 1] == '>':
                    at++;
                    depth--;
                    break;
                case (byte)']':
                    depth--;
                    break;
                case (byte)'%':
                    SkipComment(data, ref at, end);
                    continue;
            }
            at++;
            if (depth == 0) return true;
            if (depth > MostNesting) return false;
        }
        return false;
    }

    private static bool SkipString(byte[] data, ref int at, int end)
    {
        if (data[at] == '<')
        {
            var close = data.AsSpan(at, end - at).IndexOf((byte)'>');
            at += close + 1;
            return close >= 0;
        }
        var depth = 0;
        for (; at < end; at++)
        {
            switch (data[at])
            {
                case (byte)'\\': at++; break;
                case (byte)'(': depth++; break;
                case (byte)')' when --depth == 0: at++; return true;
            }
        }
        at = end;
        return false;
    }

    private static void SkipSpace(byte[] data, ref int at, int end)
    {
        for (; at < end; at++)
        {
            if (data[at] == '%')
            {
                SkipComment(data, ref at, end);
                at--;
            }
            else if (!IsSpace(data[at])) return;
        }
    }

    private static void SkipComment(byte[] data, ref int at, int end)
    {
        var line = data.AsSpan(at, end - at).IndexOfAny((byte)'\r', (byte)'\n');
        at = line < 0 ? end : at + line;
    }

    private static bool IsSpace(byte c) => c is 32 or 10 or 13 or 9 or 12 or 0;

    private static bool IsRegular(byte c) => !IsSpace(c) && c is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%');

    private static int Digit(byte c) => c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}
