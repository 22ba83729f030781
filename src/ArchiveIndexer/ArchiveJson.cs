using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNeverNull } },
    };

    /// <summary>A damaged line whose field has another name is no line; else a null would turn up where nobody looks for one.</summary>
    private static void RequireWhatIsNeverNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } given && !given.ParameterType.IsValueType) property.IsRequired = true;
    }
}
