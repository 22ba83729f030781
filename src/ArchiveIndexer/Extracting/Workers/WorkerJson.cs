using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchiveIndexer.Extracting;

/// <summary>How <see cref="WorkerProtocol"/> reads and writes JSON: by code made when it was compiled, so that a fresh process need not look its types up first.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WorkerProtocol.Answer))]
[JsonSerializable(typeof(WorkerProtocol.About))]
internal sealed partial class WorkerJson : JsonSerializerContext
{
    // Nothing of this reaches a web page: letters beyond ASCII need no escapes, which halves the answer for some files.
    internal static WorkerJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
