using ArchiveIndexer.Catalogue;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ArchiveIndexer.Host.Serving;

/// <summary>
/// For machines that watch over this one: <c>live</c> says that the process answers, <c>ready</c> that searches do. With an alarm it is
/// <c>degraded</c>: readers are served all the same (200), and somebody ought to look.
/// </summary>
public static class HealthApi
{
    public static void AddHealth(this IServiceCollection services, bool follows)
    {
        var checks = services.AddHealthChecks().AddCheck<CatalogueCheck>("catalogue").AddCheck<IndexCheck>("index").AddCheck<AlarmCheck>("alarms");
        if (follows) checks.AddCheck<FollowingCheck>("following");
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new() { ResponseWriter = Write });
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new HealthAnswer(
        InWords(report.Status), [.. report.Entries.Select(entry => new HealthPart(entry.Key, InWords(entry.Value.Status), entry.Value.Description))]));

    private static string InWords(HealthStatus status) => status switch { HealthStatus.Healthy => "healthy", HealthStatus.Degraded => "degraded", _ => "unhealthy" };

    private sealed class CatalogueCheck(ICatalogue catalogue) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            catalogue.Crawls(most: 1);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
    }

    private sealed class IndexCheck(Searching.PublicationSearcher searcher) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            searcher.Search(new() { Size = 1 }, cancellationToken);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
    }

    private sealed class FollowingCheck(Following following) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(following.IsCaughtUp ? HealthCheckResult.Healthy($"The index is at event {following.Reached}.")
                : HealthCheckResult.Unhealthy($"The index has not come to where the event log was {Following.Longest.TotalSeconds:0} seconds ago."));
    }

    private sealed class AlarmCheck(Alarms alarms) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(alarms.Now() is [] ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(string.Join(' ', alarms.Now().Select(alarm => alarm.Board is null ? alarm.Message : $"{alarm.Board}: {alarm.Message}"))));
    }
}

public sealed record HealthAnswer(string Status, IReadOnlyList<HealthPart> Parts);

public sealed record HealthPart(string Name, string Status, string? Message);
