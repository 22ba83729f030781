using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;

namespace ArchiveIndexer.Host.Serving;

/// <summary>
/// How often one reader may ask for what costs much. Who asks is told by the connection; a proxy is believed only where the settings name it,
/// because anybody can send its headers.
/// </summary>
public static class RequestLimits
{
    // Enough for people, also several behind one address, and for scripts that read page after page; not for a flood.
    private const int SearchesAtOnce = 120;
    private const int SearchesASecond = 10;
    private const int ExportsAtOnce = 20;
    private const int ExportsAMinute = 20;

    // A key is not guessed at six attempts a minute. This machine is not spared: a proxy's word may be missing.
    private const int SignInsAtOnce = 5;
    private static readonly TimeSpan BetweenSignIns = TimeSpan.FromSeconds(10);

    public static void AddRequestLimits(this IServiceCollection services, ArchiveOptions options)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string, IPAddress?)>(PartitionOf);
            limiter.OnRejected = (refused, _) =>
            {
                refused.HttpContext.Response.Headers.RetryAfter = "10";
                return ValueTask.CompletedTask;
            };
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.Proxies) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        });
    }

    /// <summary>An address, or the /64 that an IPv6 address is one of: a whole one is given to whoever asks.</summary>
    private static IPAddress? NetworkOf(IPAddress? from) =>
        from is not { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? from?.MapToIPv4() : new IPAddress([.. from.GetAddressBytes()[..8], .. new byte[8]]);

    /// <summary>Whose limit counts. This machine itself has none: a proxy that is not named in the settings would make all readers one.</summary>
    public static RateLimitPartition<(string, IPAddress?)> PartitionOf(HttpContext context)
    {
        var (path, from) = (context.Request.Path.Value ?? "", context.Connection.RemoteIpAddress);
        if (context.Request is { Method: "POST" } && (context.Request.Path.StartsWithSegments(StewardDoor.SignIn) || context.Request.Path.StartsWithSegments(StewardDoor.Erasures)))
            return RateLimitPartition.GetTokenBucketLimiter(("sign-in", NetworkOf(from)), _ => new() { TokenLimit = SignInsAtOnce, TokensPerPeriod = 1, ReplenishmentPeriod = BetweenSignIns, QueueLimit = 0 });
        var isExport = path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(path) is ".csv" or ".ris" or ".bib" or ".json" || path is "/feed.atom" or "/recommendations.atom";
        var isSearch = path is "/search" or "/recommendations" or "/recommendations/similar" || path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) || path.Contains("/pages/", StringComparison.Ordinal);
        if (from is null || IPAddress.IsLoopback(from) || !isExport && !isSearch) return RateLimitPartition.GetNoLimiter(("", (IPAddress?)null));
        return isExport
            ? RateLimitPartition.GetTokenBucketLimiter(("export", (IPAddress?)from), _ => new() { TokenLimit = ExportsAtOnce, TokensPerPeriod = ExportsAMinute, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 })
            : RateLimitPartition.GetTokenBucketLimiter(("search", (IPAddress?)from), _ => new() { TokenLimit = SearchesAtOnce, TokensPerPeriod = SearchesASecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 });
    }
}
