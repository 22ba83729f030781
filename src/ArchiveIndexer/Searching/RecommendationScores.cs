using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>A recommendation that satisfies the query.</summary>
internal sealed record FoundRecommendation(AtomicReader Segment, SegmentRecommendations.Entry Entry, double Score);

/// <summary>
/// Finds recommendations. A word may stand in the text, in the headings above it, in the names of those asked or in the title of the
/// publication; but at least one of the query's words must be the recommendation's own. BM25 over the text with exact lengths.
/// </summary>
internal sealed class RecommendationScores(DirectoryReader index, ParsedQuery query, List<string[]>[] spellings, CancellationToken cancel)
{
    /// <summary>A word in the headings or in the names of those asked, against the same word in the text.</summary>
    private const float Around = 0.5f;

    /// <summary>All words in the query's order, side by side: in units of a perfect text.</summary>
    private const float AsOnePhrase = 0.5f;

    private readonly List<(AtomicReader Reader, SegmentRecommendations All)> segments =
        [.. index.Leaves.Select(leaf => (leaf.AtomicReader, SegmentRecommendations.Of(leaf.AtomicReader)))];

    /// <summary>How rare each part is among recommendations.</summary>
    public float[] Rarity { get; } = new float[query.Parts.Count];

    public List<FoundRecommendation> Found()
    {
        var wanted = query.Parts.Select((part, n) => part.IsSought && part.Kind != PartKind.Title ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);
        var states = segments.ConvertAll(segment => new State(segment.All.Entries.Length));
        var (count, averageLength) = Statistics();
        var highest = float.Epsilon;
        for (var part = 0; part < query.Parts.Count; part++)
        {
            cancel.ThrowIfCancellationRequested();
            if (query.Parts[part].IsFilter)
            {
                for (var n = 0; n < segments.Count; n++) HoldFilter(segments[n].Reader, states[n], part);
                continue;
            }
            var occurrences = segments.ConvertAll(segment => Occurrences(segment, OnRecommendation.Words, spellings[part]));
            var with = occurrences.Sum(found => found.Count);
            Rarity[part] = MathF.Log(1 + (count - Math.Min(count, with) + 0.5f) / (with + 0.5f)) * query.Parts[part].Times;
            if (query.Parts[part].Wanted) highest += Rarity[part] * (Weights.K1 + 1);
            for (var n = 0; n < segments.Count; n++) LookUp(segments[n], states[n], part, occurrences[n], averageLength);
        }
        if (query.Sentence.Count > 1) AddSentence(states, AsOnePhrase * highest);

        var found = new List<FoundRecommendation>();
        for (var n = 0; n < segments.Count; n++)
        {
            foreach (var entry in segments[n].All.Entries)
            {
                if (segments[n].Reader.LiveDocs?.Get(entry.Document) == false) continue;
                var slot = segments[n].All.EntryOf[entry.Document];
                var own = states[n].Held[slot];
                if (query.Root is not null)
                {
                    var held = own | states[n].HeldInTitle.GetValueOrDefault(entry.Publication.Whole);
                    if (!query.Root.Holds(held) || (wanted != 0 && (own & wanted) == 0)) continue;
                }
                found.Add(new FoundRecommendation(segments[n].Reader, entry, wanted == 0 ? 0 : states[n].Scores[slot] / highest));
            }
        }
        return found;
    }

    private void LookUp((AtomicReader Reader, SegmentRecommendations All) segment, State state, int part, List<(int Slot, int Count)> inText, float averageLength)
    {
        var bit = 1UL << part;
        var isWanted = query.Parts[part].Wanted;
        foreach (var (slot, times) in inText)
        {
            state.Held[slot] |= bit;
            if (!isWanted) continue;
            var length = 1 - Weights.B + Weights.B * segment.All.Entries[slot].Length / averageLength;
            state.Scores[slot] += Rarity[part] * (Weights.K1 + 1) * times / (times + Weights.K1 * length);
        }
        foreach (var (slot, _) in Occurrences(segment, OnRecommendation.Around, spellings[part]))
        {
            state.Held[slot] |= bit;
            if (isWanted) state.Scores[slot] += Rarity[part] * Around;
        }
        foreach (var whole in spellings[part].SelectMany(spelling => Documents(segment.Reader, OnWhole.Title, spelling)))
            state.HeldInTitle[whole.Document] = state.HeldInTitle.GetValueOrDefault(whole.Document) | bit;
    }

    private void HoldFilter(AtomicReader segment, State state, int part)
    {
        foreach (var publication in SegmentPublications.Of(segment).Publications)
        {
            if (query.Parts[part].IsTrueOf(publication)) state.HeldInTitle[publication.Whole] = state.HeldInTitle.GetValueOrDefault(publication.Whole) | 1UL << part;
        }
    }

    private void AddSentence(List<State> states, float bonus)
    {
        string[] stems = [.. query.Sentence.Select(word => word.Stem)];
        for (var n = 0; n < segments.Count; n++)
        {
            foreach (var (slot, _) in Occurrences(segments[n], OnRecommendation.Words, [stems])) states[n].Scores[slot] += bonus;
        }
    }

    private (float Count, float AverageLength) Statistics()
    {
        long words = 0;
        var count = 0;
        foreach (var segment in segments)
        {
            words += Math.Max(0, segment.Reader.GetTerms(OnRecommendation.Words)?.SumTotalTermFreq ?? 0);
            count += segment.All.Entries.Length;
        }
        return (count, Math.Max(1, (float)words / Math.Max(1, count)));
    }

    private static List<(int Slot, int Count)> Occurrences((AtomicReader Reader, SegmentRecommendations All) segment, string field, List<string[]> spellings)
    {
        var counts = new Dictionary<int, int>();
        foreach (var (document, times) in spellings.SelectMany(spelling => Documents(segment.Reader, field, spelling)))
        {
            var slot = segment.All.EntryOf[document];
            if (slot >= 0) counts[slot] = counts.GetValueOrDefault(slot) + times;
        }
        return [.. counts.Select(count => (count.Key, count.Value))];
    }

    internal static IEnumerable<(int Document, int Count)> Documents(AtomicReader segment, string field, string[] spelling)
    {
        if (spelling is not [var stem])
        {
            foreach (var (document, _) in Positions.OfPhrase(segment, field, spelling)) yield return (document, 1);
            yield break;
        }
        if (segment.GetTerms(field) is not { } terms) yield break;
        var term = terms.GetEnumerator();
        if (!term.SeekExact(new BytesRef(stem))) yield break;
        var documents = term.Docs(segment.LiveDocs, null, DocsFlags.FREQS);
        while (documents.NextDoc() is var document and not DocIdSetIterator.NO_MORE_DOCS) yield return (document, documents.Freq);
    }

    private sealed class State(int entries)
    {
        public ulong[] Held { get; } = new ulong[entries];
        public float[] Scores { get; } = new float[entries];
        public Dictionary<int, ulong> HeldInTitle { get; } = [];
    }
}
