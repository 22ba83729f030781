using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Scheduling;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>A report from the steward's own hands. The only page that takes more than a form's few lines.</summary>
[RequestSizeLimit(LargestForm), RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
public sealed class UploadModel(ICatalogue catalogue, Stewardship stewardship, CrawlSchedule schedule) : StewardPage
{
    /// <summary>The largest file that is taken by default, and the form around it, in bytes.</summary>
    private const long LargestForm = 200_000_000 + 64 * 1024;

    public IReadOnlyList<Board> Boards { get; private set; } = [];

    public UploadedPublication Said { get; private set; } = new("", "", "", "", "", "", "");

    public string? Why { get; private set; }

    public void OnGet() => Boards = catalogue.Boards();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? board, string? title, string? address, string? review, string? type, string? kind, string? published, string? why)
    {
        (Said, Why) = (new(board ?? "", title ?? "", address ?? "", review ?? "", type ?? "", kind ?? "", (published ?? "").Trim()), why);
        try
        {
            if (file is null) throw new RefusedException("Choose a PDF.");
            await using var pdf = file.OpenReadStream();
            var id = await stewardship.UploadAsync(pdf, Said, Decided(why), HttpContext.RequestAborted);
            schedule.Complete(id);
            return Show($"/steward/publications/{id}", "uploaded");
        }
        catch (RefusedException e)
        {
            Problem = e.Message;
            OnGet();
            return Page();
        }
    }
}
