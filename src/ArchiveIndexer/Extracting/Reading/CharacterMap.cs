using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>A character map (ISO 32000-2, 9.7.5 and 9.10.3): from codes to text, or from codes to the glyphs' numbers (CIDs).</summary>
/// <remarks>Ranges stay ranges, so that a map costs what it is long, not what it claims to cover.</remarks>
internal sealed class CharacterMap
{
    // The largest real maps hold some 30,000 entries.
    private const int MostEntries = 100_000;
    private const int LongestText = 512;
    private const int MostText = 1 << 20;

    private static readonly int BfChar = ContentLexer.Code("endbfchar"u8);
    private static readonly int BfRange = ContentLexer.Code("endbfrange"u8);
    private static readonly int CidChar = ContentLexer.Code("endcidchar"u8);
    private static readonly int CidRange = ContentLexer.Code("endcidrange"u8);
    private static readonly int CodeSpace = ContentLexer.Code("endcodespacerange"u8);
    private static readonly int UseMap = ContentLexer.Code("usecmap"u8);
    private static readonly int Define = ContentLexer.Code("def"u8);

    private readonly Dictionary<uint, string> texts = [];
    private readonly List<(uint First, uint Last, string Text)> textRanges = [];
    private readonly List<(uint First, uint Last, uint Cid)> cidRanges = [];
    private readonly List<(int Bytes, uint First, uint Last)> spaces = [];
    private int held;

    private CharacterMap()
    {
    }

    /// <summary>Whether it was larger than any real one, so that the rest was not read.</summary>
    internal bool Refused { get; private set; }

    /// <summary>Whether it claims more codes than two bytes have: whoever writes them all out runs out of memory.</summary>
    internal bool Wide { get; private set; }

    /// <summary>Whether its text runs downwards.</summary>
    internal bool Vertical { get; private set; }

    /// <summary>The name of a map of which this one is a part, if it says so.</summary>
    internal string? Uses { get; private set; }

    internal bool HasText => texts.Count > 0 || textRanges.Count > 0;

    internal static CharacterMap Read(ReadOnlySpan<byte> stream)
    {
        var map = new CharacterMap();
        var operands = new Operands();
        var lexer = new ContentLexer(stream, operands);
        for (var code = lexer.Next(); code != ContentLexer.End && !map.Refused; code = lexer.Next())
        {
            if (code == BfChar) map.AddTexts(operands);
            else if (code == BfRange) map.AddTextRanges(operands);
            else if (code == CidChar) map.AddCids(operands, 2);
            else if (code == CidRange) map.AddCids(operands, 3);
            else if (code == CodeSpace) map.AddSpaces(operands);
            else if (code == UseMap && operands.Count > 0) map.Uses = Encoding.Latin1.GetString(operands.Bytes(operands.Count - 1));
            else if (code == Define && operands.Count == 2 && operands.Bytes(0).SequenceEqual("WMode"u8)) map.Vertical = operands.Number(1) == 1;
        }
        map.textRanges.Sort((a, b) => a.First.CompareTo(b.First));
        map.cidRanges.Sort((a, b) => a.First.CompareTo(b.First));
        return map;
    }

    internal string? TextOf(uint code)
    {
        if (texts.TryGetValue(code, out var text)) return text;
        int low = 0, high = textRanges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var range = textRanges[middle];
            if (code < range.First) high = middle - 1;
            else if (code > range.Last) low = middle + 1;
            else return Later(range.Text, code - range.First);
        }
        return null;
    }

    internal uint? CidOf(uint code)
    {
        int low = 0, high = cidRanges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var (first, last, cid) = cidRanges[middle];
            if (code < first) high = middle - 1;
            else if (code > last) low = middle + 1;
            else return cid + (code - first);
        }
        return null;
    }

    /// <summary>The code that the bytes begin with, and how many bytes it has (at least 1).</summary>
    internal (uint Code, int Bytes) Take(ReadOnlySpan<byte> bytes)
    {
        uint code = 0;
        for (var length = 1; length <= Math.Min(4, bytes.Length); length++)
        {
            code = (code << 8) | bytes[length - 1];
            foreach (var space in spaces)
                if (space.Bytes == length && IsWithin(code, space.First, space.Last, length)) return (code, length);
        }
        var shortest = spaces.Count == 0 ? 2 : 4;
        foreach (var space in spaces) shortest = Math.Min(shortest, space.Bytes);
        shortest = Math.Clamp(shortest, 1, bytes.Length);
        code = 0;
        for (var i = 0; i < shortest; i++) code = (code << 8) | bytes[i];
        return (code, shortest);
    }

    // Each byte lies within its own bounds (ISO 32000-2, 9.7.6.3).
    private static bool IsWithin(uint code, uint first, uint last, int length)
    {
        for (var i = 0; i < length; i++, code >>= 8, first >>= 8, last >>= 8)
            if ((code & 255) < (first & 255) || (code & 255) > (last & 255)) return false;
        return true;
    }

    // The last character counts up along the range.
    private static string Later(string text, uint steps)
    {
        if (steps == 0 || text.Length == 0) return text;
        var whole = text.Length > 1 && char.IsSurrogatePair(text, text.Length - 2);
        var last = whole ? char.ConvertToUtf32(text, text.Length - 2) : text[^1];
        var later = last + (long)steps;
        if (later is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return "\uFFFD";
        return text[..^(whole ? 2 : 1)] + char.ConvertFromUtf32((int)later);
    }

    private void AddTexts(Operands operands)
    {
        for (var i = 0; i + 1 < operands.Count; i += 2)
            if (operands[i].Kind is OperandKind.Text && Keep(operands, i + 1) is { } text) texts[Number(operands.Bytes(i))] = text;
    }

    private void AddTextRanges(Operands operands)
    {
        for (var i = 0; i + 2 < operands.Count && !Refused;)
        {
            if (operands[i].Kind is not OperandKind.Text || operands[i + 1].Kind is not OperandKind.Text)
            {
                i++;
                continue;
            }
            uint first = Number(operands.Bytes(i)), last = Number(operands.Bytes(i + 1));
            i += 2;
            Wide |= last - (long)first > 0xFFFF;
            if (operands[i].Kind is OperandKind.ArrayStart)
            {
                for (i++; i < operands.Count && operands[i].Kind is not OperandKind.ArrayEnd; i++, first++)
                    if (first <= last && Keep(operands, i) is { } one) texts[first] = one;
                i++;
            }
            else if (Keep(operands, i++) is { } text && first <= last) textRanges.Add((first, last, text));
        }
    }

    private void AddCids(Operands operands, int each)
    {
        for (var i = 0; i + each <= operands.Count && !Refused; i += each)
        {
            if (cidRanges.Count >= MostEntries) Refused = true;
            var first = Number(operands.Bytes(i));
            cidRanges.Add((first, each == 3 ? Number(operands.Bytes(i + 1)) : first, (uint)Math.Clamp(operands.Number(i + each - 1), 0, 1 << 24)));
        }
    }

    private void AddSpaces(Operands operands)
    {
        for (var i = 0; i + 1 < operands.Count && spaces.Count < 100; i += 2)
            if (operands.Bytes(i).Length is >= 1 and <= 4 and var length) spaces.Add((length, Number(operands.Bytes(i)), Number(operands.Bytes(i + 1))));
    }

    private string? Keep(Operands operands, int index)
    {
        var bytes = operands.Bytes(index);
        held += bytes.Length;
        if (texts.Count + textRanges.Count >= MostEntries || held > MostText || bytes.Length > LongestText) Refused = true;
        if (Refused || operands[index].Kind is not OperandKind.Text) return null;
        return bytes.Length == 1 ? ((char)bytes[0]).ToString() : Encoding.BigEndianUnicode.GetString(bytes[..(bytes.Length & ~1)]);
    }

    private static uint Number(ReadOnlySpan<byte> bytes)
    {
        uint number = 0;
        foreach (var b in bytes) number = (number << 8) | b;
        return number;
    }
}
