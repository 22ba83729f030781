using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Text travels compressed. PDFs and drawn pages do not: they are compressed already, and a PDF's ranges are of its own bytes.</summary>
public static class Compression
{
    private static readonly string[] Texts =
    [
        "text/html", "text/css", "text/csv", "text/plain", "application/json", "application/problem+json", "application/atom+xml", "application/xml", "application/opensearchdescription+xml",
        "application/x-research-info-systems", "application/x-bibtex", "application/vnd.citationstyles.csl+json",
    ];

    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.MimeTypes = Texts;
            // The connection counts as https behind a proxy too. What is compressed holds no secret that could be guessed by its length
            // (BREACH): whoever reads is nobody in particular.
            compression.EnableForHttps = true;
        });
        // A page is written once and read once: the quickest is the soonest there.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <summary>Everywhere but on a steward's pages, which hold secrets.</summary>
    public static void UseCompression(this IApplicationBuilder app) =>
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/steward"), pages => pages.UseResponseCompression());
}
