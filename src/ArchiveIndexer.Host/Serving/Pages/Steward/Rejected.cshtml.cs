using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Scheduling;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>What could not be fetched or read, with the reason.</summary>
public sealed class RejectedModel(ICatalogue catalogue, CrawlSchedule schedule) : StewardPage
{
    public IReadOnlyList<PublicationRecord> Records { get; private set; } = [];

    public void OnGet() => Records = catalogue.Rejected();

    public IActionResult OnPost(string? id)
    {
        if (id is null || catalogue.FindPublication(id) is null) return NotFound();
        schedule.TryAgain(id);
        return Show("/steward/rejected", "tried");
    }
}
