using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Whoever gathers meters and traces: takes what is posted as OTLP over HTTP, and keeps the bytes. Names stand in them as they are.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Path, string Type, string Body)> _posts = [];

    private OtlpReceiver(WebApplication server) => _server = server;

    public string Address { get; private set; } = "";

    /// <summary>What came, in its order.</summary>
    public IReadOnlyCollection<(string Path, string Type, string Body)> Posts => _posts;

    /// <summary>Everything that was posted to a path.</summary>
    public string At(string path) => string.Concat(_posts.Where(post => post.Path == path).Select(post => post.Body));

    /// <summary>Starts one at a certain port.</summary>
    /// <returns>Null when somebody else listens there.</returns>
    public static async Task<OtlpReceiver?> TryStartAsync(int port)
    {
        try
        {
            return await StartAsync(port);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static async Task<OtlpReceiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        var receiver = new OtlpReceiver(server);
        server.Run(receiver.TakeAsync);
        await server.StartAsync();
        receiver.Address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _posts.Enqueue((context.Request.Path, context.Request.ContentType ?? "", Encoding.Latin1.GetString(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
