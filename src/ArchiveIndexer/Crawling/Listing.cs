namespace ArchiveIndexer.Crawling;

/// <summary>Puts the links of a page together: one entry for each address, one spelling and one type for each review. Pure.</summary>
internal sealed class Listing
{
    private readonly List<(List<LinkFacts> Links, string? Why)> _entries = [];

    public Listing(PageFacts page, IReadOnlyList<LinkFacts> links)
    {
        HashSet<string> none = [];
        // Names that are sure without knowing the rest of the page help to tell a review's infographic from a topic's.
        var known = links.Where(f => f.Name is not null && LinkVerdict.WhyNot(f, page, none) is null).SelectMany(f => ReviewNames.Aliases(f.Name!.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var sameAddress in links.GroupBy(f => WithoutFragment(f.Link.Url)))
        {
            var all = sameAddress.ToList();
            var why = all.Select(f => LinkVerdict.WhyNot(f, page, known)).ToList();
            _entries.Add((all, why.Contains(null) ? null : why[all.IndexOf(Spokesman(all))]));
        }
        var reviews = new NamesOnPage(_entries.Where(e => e.Why is null).Select(e => e.Links));
        Publications = [.. _entries.Where(e => e.Why is null).Select(e => Publication(e.Links, reviews))];
        OtherLinks = [.. _entries.Where(e => e.Why is not null).Select(e => new OtherLink(Spokesman(e.Links).Link.Text, e.Links[0].Link.Url, e.Why!))];
    }

    public IReadOnlyList<ListedPublication> Publications { get; }

    public IReadOnlyList<OtherLink> OtherLinks { get; }

    private static ListedPublication Publication(List<LinkFacts> links, NamesOnPage reviews)
    {
        // The link that speaks for the address comes first; the others fill in what it does not say.
        var spokesman = Spokesman(links);
        List<LinkFacts> ordered = [spokesman, .. links.Where(f => f != spokesman)];
        var name = ordered.Select(f => f.Name).FirstOrDefault(n => n is not null)?.Name;
        return new ListedPublication(
            spokesman.Link.Text, links[0].Link.Url, spokesman.Link.Heading?.Text,
            reviews.TypeOf(name) ?? First(f => f.Type), reviews.SpellingOf(name), First(f => f.Kind), First(f => f.Published), First(f => f.Format));

        string? First(Func<LinkFacts, string?> field) => ordered.Select(field).FirstOrDefault(v => v is not null);
    }

    // The first link with words other than a button's, or else the first with words at all.
    private static LinkFacts Spokesman(List<LinkFacts> links) =>
        links.FirstOrDefault(f => !f.Link.IsPicture && !f.Link.IsButton) ?? links.FirstOrDefault(f => !f.Link.IsPicture) ?? links[0];

    private static string WithoutFragment(string url) => url.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? url[..at] : url;
}

/// <summary>The reviews that a page names: their first spelling and the type that is said of them.</summary>
internal sealed class NamesOnPage
{
    private readonly Dictionary<string, int> _byAlias = new(StringComparer.Ordinal);
    private readonly List<(string Spelling, string? Type, bool Said)> _reviews = [];

    public NamesOnPage(IEnumerable<IReadOnlyList<LinkFacts>> publications)
    {
        foreach (var facts in publications.SelectMany(p => p))
        {
            if (facts.Name is not { } name) continue;
            var aliases = ReviewNames.Aliases(name.Name);
            var at = aliases.Select(a => _byAlias.GetValueOrDefault(a, -1)).FirstOrDefault(i => i >= 0, -1);
            if (at < 0)
            {
                at = _reviews.Count;
                _reviews.Add((name.Name, null, false));
            }
            foreach (var alias in aliases) _byAlias.TryAdd(alias, at);
            // What the link itself says outweighs what it has from a heading.
            var (spelling, type, said) = _reviews[at];
            var says = facts.OwnType is not null || facts.TypeIsDenied;
            if (type is null || says && !said) _reviews[at] = (spelling, facts.Type ?? type, said || says);
        }
    }

    /// <summary>The first spelling of a name on the page.</summary>
    public string? SpellingOf(string? name) => At(name) is { } at ? _reviews[at].Spelling : name;

    /// <summary>The type that the page gives to a review of this name.</summary>
    public string? TypeOf(string? name) => At(name) is { } at ? _reviews[at].Type : null;

    private int? At(string? name) => name is null ? null
        : ReviewNames.Aliases(name).Select(a => _byAlias.GetValueOrDefault(a, -1)).FirstOrDefault(i => i >= 0, -1) is var at and >= 0 ? at : null;
}
