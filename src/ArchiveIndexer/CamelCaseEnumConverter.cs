using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchiveIndexer;

/// <summary>Writes an enum's names the way JSON has them: <c>HtmlInsteadOfPdf</c> as <c>htmlInsteadOfPdf</c>.</summary>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
