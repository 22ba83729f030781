using System.IO.Compression;
using System.Net.Http.Headers;

namespace ArchiveIndexer.Crawling;

/// <summary>
/// Unpacks bodies that a server packed although we ask for <c>identity</c> (RFC 9110, 8.4.1). What is archived is the file itself;
/// whoever reads on counts the bytes that come out, so a small body that unpacks without end stops at the usual limit.
/// </summary>
internal static class ContentCoding
{
    private const int Most = 3;

    internal static Stream Undo(HttpContentHeaders headers, Stream body)
    {
        // Applied in the order in which they are named, so taken off from the last to the first.
        var codings = headers.ContentEncoding.Reverse().Take(Most);
        foreach (var coding in codings)
        {
            Stream? unpacked = coding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "identity" => body,
                _ => null,
            };
            // A coding nobody asked for and we do not know: the first bytes will be told as what they are.
            if (unpacked is null) return body;
            body = unpacked;
        }
        return body;
    }
}
