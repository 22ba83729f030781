using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// What the publications of one segment hold of a query, and at most how good each can be. Pages are looked at only of the publications that
/// may be among the best: see <see cref="Ranking"/>.
/// </summary>
/// <remarks>
/// The arrays are as long as the segment has publications, so they are lent, and cleared only where they were written: a query costs what it
/// finds, not what there is.
/// </remarks>
internal sealed class SegmentScores : IDisposable
{
    private static readonly ConditionalWeakTable<object, ConcurrentBag<Lent>> Pools = [];

    private readonly Lent lent;
    private readonly SearchTime time;
    private readonly KeptWords words;
    private readonly PartPages[] parts;
    private readonly List<(WordPages Word, float Weight)> fed = [];
    private HashSet<int>? sentenceInTitle;

    public SegmentScores(AtomicReader reader, int parts, SearchTime time)
    {
        this.time = time;
        this.parts = new PartPages[parts];
        Array.Fill(this.parts, PartPages.None);
        Reader = reader;
        Publications = SegmentPublications.Of(reader);
        words = KeptWords.Of(reader);
        lent = Pools.GetOrCreateValue(reader.CoreCacheKey).TryTake(out var free) ? free : new Lent(Publications.Publications.Length);
    }

    public AtomicReader Reader { get; }

    public SegmentPublications Publications { get; }

    /// <summary>By publication: the parts that any of its pages or its title holds, as bits.</summary>
    public ulong[] Held => lent.Held;

    /// <summary>By publication: the parts that the title holds.</summary>
    public ulong[] HeldInTitle => lent.HeldInTitle;

    /// <summary>By publication: no page of it scores more by its words.</summary>
    public float[] Highest => lent.Highest;

    /// <summary>By publication: it has no more pages that hold wanted words.</summary>
    public int[] MostPages => lent.MostPages;

    /// <summary>By publication: what <see cref="HoldTogether"/> noted; whatever, where a part stands on no page.</summary>
    public PageMask[] Together => lent.Together;

    /// <summary>By part: the pages that hold it.</summary>
    public PartPages[] Parts => parts;

    /// <summary>The publications of which something was found, in no order.</summary>
    public List<int> Touched => lent.Touched;

    /// <summary>Whether all words follow each other in a publication's title.</summary>
    public bool HoldsSentenceInTitle(int publication) => sentenceInTitle?.Contains(publication) == true;

    /// <summary>On how many pages a stem stands, counting those of removed publications that are still there.</summary>
    public int PagesWith(string stem) => words.Pages(Reader, OnPage.Words, stem).Count;

    /// <summary>How often a stem stands on all pages.</summary>
    public long OccurrencesOf(string stem) =>
        Reader.GetTerms(OnPage.Words)?.GetEnumerator() is { } term && term.SeekExact(new BytesRef(stem)) ? term.TotalTermFreq : 0;

    /// <summary>Looks a part up: the pages that hold one of <paramref name="spellings"/>. A phrase counts on the page where it begins.</summary>
    /// <param name="part">Which.</param>
    /// <param name="spellings">As typed.</param>
    /// <param name="expansions">What the thesaurus adds.</param>
    /// <returns>How many pages hold it.</returns>
    public int LookUp(int part, List<string[]> spellings, IReadOnlyList<Expansion> expansions)
    {
        var (typed, headings, added) = (new List<WordPages>(spellings.Count), new List<WordPages>(), new List<WordPages>());
        foreach (var spelling in spellings)
        {
            if (time.IsUp()) break;
            Add(typed, PagesOf(spelling));
            if (spelling is [var stem]) Add(headings, words.Pages(Reader, OnPage.Headings, stem));
        }
        foreach (var expansion in expansions)
        {
            if (time.IsUp()) break;
            Add(added, expansion is { IsAbbreviation: true, Stems: [var abbreviation] } ? Abbreviations(abbreviation, expansion.Nation) : PagesOf(expansion.Stems));
        }
        parts[part] = new PartPages(SumOfWords.Of(Publications, typed, added), headings);
        return parts[part].Words.Count;
    }

    /// <summary>The same for words that stand in any order with at most <paramref name="slop"/> others between them.</summary>
    public int LookUpNear(int part, string[] stems, int slop)
    {
        parts[part] = new(Gathered(Positions.OfNear(Reader, OnWhole.Words, stems, slop, time)), []);
        return parts[part].Words.Count;
    }

    /// <summary>Notes which publications hold a part that was looked up, and what it is worth.</summary>
    /// <param name="part">Which.</param>
    /// <param name="weight">What the best page gets for it; 0 where it is not wanted.</param>
    /// <param name="headingWeight">What a page gets besides for a heading.</param>
    /// <param name="norms">By document.</param>
    public void Score(int part, float weight, float headingWeight, float[] norms)
    {
        var found = parts[part] = parts[part] with { Weight = weight, HeadingWeight = headingWeight };
        lent.Hold(1UL << part, found.Words, weight, weight > 0 ? found.Words.Best(Publications, norms) : null);
        if (headingWeight == 0) return;
        // What stands in a heading stands on its page. Twice where two spellings stand in headings: it is only the most there can be.
        foreach (var word in found.Headings)
        {
            foreach (var publication in word.Publications) lent.Raise(publication, headingWeight);
        }
    }

    /// <summary>Notes which pages may hold some parts together, in the publications that hold them all.</summary>
    /// <param name="needed">The parts, as bits.</param>
    public void HoldTogether(ulong needed)
    {
        for (var (part, isFirst) = (0, true); part < parts.Length; part++)
        {
            if ((needed >> part & 1) == 0) continue;
            lent.HoldTogether(parts[part].Words, isFirst);
            isFirst = false;
        }
    }

    /// <summary>Adds to the scores of pages that hold something of the query already; nothing is found by it.</summary>
    public void Feed(string stem, float weight, float[] norms)
    {
        var word = words.Pages(Reader, OnPage.Words, stem);
        if (word.Count == 0) return;
        fed.Add((word, weight));
        var best = word.Best(Publications, norms);
        for (var n = 0; n < best.Length; n++) lent.Raise(word.Publications[n], weight * best[n]);
    }

    /// <summary>Which titles hold a part.</summary>
    /// <returns>Whether any does.</returns>
    public bool HoldInTitle(int part, List<string[]> spellings)
    {
        var any = false;
        foreach (var spelling in spellings)
        {
            foreach (var publication in InTitle(spelling)) any = HoldInTitle(part, publication);
        }
        return any;
    }

    /// <summary>Notes the titles in which all words follow each other.</summary>
    public void HoldSentenceInTitle(string[] stems) => sentenceInTitle = [.. InTitle(stems)];

    /// <summary>Publications of a board, or of some years.</summary>
    public void HoldFilter(int part, QueryPart asked)
    {
        for (var publication = 0; publication < Publications.Publications.Length; publication++)
        {
            if (asked.IsTrueOf(Publications.Publications[publication])) HoldInTitle(part, publication);
        }
    }

    /// <summary>Looks at the pages of a publication.</summary>
    public void LookAt(int publication, FoundPages pages, float[] norms)
    {
        pages.Begin(Publications.Publications[publication]);
        for (var part = 0; part < parts.Length; part++) pages.Add(part, parts[part], publication, norms);
        foreach (var (word, weight) in fed) pages.Feed(word, weight, publication, norms);
    }

    private bool HoldInTitle(int part, int publication)
    {
        lent.Touch(publication);
        lent.Held[publication] |= 1UL << part;
        lent.HeldInTitle[publication] |= 1UL << part;
        return true;
    }

    private static void Add(List<WordPages> to, WordPages word)
    {
        if (word.Count > 0) to.Add(word);
    }

    private WordPages PagesOf(string[] spelling) =>
        spelling is [var stem] ? words.Pages(Reader, OnPage.Words, stem) : Gathered(Positions.OfPhrase(Reader, OnWhole.Words, spelling, time, MayHoldPhrase(spelling)));

    // Where the words stand on one page, or on it and the next ones: all others need not be read. Their whole documents.
    private int[] MayHoldPhrase(string[] stems)
    {
        var pages = Array.ConvertAll(stems, stem => words.Pages(Reader, OnPage.Words, stem));
        var rarest = pages.MinBy(word => word.Publications.Length)!;
        var wholes = new List<int>(rarest.Publications.Length);
        foreach (var place in rarest.Publications)
        {
            var publication = Publications.Publications[place];
            var begins = PageMask.All;
            for (var n = 0; n < pages.Length && !begins.IsNone; n++)
            {
                var nth = pages[n].Find(place);
                begins = nth < 0 ? new PageMask() : begins & pages[n].Masks[nth].OrBefore(n);
            }
            if (!begins.IsNone || (publication.HasEmptyPages && pages.All(word => word.Find(place) >= 0))) wholes.Add(publication.Whole);
        }
        return [.. wholes];
    }

    private WordPages Abbreviations(string abbreviation, Nation nation)
    {
        var pages = words.Pages(Reader, OnPage.Abbreviations, abbreviation);
        return nation == Nation.Any ? pages : pages.Within(Publications, publication => Scottish.MayMean(Reader, publication.Whole, nation));
    }

    // The places come in order.
    private WordPages Gathered(IEnumerable<(int Whole, int Position)> places)
    {
        var builder = new WordPages.Builder(Publications);
        foreach (var (whole, position) in places) builder.Add(Publications.Publications[Publications.PublicationOf[whole]].PageAt(position), WordPages.Whole);
        return builder.Made();
    }

    private IEnumerable<int> InTitle(string[] spelling)
    {
        var rarest = WordPages.None;
        foreach (var stem in spelling)
        {
            var word = words.Pages(Reader, OnWhole.Title, stem);
            if (word.Count == 0) return [];
            if (rarest.Count == 0 || word.Count < rarest.Count) rarest = word;
        }
        if (spelling.Length == 1) return rarest.Publications;
        int[] wholes = [.. rarest.Publications.Select(publication => Publications.Publications[publication].Whole)];
        return Positions.OfPhrase(Reader, OnWhole.Title, spelling, time, wholes).Select(place => Publications.PublicationOf[place.Document]).ToHashSet();
    }

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        lent.Clear();
        Pools.GetOrCreateValue(Reader.CoreCacheKey).Add(lent);
    }

    private sealed class Lent(int publications)
    {
        public ulong[] Held { get; } = new ulong[publications];
        public ulong[] HeldInTitle { get; } = new ulong[publications];
        public float[] Highest { get; } = new float[publications];
        public int[] MostPages { get; } = new int[publications];
        public PageMask[] Together { get; } = new PageMask[publications];
        public List<int> Touched { get; } = [];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Touch(int publication)
        {
            if (Held[publication] == 0) Touched.Add(publication);
        }

        public void Raise(int publication, float by)
        {
            if (Held[publication] != 0) Highest[publication] += by;
        }

        public void Hold(ulong bit, WordPages word, float weight, float[]? best)
        {
            var (publications, held, highest, mostPages) = (word.Publications, Held, Highest, MostPages);
            Touched.EnsureCapacity(Math.Min(held.Length, Touched.Count + publications.Length));
            for (var n = 0; n < publications.Length; n++)
            {
                var publication = publications[n];
                var before = held[publication];
                if (before == 0) Touched.Add(publication);
                held[publication] = before | bit;
                if (best is null) continue;
                highest[publication] += weight * best[n];
                mostPages[publication] += word.PagesOf(n);
            }
        }

        public void HoldTogether(WordPages word, bool isFirst)
        {
            var (publications, masks, together) = (word.Publications, word.Masks, Together);
            for (var n = 0; n < publications.Length; n++)
            {
                var publication = publications[n];
                together[publication] = isFirst ? masks[n] : together[publication] & masks[n];
            }
        }

        public void Clear()
        {
            foreach (var publication in Touched) (Held[publication], HeldInTitle[publication], Highest[publication], MostPages[publication]) = (0, 0, 0, 0);
            Touched.Clear();
        }
    }
}
