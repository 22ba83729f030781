using System.Text.Json;

namespace ArchiveIndexer.Host;

/// <summary>Names as JSON has them.</summary>
public static class JsonNames
{
    public static string Of(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The same for people: <c>NoText</c> as <c>no text</c>.</summary>
    public static string InWords(Enum value) => string.Concat(value.ToString().Select((c, at) => char.IsUpper(c) && at > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
