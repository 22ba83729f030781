using ArchiveIndexer.Catalogue;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>What the PDFs of one board offer to assistive technology, and what would help most readers.</summary>
public sealed class BoardAccessibilityModel(ICatalogue catalogue, AccessibilityReports reports) : PageModel
{
    public BoardAccessibility Of { get; private set; } = null!;

    public IActionResult OnGet(string slug)
    {
        if (catalogue.FindBoard(slug) is not { } board) return NotFound();
        Of = BoardAccessibility.Of(board, catalogue, reports);
        return Page();
    }
}
