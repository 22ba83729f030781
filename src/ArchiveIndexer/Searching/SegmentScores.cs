using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>What the pages and titles of one segment hold of a query.</summary>
internal sealed class SegmentScores(AtomicReader reader)
{
    public AtomicReader Reader { get; } = reader;

    public SegmentPublications Publications { get; } = SegmentPublications.Of(reader);

    /// <summary>By document: the page's score.</summary>
    public float[] Scores { get; } = new float[reader.MaxDoc];

    /// <summary>By document: the parts that the page holds, as bits.</summary>
    public ulong[] Held { get; } = new ulong[reader.MaxDoc];

    /// <summary>By document: the parts that the title holds (on whole publications only).</summary>
    public ulong[] HeldInTitle { get; } = new ulong[reader.MaxDoc];

    /// <summary>By document: whether all words follow each other on the page, or in the title; null when that was not asked.</summary>
    public bool[]? HoldsSentence { get; private set; }

    // What is being counted, by document, and the documents counted: all zero and empty between two counts.
    private readonly float[] counts = new float[reader.MaxDoc];
    private readonly List<int> counted = [];

    /// <summary>How often each page holds one of <paramref name="spellings"/>. A phrase counts on the page where it begins.</summary>
    public (int Page, float Count)[] Occurrences(List<string[]> spellings)
    {
        foreach (var spelling in spellings)
        {
            if (spelling is [var stem])
            {
                foreach (var (page, count) in Documents(OnPage.Words, stem)) Count(page, count);
            }
            else
            {
                foreach (var (whole, position) in Positions.OfPhrase(Reader, OnWhole.Words, spelling)) Count(PageAt(whole, position), 1);
            }
        }
        return TakeCounts();
    }

    /// <summary>How often, and how near, two words stand near each other on each page.</summary>
    public (int Page, float Count)[] Nearness(string first, string second, int distance)
    {
        foreach (var (whole, position, nearness) in Positions.OfPair(Reader, first, second, distance, Weights.ProximitySlop))
            Count(PageAt(whole, position), nearness);
        return TakeCounts();
    }

    public void Hold(int part, (int Page, float Count)[] occurrences)
    {
        foreach (var (page, _) in occurrences) Held[page] |= 1UL << part;
    }

    public void HoldInTitle(int part, List<string[]> spellings)
    {
        foreach (var spelling in spellings)
        {
            var titles = spelling is [var stem]
                ? Documents(OnWhole.Title, stem).Select(title => title.Document)
                : Positions.OfPhrase(Reader, OnWhole.Title, spelling).Select(title => title.Document);
            foreach (var whole in titles) HeldInTitle[whole] |= 1UL << part;
        }
    }

    public void ScoreHeadings(List<string[]> spellings, float score)
    {
        var pages = spellings.Where(spelling => spelling.Length == 1).SelectMany(spelling => Documents(OnPage.Headings, spelling[0]));
        foreach (var page in pages.Select(page => page.Document).Distinct()) Scores[page] += score;
    }

    public void HoldSentence(string[] stems)
    {
        HoldsSentence = new bool[Reader.MaxDoc];
        foreach (var (whole, position) in Positions.OfPhrase(Reader, OnWhole.Words, stems)) HoldsSentence[PageAt(whole, position)] = true;
        foreach (var (whole, _) in Positions.OfPhrase(Reader, OnWhole.Title, stems)) HoldsSentence[whole] = true;
    }

    private int PageAt(int whole, int position) => Publications.Publications[Publications.PublicationOf[whole]].PageAt(position);

    private void Count(int page, float count)
    {
        if (counts[page] == 0) counted.Add(page);
        counts[page] += count;
    }

    private (int Page, float Count)[] TakeCounts()
    {
        var taken = new (int Page, float Count)[counted.Count];
        for (var n = 0; n < taken.Length; n++)
        {
            taken[n] = (counted[n], counts[counted[n]]);
            counts[counted[n]] = 0;
        }
        counted.Clear();
        return taken;
    }

    private IEnumerable<(int Document, int Count)> Documents(string field, string stem)
    {
        if (Reader.GetTerms(field) is not { } terms) yield break;
        var term = terms.GetEnumerator();
        if (!term.SeekExact(new BytesRef(stem))) yield break;
        var documents = term.Docs(Reader.LiveDocs, null, DocsFlags.FREQS);
        while (documents.NextDoc() is var document and not DocIdSetIterator.NO_MORE_DOCS) yield return (document, documents.Freq);
    }
}
