using System.Runtime.CompilerServices;
using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Which publications are Scottish: boards there review "significant" cases, so these speak of them oftener than of serious case reviews.
/// Found out once for a segment of the index.
/// </summary>
internal static class Scottish
{
    private static readonly ConditionalWeakTable<object, HashSet<int>> Known = [];
    private static readonly string[] SignificantCaseReview = [.. Words.Of("significant case review").Select(word => word.Stem)];
    private static readonly string[] SeriousCaseReview = [.. Words.Of("serious case review").Select(word => word.Stem)];

    /// <summary>Whether an abbreviation means this in a publication.</summary>
    /// <param name="segment">Where it is.</param>
    /// <param name="whole">The document of the whole of it.</param>
    /// <param name="nation">In whose publications it means this.</param>
    public static bool MayMean(AtomicReader segment, int whole, Nation nation) =>
        nation == Nation.Any || Known.GetValue(segment.CoreCacheKey, _ => Find(segment)).Contains(whole) == (nation == Nation.Scotland);

    private static HashSet<int> Find(AtomicReader segment)
    {
        var more = new Dictionary<int, int>();
        foreach (var (whole, _) in Positions.OfPhrase(segment, OnWhole.Words, SignificantCaseReview, SearchTime.Unlimited())) more[whole] = more.GetValueOrDefault(whole) + 1;
        foreach (var (whole, _) in Positions.OfPhrase(segment, OnWhole.Words, SeriousCaseReview, SearchTime.Unlimited())) more[whole] = more.GetValueOrDefault(whole) - 1;
        return [.. more.Where(publication => publication.Value > 0).Select(publication => publication.Key)];
    }
}
