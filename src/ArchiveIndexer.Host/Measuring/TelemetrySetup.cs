using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ArchiveIndexer.Host.Measuring;

/// <summary>
/// Sends meters and traces to whoever gathers them, as OTLP, if the settings or the standard variables name an address; else nothing of
/// this is there. An address at which nobody answers changes nothing for readers.
/// </summary>
public static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    // What .NET and its web server count themselves.
    private static readonly string[] Meters =
        [Instruments.Name, "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Diagnostics"];

    public static void AddTelemetry(this WebApplicationBuilder builder, Rooms rooms, ArchiveOptions options)
    {
        var settings = builder.Configuration;
        settings[Endpoint] = Named(settings[Endpoint]) ?? options.OtlpEndpoint;
        // What the standard recommends; the library, for its past's sake, would begin with gRPC.
        settings[Protocol] = Named(settings[Protocol]) ?? "http/protobuf";
        var (metrics, traces) = (Sends(settings, "METRICS"), Sends(settings, "TRACES"));
        if (!metrics && !traces) return;

        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("archiveindexer", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version!.ToString(3)).AddEnvironmentVariableDetector());
        if (metrics) telemetry.WithMetrics(meters => meters.AddMeter(Meters).AddInstrumentation(provider => new Gauges(rooms, provider)).AddOtlpExporter());
        if (!traces) return;
        // What a request says of a trace is a stranger's word, and could tell who asked.
        builder.Services.AddSingleton<DistributedContextPropagator>(new ClosedPropagator());
        Sdk.SetDefaultTextMapPropagator(new CompositeTextMapPropagator([]));
        telemetry.WithTracing(tracing => tracing.AddSource(Instruments.Name, "System.Net.Http").AddAspNetCoreInstrumentation(web =>
            // Watched over every few seconds, and telling nothing.
            web.Filter = context => !context.Request.Path.StartsWithSegments("/health")).AddProcessor<ReaderPrivacy>().AddOtlpExporter());
    }

    private static bool Sends(ConfigurationManager settings, string signal) =>
        (Named(settings[Endpoint]) ?? Named(settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"])) is not null && settings[$"OTEL_{signal}_EXPORTER"] is not "none" && settings["OTEL_SDK_DISABLED"] is not "true";

    private static string? Named(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>Takes no trace over from a request, and gives none away.</summary>
    private sealed class ClosedPropagator : DistributedContextPropagator
    {
        public override IReadOnlyCollection<string> Fields => [];

        public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
        {
        }

        public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) => (traceId, traceState) = (null, null);

        public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
    }
}
