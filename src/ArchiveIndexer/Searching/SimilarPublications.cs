using System.Globalization;
using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>A publication that speaks of the same as another.</summary>
/// <param name="PublicationId">Which.</param>
/// <param name="ReviewId">The review it belongs to.</param>
/// <param name="Score">Higher is nearer; comparable only within one answer.</param>
/// <param name="Shared">Words that both hold, the most telling first.</param>
/// <param name="Themes">Themes that both have.</param>
public sealed record SimilarPublication(string PublicationId, string ReviewId, double Score, IReadOnlyList<string> Shared, IReadOnlyList<string> Themes);

/// <summary>
/// Finds publications that speak of the same as one review's: by the words that are frequent there and rare elsewhere, and by themes.
/// Words that only one review holds are names, and lead nowhere.
/// </summary>
internal sealed class SimilarPublications(DirectoryReader index, CancellationToken cancel)
{
    private const int MostWords = 40;
    private const int MostShown = 8;
    private const int MostPagesRead = 400;

    /// <summary>What a shared theme adds, in units of the best score by words.</summary>
    private const double Theme = 0.1;

    private static readonly HashSet<string> TextField = [OnPage.Text];

    /// <summary>The nearest publications of other reviews, one of each review.</summary>
    public List<SimilarPublication> To(Func<SegmentPublications.Entry, bool> isOwn, int most)
    {
        var (counts, forms, themes) = Read(isOwn);
        var publications = index.NumDocs == 0 ? 1 : index.Leaves.Sum(leaf => SegmentPublications.Of(leaf.AtomicReader).Publications.Length);
        var telling = counts.Select(word => (Stem: word.Key, Weight: WeightOf(word.Key, word.Value, publications))).Where(word => word.Weight > 0)
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Stem, StringComparer.Ordinal).Take(MostWords).ToList();

        var found = new List<(SegmentPublications.Entry Publication, double Score, List<string> Shared)>();
        foreach (var leaf in index.Leaves)
        {
            var segment = leaf.AtomicReader;
            var all = SegmentPublications.Of(segment);
            var scores = new Dictionary<int, (double Score, List<string> Shared)>();
            foreach (var (stem, weight) in telling)
            {
                cancel.ThrowIfCancellationRequested();
                foreach (var (whole, count) in RecommendationScores.Documents(segment, OnWhole.Words, [stem], SearchTime.Unlimited(cancel)))
                {
                    var (score, shared) = scores.GetValueOrDefault(whole, (0, []));
                    var publication = all.Publications[all.PublicationOf[whole]];
                    // A long publication holds more of anything.
                    var often = count / (count + 0.5 + 0.15 * (publication.Whole - publication.FirstPage));
                    if (shared.Count < MostShown) shared.Add(forms[stem]);
                    scores[whole] = (score + weight * often, shared);
                }
            }
            foreach (var (whole, (score, shared)) in scores)
            {
                var publication = all.Publications[all.PublicationOf[whole]];
                if (!isOwn(publication) && shared.Count > 1) found.Add((publication, score, shared));
            }
        }
        var best = found.Count == 0 ? 1 : found.Max(one => one.Score);
        return [.. found
            .Select(one => (one.Publication, Themes: one.Publication.Themes.Where(themes.Contains).ToList(), one.Score, one.Shared))
            .Select(one => new SimilarPublication(one.Publication.Id, one.Publication.Review ?? one.Publication.Id, one.Score / best + Theme * one.Themes.Count / Math.Max(1, themes.Count), one.Shared, one.Themes))
            .OrderByDescending(one => one.Score).ThenBy(one => one.PublicationId, StringComparer.Ordinal)
            .DistinctBy(one => one.ReviewId).Take(most)];
    }

    private (Dictionary<string, int> Counts, Dictionary<string, string> Forms, HashSet<string> Themes) Read(Func<SegmentPublications.Entry, bool> isOwn)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        var themes = new HashSet<string>(StringComparer.Ordinal);
        var pagesRead = 0;
        foreach (var leaf in index.Leaves)
        {
            var segment = leaf.AtomicReader;
            foreach (var publication in SegmentPublications.Of(segment).Publications)
            {
                if (!isOwn(publication) || segment.LiveDocs?.Get(publication.Whole) == false) continue;
                themes.UnionWith(publication.Themes);
                for (var page = publication.FirstPage; page < publication.Whole && pagesRead < MostPagesRead; page++, pagesRead++)
                {
                    cancel.ThrowIfCancellationRequested();
                    foreach (var word in Words.Of(segment.Document(page, TextField).Get(OnPage.Text, CultureInfo.InvariantCulture) ?? ""))
                    {
                        if (word.Form.Length < 3 || word.Form.AsSpan().ContainsAnyInRange('0', '9') || StopWords.Contains(word.Form)) continue;
                        counts[word.Stem] = counts.GetValueOrDefault(word.Stem) + 1;
                        forms.TryAdd(word.Stem, word.Form);
                    }
                }
            }
        }
        return (counts, forms, themes);
    }

    private double WeightOf(string stem, int count, int publications)
    {
        var with = 0;
        foreach (var leaf in index.Leaves)
        {
            if (leaf.AtomicReader.GetTerms(OnWhole.Words) is not { } terms) continue;
            var term = terms.GetEnumerator();
            if (term.SeekExact(new BytesRef(stem))) with += term.DocFreq;
        }
        return with < 2 ? 0 : Math.Sqrt(count) * Math.Log((publications + 1.0) / with);
    }
}
