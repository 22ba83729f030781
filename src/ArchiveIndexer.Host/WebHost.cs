using System.Text.Json;
using System.Text.Json.Serialization;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Scheduling;
using ArchiveIndexer.Host.Measuring;
using ArchiveIndexer.Host.Serving;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Logging.Console;

namespace ArchiveIndexer.Host;

/// <summary>The web application over open rooms: services, the way through which every request goes, endpoints.</summary>
public static class WebHost
{
    public static WebApplication Build(string urls, Rooms rooms, ArchiveOptions options, Board? sample, bool verbose)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot",
        });
        builder.Logging.ClearProviders().AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            if (options.LogJson) console.FormatterName = ConsoleFormatterNames.Json;
        }).SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        // A start that fails is told by the command, in one line.
        if (!verbose) builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // It names every request with all that was asked: what a reader looks for is nobody's business.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        // It says of every form that it forbids keeping the page; so does the steward's door.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.WebHost.UseUrls(urls.Split(';')).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 500;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        var services = builder.Services;
        // Tells systemd when it is ready and when it stops; elsewhere it does nothing.
        services.AddSystemd();
        services.AddSingleton(options).AddSingleton(TimeProvider.System);
        services.AddSingleton(new SampleBoard(sample));
        // The rooms are opened, and closed, by whoever runs the application; here they are only handed round. As instances:
        // what a factory gives out the container would close, before the last commit.
        services.AddSingleton<IArchive>(rooms.Archive).AddSingleton<ICatalogue>(rooms.Catalogue);
        foreach (var room in (object[])[rooms.Texts, rooms.FileTexts, rooms.Searcher, rooms.Recommendations, rooms.Crawls, rooms.Pipeline, rooms.Stewardship, rooms.Erasures, rooms.Drawer, rooms.Ledger, new Verification(rooms)]) services.AddSingleton(room.GetType(), room);
        // Where several share the work, also who does none of it can ask for some.
        var mayAsk = options.Roles.HasFlag(Roles.Work) || rooms.Turns is not null;
        if (mayAsk) services.AddJobs(options, rooms.Turns);
        if (rooms.Turns is not null) services.AddSingleton(rooms.Turns).AddSingleton(rooms).AddSingleton<Following>().AddHostedService(provider => provider.GetRequiredService<Following>());
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddProblemDetails();
        services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("ArchiveIndexer", typeof(WebHost).Assembly.GetName().Version!.ToString(3));
            return Task.CompletedTask;
        }));
        services.AddSingleton(provider => new Alarms(rooms.Catalogue, () => [.. KnownBoards.Of(options, rooms.Catalogue, sample).Select(board => board.Slug)], provider.GetRequiredService<TimeProvider>(), rooms.Kept.Room));
        services.AddHealth(follows: rooms.Turns is not null);
        services.AddRequestLimits(options);
        builder.AddTelemetry(rooms, options);
        services.AddCompression();
        services.AddSingleton<DrawnPages>().AddSingleton<AccessibilityReports>();
        // Only stewards' sessions are sealed with these keys, and those end with the process: there is no secret to keep over a restart.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Serving/Pages";
            pages.Conventions.KeepForStewards();
        });
        services.AddStewardDoor();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD")));

        var app = builder.Build();
        if (options.Proxies.Count > 0) app.UseForwardedHeaders();
        app.Use((context, next) => SecurityHeaders(context, options, next));
        app.UseWhen(IsApi, api => api.UseExceptionHandler().UseStatusCodePages(Problem));
        app.UseWhen(context => !IsApi(context), pages => pages.UseExceptionHandler("/error/500").UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseCompression();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseSuspension();
        app.UseStewardDoor(options);
        app.UseWhen(IsApi, api => api.UseCors());
        app.MapHealth();
        if (options.Roles.HasFlag(Roles.Serve))
        {
            app.MapSearch();
            app.MapSuggestions();
            app.MapRecommendations();
            app.MapExports();
            app.MapReviews();
            app.MapBoardAccessibility();
            app.MapPublications();
            app.MapDrawnPages();
            app.MapDisplay();
            app.MapFeed();
            app.MapMachines();
            app.MapOpenApi().Add(endpoint => endpoint.Metadata.Add(new HttpMethodMetadata(["GET", "HEAD"])));
            // Without this a page would be rendered, empty, for methods that it has no answer to.
            app.MapRazorPages().Add(page =>
            {
                if (page is RouteEndpointBuilder { RoutePattern.RawText: var path and not "error/{status:int}" }) page.Metadata.Add(new HttpMethodMetadata(StewardDoor.LeadsTo("/" + path) ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"]));
            });
        }
        if (mayAsk) app.MapSteward();
        if (options.Roles.HasFlag(Roles.Work) && options.Steward.JobsDashboard) app.MapJobsDashboard();
        return app;
    }

    /// <summary>Begins the work of an application that has been started.</summary>
    public static void Begin(WebApplication app, ArchiveOptions options)
    {
        if (options.Roles.HasFlag(Roles.Work)) app.Services.GetRequiredService<CrawlSchedule>().Begin();
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api") && context.Features.Get<IStatusCodeReExecuteFeature>() is null;

    /// <summary>A problem document whatever the request would rather have: under <c>/api</c> there is no other form of trouble.</summary>
    private static Task Problem(StatusCodeContext trouble) =>
        Results.Problem(statusCode: trouble.HttpContext.Response.StatusCode).ExecuteAsync(trouble.HttpContext);

    /// <summary>Pages run no script and load nothing from elsewhere; what a reader searches for is told to nobody.</summary>
    private static Task SecurityHeaders(HttpContext context, ArchiveOptions options, RequestDelegate next)
    {
        var path = context.Request.Path;
        // At the last moment: the handler of exceptions clears what was set before. An endpoint's own word counts more.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            if (!MachinesApi.MayBeListed(path, options)) headers.TryAdd("X-Robots-Tag", "noindex");
            // A page shows the colours that its reader has chosen.
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true) headers.Append("Vary", "Cookie");
            headers.TryAdd("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            return Task.CompletedTask;
        });
        return next(context);
    }
}
