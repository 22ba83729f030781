using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>The reading page: a publication's text page by page, with the query's words marked.</summary>
public sealed class PublicationModel(ICatalogue catalogue, ExtractedTexts texts, PublicationSearcher searcher, DrawnPages pictures) : PageModel
{
    /// <summary>Links to single places on one page; the others are reached by reading on.</summary>
    private const int MostPlacesNamed = 8;

    public PublicationRecord Record { get; private set; } = null!;
    public PublicationText? Text { get; private set; }
    public string? Query { get; private set; }

    /// <summary>The pages as they are read.</summary>
    public IReadOnlyList<ReadPage> Sheets { get; private set; } = [];

    /// <summary>Pages with words of the query, in order.</summary>
    public IReadOnlyList<ReadPage> PagesHit { get; private set; } = [];

    /// <summary>How often the query's words or phrases stand in the text.</summary>
    public int Marks { get; private set; }

    /// <summary>The document's own headings.</summary>
    public IReadOnlyList<HeadingPlace> Contents { get; private set; } = [];

    /// <summary>Whether the pages can be shown as they were printed, too.</summary>
    public bool HasPictures { get; private set; }

    /// <summary>What it speaks of, and what shows that.</summary>
    public IReadOnlyList<ThemeEvidence> Themes { get; private set; } = [];

    /// <summary>Boards' pages are written by strangers: only an address of the web becomes a link.</summary>
    public bool SourceIsWeb => Uri.TryCreate(Record.Publication.Listed.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    public string Site => ExportsApi.Site(HttpContext.Request);

    public string Permalink => $"{Site}/publications/{Record.Publication.Id}";

    public async Task<IActionResult> OnGetAsync(string id, string? q)
    {
        if (catalogue.FindPublication(id) is not { } record || record.Status == PublicationStatus.Suppressed) return NotFound();
        (Record, Text) = (record, PublicationsApi.TextOf(record, texts));
        Query = string.IsNullOrWhiteSpace(q) ? null : q;
        if (Text is null) return Page();
        Themes = searcher.ThemesOf(id);
        HasPictures = record.Format == PublicationFormat.Pdf && await pictures.IsPossibleAsync();
        var places = new ReadingPlaces(Query is null ? null : searcher.MarkerFor(Query));
        var sheets = new List<ReadPage>(Text.Pages.Count);
        foreach (var page in Text.Pages)
        {
            var before = places.Marks;
            var html = BlocksHtml.Of(page, places, Text.Recommendations.Index().Where(one => one.Item.Page == page.Number).Select(one => (one.Index + 1, one.Item)));
            sheets.Add(new(page, html, before + 1, places.Marks));
        }
        (Sheets, Marks, PagesHit) = (sheets, places.Marks, [.. sheets.Where(sheet => sheet.LastMark >= sheet.FirstMark)]);
        // Only the upper two levels that the document has, or the list would be as long as the text.
        var levels = places.Headings.Select(heading => heading.Block.Level ?? 1).Distinct().Order().Take(2).ToList();
        Contents = [.. places.Headings.Where(heading => levels.Contains(heading.Block.Level ?? 1) && heading.Block.Text.Length > 0)];
        return Page();
    }

    /// <summary>The marks of a page that links lead to.</summary>
    public static IEnumerable<int> NamedMarks(ReadPage sheet) => Enumerable.Range(sheet.FirstMark, Math.Min(MostPlacesNamed, sheet.LastMark - sheet.FirstMark + 1));

    /// <summary>Whether a heading stands below the highest level of the document.</summary>
    public bool IsLower(HeadingPlace heading) => (heading.Block.Level ?? 1) > Contents.Min(each => each.Block.Level ?? 1);
}

/// <summary>A page as it is read.</summary>
/// <param name="Page">Its text.</param>
/// <param name="Html">The same as HTML: everything from the PDF is escaped, the query's words are in <c>mark</c>.</param>
/// <param name="FirstMark">The number of its first mark.</param>
/// <param name="LastMark">The number of its last; less than the first where it has none.</param>
public sealed record ReadPage(ArchiveIndexer.Page Page, string Html, int FirstMark, int LastMark);
