using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArchiveIndexer.Tests.Support;

/// <summary>
/// A real web server on this machine whose answers a test scripts, good and bad. Without a script: 404.
/// </summary>
internal sealed class FaultySite : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _script = new();

    private FaultySite(WebApplication server) => _server = server;

    public static async Task<FaultySite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Limits.MinResponseDataRate = null;
        });
        var server = builder.Build();
        var site = new FaultySite(server);
        server.Run(site.AnswerAsync);
        await server.StartAsync();
        site.Origin = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return site;
    }

    /// <summary><c>http://127.0.0.1:12345</c>.</summary>
    public string Origin { get; private set; } = "";

    public string Endpoint => new Uri(Origin).Authority;

    /// <summary>A board whose reviews page is here.</summary>
    public Board Board => new("faulty", "Faulty Board", [Origin + "/reviews"]);

    /// <summary>Every request, in order: the path with its query, and the headers.</summary>
    public ConcurrentQueue<(string Path, Dictionary<string, string> Headers)> Seen { get; } = new();

    /// <summary>Paths asked for, robots.txt left out.</summary>
    public string[] Paths => [.. Seen.Select(request => request.Path).Where(path => path != "/robots.txt")];

    /// <summary>The answers to come from this path (without its query), one after the other; the last is repeated.</summary>
    public FaultySite On(string path, params Func<HttpContext, Task>[] answers)
    {
        _script[path] = new(answers);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Seen.Enqueue((target, context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));
        if (!_script.TryGetValue(target.Split('?')[0], out var answers)) context.Response.StatusCode = 404;
        else if (answers.Count > 1 && answers.TryDequeue(out var next)) await next(context);
        else if (answers.TryPeek(out var last)) await last(context);
    }
}

/// <summary>What a <see cref="FaultySite"/> can answer.</summary>
internal static class Answer
{
    public static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n" + new string('x', 3000) + "\n%%EOF\n");

    public static Func<HttpContext, Task> Bytes(byte[] bytes, string? type = "application/pdf", params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in headers) context.Response.Headers.Append(name, value);
        await context.Response.Body.WriteAsync(bytes);
    };

    public static Func<HttpContext, Task> Text(string text, string type = "text/plain") => Bytes(Encoding.UTF8.GetBytes(text), type);

    public static Func<HttpContext, Task> Report(params (string Name, string Value)[] headers) => Bytes(Pdf, "application/pdf", headers);

    public static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers.Append(name, value);
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> RedirectTo(string location, int status = 302) => Status(status, ("Location", location));

    /// <summary>No headers for ever.</summary>
    public static Task Silence(HttpContext context) => UntilTheyGo(context);

    /// <summary>Some bytes of a body, then nothing.</summary>
    public static Func<HttpContext, Task> Stall(byte[] bytes) => async context =>
    {
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.Body.FlushAsync();
        await UntilTheyGo(context);
    };

    /// <summary>Fewer bytes than announced, in good order.</summary>
    public static Func<HttpContext, Task> Short(byte[] bytes, long announced) => async context =>
    {
        context.Response.ContentLength = announced;
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.Body.FlushAsync();
    };

    /// <summary>Some bytes, with more announced or none announced, then the connection is torn down: the headers may be lost as well.</summary>
    public static Func<HttpContext, Task> Reset(byte[] bytes, long? announced = null) => async context =>
    {
        context.Response.ContentLength = announced;
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    /// <summary>A PDF without end.</summary>
    public static async Task Endless(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(Pdf);
    }

    /// <summary>A byte now and then, often enough never to be idle.</summary>
    public static Func<HttpContext, Task> Drip(byte[] bytes, TimeSpan pause) => async context =>
    {
        for (var i = 0; !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(i % bytes.Length, 1));
            await context.Response.Body.FlushAsync();
            await Task.Delay(pause, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    };

    private static Task UntilTheyGo(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}
