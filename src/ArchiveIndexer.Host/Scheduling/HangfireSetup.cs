using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>
/// The job server, with storage in memory. Hangfire only sets things going: what is done and what is left to do stands in the
/// catalogue, so losing the queue at a restart loses nothing. (Seam 3: <c>JobStorage</c>.)
/// </summary>
public static class HangfireSetup
{
    /// <summary>Where the job server's own pages are: behind the steward's door.</summary>
    private const string Dashboard = "/steward/jobs";

    /// <summary>Hangfire's pages, to look at only; whoever gets here has signed in.</summary>
    public static void MapJobsDashboard(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // Its pages bring their own script and set widths in their markup.
            if (context.Request.Path.StartsWithSegments(Dashboard)) context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
            return next(context);
        });
        app.MapHangfireDashboard(Dashboard, new DashboardOptions { Authorization = [], IsReadOnlyFunc = _ => true, AppPath = "/steward", DisplayStorageConnectionString = false }).RequireAuthorization();
    }

    public static void AddJobs(this IServiceCollection services, int publicationWorkers)
    {
        services.AddHangfire(configuration => configuration.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings().UseInMemoryStorage());
        // Crawls have a worker of their own: a board's pages must not wait behind another board's publications.
        services.AddHangfireServer(server => (server.ServerName, server.Queues, server.WorkerCount, server.SchedulePollingInterval, server.ShutdownTimeout) = ("crawl", [Queues.Crawl], 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15)));
        services.AddHangfireServer(server => (server.ServerName, server.Queues, server.WorkerCount, server.SchedulePollingInterval, server.ShutdownTimeout) = ("publications", [Queues.Publication], publicationWorkers, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15)));
        services.AddSingleton<CrawlSchedule>();
        services.AddScoped<CrawlJob>();
        services.AddScoped<PublicationJob>();
        services.AddScoped<VerifyJob>();
    }
}
