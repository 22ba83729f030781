using System.IO.Compression;
using System.Runtime.InteropServices;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>The library's filters, with a limit to what one stream and all streams of a file unpack to (ISO 32000-2, 7.4).</summary>
/// <remarks>The library's own Flate filter unpacks whatever there is: a kilobyte can become gigabytes. One is used for one file.</remarks>
internal sealed class CappedFilters : BaseFilterProvider
{
    private CappedFilters(Dictionary<string, IFilter> filters)
        : base(filters)
    {
    }

    internal static CappedFilters ForOneFile()
    {
        var left = new Budget();
        var flate = new CappedFlate(left);
        IFilter ascii85 = new Ascii85Filter(), hex = new AsciiHexDecodeFilter(), lzw = new Capped(new LzwFilter(), left), runs = new Capped(new RunLengthFilter(), left);
        IFilter ccitt = new CcittFaxDecodeFilter(), dct = new DctDecodeFilter(), jbig2 = new Jbig2DecodeFilter(), jpx = new JpxDecodeFilter();
        return new CappedFilters(new Dictionary<string, IFilter>
        {
            ["ASCII85Decode"] = ascii85, ["A85"] = ascii85, ["ASCIIHexDecode"] = hex, ["AHx"] = hex, ["LZWDecode"] = lzw, ["LZW"] = lzw,
            ["RunLengthDecode"] = runs, ["RL"] = runs, ["FlateDecode"] = flate, ["Fl"] = flate, ["CCITTFaxDecode"] = ccitt, ["CCF"] = ccitt,
            ["DCTDecode"] = dct, ["DCT"] = dct, ["JBIG2Decode"] = jbig2, ["JPXDecode"] = jpx,
        });
    }

    private sealed class Budget
    {
        // The largest real content streams, maps, unpack to some 30 MB.
        internal const int OneStream = 64 << 20;
        private long left = 2L << 30;

        internal int Next => (int)Math.Min(OneStream, Math.Max(0, left));

        internal void Take(int bytes) => left -= bytes;
    }

    // What a filter gives beyond its due is cut off.
    private sealed class Capped(IFilter filter, Budget budget) : IFilter
    {
        // How much one byte can become with these filters.
        private const int MostPerByte = 64;

        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            var most = budget.Next;
            if (input.Length > most / MostPerByte) input = input[..Math.Max(most / MostPerByte, Math.Min(input.Length, most / 4096))];
            var output = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            budget.Take(output.Length);
            return output.Length <= most ? output : output[..most];
        }
    }

    private sealed class CappedFlate(Budget budget) : IFilter
    {
        private byte[] scratch = new byte[1 << 16];

        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            var output = Inflate(input, budget.Next);
            budget.Take(output.Length);
            return Predictor.Undo(output, ParametersOf(streamDictionary, filterIndex));
        }

        // What a damaged stream gives before its damage is given. The check sum at the end is not looked at; some producers write none.
        private Memory<byte> Inflate(Memory<byte> input, int most)
        {
            if (input.Length < 2) return Memory<byte>.Empty;
            var whole = Inflate(input, most, zlib: true);
            return whole.Length > 0 ? whole : Inflate(input, most, zlib: false);
        }

        private Memory<byte> Inflate(Memory<byte> input, int most, bool zlib)
        {
            using var packed = MemoryMarshal.TryGetArray<byte>(input, out var held)
                ? new MemoryStream(held.Array!, held.Offset, held.Count, writable: false) : new MemoryStream(input.ToArray(), writable: false);
            if (zlib) packed.Position = 2;
            using var inflating = new DeflateStream(packed, CompressionMode.Decompress);
            var length = 0;
            try
            {
                while (length < most)
                {
                    if (length == scratch.Length) Array.Resize(ref scratch, (int)Math.Min(most, 2L * scratch.Length));
                    var read = inflating.Read(scratch, length, Math.Min(scratch.Length, most) - length);
                    if (read == 0) break;
                    length += read;
                }
            }
            catch (InvalidDataException)
            {
                // What came before the damage stands.
            }
            var output = GC.AllocateUninitializedArray<byte>(length);
            scratch.AsSpan(0, length).CopyTo(output);
            return output;
        }

        private static DictionaryToken? ParametersOf(DictionaryToken stream, int index)
        {
            if (!stream.Data.TryGetValue("DecodeParms", out var token) && !stream.Data.TryGetValue("DP", out token)) return null;
            if (token is ArrayToken array) token = index < array.Data.Count ? array.Data[index] : null;
            return token as DictionaryToken;
        }
    }
}
