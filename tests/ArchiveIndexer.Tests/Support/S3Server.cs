using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArchiveIndexer.Tests.Support;

/// <summary>As much of S3 as the archive speaks: objects by path, conditional writes, lists in pages.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private const int PageOfList = 7;

    // As of an object in parts: of any other, clients expect the MD5.
    private const string ETag = "\"00000000000000000000000000000000-1\"";

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private int _loseAnswers;

    private S3Server(WebApplication server) => _server = server;

    public string Address { get; private set; } = "";

    /// <summary>What is kept, by bucket and name.</summary>
    public ConcurrentDictionary<string, byte[]> Objects => _objects;

    /// <summary>The next so many writes are carried out, and the answer is lost.</summary>
    public void LoseAnswers(int writes) => _loseAnswers = writes;

    public static async Task<S3Server> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var store = new S3Server(server);
        server.Run(store.AnswerAsync);
        await server.StartAsync();
        store.Address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return store;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response, name) = (context.Request, context.Response, context.Request.Path.Value!.Trim('/'));
        if (!request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256", StringComparison.Ordinal)) response.StatusCode = 403;
        else if (request.Method == "PUT")
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes);
            if (request.Headers.IfNoneMatch == "*" && !_objects.TryAdd(name, bytes.ToArray())) await ErrorAsync(response, 412, "PreconditionFailed");
            else
            {
                if (request.Headers.IfNoneMatch != "*") _objects[name] = bytes.ToArray();
                response.Headers.ETag = ETag;
                if (Interlocked.Decrement(ref _loseAnswers) >= 0) context.Abort();
            }
        }
        else if (request.Method == "DELETE")
        {
            _objects.TryRemove(name, out _);
            response.StatusCode = 204;
        }
        else if (request.Query.ContainsKey("list-type")) await ListAsync(request, response, name);
        else if (!_objects.TryGetValue(name, out var bytes)) await ErrorAsync(response, 404, "NoSuchKey");
        else
        {
            (response.ContentLength, response.Headers.ETag, response.Headers.LastModified) = (bytes.Length, ETag, "Sun, 01 Nov 2026 00:00:00 GMT");
            if (request.Method == "GET") await response.Body.WriteAsync(bytes);
        }
    }

    private async Task ListAsync(HttpRequest request, HttpResponse response, string bucket)
    {
        var after = request.Query["continuation-token"] is [{ } token] ? token : request.Query["start-after"].ToString();
        var names = _objects.Keys.Where(key => key.StartsWith(bucket + "/", StringComparison.Ordinal)).Select(key => key[(bucket.Length + 1)..])
            .Where(key => key.StartsWith(request.Query["prefix"].ToString(), StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0).Order(StringComparer.Ordinal).ToList();
        XNamespace s3 = "http://s3.amazonaws.com/doc/2006-03-01/";
        var page = names.Take(PageOfList).ToList();
        var list = new XElement(s3 + "ListBucketResult", new XElement(s3 + "IsTruncated", names.Count > page.Count ? "true" : "false"),
            page.Select(key => new XElement(s3 + "Contents", new XElement(s3 + "Key", key), new XElement(s3 + "Size", 1), new XElement(s3 + "LastModified", "2026-11-01T00:00:00.000Z"))));
        if (names.Count > page.Count) list.Add(new XElement(s3 + "NextContinuationToken", page[^1]));
        response.ContentType = "application/xml";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(list.ToString()));
    }

    private static async Task ErrorAsync(HttpResponse response, int status, string code)
    {
        (response.StatusCode, response.ContentType) = (status, "application/xml");
        if (response.HttpContext.Request.Method != "HEAD") await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"<Error><Code>{code}</Code><Message>{code}</Message></Error>"));
    }
}
