using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host;

/// <summary>Which boards this installation looks after.</summary>
public static class KnownBoards
{
    /// <summary>The configured ones, then those that the archive knows from earlier crawls, then the sample if it is being served.</summary>
    public static List<Board> Of(ArchiveOptions options, ICatalogue catalogue, SampleSite? sample)
    {
        var configured = options.Boards.Select(board => board.Board).ToList();
        var sampled = sample is null ? [] : new[] { sample.Board };
        return [.. configured.Concat(sampled).Concat(catalogue.Boards().Where(board => board.Slug != SampleSite.Slug)).DistinctBy(board => board.Slug)];
    }
}
