using System.Globalization;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Comparing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>What changed from one edition of a publication to another, page beside page.</summary>
public sealed class ChangesModel(ICatalogue catalogue, FileTexts texts) : PageModel
{
    /// <summary>Pages with changes on one web page.</summary>
    private const int Most = 40;

    public PublicationRecord Record { get; private set; } = null!;

    /// <summary>The two that are compared; null when there is only one or the address names another.</summary>
    public (Edition From, Edition To)? Pair { get; private set; }

    public EditionChanges? Changes { get; private set; }

    /// <summary>The pages with changes that are shown now.</summary>
    public IReadOnlyList<PageChange> Shown { get; private set; } = [];

    /// <summary>How many pages with changes come before them.</summary>
    public int Start { get; private set; }

    /// <summary>How many pages with changes there are.</summary>
    public int Changed { get; private set; }

    /// <summary>What is wrong with the address, or why nothing can be compared.</summary>
    public string? Problem { get; private set; }

    public string? Later => Start + Most < Changed ? Address(Start + Most) : null;

    public string? Earlier => Start > 0 ? Address(Math.Max(0, Start - Most)) : null;

    public async Task<IActionResult> OnGetAsync(string id, string? from, string? to, string? start, CancellationToken cancellation)
    {
        if (catalogue.FindPublication(id) is not { } record || record.Status == PublicationStatus.Suppressed) return NotFound();
        Record = record;
        try
        {
            var pair = EditionPair.Of(record, from, to);
            Pair = pair;
            Start = int.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
            Changes = await EditionPair.CompareAsync(pair, texts, cancellation);
            var changed = Changes.Pages.Where(page => page.Kind != PageChangeKind.Same).ToList();
            (Changed, Shown) = (changed.Count, [.. changed.Skip(Start).Take(Most)]);
        }
        catch (RefusedException e)
        {
            (Problem, Response.StatusCode) = (e.Message, StatusCodes.Status404NotFound);
        }
        catch (RejectedException e)
        {
            Problem = $"One of the two cannot be read: {e.Message}";
        }
        return Page();
    }

    private string Address(int start) => SearchAddress.With($"/publications/{Record.Publication.Id}/changes", [("from", Pair!.Value.From.Sha256), ("to", Pair.Value.To.Sha256), ("start", start.ToString(CultureInfo.InvariantCulture))]);
}
