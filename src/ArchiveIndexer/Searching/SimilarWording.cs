using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Finds the recommendations nearest in wording to a text: first those that share its rarest words, then of those the ones whose words
/// and word pairs are most the same.
/// </summary>
/// <remarks>
/// Nearness is half the cosine of the words' weights (rarity, once a word) and half that of the pairs of words that follow each other
/// (stop words left out), so that the same words in other sentences come after the same sentence in other words. 1 is the same wording.
/// </remarks>
internal sealed class SimilarWording
{
    /// <summary>The words of a draft that are looked up; the rarest are taken.</summary>
    private const int MostWords = 48;

    /// <summary>How many that share words are compared closely.</summary>
    private const int MostCompared = 300;

    /// <summary>Below this two texts have no more in common than any two recommendations.</summary>
    private const double Least = 0.12;

    private readonly DirectoryReader index;
    private readonly HashSet<string> words;
    private readonly HashSet<(string, string)> pairs;
    private readonly Dictionary<string, float> rarity = new(StringComparer.Ordinal);
    private readonly int recommendations;

    public SimilarWording(DirectoryReader index, string draft)
    {
        this.index = index;
        var stems = Telling(Words.Typed(draft));
        words = [.. stems];
        pairs = [.. stems.Zip(stems.Skip(1))];
        recommendations = index.Leaves.Sum(leaf => leaf.AtomicReader.GetTerms(OnRecommendation.Words)?.DocCount ?? 0);
    }

    /// <summary>The nearest, the nearest first, of those that <paramref name="filters"/> lets pass.</summary>
    public List<(FoundRecommendation Found, Recommendation Recommendation)> Nearest(RecommendationFilters filters, int most, CancellationToken cancel)
    {
        var rarest = words.Where(word => Rarity(word) > 0).OrderByDescending(Rarity).ThenBy(word => word, StringComparer.Ordinal).Take(MostWords).ToList();
        var sharing = new List<FoundRecommendation>();
        foreach (var leaf in index.Leaves)
        {
            var segment = leaf.AtomicReader;
            var all = SegmentRecommendations.Of(segment);
            var weights = new float[all.Entries.Length];
            foreach (var word in rarest)
            {
                cancel.ThrowIfCancellationRequested();
                var weight = Rarity(word) * Rarity(word);
                foreach (var (document, _) in RecommendationScores.Documents(segment, OnRecommendation.Words, [word], SearchTime.Unlimited(cancel))) weights[all.EntryOf[document]] += weight;
            }
            for (var n = 0; n < weights.Length; n++)
            {
                // A long text shares more words with anything.
                if (weights[n] > 0 && filters.Of(all.Entries[n]) == RecommendationFilters.Failed.None)
                    sharing.Add(new FoundRecommendation(segment, all.Entries[n], weights[n] / Math.Sqrt(20 + all.Entries[n].Length)));
            }
        }
        return [.. sharing.OrderByDescending(one => one.Score).Take(MostCompared)
            .Select(one =>
            {
                var recommendation = RecommendationSearcher.Read(one.Segment, one.Entry.Document);
                return (Found: one with { Score = Nearness(recommendation.Text) }, Recommendation: recommendation);
            })
            .Where(one => one.Found.Score >= Least)
            .OrderByDescending(one => one.Found.Score).ThenBy(one => one.Found.Entry.Publication.Id, StringComparer.Ordinal).ThenBy(one => one.Found.Entry.Ordinal)
            .Take(most)];
    }

    /// <summary>The places that a text shares with the draft: words, and rows of them with the small words between.</summary>
    public List<Place> Shared(string text)
    {
        var places = new List<Place>();
        string? previous = null;
        var all = Words.Of(text);
        for (var at = 0; at < all.Count; at++)
        {
            if (!IsTelling(all[at])) continue;
            var stem = all[at].Stem;
            if (!words.Contains(stem))
            {
                previous = null;
                continue;
            }
            if (previous is not null && pairs.Contains((previous, stem))) places[^1] = new Place(places[^1].Start, all[at].End);
            else places.Add(new Place(all[at].Start, all[at].End));
            previous = stem;
        }
        return places;
    }

    private double Nearness(string text)
    {
        var stems = Telling(Words.Of(text));
        HashSet<string> theirs = [.. stems];
        HashSet<(string, string)> theirPairs = [.. stems.Zip(stems.Skip(1))];
        return (Cosine(words, theirs, Rarity) + Cosine(pairs, theirPairs, pair => Math.Max(0, Rarity(pair.Item1)) + Math.Max(0, Rarity(pair.Item2)))) / 2;
    }

    private static double Cosine<T>(HashSet<T> ours, HashSet<T> theirs, Func<T, float> weight)
    {
        double shared = 0, our = 0, their = 0;
        foreach (var one in ours)
        {
            var square = weight(one) * weight(one);
            our += square;
            if (theirs.Contains(one)) shared += square;
        }
        foreach (var one in theirs) their += weight(one) * weight(one);
        return shared == 0 ? 0 : shared / Math.Sqrt(our * their);
    }

    // Negative for a word that no recommendation holds: it can be shared with none, and weighs as much as one that a single one holds.
    private float Rarity(string stem)
    {
        if (rarity.TryGetValue(stem, out var known)) return known;
        var with = 0;
        foreach (var leaf in index.Leaves)
        {
            if (leaf.AtomicReader.GetTerms(OnRecommendation.Words) is not { } terms) continue;
            var term = terms.GetEnumerator();
            if (term.SeekExact(new BytesRef(stem))) with += term.DocFreq;
        }
        var value = MathF.Log(1 + recommendations / (Math.Max(with, 1) + 0.5f));
        return rarity[stem] = with == 0 ? -value : value;
    }

    private static List<string> Telling(List<Word> words) => [.. words.Where(IsTelling).Select(word => word.Stem)];

    private static bool IsTelling(Word word) => !StopWords.Contains(word.Form);
}
