using System.Globalization;
using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Searching;
using Microsoft.Extensions.Caching.Memory;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Pages as the PDF shows them, with a query's words marked on the picture.</summary>
public static class DrawnPagesApi
{
    public static void MapDrawnPages(this IEndpointRouteBuilder routes) => routes.MapGetAndHead("/publications/{id}/pages/{number:int}.svg", DrawnAsync).ExcludeFromDescription();

    private static async Task<IResult> DrawnAsync(string id, int number, string? q, ICatalogue catalogue, IArchive archive, ExtractedTexts texts, PublicationSearcher searcher, DrawnPages pages, HttpContext context)
    {
        if (catalogue.FindPublication(id) is not { Edition: { } edition, Status: not PublicationStatus.Suppressed } record || record.Format != PublicationFormat.Pdf || !archive.Has(edition.Sha256)) return Results.NotFound();
        if (PublicationsApi.TextOf(record, texts) is not { } text || number < 1 || number > text.Pages.Count) return Results.NotFound();
        // Where words lie under black boxes, a mark would tell which.
        var marker = string.IsNullOrWhiteSpace(q) || text.FailedRedactions.Any(each => each.Page == number) ? null : searcher.MarkerFor(q);
        if (await pages.FindAsync(edition.Sha256, number, marker is not null, archive, context.RequestAborted) is not { } page) return Results.NotFound();
        context.Response.Headers.CacheControl = "private, max-age=3600";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; frame-ancestors 'none'; sandbox";
        return Results.Text(Svg(page, marker), "image/svg+xml", Encoding.UTF8);
    }

    /// <summary>The picture with a see-through box over each of the words that are marked.</summary>
    public static string Svg(DrawnPage page, Marker? marker)
    {
        var (width, height) = page.Words is { } words ? (words.Width, words.Height) : (page.PixelWidth, (double)page.PixelHeight);
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{page.PixelWidth}\" height=\"{page.PixelHeight}\" viewBox=\"0 0 {Text(width)} {Text(height)}\"><image width=\"{Text(width)}\" height=\"{Text(height)}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Convert.ToBase64String(page.Png.Span)}\"/>");
        foreach (var word in marker is null || page.Words is null ? [] : Marked(page.Words, marker))
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Text(word.Left - 1)}\" y=\"{Text(word.Top)}\" width=\"{Text(word.Right - word.Left + 2)}\" height=\"{Text(word.Bottom - word.Top)}\" fill=\"#ffd000\" fill-opacity=\".4\" stroke=\"#8a5a00\" stroke-width=\".8\"/>");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The words of a page that a query asked for.</summary>
    public static IEnumerable<PlacedWord> Marked(PlacedWords page, Marker marker)
    {
        var text = new StringBuilder();
        var starts = new List<int>();
        foreach (var word in page.Words)
        {
            starts.Add(text.Length);
            text.Append(word.Text).Append(' ');
        }
        foreach (var place in marker.In(text.ToString()))
            for (var i = Math.Max(0, starts.BinarySearch(place.Start) is var at && at < 0 ? ~at - 1 : at); i < starts.Count && starts[i] < place.End; i++)
                yield return page.Words[i];
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>Pictures of pages that were drawn lately, so that turning pages back costs nothing. At most 64 MB.</summary>
public sealed class DrawnPages(PageDrawer drawer) : IDisposable
{
    private readonly MemoryCache drawn = new(new MemoryCacheOptions { SizeLimit = 64 << 20 });

    /// <summary>Whether pages can be drawn here.</summary>
    public Task<bool> IsPossibleAsync() => drawer.IsInstalledAsync();

    /// <summary>A page; null where it cannot be drawn.</summary>
    public async Task<DrawnPage?> FindAsync(string sha256, int number, bool withWords, IArchive archive, CancellationToken cancellation)
    {
        if (!await IsPossibleAsync()) return null;
        var key = (sha256, number);
        var page = drawn.Get<DrawnPage>(key);
        if (page is null)
        {
            await using var pdf = archive.Open(sha256);
            if (await drawer.DrawAsync(pdf, number, cancellation) is not { Length: > 24 } png) return null;
            // Width and height stand at fixed places (PNG, 11.2.2).
            page = new(png, Big(png.Span[16..20]), Big(png.Span[20..24]), null);
            Keep(page);
        }
        if (withWords && page.Words is null)
        {
            await using var pdf = archive.Open(sha256);
            if (await drawer.WordsAsync(pdf, number, cancellation) is { } words) Keep(page = page with { Words = words });
        }
        return page;

        void Keep(DrawnPage one) => drawn.Set(key, one, new MemoryCacheEntryOptions { Size = one.Png.Length + (100 * (one.Words?.Words.Count ?? 0)) });
    }

    public void Dispose() => drawn.Dispose();

    private static int Big(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes);
}

/// <summary>A page that was drawn.</summary>
/// <param name="Png">The picture.</param>
/// <param name="PixelWidth">Its width.</param>
/// <param name="PixelHeight">Its height.</param>
/// <param name="Words">Where its words stand; null where nobody asked.</param>
public sealed record DrawnPage(ReadOnlyMemory<byte> Png, int PixelWidth, int PixelHeight, PlacedWords? Words);
