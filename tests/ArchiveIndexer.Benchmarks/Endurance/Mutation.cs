using System.Text;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>Damage such as disks, networks, bad programs and bad people do to a PDF; the same for the same seed and number.</summary>
internal static class Mutation
{
    private static readonly byte[][] Words = [.. ((string[])["/Length", "/Kids", "/Count", "/Filter", "/FlateDecode", "/W", "/Size", "/Prev", "/Root", "endstream", "endobj", "obj", "xref", "trailer", "startxref", "<<", ">>", "[", "R"]).Select(Encoding.ASCII.GetBytes)];

    public static byte[] Of(IReadOnlyList<byte[]> originals, int seed, int number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        var bytes = (byte[])originals[random.Next(originals.Count)].Clone();
        for (var times = random.Next(1, 4); times > 0; times--) bytes = Once(bytes, originals, random);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, IReadOnlyList<byte[]> originals, Random random)
    {
        if (bytes.Length < 16) return [.. "%PDF-1.7\n"u8];
        var (at, length) = (random.Next(bytes.Length), 0);
        switch (random.Next(9))
        {
            case 0: // Bits here and there.
                for (var n = random.Next(1, 200); n > 0; n--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1: // Cut short.
                return bytes[..at];
            case 2: // A piece is missing.
                length = random.Next(bytes.Length - at) / 4;
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3: // A piece comes twice.
                length = Math.Min(random.Next(20_000), bytes.Length - at);
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 4: // Noise in place of a piece.
                random.NextBytes(bytes.AsSpan(at, Math.Min(random.Next(1, 4_000), bytes.Length - at)));
                return bytes;
            case 5: // Other numbers: lengths, offsets, counts, references.
                for (var n = random.Next(1, 60); n > 0; n--)
                    for (var digit = random.Next(bytes.Length); digit < bytes.Length; digit++)
                        if (char.IsAsciiDigit((char)bytes[digit]))
                        {
                            bytes[digit] = (byte)('0' + random.Next(10));
                            break;
                        }
                return bytes;
            case 6: // One word of the language for another.
                var (word, other) = (Words[random.Next(Words.Length)], Words[random.Next(Words.Length)]);
                var found = bytes.AsSpan(at).IndexOf(word);
                return found < 0 ? bytes : [.. bytes[..(at + found)], .. other, .. bytes[(at + found + word.Length)..]];
            case 7: // The beginning of one, the end of another.
                var second = originals[random.Next(originals.Count)];
                return [.. bytes[..at], .. second[random.Next(second.Length)..]];
            default: // Very long numbers and nesting.
                byte[] odd = random.Next(2) == 0 ? [.. Enumerable.Repeat((byte)'9', random.Next(1, 500))] : [.. Enumerable.Repeat((byte)'[', random.Next(1, 50_000))];
                return [.. bytes[..at], .. odd, .. bytes[at..]];
        }
    }
}
