using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host;

/// <summary>Which boards this installation looks after.</summary>
public static class KnownBoards
{
    /// <summary>
    /// Hosts and ports of the boards' own pages that are on this machine or given as numbers: whoever named them means them.
    /// A name is never taken into this list, because it can be made to lead anywhere later.
    /// </summary>
    public static IEnumerable<string> Endpoints(IEnumerable<Board> boards) => boards.SelectMany(board => board.Pages)
        // A damaged line of the log may say what is no address: that must not keep the archive from being opened.
        .SelectMany(page => Uri.TryCreate(page, UriKind.Absolute, out var address) ? [address] : (Uri[])[])
        .Where(page => page.IsLoopback || page.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6).Select(page => $"{page.Host.ToLowerInvariant()}:{page.Port}");

    /// <summary>The configured ones, then those that the archive knows from earlier crawls, then the sample if it is being served.</summary>
    public static List<Board> Of(ArchiveOptions options, ICatalogue catalogue, Board? sample)
    {
        var configured = options.Boards.Select(board => board.Board).ToList();
        if (configured.GroupBy(board => board.Slug).FirstOrDefault(same => same.Count() > 1) is { } clash)
            throw new InvalidOperationException($"Two boards in the settings are called '{clash.Key}'. Give each its own Boards:…:Slug; boards on one host need it.");
        return [.. configured.Concat(sample is null ? [] : [sample]).Concat(catalogue.Boards().Where(board => board.Slug != SampleSite.Slug)).DistinctBy(board => board.Slug)];
    }
}
