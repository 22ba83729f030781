using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>The audit log: who decided what, when and why, and whether the chain that it stands in holds.</summary>
public sealed class DecisionsModel(IArchive archive, ICatalogue catalogue) : StewardPage
{
    private const int AtOnce = 100;

    public EventChain Chain { get; private set; } = new(0, null, []);

    public IReadOnlyList<StewardEntry> Entries { get; private set; } = [];

    /// <summary>Which hundred is shown, from 1, newest first.</summary>
    public int Number { get; private set; } = 1;

    public bool HasMore { get; private set; }

    public void OnGet(int? number)
    {
        Number = Math.Clamp(number ?? 1, 1, 100_000);
        Chain = archive.FollowEvents();
        var all = archive.Events().Select(StewardEntry.Of).OfType<StewardEntry>().Reverse().ToList();
        (Entries, HasMore) = ([.. all.Skip((Number - 1) * AtOnce).Take(AtOnce)], all.Count > Number * AtOnce);
    }

    public string TitleOf(string publicationId) => catalogue.FindPublication(publicationId)?.Title ?? publicationId;
}
