using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>What a segment of the index says of its recommendations besides their words, decoded once.</summary>
internal sealed class SegmentRecommendations
{
    private static readonly ConditionalWeakTable<object, SegmentRecommendations> Known = [];

    /// <summary>In order of document.</summary>
    public required Entry[] Entries { get; init; }

    /// <summary>By document: its place in <see cref="Entries"/>; -1 for documents that are none.</summary>
    public required int[] EntryOf { get; init; }

    /// <summary>One recommendation.</summary>
    /// <param name="Document">Its document.</param>
    /// <param name="Ordinal">Which of its publication's it is, from 1.</param>
    /// <param name="Length">How many words it holds.</param>
    /// <param name="Kind">One of <see cref="RecommendationKind"/>.</param>
    /// <param name="Addressees">Who is asked.</param>
    /// <param name="Themes">What it speaks of.</param>
    /// <param name="Publication">Where it stands.</param>
    internal sealed record Entry(int Document, int Ordinal, int Length, string Kind, string[] Addressees, string[] Themes, SegmentPublications.Entry Publication);

    public static SegmentRecommendations Of(AtomicReader segment) => Known.GetValue(segment.CoreCacheKey, _ => Decode(segment));

    private static SegmentRecommendations Decode(AtomicReader segment)
    {
        var publications = SegmentPublications.Of(segment);
        var ordinals = SegmentPublications.PerDocument(segment, OnRecommendation.Ordinal);
        var lengths = SegmentPublications.PerDocument(segment, OnRecommendation.Length);
        var kind = SegmentPublications.Values(segment, OnRecommendation.Kind);
        var addressees = SetOfValues(segment, OnRecommendation.Addressees);
        var themes = SetOfValues(segment, OnRecommendation.Themes);

        var entries = new List<Entry>();
        var entryOf = new int[segment.MaxDoc];
        Array.Fill(entryOf, -1);
        for (var document = 0; document < segment.MaxDoc; document++)
        {
            if (ordinals[document] == 0) continue;
            entryOf[document] = entries.Count;
            entries.Add(new Entry(document, ordinals[document], lengths[document], kind(document) ?? RecommendationKind.Recommendation, addressees(document), themes(document),
                publications.Publications[publications.PublicationOf[document]]));
        }
        return new SegmentRecommendations { Entries = [.. entries], EntryOf = entryOf };
    }

    /// <summary>By document: the values of a field that may have several.</summary>
    internal static Func<int, string[]> SetOfValues(AtomicReader segment, string field)
    {
        if (segment.GetSortedSetDocValues(field) is not { } values) return _ => [];
        var decoded = new string[values.ValueCount];
        var bytes = new BytesRef();
        for (var ord = 0; ord < decoded.Length; ord++)
        {
            values.LookupOrd(ord, bytes);
            decoded[ord] = bytes.Utf8ToString();
        }
        var found = new List<string>();
        return document =>
        {
            found.Clear();
            values.SetDocument(document);
            while (values.NextOrd() is var ord and >= 0) found.Add(decoded[(int)ord]);
            return [.. found];
        };
    }
}
