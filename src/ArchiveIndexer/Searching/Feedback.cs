using System.Globalization;
using ArchiveIndexer.Indexing;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Where any of the words will do, what the first answers speak of says which of the others are about the same: the telling words of the best
/// pages count a little for pages that hold something of the query. Nothing is found by them, and nothing is lost.
/// </summary>
/// <remarks>
/// Bo1 (G. Amati, Probability Models for Information Retrieval based on Divergence from Randomness, Glasgow 2003): a word is telling by how
/// much oftener it stands on the best pages than on all pages. How many pages and words, and what they weigh: <see cref="Weights"/>.
/// </remarks>
internal static class Feedback
{
    private const int ShortestWord = 3;
    private static readonly HashSet<string> TextField = [OnPage.Text];

    /// <summary>The telling words of some pages, the most telling first, which weighs 1.</summary>
    /// <param name="pages">The best pages: a segment and its document.</param>
    /// <param name="scores">What is known of the words of all pages.</param>
    public static List<(string Stem, float Weight)> TellingWords(IEnumerable<(SegmentScores Segment, int Page)> pages, PageScores scores)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (segment, page) in pages)
        {
            foreach (var word in Words.Of(segment.Reader.Document(page, TextField).Get(OnPage.Text, CultureInfo.InvariantCulture) ?? ""))
            {
                if (word.Form.Length < ShortestWord || word.Form.AsSpan().ContainsAnyInRange('0', '9') || StopWords.Contains(word.Form)) continue;
                counts[word.Stem] = counts.GetValueOrDefault(word.Stem) + 1;
            }
        }
        var telling = counts.Select(count => (Stem: count.Key, Weight: Bo1(count.Value, scores.ShareOf(count.Key))))
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Stem, StringComparer.Ordinal).Take(Weights.FeedbackWords).ToList();
        return telling.ConvertAll(word => (word.Stem, word.Weight / telling[0].Weight));
    }

    // share: occurrences on all pages, by page.
    private static float Bo1(int count, float share) => count * MathF.Log2((1 + share) / share) + MathF.Log2(1 + share);
}
