using Hangfire;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>
/// The job server, with storage in memory. Hangfire only sets things going: what is done and what is left to do stands in the
/// catalogue, so losing the queue at a restart loses nothing. (Seam 3: <c>JobStorage</c>.)
/// </summary>
public static class HangfireSetup
{
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
