using ArchiveIndexer.Catalogue;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>The erasure of a publication by order: one asks, another confirms with a key of their own.</summary>
public sealed class ErasureModel(ICatalogue catalogue, Erasures erasures, ArchiveOptions options) : StewardPage
{
    public PublicationRecord Record { get; private set; } = null!;

    /// <summary>Other publications with the same bytes.</summary>
    public IReadOnlyList<PublicationRecord> AlsoHaving { get; private set; } = [];

    public bool SecondKeyIsMissing => options.Steward.SecondKeySha256 is null;

    /// <summary>The order typed, when it was refused.</summary>
    public string? Why { get; private set; }

    /// <summary>The second person's name typed, when it was refused.</summary>
    public string? Name { get; private set; }

    public IActionResult OnGet(string id)
    {
        if (catalogue.FindPublication(id) is not { } record) return NotFound();
        (Record, AlsoHaving) = (record, erasures.AlsoHaving(record));
        return Page();
    }

    public IActionResult OnPostAsk(string id, string? why)
    {
        Why = why;
        return Decide(id, "asked", () => erasures.Ask(id, Decided(why)));
    }

    public IActionResult OnPostDecline(string id, string? why) => Decide(id, "declined", () => erasures.Decline(id, Decided(why)));

    public IActionResult OnPostConfirm(string id, string? name, string? key)
    {
        Name = name;
        return Decide(id, "erased", () =>
        {
            if (!StewardDoor.IsSecondKey(key ?? "", options.Steward)) throw new RefusedException("That is not the second key.");
            erasures.Confirm(id, name ?? "");
        });
    }

    private IActionResult Decide(string id, string done, Action decide)
    {
        if (SecondKeyIsMissing) return NotFound();
        try
        {
            decide();
            return Show($"{StewardDoor.Erasures}/{id}", done);
        }
        catch (RefusedException e)
        {
            Problem = e.Message;
            return OnGet(id);
        }
    }
}
