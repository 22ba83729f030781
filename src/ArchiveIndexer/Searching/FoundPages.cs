namespace ArchiveIndexer.Searching;

/// <summary>What the pages of one publication hold of a query. May be filled again for another publication.</summary>
internal sealed class FoundPages
{
    private float[] nearness = [];
    private bool[] inHeading = [];
    private bool areNear;

    /// <summary>Of which publication.</summary>
    public SegmentPublications.Entry Publication { get; private set; } = null!;

    /// <summary>How many pages it has.</summary>
    public int Count => Publication.Pages;

    /// <summary>By page: the parts that it holds, as bits.</summary>
    public ulong[] Held { get; private set; } = [];

    /// <summary>By page: its score.</summary>
    public float[] Scores { get; private set; } = [];

    /// <summary>By page: whether all words follow each other there.</summary>
    public bool[] HoldsSentence { get; private set; } = [];

    /// <summary>Begins anew.</summary>
    public void Begin(SegmentPublications.Entry publication)
    {
        Publication = publication;
        if (Held.Length < Count) (Held, Scores, HoldsSentence) = (new ulong[Count], new float[Count], new bool[Count]);
        else
        {
            Array.Clear(Held, 0, Count);
            Array.Clear(Scores, 0, Count);
            Array.Clear(HoldsSentence, 0, Count);
        }
    }

    /// <summary>Adds a part of the query.</summary>
    /// <param name="part">Which.</param>
    /// <param name="found">The pages that hold it.</param>
    /// <param name="publication">This publication's place in the segment.</param>
    /// <param name="norms">By document.</param>
    public void Add(int part, PartPages found, int publication, float[] norms)
    {
        var bit = 1UL << part;
        if (found.Words.Find(publication) is >= 0 and var nth)
        {
            foreach (var page in found.Words.Of(nth))
            {
                var (place, count) = WordPages.Read(page);
                Held[place] |= bit;
                Scores[place] += found.Weight * WordPages.Share(count, norms[Publication.FirstPage + place]);
            }
        }
        if (found.HeadingWeight > 0) AddHeadings(found, publication);
    }

    /// <summary>Adds what a word is worth to the pages that hold something already.</summary>
    public void Feed(WordPages word, float weight, int publication, float[] norms)
    {
        if (word.Find(publication) is not (>= 0 and var nth)) return;
        foreach (var page in word.Of(nth))
        {
            var (place, count) = WordPages.Read(page);
            if (Held[place] != 0) Scores[place] += weight * WordPages.Share(count, norms[Publication.FirstPage + place]);
        }
    }

    /// <summary>Whether words may stand near each other: on one page, or on one and the next that is not empty.</summary>
    /// <param name="parts">The words, as bits.</param>
    public bool MayHoldNear(ulong parts)
    {
        var before = 0UL;
        for (var page = 0; page < Count; page++)
        {
            if (Publication.IsEmpty(page)) continue;
            var held = Held[page] & parts;
            if ((held | before) == parts) return true;
            before = held;
        }
        return false;
    }

    /// <summary>A page, by its document, has two words near each other once more.</summary>
    public void AddNearness(int document, float by)
    {
        if (nearness.Length < Count) nearness = new float[Held.Length];
        nearness[document - Publication.FirstPage] += by;
        areNear = true;
    }

    /// <summary>Adds to the scores what was said by <see cref="AddNearness"/>.</summary>
    public void SumUpNearness(float weight, float[] norms)
    {
        for (var page = 0; areNear && page < Count; page++)
        {
            if (nearness[page] > 0) Scores[page] += weight * (nearness[page] / (nearness[page] + norms[Publication.FirstPage + page]));
            nearness[page] = 0;
        }
        areNear = false;
    }

    // Once a page, however many of the spellings its headings hold.
    private void AddHeadings(PartPages found, int publication)
    {
        if (found.Headings.Count > 1 && inHeading.Length < Count) inHeading = new bool[Held.Length];
        foreach (var word in found.Headings)
        {
            if (word.Find(publication) is not (>= 0 and var nth)) continue;
            foreach (var page in word.Of(nth))
            {
                var place = WordPages.Read(page).Place;
                if (found.Headings.Count > 1)
                {
                    if (inHeading[place]) continue;
                    inHeading[place] = true;
                }
                Scores[place] += found.HeadingWeight;
            }
        }
        if (found.Headings.Count > 1) Array.Clear(inHeading, 0, Count);
    }
}
