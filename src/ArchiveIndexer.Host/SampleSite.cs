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

    private SampleSite(WebApplication site, int port) => (_site, Endpoint) = (site, $"127.0.0.1:{port}");

    /// <summary>Host and port.</summary>
    public string Endpoint { get; }

    /// <summary>The board whose site it is.</summary>
    public Board Board => new(Slug, null, [$"http://{Endpoint}/practitioners-volunteers/serious-case-reviews/"]);

    /// <summary>Serves the site if no board is configured and the archive knows none but the sample.</summary>
    /// <exception cref="IOException">The port is taken; the message says how to choose another.</exception>
    public static async Task<SampleSite?> StartIfNeededAsync(string data, ArchiveOptions options, CancellationToken cancellation)
    {
        if (!options.Sample.Enabled || options.Boards.Count > 0 || KnowsOtherBoards(new DataFolder(data))) return null;
        return await StartAsync(options.Sample.Port, cancellation);
    }

    private static async Task<SampleSite> StartAsync(int port, CancellationToken cancellation)
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
        return new SampleSite(site, port);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static bool KnowsOtherBoards(DataFolder folder)
    {
        if (folder.IsEmpty) return false;
        using var archive = new FileArchive(folder);
        return archive.Events().OfType<BoardAdded>().Any(added => added.Board.Slug != Slug);
    }
}
