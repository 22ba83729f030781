using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>The reading page: a publication's text page by page, with the query's words marked.</summary>
public sealed class PublicationModel(ICatalogue catalogue, ExtractedTexts texts, PublicationSearcher searcher) : PageModel
{
    private Marker? _marker;

    public PublicationRecord Record { get; private set; } = null!;
    public PublicationText? Text { get; private set; }
    public string? Query { get; private set; }
    public IReadOnlyList<int> PagesHit { get; private set; } = [];

    /// <summary>Boards' pages are written by strangers: only an address of the web becomes a link.</summary>
    public bool SourceIsWeb => Uri.TryCreate(Record.Publication.Listed.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    public IActionResult OnGet(string id, string? q)
    {
        if (catalogue.FindPublication(id) is not { } record || record.Status == PublicationStatus.Suppressed) return NotFound();
        (Record, Text) = (record, PublicationsApi.TextOf(record, texts));
        if (Text is not null) Themes = searcher.ThemesOf(id);
        Query = string.IsNullOrWhiteSpace(q) ? null : q;
        if (Query is not null) _marker = searcher.MarkerFor(Query);
        if (Text is not null && _marker is not null) PagesHit = [.. Text.Pages.Where(page => _marker.In(page.Text).Count > 0).Select(page => page.Number)];
        return Page();
    }

    /// <summary>A page's blocks as HTML: everything from the PDF is escaped, the query's words are in <c>mark</c>.</summary>
    public string Html(ArchiveIndexer.Page page) => BlocksHtml.Of(page, _marker, Text!.Recommendations.Index().Where(one => one.Item.Page == page.Number).Select(one => (one.Index + 1, one.Item)));

    /// <summary>What it speaks of, and what shows that.</summary>
    public IReadOnlyList<ThemeEvidence> Themes { get; private set; } = [];
}
