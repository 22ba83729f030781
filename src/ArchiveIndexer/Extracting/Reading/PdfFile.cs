using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>A PDF that the library has opened, with ways of our own to look at its objects.</summary>
internal sealed class PdfFile
{
    internal PdfFile(PdfDocument document, byte[] bytes)
    {
        (Document, Length) = (document, bytes.Length);
        Objects = new RawObjects(document, bytes);
        Tokens = new TokenReader(document.Structure.TokenScanner, document.Structure.FilterProvider, Objects);
    }

    internal PdfDocument Document { get; }
    /// <summary>Bytes.</summary>
    internal int Length { get; }
    /// <summary>Its objects as they are written.</summary>
    internal RawObjects Objects { get; }
    /// <summary>Its objects as the library makes them.</summary>
    internal TokenReader Tokens { get; }
    internal DictionaryToken Catalog => Document.Structure.Catalog.CatalogDictionary;
    internal int NumberOfPages => Document.NumberOfPages;
    internal bool IsEncrypted => Document.IsEncrypted;

    /// <summary>What a token stands for: what it refers to, if it refers to something.</summary>
    internal IToken? Resolve(IToken? token) => Tokens.Resolve(token);

    internal IToken? Value(DictionaryToken dictionary, string name) => Tokens.Value(dictionary, name);
}
