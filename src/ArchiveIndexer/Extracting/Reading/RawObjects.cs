using System.Runtime.InteropServices;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;
using UglyToad.PdfPig.Writer;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// A file's objects as they are written (ISO 32000-2, 7.3.10 and 7.5.7). The library knows where they lie and undoes filters and
/// encryption; of a structure tree's tens of thousands of small objects it need not make any.
/// </summary>
internal sealed class RawObjects(PdfDocument document, byte[] file)
{
    private const int MostHops = 8;
    private const int Deepest = 256;
    private const int MostKept = 64 << 20;

    private readonly IReadOnlyDictionary<IndirectReference, XrefLocation> places = document.Structure.CrossReferenceTable.ObjectOffsets;
    private readonly bool encrypted = document.IsEncrypted;
    private readonly Dictionary<long, Packed?> streams = [];
    private readonly Dictionary<IndirectReference, IToken> tokens = [];
    private int kept;
    private string? lastText;
    private byte[] lastWritten = [];

    /// <summary>The object itself, whatever number of references lead to it.</summary>
    internal RawValue Resolve(RawValue value)
    {
        for (var hops = 0; value.Kind is RawKind.Reference; hops++)
        {
            if (hops == MostHops) return default;
            value = Find(value.Reference);
        }
        return value;
    }

    /// <summary>What a token of the library stands for.</summary>
    internal RawValue Resolve(IToken token) => token is IndirectReferenceToken reference ? Resolve(Find(reference.Data)) : Rewritten(token);

    /// <summary>The text of a string; null for what is none.</summary>
    internal string? Text(RawValue value)
    {
        if (Resolve(value) is not { Kind: RawKind.String } text) return null;
        // Thousands of elements say the same short thing: their language.
        if (lastText is not null && text.Bytes.SequenceEqual(lastWritten)) return lastText;
        lastWritten = text.Bytes.ToArray();
        return lastText = Made(text) switch { StringToken s => s.Data, HexToken h => h.Data, _ => null };
    }

    /// <summary>An object of an object stream as the library would make it, which would make all that lie in the same stream.</summary>
    /// <returns>Null for what lies elsewhere, or cannot be read alone.</returns>
    internal IToken? Token(IndirectReference reference)
    {
        if (!places.TryGetValue(reference, out var place) || place.Type is not XrefEntryType.ObjectStream) return null;
        if (tokens.TryGetValue(reference, out var known)) return known;
        if (StreamOf(place.Value1)?.Find(reference.ObjectNumber) is not { Kind: not (RawKind.None or RawKind.Reference) } value || Made(value) is not { } made) return null;
        return tokens[reference] = made;
    }

    private static IToken? Made(in RawValue value)
    {
        var scanner = new CoreTokenScanner(new MemoryInputBytes(value.Written), true, new StackDepthGuard(Deepest));
        return scanner.MoveNext() ? scanner.CurrentToken : null;
    }

    private RawValue Find(IndirectReference reference)
    {
        if (places.TryGetValue(reference, out var place))
        {
            var found = place.Type switch
            {
                XrefEntryType.ObjectStream => StreamOf(place.Value1)?.Find(reference.ObjectNumber) ?? default,
                // Strings of an encrypted file are encrypted where they lie.
                XrefEntryType.File when !encrypted => At(place.Value1, reference),
                _ => default,
            };
            if (found.Kind is not RawKind.None) return found;
        }
        return document.Structure.GetObject(reference)?.Data is { } token ? Rewritten(token) : default;
    }

    // "12 0 obj" and what follows.
    private RawValue At(long offset, IndirectReference reference)
    {
        if (offset < 0 || offset >= file.Length) return default;
        var at = (int)offset;
        var number = RawValue.Read(file, ref at, file.Length);
        var generation = RawValue.Read(file, ref at, file.Length);
        if (number.Kind is not RawKind.Number || number.Number != reference.ObjectNumber || generation.Kind is not RawKind.Number || generation.Number != reference.Generation)
            return default;
        while (at < file.Length && file[at] is 32 or 10 or 13 or 9) at++;
        if (!file.AsSpan(at).StartsWith("obj"u8)) return default;
        at += 3;
        return RawValue.Read(file, ref at, file.Length);
    }

    private Packed? StreamOf(long number)
    {
        if (streams.TryGetValue(number, out var known)) return known;
        Packed? found = null;
        if (document.Structure.GetObject(new IndirectReference(number, 0))?.Data is StreamToken stream)
        {
            var decoded = stream.Decode(document.Structure.FilterProvider, document.Structure.TokenScanner);
            var bytes = MemoryMarshal.TryGetArray<byte>(decoded, out var held) && held.Offset == 0 && held.Count == held.Array!.Length ? held.Array : decoded.ToArray();
            if (Number(stream, "N") is { } count && Number(stream, "First") is { } first) found = Packed.Of(bytes, count, first);
            kept += bytes.Length;
        }
        if (kept > MostKept)
        {
            streams.Clear();
            kept = 0;
        }
        streams[number] = found;
        return found;
    }

    private int? Number(StreamToken stream, string name)
    {
        var token = TokenReader.Raw(stream.StreamDictionary, name);
        if (token is IndirectReferenceToken reference) token = document.Structure.GetObject(reference.Data)?.Data;
        return (token as NumericToken)?.Int;
    }

    // What the library had to make is written again, so that there is one way to look at it.
    private static RawValue Rewritten(IToken token)
    {
        if (token is StreamToken stream) token = stream.StreamDictionary;
        using var written = new MemoryStream();
        new TokenWriter().WriteToken(token, written);
        var (bytes, at) = (written.ToArray(), 0);
        return RawValue.Read(bytes, ref at, bytes.Length);
    }

    /// <summary>An object stream undone (ISO 32000-2, 7.5.7).</summary>
    private sealed class Packed(byte[] bytes, Dictionary<long, int> places)
    {
        private const int MostObjects = 1_000_000;

        internal static Packed? Of(byte[] bytes, int count, int first)
        {
            if (first < 0 || first > bytes.Length) return null;
            var places = new Dictionary<long, int>();
            for (var (i, at) = (0, 0); i < count && i < MostObjects; i++)
            {
                var number = RawValue.Read(bytes, ref at, first);
                var offset = RawValue.Read(bytes, ref at, first);
                if (number.Kind is not RawKind.Number || offset.Kind is not RawKind.Number) break;
                if (offset.Number >= 0 && offset.Number < bytes.Length - first) places[number.Number] = first + (int)offset.Number;
            }
            return new Packed(bytes, places);
        }

        internal RawValue Find(long number)
        {
            if (!places.TryGetValue(number, out var at)) return default;
            return RawValue.Read(bytes, ref at, bytes.Length);
        }
    }
}
