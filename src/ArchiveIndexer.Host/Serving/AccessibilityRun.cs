using System.Text.Json;

namespace ArchiveIndexer.Host.Serving;

/// <summary>The last recorded run of the automatic checks over this site's pages: docs/accessibility-run.json as it was when this program was built.</summary>
/// <param name="Date">The day, ISO 8601.</param>
/// <param name="KindsOfPage">What was looked at.</param>
/// <param name="Looks">In which colours, media and widths.</param>
/// <param name="Axe">The version of axe-core.</param>
/// <param name="Browser">The browser and its version.</param>
/// <param name="Findings">How many things were found.</param>
/// <param name="PagesWithFindings">Kinds of page on which.</param>
public sealed record AccessibilityRun(string Date, IReadOnlyList<string> KindsOfPage, IReadOnlyList<string> Looks, string Axe, string Browser, int Findings, IReadOnlyList<string> PagesWithFindings)
{
    public static AccessibilityRun Last { get; } = Read();

    private static AccessibilityRun Read()
    {
        using var json = typeof(AccessibilityRun).Assembly.GetManifestResourceStream("accessibility-run.json")!;
        return JsonSerializer.Deserialize<AccessibilityRun>(json, JsonSerializerOptions.Web)!;
    }
}
