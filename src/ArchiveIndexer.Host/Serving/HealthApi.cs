using ArchiveIndexer.Catalogue;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ArchiveIndexer.Host.Serving;

/// <summary>For machines that watch over this one: <c>live</c> says that the process answers, <c>ready</c> that searches do.</summary>
public static class HealthApi
{
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<CatalogueCheck>("catalogue").AddCheck<IndexCheck>("index");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready");
    }

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
}
