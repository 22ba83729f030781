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
internal sealed class RecommendationScores(DirectoryReader index, ParsedQuery query, List<string[]>[] spellings, Expansions expansions, SearchTime time)
{
    private readonly List<(AtomicReader Reader, SegmentRecommendations All)> segments =
        [.. index.Leaves.Select(leaf => (leaf.AtomicReader, SegmentRecommendations.Of(leaf.AtomicReader)))];

    /// <summary>How rare each part is among recommendations.</summary>
    public float[] Rarity { get; } = new float[query.Parts.Count];

    private readonly bool[] isHeld = new bool[query.Parts.Count];

    /// <summary>Whether any recommendation holds a part, or a title.</summary>
    public bool HasHits(int part) => isHeld[part];

    public List<FoundRecommendation> Found()
    {
        var wanted = query.Parts.Select((part, n) => part.IsSought && part.Kind != PartKind.Title ? 1UL << n : 0).Aggregate(0UL, (all, part) => all | part);
        var states = segments.ConvertAll(segment => new State(segment.All.Entries.Length));
        var (count, averageLength) = Statistics();
        var highest = float.Epsilon;
        for (var part = 0; part < query.Parts.Count; part++)
        {
            if (time.IsUp()) break;
            if (query.Parts[part].IsFilter || query.Parts[part].Kind == PartKind.Title)
            {
                foreach (var (segment, state) in segments.Zip(states)) HoldInTitle(segment.Reader, state, part);
                continue;
            }
            var occurrences = segments.ConvertAll(segment => Occurrences(segment, part));
            var with = occurrences.Sum(found => found.Count);
            isHeld[part] = with > 0;
            Rarity[part] = MathF.Log(1 + (count - Math.Min(count, with) + 0.5f) / (with + 0.5f)) * query.Parts[part].Times;
            if (query.Parts[part].Wanted) highest += Rarity[part] * (Weights.K1 + 1);
            for (var n = 0; n < segments.Count; n++) LookUp(segments[n], states[n], part, occurrences[n], averageLength);
        }
        if (query.Sentence.Count > 1) AddSentence(states, Weights.RecommendationAsOnePhrase * highest);

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

    private void LookUp((AtomicReader Reader, SegmentRecommendations All) segment, State state, int part, Dictionary<int, float> inText, float averageLength)
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
        if (query.Parts[part].Kind == PartKind.Near) return;
        var around = new Dictionary<int, float>();
        foreach (var written in Written(part).Where(written => !written.IsAbbreviation)) Count(around, segment, OnRecommendation.Around, written.Stems, 1);
        foreach (var slot in around.Keys)
        {
            isHeld[part] = true;
            state.Held[slot] |= bit;
            if (isWanted) state.Scores[slot] += Rarity[part] * Weights.AroundRecommendation;
        }
        HoldInTitle(segment.Reader, state, part);
    }

    // What is true of a publication is true of each of its recommendations.
    private void HoldInTitle(AtomicReader segment, State state, int part)
    {
        var wholes = query.Parts[part].IsFilter ? SegmentPublications.Of(segment).Publications.Where(query.Parts[part].IsTrueOf).Select(publication => publication.Whole)
            : Written(part).Where(written => !written.IsAbbreviation).SelectMany(written => Documents(segment, OnWhole.Title, written.Stems, time)).Select(found => found.Document);
        foreach (var whole in wholes)
        {
            isHeld[part] = true;
            state.HeldInTitle[whole] = state.HeldInTitle.GetValueOrDefault(whole) | 1UL << part;
        }
    }

    private void AddSentence(List<State> states, float bonus)
    {
        string[] stems = [.. query.Sentence.Select(word => word.Stem)];
        for (var n = 0; n < segments.Count; n++)
        {
            var inOrder = new Dictionary<int, float>();
            Count(inOrder, segments[n], OnRecommendation.Words, stems, 1);
            foreach (var slot in inOrder.Keys) states[n].Scores[slot] += bonus;
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

    // As typed, and what the thesaurus adds: of the two the better counts.
    private Dictionary<int, float> Occurrences((AtomicReader Reader, SegmentRecommendations All) segment, int part)
    {
        var counts = new Dictionary<int, float>();
        if (query.Parts[part].Kind == PartKind.Near)
        {
            foreach (var (document, _) in Positions.OfNear(segment.Reader, OnRecommendation.Words, spellings[part][0], query.Parts[part].Slop, time)) Add(counts, segment, document, 1);
            return counts;
        }
        foreach (var spelling in spellings[part]) Count(counts, segment, OnRecommendation.Words, spelling, 1);
        if (expansions.Of(part).Count == 0) return counts;

        var added = new Dictionary<int, float>();
        foreach (var expansion in expansions.Of(part))
        {
            if (!expansion.IsAbbreviation) Count(added, segment, OnRecommendation.Words, expansion.Stems, Weights.Expansion);
            else Count(added, segment, OnRecommendation.Abbreviations, expansion.Stems, Weights.Expansion, entry => Scottish.MayMean(segment.Reader, entry.Publication.Whole, expansion.Nation));
        }
        foreach (var (slot, count) in added) counts[slot] = Math.Max(count, counts.GetValueOrDefault(slot));
        return counts;
    }

    private IEnumerable<(string[] Stems, bool IsAbbreviation)> Written(int part) =>
        spellings[part].Select(spelling => (spelling, false)).Concat(expansions.Of(part).Select(expansion => (expansion.Stems, expansion.IsAbbreviation)));

    private void Count(Dictionary<int, float> counts, (AtomicReader Reader, SegmentRecommendations All) segment, string field, string[] stems, float weight, Func<SegmentRecommendations.Entry, bool>? only = null)
    {
        if (time.IsUp()) return;
        foreach (var (document, times) in Documents(segment.Reader, field, stems, time)) Add(counts, segment, document, times * weight, only);
    }

    private static void Add(Dictionary<int, float> counts, (AtomicReader Reader, SegmentRecommendations All) segment, int document, float count, Func<SegmentRecommendations.Entry, bool>? only = null)
    {
        var slot = segment.All.EntryOf[document];
        if (slot >= 0 && (only is null || only(segment.All.Entries[slot]))) counts[slot] = counts.GetValueOrDefault(slot) + count;
    }

    internal static IEnumerable<(int Document, int Count)> Documents(AtomicReader segment, string field, string[] spelling, SearchTime time)
    {
        if (spelling is not [var stem])
        {
            foreach (var (document, _) in Positions.OfPhrase(segment, field, spelling, time)) yield return (document, 1);
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
