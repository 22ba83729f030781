using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Looks up what a file's objects say, through their references; what is not there or of another type is null.</summary>
internal sealed class TokenReader(IPdfTokenScanner scanner, ILookupFilterProvider filters, RawObjects objects)
{
    private const int MostHops = 8;

    internal IToken? Resolve(IToken? token)
    {
        for (var hops = 0; token is IndirectReferenceToken reference; hops++)
        {
            if (hops == MostHops) return null;
            token = objects.Token(reference.Data) ?? scanner.Get(reference.Data)?.Data;
        }
        return token;
    }

    internal static IToken? Raw(DictionaryToken dictionary, string key) => dictionary.Data.TryGetValue(key, out var token) ? token : null;

    internal IToken? Value(DictionaryToken dictionary, string key) => dictionary.Data.TryGetValue(key, out var token) ? Resolve(token) : null;

    internal DictionaryToken? Dictionary(DictionaryToken dictionary, string key) => Value(dictionary, key) switch
    {
        DictionaryToken found => found,
        StreamToken stream => stream.StreamDictionary,
        _ => null,
    };

    internal ArrayToken? Array(DictionaryToken dictionary, string key) => Value(dictionary, key) as ArrayToken;

    internal string? Name(DictionaryToken dictionary, string key) => (Value(dictionary, key) as NameToken)?.Data;

    internal double? Number(DictionaryToken dictionary, string key) => (Value(dictionary, key) as NumericToken)?.Data;

    internal double Number(ArrayToken array, int index) => index < array.Data.Count && Resolve(array.Data[index]) is NumericToken number ? number.Data : 0;

    /// <summary>What a stream holds, all its filters undone.</summary>
    internal Memory<byte> Decode(StreamToken stream) => UglyToad.PdfPig.PdfExtensions.Decode(stream, filters, scanner);

    internal Matrix? MatrixOf(DictionaryToken dictionary, string key) => Array(dictionary, key) is { Data.Count: >= 6 } m
        ? new Matrix(Number(m, 0), Number(m, 1), Number(m, 2), Number(m, 3), Number(m, 4), Number(m, 5)) : null;

    internal Frame? Box(DictionaryToken dictionary, string key)
    {
        if (Array(dictionary, key) is not { Data.Count: >= 4 } box) return null;
        double x1 = Number(box, 0), y1 = Number(box, 1), x2 = Number(box, 2), y2 = Number(box, 3);
        return new Frame(Math.Min(x1, x2), Math.Min(y1, y2), Math.Max(x1, x2), Math.Max(y1, y2));
    }
}
