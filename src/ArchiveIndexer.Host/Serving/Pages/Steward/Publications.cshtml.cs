using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>Where a steward finds the publication to decide on, suspended ones included.</summary>
public sealed class PublicationsModel(ICatalogue catalogue) : StewardPage
{
    private const int Most = 100;

    /// <summary>What the list can be narrowed to.</summary>
    public static IReadOnlyList<string> States { get; } = ["suspended", "corrected", "uploaded", "withdrawn", "rejected"];

    public string Words { get; private set; } = "";

    public string? State { get; private set; }

    public int Total { get; private set; }

    public IReadOnlyList<PublicationRecord> Records { get; private set; } = [];

    public void OnGet(string? q, string? state)
    {
        (Words, State) = (q ?? "", States.Contains(state) ? state : null);
        var words = Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = catalogue.AllPublications().Where(record => (State is null || StatesOf(record).Contains(State))
            && words.All(word => $"{record.Title}\n{record.AsRead.LinkText}\n{record.Publication.Id}\n{record.Publication.Listed.Url}".Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        (Total, Records) = (found.Count, [.. found.Take(Most)]);
    }

    /// <summary>A publication's title, and its board and id where others in the list have the same.</summary>
    public static string NameOf(PublicationRecord record, IReadOnlyList<PublicationRecord> among) =>
        among.Count(other => other.Title == record.Title) == 1 ? record.Title : $"{record.Title} ({record.Board.Slug}, {record.Publication.Id})";

    /// <summary>Every state that a publication is in, in words.</summary>
    public static string StateOf(PublicationRecord record) => string.Join(", ", StatesOf(record)) is { Length: > 0 } states ? states : "live";

    private static IEnumerable<string> StatesOf(PublicationRecord record)
    {
        if (record.Suppression is not null) yield return "suspended";
        if (record.ErasureAsked is not null) yield return "erasure asked for";
        if (record.Erasure is not null) yield return "erased by order";
        if (record.Correction is not null) yield return "corrected";
        if (record.Upload is not null) yield return "uploaded";
        if (record.StatusAtBoard == PublicationStatus.Withdrawn) yield return "withdrawn";
        if (record.Rejection is not null) yield return "rejected";
    }
}
