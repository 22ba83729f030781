using ArchiveIndexer.Indexing;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>The themes with the words that show them, and the rule.</summary>
public sealed class ThemesModel : PageModel
{
    public IReadOnlyList<(string Theme, IReadOnlyList<string> Words)> Themes { get; } = ThemeList.All;
}
