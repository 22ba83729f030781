using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Undoes the prediction of bytes from their neighbours (ISO 32000-2, 7.4.4.4; ISO 15948, 9).</summary>
internal static class Predictor
{
    private const int WidestRow = 1 << 24;

    internal static Memory<byte> Undo(Memory<byte> data, DictionaryToken? parameters)
    {
        if (parameters is null) return data;
        var predictor = Number(parameters, "Predictor", 1);
        if (predictor < 2) return data;
        var (colours, bits, columns) = (Number(parameters, "Colors", 1), Number(parameters, "BitsPerComponent", 8), Number(parameters, "Columns", 1));
        var row = ((long)Math.Clamp(colours, 1, 64) * Math.Clamp(bits, 1, 16) * Math.Max(1, columns) + 7) / 8;
        if (row > WidestRow) return data;
        var pixel = Math.Max(1, Math.Clamp(colours, 1, 64) * Math.Clamp(bits, 1, 16) / 8);
        return predictor == 2 ? Tiff(data, (int)row, pixel, bits) : Png(data, (int)row, pixel);
    }

    private static int Number(DictionaryToken dictionary, string key, int otherwise) =>
        dictionary.Data.TryGetValue(key, out var token) && token is NumericToken number ? (int)Math.Clamp(number.Data, 0, int.MaxValue) : otherwise;

    private static Memory<byte> Tiff(Memory<byte> data, int row, int pixel, int bits)
    {
        if (bits != 8) return data;
        var bytes = data.Span;
        for (var start = 0; start < bytes.Length; start += row)
            for (var i = start + pixel; i < Math.Min(start + row, bytes.Length); i++) bytes[i] += bytes[i - pixel];
        return data;
    }

    // Each row has a byte before it that says how it was predicted. Rows move to the front as they are undone.
    private static Memory<byte> Png(Memory<byte> data, int row, int pixel)
    {
        var bytes = data.Span;
        var written = 0;
        for (var read = 0; read < bytes.Length; read += row + 1)
        {
            var kind = bytes[read];
            var length = Math.Min(row, bytes.Length - read - 1);
            if (length <= 0) break;
            bytes.Slice(read + 1, length).CopyTo(bytes[written..]);
            var current = bytes.Slice(written, length);
            var above = written >= row ? bytes.Slice(written - row, length) : default;
            for (var i = 0; i < length; i++)
            {
                int left = i >= pixel ? current[i - pixel] : 0, up = above.IsEmpty ? 0 : above[i];
                current[i] += kind switch
                {
                    1 => (byte)left,
                    2 => (byte)up,
                    3 => (byte)((left + up) / 2),
                    4 => Paeth(left, up, i >= pixel && !above.IsEmpty ? above[i - pixel] : 0),
                    _ => 0,
                };
            }
            written += length;
        }
        return data[..written];
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        int a = Math.Abs(guess - left), b = Math.Abs(guess - up), c = Math.Abs(guess - corner);
        return (byte)(a <= b && a <= c ? left : b <= c ? up : corner);
    }
}
