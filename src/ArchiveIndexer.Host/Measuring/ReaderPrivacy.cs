using System.Diagnostics;
using OpenTelemetry;

namespace ArchiveIndexer.Host.Measuring;

/// <summary>
/// Leaves in the trace of a request only what tells nothing of who asked for what: which kind of page, and how it ended. The query, the
/// path as typed, the browser's name and every address go, whatever a later version of the libraries adds to them.
/// </summary>
internal sealed class ReaderPrivacy : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept = ["http.request.method", "http.route", "http.response.status_code", "error.type", "network.protocol.version"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (data.Kind != ActivityKind.Server) return;
        foreach (var (name, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList()) data.SetTag(name, null);
        data.DisplayName = data.GetTagItem("http.route") is string route ? $"{data.GetTagItem("http.request.method")} {route}" : $"{data.GetTagItem("http.request.method")}";
        // An exception's message may repeat what was asked for.
        if (data.Status == ActivityStatusCode.Error) data.SetStatus(ActivityStatusCode.Error);
    }
}
