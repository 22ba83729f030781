using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchiveIndexer;

/// <summary>How the archive writes JSON: camelCase, nothing that is null, letters as they are. The files are meant to be read by people.</summary>
public static class ArchiveJson
{
    /// <summary>For the archive's own files: one line an entry, nulls left out.</summary>
    public static JsonSerializerOptions Lines { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // These files are never put into a web page as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
