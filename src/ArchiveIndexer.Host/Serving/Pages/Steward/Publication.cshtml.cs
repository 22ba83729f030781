using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Scheduling;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>One publication and what a steward can decide on it.</summary>
public sealed class StewardPublicationModel(ICatalogue catalogue, IArchive archive, Stewardship stewardship, CrawlSchedule schedule) : StewardPage
{
    public PublicationRecord Record { get; private set; } = null!;

    /// <summary>What stands in the form for corrections: what was typed when it was refused, else what is used.</summary>
    public ListedPublication Said { get; private set; } = null!;

    /// <summary>The reason typed, when it was refused.</summary>
    public string? Why { get; private set; }

    /// <summary>What stewards have decided about it, newest first.</summary>
    public IReadOnlyList<StewardEntry> Decisions { get; private set; } = [];

    public IActionResult OnGet(string id)
    {
        if (catalogue.FindPublication(id) is not { } record) return NotFound();
        (Record, Said) = (record, Said ?? record.Publication.Listed);
        Decisions = [.. archive.Events().Select(StewardEntry.Of).OfType<StewardEntry>().Where(entry => entry.Publication == id).Reverse()];
        return Page();
    }

    public Task<IActionResult> OnPostSuspendAsync(string id, string? why)
    {
        Why = why;
        return DecideAsync(id, "suspended", () =>
        {
            stewardship.Suppress(id, Decided(why));
            return Task.CompletedTask;
        });
    }

    // What is decided is carried out, also when the browser does not wait for it.
    public Task<IActionResult> OnPostRestoreAsync(string id, string? why) =>
        DecideAsync(id, "restored", () => stewardship.RestoreAsync(id, Decided(why), CancellationToken.None));

    public Task<IActionResult> OnPostCorrectAsync(string id, string? title, string? kind, string? published, string? review, string? why)
    {
        if (catalogue.FindPublication(id) is { } record) Said = record.Publication.Listed with { LinkText = title ?? "", Kind = kind, Published = published, Review = review };
        return DecideAsync(id, "corrected", () => stewardship.CorrectAsync(id, title ?? "", kind ?? "", (published ?? "").Trim(), review ?? "", Decided(why), CancellationToken.None));
    }

    public Task<IActionResult> OnPostAsReadAsync(string id, string? why) => DecideAsync(id, "corrected", () => catalogue.FindPublication(id)?.AsRead is { } read
        ? stewardship.CorrectAsync(id, read.LinkText, read.Kind ?? "", read.Published ?? "", read.Review ?? "", Decided(why), CancellationToken.None) : Task.CompletedTask);

    public IActionResult OnPostAgain(string id)
    {
        if (catalogue.FindPublication(id) is null) return NotFound();
        schedule.TryAgain(id);
        return Show($"/steward/publications/{id}", "tried");
    }

    private async Task<IActionResult> DecideAsync(string id, string done, Func<Task> decide)
    {
        if (catalogue.FindPublication(id) is null) return NotFound();
        try
        {
            await decide();
            return Show($"/steward/publications/{id}", done);
        }
        catch (RefusedException e)
        {
            Problem = e.Message;
            return OnGet(id);
        }
    }
}
