using ArchiveIndexer.Archiving;
using Microsoft.Extensions.FileProviders;

namespace ArchiveIndexer.Host;

/// <summary>
/// The sample board's web site on a loopback port, so that a first run has something real to crawl over HTTP. Its files come
/// with the program; they are fictional.
/// </summary>
public sealed class SampleSite : IAsyncDisposable
{
    /// <summary>The sample board's slug.</summary>
    public const string Slug = "thornshire";

    private readonly WebApplication _site;

    private SampleSite(WebApplication site) => _site = site;

    /// <summary>The board whose site it is, if no board is configured and the archive knows none but the sample; else null.</summary>
    public static Board? BoardIfNeeded(string data, ArchiveOptions options) =>
        options.Sample.Enabled && options.Shared.Database is null && options.Boards.Count == 0 && !KnowsOtherBoards(data)
            ? new(Slug, null, [$"http://127.0.0.1:{options.Sample.Port}/practitioners-volunteers/serious-case-reviews/"]) : null;

    /// <summary>Serves the site.</summary>
    /// <exception cref="IOException">The port is taken; the message says how to choose another.</exception>
    public static async Task<SampleSite> StartAsync(int port, CancellationToken cancellation)
    {
        var files = Path.Combine(AppContext.BaseDirectory, "sample-site");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var site = builder.Build();
        // Validators in the manner of an ordinary server: the static files' own ETag and Last-Modified.
        site.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(files), EnableDirectoryBrowsing = false });
        try
        {
            await site.StartAsync(cancellation);
        }
        catch (IOException e)
        {
            await site.DisposeAsync();
            throw new IOException($"The sample site cannot be served on port {port} ({e.Message.TrimEnd('.')}). Choose another with Sample__Port, or none with Sample__Enabled=false.", e);
        }
        return new SampleSite(site);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static bool KnowsOtherBoards(string data)
    {
        if (DataFolder.Find(data) is not { } folder) return false;
        using var archive = new FileArchive(folder);
        return archive.Events().OfType<BoardAdded>().Any(added => added.Board.Slug != Slug);
    }
}

/// <summary>The sample board when it is being served, or none.</summary>
public sealed record SampleBoard(Board? Board);
