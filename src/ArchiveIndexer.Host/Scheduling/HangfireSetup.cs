using ArchiveIndexer.Catalogue;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace ArchiveIndexer.Host.Scheduling;

/// <summary>
/// The job server, with storage in memory, or in PostgreSQL where several processes share the work. Hangfire only sets things going: what is done and what is left to do stands in the
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

    /// <param name="services">The application's.</param>
    /// <param name="options">The settings.</param>
    /// <param name="turns">How processes take turns that share the work; null when there is only this one.</param>
    public static void AddJobs(this IServiceCollection services, ArchiveOptions options, Turns? turns)
    {
        services.AddHangfire(configuration =>
        {
            configuration.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            // What is done stands in the catalogue; by default jobs that ended would be kept in memory for three hours.
            if (turns is null) configuration.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(5) });
            else configuration.UseStorage(SharedStorage(options.Shared, turns));
        });
        services.AddSingleton<CrawlSchedule>();
        services.AddScoped<CrawlJob>();
        services.AddScoped<PublicationJob>();
        services.AddScoped<VerifyJob>();
        if (!options.Roles.HasFlag(Roles.Work)) return;
        if (turns is not null) services.AddHostedService<Tending>();
        var publicationWorkers = options.Reading.Workers;
        // Crawls have a worker of their own: a board's pages must not wait behind another board's publications.
        services.AddHangfireServer(server => (server.ServerName, server.Queues, server.WorkerCount, server.SchedulePollingInterval, server.ShutdownTimeout) = ("crawl", [Queues.Crawl], 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15)));
        services.AddHangfireServer(server => (server.ServerName, server.Queues, server.WorkerCount, server.SchedulePollingInterval, server.ShutdownTimeout) = ("publications", [Queues.Publication], publicationWorkers, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15)));
    }

    /// <summary>A job counts as under way for as long as its process says so; leases, not Hangfire's own locks, keep two from doing the same.</summary>
    private static PostgreSqlStorage SharedStorage(SharedOptions shared, Turns turns)
    {
        var storage = new PostgreSqlStorageOptions
        {
            SchemaName = "archive_jobs", QueuePollInterval = TimeSpan.FromSeconds(1), UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromSeconds(2 * shared.LeaseSeconds),
        };
        PostgreSqlStorage? made = null;
        // Its tables are made here; several processes may start at once.
        turns.Take(null, () => made = new PostgreSqlStorage(new NpgsqlConnectionFactory(shared.Database!, storage), storage));
        return made!;
    }
}
