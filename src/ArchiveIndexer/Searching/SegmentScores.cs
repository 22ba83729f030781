using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>What the pages and titles of one segment hold of a query.</summary>
/// <remarks>
/// The arrays are as long as the segment, so they are lent, and cleared only where they were written: a query costs what it finds, not what
/// there is.
/// </remarks>
internal sealed class SegmentScores : IDisposable
{
    private static readonly ConditionalWeakTable<object, ConcurrentBag<Lent>> Pools = [];

    private readonly Lent lent;
    private readonly SearchTime time;

    public SegmentScores(AtomicReader reader, SearchTime time)
    {
        this.time = time;
        Reader = reader;
        Publications = SegmentPublications.Of(reader);
        lent = Pools.GetOrCreateValue(reader.CoreCacheKey).TryTake(out var free) ? free : new Lent(reader.MaxDoc, Publications.Publications.Length);
    }

    public AtomicReader Reader { get; }

    public SegmentPublications Publications { get; }

    /// <summary>By document: the page's score.</summary>
    public float[] Scores => lent.Scores;

    /// <summary>By document: the parts that the page holds, as bits.</summary>
    public ulong[] Held => lent.Held;

    /// <summary>By document: the parts that the title holds (on whole publications only).</summary>
    public ulong[] HeldInTitle => lent.HeldInTitle;

    /// <summary>By document: whether all words follow each other on the page, or in the title.</summary>
    public bool[] HoldsSentence => lent.HoldsSentence;

    /// <summary>The documents of which something was found, in no order.</summary>
    public List<int> Touched => lent.Touched;

    /// <summary>The publications of which something was found, in no order.</summary>
    public List<int> TouchedPublications => lent.TouchedPublications;

    /// <summary>What was found of each publication.</summary>
    public Summary[] Summaries => lent.Summaries;

    /// <summary>What was found of a publication: the parts that any of its pages or its title holds, and its three best pages' scores.</summary>
    internal struct Summary
    {
        public ulong Held;
        public double Best;
        public double Second;
        public double Third;

        public void Add(double score)
        {
            if (score > Best) (Best, Second, Third) = (score, Best, Second);
            else if (score > Second) (Second, Third) = (score, Second);
            else if (score > Third) Third = score;
        }
    }

    /// <summary>On how many pages a stem stands, counting those of removed publications that are still there.</summary>
    public int PagesWith(string stem) => Seek(OnPage.Words, stem) is { } term ? term.DocFreq : 0;

    /// <summary>Notes the pages that hold a stem and, if <paramref name="weight"/> is not 0, scores them.</summary>
    public void Score(int part, string stem, float weight, float[] norms)
    {
        if (Seek(OnPage.Words, stem) is not { } term) return;
        var (held, scores, bit) = (lent.Held, lent.Scores, 1UL << part);
        var documents = lent.Documents = term.Docs(Reader.LiveDocs, lent.Documents, DocsFlags.FREQS);
        while (documents.NextDoc() is var page and not DocIdSetIterator.NO_MORE_DOCS)
        {
            float count = documents.Freq;
            lent.Touch(page, Publications);
            held[page] |= bit;
            scores[page] += weight * count / (count + norms[page]);
        }
    }

    /// <summary>How often a stem stands on all pages.</summary>
    public long OccurrencesOf(string stem) => Seek(OnPage.Words, stem) is { } term ? term.TotalTermFreq : 0;

    /// <summary>Adds to the scores of pages that hold something of the query already; nothing is found by it.</summary>
    public void Feed(string stem, float weight, float[] norms)
    {
        if (Seek(OnPage.Words, stem) is not { } term) return;
        var (held, scores) = (lent.Held, lent.Scores);
        var documents = lent.Documents = term.Docs(Reader.LiveDocs, lent.Documents, DocsFlags.FREQS);
        while (documents.NextDoc() is var page and not DocIdSetIterator.NO_MORE_DOCS)
        {
            float count = documents.Freq;
            if (held[page] != 0) scores[page] += weight * count / (count + norms[page]);
        }
    }

    /// <summary>Forgets the sums over publications, so that they can be made anew.</summary>
    public void ForgetSummaries()
    {
        foreach (var publication in lent.TouchedPublications) lent.Summaries[publication] = default;
    }

    /// <summary>How often each page holds one of <paramref name="spellings"/>. A phrase counts on the page where it begins.</summary>
    /// <param name="spellings">As typed.</param>
    /// <param name="expansions">What the thesaurus adds: of the two the better counts, what was added by <see cref="Weights.Expansion"/> only.</param>
    public (int Page, float Count)[] Occurrences(List<string[]> spellings, IReadOnlyList<Expansion> expansions)
    {
        foreach (var spelling in spellings)
        {
            if (time.IsUp()) break;
            CountAll(spelling);
        }
        if (expansions.Count == 0) return TakeCounts();

        var typed = TakeCounts();
        foreach (var expansion in expansions)
        {
            if (time.IsUp()) break;
            if (expansion is { IsAbbreviation: true, Stems: [var abbreviation] }) CountAbbreviations(abbreviation, expansion.Nation);
            else CountAll(expansion.Stems);
        }
        foreach (var page in lent.Counted) lent.Counts[page] *= Weights.Expansion;
        foreach (var (page, count) in typed)
        {
            if (lent.Counts[page] == 0) lent.Counted.Add(page);
            lent.Counts[page] = Math.Max(lent.Counts[page], count);
        }
        return TakeCounts();
    }

    /// <summary>How often words stand in any order with at most <paramref name="slop"/> others between them.</summary>
    public (int Page, float Count)[] OccurrencesNear(string[] stems, int slop)
    {
        foreach (var (whole, position) in Positions.OfNear(Reader, OnWhole.Words, stems, slop, time)) Count(PageAt(whole, position), 1);
        return TakeCounts();
    }

    /// <summary>Publications of a board, or of some years.</summary>
    public void HoldFilter(int part, QueryPart asked)
    {
        foreach (var publication in Publications.Publications)
        {
            if (asked.IsTrueOf(publication)) HoldInTitle(part, publication.Whole);
        }
    }

    private void CountAll(string[] spelling)
    {
        if (spelling is [var stem]) CountPages(OnPage.Words, stem);
        else
        {
            foreach (var (whole, position) in Positions.OfPhrase(Reader, OnWhole.Words, spelling, time)) Count(PageAt(whole, position), 1);
        }
    }

    private void CountAbbreviations(string abbreviation, Nation nation)
    {
        if (nation == Nation.Any) CountPages(OnPage.Abbreviations, abbreviation);
        else CountPages(OnPage.Abbreviations, abbreviation, page => Scottish.MayMean(Reader, Publications.Publications[Publications.PublicationOf[page]].Whole, nation));
    }

    /// <summary>How often, and how near, two words stand near each other on each page of some publications.</summary>
    public (int Page, float Count)[] Nearness(string first, string second, int distance, int[] wholes)
    {
        foreach (var (whole, position, nearness) in Positions.OfPair(Reader, first, second, distance, Weights.ProximitySlop, time, wholes))
            Count(PageAt(whole, position), nearness);
        return TakeCounts();
    }

    /// <summary>Notes pages that hold a part and scores them.</summary>
    public void Score(int part, (int Page, float Count)[] occurrences, float weight, float[] norms)
    {
        var bit = part < 0 ? 0 : 1UL << part;
        foreach (var (page, count) in occurrences)
        {
            lent.Touch(page, Publications);
            lent.Held[page] |= bit;
            lent.Scores[page] += weight * count / (count + norms[page]);
        }
    }

    /// <summary>Which titles hold a part.</summary>
    /// <returns>Whether any does.</returns>
    public bool HoldInTitle(int part, List<string[]> spellings)
    {
        var any = false;
        foreach (var spelling in spellings)
        {
            if (spelling is not [var stem])
            {
                foreach (var (whole, _) in Positions.OfPhrase(Reader, OnWhole.Title, spelling, time)) any = HoldInTitle(part, whole);
            }
            else if (Seek(OnWhole.Title, stem) is { } term)
            {
                var documents = lent.Documents = term.Docs(Reader.LiveDocs, lent.Documents, DocsFlags.NONE);
                while (documents.NextDoc() is var whole and not DocIdSetIterator.NO_MORE_DOCS) any = HoldInTitle(part, whole);
            }
        }
        return any;
    }

    private bool HoldInTitle(int part, int whole)
    {
        lent.Touch(whole, Publications);
        lent.HeldInTitle[whole] |= 1UL << part;
        return true;
    }

    public void ScoreHeadings(List<string[]> spellings, float score)
    {
        foreach (var spelling in spellings)
        {
            if (spelling is not [var stem] || Seek(OnPage.Headings, stem) is not { } term) continue;
            var documents = lent.Documents = term.Docs(Reader.LiveDocs, lent.Documents, DocsFlags.NONE);
            while (documents.NextDoc() is var page and not DocIdSetIterator.NO_MORE_DOCS) Count(page, 1);
        }
        // Once a page, however many of the spellings its headings hold.
        foreach (var (page, _) in TakeCounts())
        {
            lent.Touch(page, Publications);
            lent.Scores[page] += score;
        }
    }

    /// <summary>Notes the titles in which all words follow each other.</summary>
    public void HoldSentenceInTitle(string[] stems)
    {
        foreach (var (whole, _) in Positions.OfPhrase(Reader, OnWhole.Title, stems, time))
        {
            lent.Touch(whole, Publications);
            lent.HoldsSentence[whole] = true;
        }
    }

    /// <summary>Notes the pages of some publications on which all words follow each other.</summary>
    public void HoldSentence(string[] stems, int[] wholes)
    {
        foreach (var (whole, position) in Positions.OfPhrase(Reader, OnWhole.Words, stems, time, wholes))
        {
            var page = PageAt(whole, position);
            lent.Touch(page, Publications);
            lent.HoldsSentence[page] = true;
        }
    }

    private int PageAt(int whole, int position) => Publications.Publications[Publications.PublicationOf[whole]].PageAt(position);

    private void CountPages(string field, string stem, Func<int, bool>? only = null)
    {
        if (Seek(field, stem) is not { } term) return;
        var documents = lent.Documents = term.Docs(Reader.LiveDocs, lent.Documents, DocsFlags.FREQS);
        while (documents.NextDoc() is var page and not DocIdSetIterator.NO_MORE_DOCS)
        {
            if (only is null || only(page)) Count(page, documents.Freq);
        }
    }

    private TermsEnum? Seek(string field, string stem)
    {
        if (!lent.Terms.TryGetValue(field, out var term)) lent.Terms[field] = term = Reader.GetTerms(field)?.GetEnumerator();
        return term is not null && term.SeekExact(new BytesRef(stem)) ? term : null;
    }

    private void Count(int page, float count)
    {
        if (lent.Counts[page] == 0) lent.Counted.Add(page);
        lent.Counts[page] += count;
    }

    private (int Page, float Count)[] TakeCounts()
    {
        var taken = new (int Page, float Count)[lent.Counted.Count];
        for (var n = 0; n < taken.Length; n++)
        {
            taken[n] = (lent.Counted[n], lent.Counts[lent.Counted[n]]);
            lent.Counts[lent.Counted[n]] = 0;
        }
        lent.Counted.Clear();
        return taken;
    }

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        lent.Clear();
        Pools.GetOrCreateValue(Reader.CoreCacheKey).Add(lent);
    }

    private sealed class Lent(int documents, int publications)
    {
        private readonly bool[] isTouched = new bool[documents];
        private readonly bool[] isPublicationTouched = new bool[publications];

        public float[] Scores { get; } = new float[documents];
        public ulong[] Held { get; } = new ulong[documents];
        public ulong[] HeldInTitle { get; } = new ulong[documents];
        public bool[] HoldsSentence { get; } = new bool[documents];
        public Summary[] Summaries { get; } = new Summary[publications];
        public List<int> Touched { get; } = [];
        public List<int> TouchedPublications { get; } = [];

        // By field: making what walks through words costs more than moving it. Neither remembers anything of a query.
        public Dictionary<string, TermsEnum?> Terms { get; } = new(StringComparer.Ordinal);
        public DocsEnum? Documents { get; set; }

        // What is being counted, and the documents counted: all zero and empty between two counts.
        public float[] Counts { get; } = new float[documents];
        public List<int> Counted { get; } = [];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Touch(int document, SegmentPublications all)
        {
            if (!isTouched[document]) TouchFirst(document, all.PublicationOf[document]);
        }

        private void TouchFirst(int document, int publication)
        {
            isTouched[document] = true;
            Touched.Add(document);
            if (isPublicationTouched[publication]) return;
            isPublicationTouched[publication] = true;
            TouchedPublications.Add(publication);
        }

        public void Clear()
        {
            foreach (var document in Touched)
            {
                isTouched[document] = false;
                Scores[document] = 0;
                Held[document] = 0;
                HeldInTitle[document] = 0;
                HoldsSentence[document] = false;
            }
            foreach (var publication in TouchedPublications)
            {
                isPublicationTouched[publication] = false;
                Summaries[publication] = default;
            }
            foreach (var document in Counted) Counts[document] = 0;
            Touched.Clear();
            TouchedPublications.Clear();
            Counted.Clear();
        }
    }
}
