using System.Numerics;

namespace ArchiveIndexer.Searching;

/// <summary>
/// The pages of a segment that hold a word, by publication, and how often each does. Does not change once made, so that searches may share it.
/// </summary>
internal sealed class WordPages
{
    /// <summary>In how many pieces an occurrence is counted: what the thesaurus adds counts in part.</summary>
    public const int Whole = 2;

    /// <summary>Where the word stands is known at a glance in publications of up to so many pages.</summary>
    public const int MostPagesAtAGlance = 128;

    // A page's place within its publication and how often it holds the word, as one number: four bytes a page.
    private const int BitsOfCount = 9;
    private const int MostCounted = (1 << BitsOfCount) - 1;

    // A word that stands in so many publications, one of so many, is found in one without looking for it.
    private const int OneOf = 8;

    private readonly int[] pages;
    private readonly int[] starts;
    private readonly int[]? places;
    private volatile BestShares? best;

    private WordPages(int[] publications, int[] starts, int[] pages, int of)
    {
        (Publications, this.starts, this.pages) = (publications, starts, pages);
        Masks = new PageMask[publications.Length];
        for (var n = 0; n < publications.Length; n++) Masks[n] = MaskOf(Of(n));
        if (publications.Length * OneOf < of) return;
        places = new int[of];
        Array.Fill(places, -1);
        for (var n = 0; n < publications.Length; n++) places[publications[n]] = n;
    }

    /// <summary>Of a word that no page holds.</summary>
    public static WordPages None { get; } = new([], [0], [], int.MaxValue);

    /// <summary>The publications that hold it, by their place in the segment, in order.</summary>
    public int[] Publications { get; }

    /// <summary>On which of their pages it stands at most: all are named where it stands on one from <see cref="MostPagesAtAGlance"/> on.</summary>
    public PageMask[] Masks { get; }

    /// <summary>How many pages hold it.</summary>
    public int Count => pages.Length;

    /// <summary>About how much memory it takes.</summary>
    public int Bytes => 200 + 4 * (pages.Length + (places?.Length ?? 0)) + 28 * Publications.Length;

    /// <summary>How many pages of the nth of <see cref="Publications"/> hold it.</summary>
    public int PagesOf(int nth) => starts[nth + 1] - starts[nth];

    /// <summary>The pages of the nth of <see cref="Publications"/>, in order: to be read by <see cref="Read"/>.</summary>
    public ReadOnlySpan<int> Of(int nth) => pages.AsSpan(starts[nth], starts[nth + 1] - starts[nth]);

    /// <summary>What stands in <see cref="Of"/>.</summary>
    /// <returns>The page's place within its publication, from 0, and how often the word stands there, in <see cref="Whole"/>s; more than 511 are 511.</returns>
    public static (int Place, int Count) Read(int page) => (page >> BitsOfCount, page & MostCounted);

    /// <summary>How much of what a word can be worth it is worth on a page: BM25's share.</summary>
    /// <param name="count">In <see cref="Whole"/>s.</param>
    /// <param name="norm">Of the page's length.</param>
    public static float Share(int count, float norm) => count / (count + Whole * norm);

    /// <summary>How often a page of the nth of <see cref="Publications"/> holds it, in <see cref="Whole"/>s. It must hold it, and be one that is known at a glance.</summary>
    public int CountOn(int nth, int place) => pages[starts[nth] + Masks[nth].Before(place)] & MostCounted;

    private static PageMask MaskOf(ReadOnlySpan<int> pages)
    {
        if (pages[^1] >> BitsOfCount >= MostPagesAtAGlance) return PageMask.All;
        var (low, high) = (0UL, 0UL);
        foreach (var page in pages)
        {
            var place = page >> BitsOfCount;
            if (place < 64) low |= 1UL << place;
            else high |= 1UL << place;
        }
        return new(low, high);
    }

    /// <summary>Which of <see cref="Publications"/> one is; negative when it does not hold the word.</summary>
    public int Find(int publication) => places is not null ? places[publication] : Publications.Length == 0 ? -1 : Array.BinarySearch(Publications, publication);

    /// <summary>
    /// By publication: the most that a page of it can score by this word (see <see cref="Weights.K1"/>), out of 1.
    /// </summary>
    /// <param name="all">The segment's.</param>
    /// <param name="norms">By document.</param>
    public float[] Best(SegmentPublications all, float[] norms)
    {
        var known = best;
        if (known is not null && ReferenceEquals(known.Norms, norms)) return known.Shares;
        var shares = new float[Publications.Length];
        for (var n = 0; n < shares.Length; n++)
        {
            var (first, most) = (all.FirstPages[Publications[n]], 0f);
            foreach (var page in Of(n))
            {
                var (place, count) = Read(page);
                if (Share(count, norms[first + place]) is var share && share > most) most = share;
            }
            shares[n] = most;
        }
        best = new(norms, shares);
        return shares;
    }

    /// <summary>The same in some publications only.</summary>
    public WordPages Within(SegmentPublications all, Func<SegmentPublications.Entry, bool> wanted)
    {
        var builder = new Builder(all);
        for (var n = 0; n < Publications.Length; n++)
        {
            var publication = all.Publications[Publications[n]];
            if (!wanted(publication)) continue;
            foreach (var page in Of(n))
            {
                var (place, count) = Read(page);
                builder.Add(publication.FirstPage + place, count);
            }
        }
        return builder.Made();
    }

    private sealed record BestShares(float[] Norms, float[] Shares);

    /// <summary>Puts pages together, which must come in order.</summary>
    /// <param name="all">The segment's.</param>
    /// <param name="expected">How many pages there will be, about.</param>
    internal sealed class Builder(SegmentPublications all, int expected = 4)
    {
        private readonly List<int> publications = new(Math.Min(expected, all.Publications.Length));
        private readonly List<int> starts = new(Math.Min(expected, all.Publications.Length) + 1);
        private int[] pages = new int[Math.Max(expected, 4)];
        private int count;
        private int last = -1;
        private int first;
        private int previous = -1;

        /// <summary>A page holds the word so often, in <see cref="Whole"/>s; said again of the same page, it is added.</summary>
        public void Add(int document, int times)
        {
            if (document > last)
            {
                var publication = all.PublicationOf[document];
                (first, last) = (all.FirstPages[publication], all.Publications[publication].Whole);
                publications.Add(publication);
                starts.Add(count);
            }
            if (document == previous) times += pages[--count] & MostCounted;
            previous = document;
            if (count == pages.Length) Array.Resize(ref pages, 2 * count);
            pages[count++] = (document - first) << BitsOfCount | Math.Min(times, MostCounted);
        }

        public WordPages Made()
        {
            if (count == 0) return None;
            starts.Add(count);
            Array.Resize(ref pages, count);
            return new([.. publications], [.. starts], pages, all.Publications.Length);
        }
    }
}

/// <summary>Some of the first <see cref="WordPages.MostPagesAtAGlance"/> pages of a publication.</summary>
internal readonly record struct PageMask(ulong Low, ulong High)
{
    /// <summary>All of them.</summary>
    public static PageMask All { get; } = new(ulong.MaxValue, ulong.MaxValue);

    public bool IsNone => (Low | High) == 0;

    public bool Has(int place) => ((place < 64 ? Low >> place : High >> (place - 64)) & 1) != 0;

    /// <summary>How many stand before a page.</summary>
    public int Before(int place) =>
        place < 64 ? BitOperations.PopCount(Low & ((1UL << place) - 1)) : BitOperations.PopCount(Low) + BitOperations.PopCount(High & ((1UL << (place - 64)) - 1));

    /// <summary>These and so many before each.</summary>
    public PageMask OrBefore(int pages)
    {
        var (these, all) = (this, this);
        for (; pages > 0; pages--)
        {
            these = new(these.Low >> 1 | these.High << 63, these.High >> 1);
            all |= these;
        }
        return all;
    }

    public static PageMask operator &(PageMask one, PageMask other) => new(one.Low & other.Low, one.High & other.High);

    public static PageMask operator |(PageMask one, PageMask other) => new(one.Low | other.Low, one.High | other.High);
}
