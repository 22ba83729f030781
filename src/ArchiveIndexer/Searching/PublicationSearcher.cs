using System.Diagnostics;
using System.Globalization;
using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// Answers queries from the index's last commit. Words are looked for in the whole publication and shown on its best pages.
/// May be used from any thread.
/// </summary>
public sealed class PublicationSearcher : IDisposable
{
    private const int MostPagesShown = 3;
    private const int MostPagesRead = 6;

    // Enough of the next page to show the end of a phrase that begins on this one.
    private const int CharactersOfNextPage = 300;

    private static readonly HashSet<string> ThemeField = [OnWhole.ThemeEvidence];
    private static readonly HashSet<string> TextField = [OnPage.Text];

    private readonly CommittedIndex index;
    private readonly bool isOwner;

    /// <summary>Searches what <paramref name="indexer"/> has committed.</summary>
    public PublicationSearcher(PublicationIndexer indexer)
    {
        index = indexer.Committed;
    }

    private PublicationSearcher(CommittedIndex index)
    {
        this.index = index;
        isOwner = true;
    }

    /// <summary>
    /// Opens the last commit in <paramref name="folder"/> for reading, also while another process writes there. A folder without an
    /// index answers every query with nothing.
    /// </summary>
    /// <exception cref="IndexUnusableException">There is an index, but not one that this version can read.</exception>
    public static PublicationSearcher OpenReadOnly(string folder)
    {
        var index = new CommittedIndex(folder);
        try
        {
            index.Refresh();
            return new PublicationSearcher(index);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Words that mean the same; the product's own groups unless others are set.</summary>
    public Thesaurus Thesaurus { get; set; } = Thesaurus.Own;

    /// <summary>How what was typed so far may go on, at most <paramref name="most"/> ways.</summary>
    public IReadOnlyList<string> Completions(string? typed, int most = 10) =>
        index.Read(reader => Corrections.Completions(reader, Thesaurus, typed ?? "", most), Corrections.Completions(null, Thesaurus, typed ?? "", most));

    /// <summary>What is read, for the other searchers over it.</summary>
    internal CommittedIndex Committed => index;

    /// <summary>Looks for a newer commit. Only needed when another process writes.</summary>
    public void Refresh() => index.Refresh();

    /// <summary>Answers a request.</summary>
    /// <exception cref="ArgumentException">The request has a <see cref="SearchRequest.Problem"/>; no query is one.</exception>
    public SearchResult Search(SearchRequest request, CancellationToken cancel = default)
    {
        if (request.Problem() is { } problem) throw new ArgumentException(problem, nameof(request));
        using var trace = Instruments.Traces.StartActivity("search")?.SetTag("archive.search.of", "publications");
        var began = Stopwatch.GetTimestamp();
        var nothing = new SearchResult(request.Query ?? "", QueryText.Parse(request.Query, request.Any).Interpreted, 0, [], new SearchFacets([], [], [], [], []), null, 0);
        var answer = index.Read(reader =>
        {
            // What is made once for an index is made outside the time for an answer.
            foreach (var leaf in reader.Leaves) SegmentPublications.Of(leaf.AtomicReader);
            var time = SearchTime.ForAnswer(cancel);
            var typed = Answer(reader, request, nothing, time);
            if (typed.Suggestion is not { } better || !typed.IsBarren || !Corrections.MayBeUsed(typed.Query)) return typed;
            var corrected = Answer(reader, request with { Query = better }, nothing, time);
            return corrected.IsBarren ? typed : corrected with { Interpreted = Corrections.Told(better, corrected.Interpreted), Suggestion = better, Answered = better };
        }, nothing);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        // Lists, and checks of health, ask for nothing.
        if (!string.IsNullOrWhiteSpace(request.Query)) Instruments.Answer("publications", took, answer.Total);
        return answer with { Milliseconds = took };
    }

    /// <summary>
    /// Every hit of a request in its order, whatever its page and size, without snippets: all from one commit, read as they are asked for.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="Search(SearchRequest, CancellationToken)"/>.</exception>
    public IEnumerable<ListedHit> All(SearchRequest request, CancellationToken cancel = default)
    {
        if (request.Problem() is { } problem) throw new ArgumentException(problem, nameof(request));
        return index.ReadEach(reader =>
        {
            var (listed, suggestion) = List(reader, request, cancel);
            if (suggestion is null || !Corrections.MayBeUsed(request.Query)) return listed;
            return List(reader, request with { Query = suggestion }, cancel).Hits;
        });
    }

    // The suggestion only where nothing was found.
    private (List<ListedHit> Hits, string? Suggestion) List(DirectoryReader reader, SearchRequest request, CancellationToken cancel)
    {
        var query = QueryText.Parse(request.Query, request.Any);
        var time = SearchTime.Unlimited(cancel);
        using var scores = PageScores.Of(reader, query, new Spellings(reader, time).Of(query), time, ExpansionsOf(query, request));
        var ranking = new Ranking(query, scores);
        var filters = new Filters(request);
        var at = CommittedAt(reader);
        var names = Names.Of(request.Query);
        var found = Found(ranking, request);
        found.RemoveAll(candidate => names.IsOtherCase(candidate.Publication));
        var passed = found.FindAll(candidate => filters.Of(candidate.Publication) == Filters.Failed.None);
        // The pages' numbers are little; what they are read from is lent.
        return (InOrder(ranking, passed, passed.Count, request.Sort).ConvertAll(ranked => new ListedHit(
            ranked.Publication.Id, ranked.Score, [.. ranking.Pages(ranked).Select(page => ranked.Candidate.Segment.Publications.Numbers[page])], at)),
            found.Count == 0 ? Corrections.Of(reader, request.Query ?? "", query, part => scores.HasHits(part), time) : null);
    }

    /// <summary>What finds the query's words and phrases in any text: for marking them on a whole page.</summary>
    public Marker MarkerFor(string? query)
    {
        var parsed = QueryText.Parse(query);
        // Without an index nothing has been found, so nothing is marked.
        return index.Read(reader => new Marker(new Marks(parsed, new Spellings(reader, SearchTime.Unlimited()).Of(parsed), Expansions.Of(parsed, Thesaurus))), new Marker(new Marks(QueryText.Parse(""), [])));
    }

    /// <summary>Publications that speak of the same as those of a review, one of each other review, the nearest first.</summary>
    public IReadOnlyList<SimilarPublication> SimilarToReview(string reviewId, int most, CancellationToken cancel = default) =>
        index.Read<IReadOnlyList<SimilarPublication>>(reader => new SimilarPublications(reader, cancel).To(publication => publication.Review == reviewId, most), []);

    /// <summary>The themes of a publication with what shows them, the most mentioned first; none where it is not in the index.</summary>
    public IReadOnlyList<ThemeEvidence> ThemesOf(string publicationId) => index.Read<IReadOnlyList<ThemeEvidence>>(reader =>
    {
        foreach (var leaf in reader.Leaves)
        {
            var segment = leaf.AtomicReader;
            foreach (var publication in SegmentPublications.Of(segment).Publications)
            {
                if (publication.Id != publicationId || segment.LiveDocs?.Get(publication.Whole) == false) continue;
                return ThemeRules.Read(segment.Document(publication.Whole, ThemeField).Get(OnWhole.ThemeEvidence, CultureInfo.InvariantCulture));
            }
        }
        return [];
    }, []);

    private Expansions ExpansionsOf(ParsedQuery query, SearchRequest request) => Expansions.Of(query, request.Expand ? Thesaurus : Thesaurus.None);

    private SearchResult Answer(DirectoryReader reader, SearchRequest request, SearchResult empty, SearchTime time)
    {
        var query = QueryText.Parse(request.Query, request.Any);
        var spelt = new Spellings(reader, time);
        var spellings = spelt.Of(query);
        query = spelt.Explain(query);
        var expansions = ExpansionsOf(query, request);
        using var scores = PageScores.Of(reader, query, spellings, time, expansions);
        var ranking = new Ranking(query, scores);
        var filters = new Filters(request);
        var names = Names.Of(request.Query);

        var found = Found(ranking, request);
        if (names.AreTyped) found.RemoveAll(candidate => names.IsOtherCase(candidate.Publication));
        var passed = filters.AreNone ? found : found.FindAll(candidate => filters.Of(candidate.Publication) == Filters.Failed.None);
        var marks = new Marks(query, spellings, expansions);
        var before = (int)Math.Min(int.MaxValue - request.Size, (request.Page - 1L) * request.Size);
        var shown = before >= passed.Count ? [] : InOrder(ranking, passed, before + request.Size, request.Sort).Skip(before);
        var hits = shown.Select(ranked => Show(ranked, ranking, request.WithSnippets ? marks : null, scores.Rarity, time)).ToList();
        var suggestion = time.IsUp() ? null : Corrections.Of(reader, request.Query ?? "", query, part => scores.HasHits(part), time);
        var which = names.Which(scores);
        // The last: it counts anew in what was lent.
        var totalOfAny = passed.Count < SearchResult.FewHits && !request.Any && !time.IsUp() ? TotalOfAny(request, query, scores, filters, passed.Count) : null;
        return empty with
        {
            Total = passed.Count,
            Hits = hits,
            Facets = request.WithFacets ? filters.Count(found) : empty.Facets,
            IndexedAt = CommittedAt(reader),
            Interpreted = time.WasUp ? $"{query.Interpreted}{(query.Interpreted is null ? "" : "; ")}{QueryText.TimeIsUp}" : query.Interpreted,
            Suggestion = suggestion,
            Expanded = expansions.Told,
            Which = which,
            TotalOfAny = totalOfAny,
            IsBarren = found.Count == 0,
        };
    }

    private static List<Candidate> Found(Ranking ranking, SearchRequest request)
    {
        var found = ranking.Found();
        if (request.Any) ranking.Feed(found);
        return found;
    }

    // The parts are the same, so what was looked up serves both.
    private static int? TotalOfAny(SearchRequest request, ParsedQuery query, PageScores scores, Filters filters, int totalOfAll)
    {
        var any = QueryText.Parse(request.Query, any: true);
        if (any.Root is not (AnyOf or AllOf) || any.Parts.Count != query.Parts.Count) return null;
        var total = new Ranking(any, scores).Found().Count(candidate => filters.Of(candidate.Publication) == Filters.Failed.None);
        return total > totalOfAll ? total : null;
    }

    internal static DateTimeOffset? CommittedAt(DirectoryReader reader) =>
        reader.IndexCommit.UserData.TryGetValue(CommittedAtKey, out var at)
        && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var committed) ? committed : null;

    private static List<Ranked> InOrder(Ranking ranking, List<Candidate> passed, int most, SearchSort sort) => sort switch
    {
        SearchSort.Relevance => ranking.Best(passed, most, NewestFirst),
        SearchSort.Oldest => ranking.LookAt(BestOf.Of(passed, most, OldestFirst)),
        _ => ranking.LookAt(BestOf.Of(passed, most, NewestFirst)),
    };

    private static readonly Comparer<Candidate> NewestFirst = ByDate(static (one, other) => string.CompareOrdinal(other, one));
    private static readonly Comparer<Candidate> OldestFirst = ByDate(static (one, other) => string.CompareOrdinal(one, other));

    // Those without a date last.
    private static Comparer<Candidate> ByDate(Func<string?, string?, int> compare) => Comparer<Candidate>.Create((one, other) =>
    {
        var (a, b) = (one.Publication, other.Publication);
        var order = (a.Span is null).CompareTo(b.Span is null);
        if (order == 0) order = compare(a.Published, b.Published);
        return order != 0 ? order : string.CompareOrdinal(a.Id, b.Id);
    });

    private static PublicationHit Show(Ranked ranked, Ranking ranking, Marks? marks, float[] rarity, SearchTime time)
    {
        if (time.IsUp()) marks = null;
        var pages = ranking.Pages(ranked);
        return new PublicationHit(ranked.Publication.Id, ranked.Score, pages.Count, Shown(pages, ranked, marks, rarity));
    }

    // A page that would only show again what a better one shows makes way for another.
    private static List<PageHit> Shown(List<int> pages, Ranked ranked, Marks? marks, float[] rarity)
    {
        if (marks is null) return pages.Take(MostPagesShown).Select(page => new PageHit(ranked.Candidate.Segment.Publications.Numbers[page], "")).ToList();
        var shown = new List<PageHit>();
        foreach (var page in pages.Take(MostPagesRead))
        {
            var hit = Show(page, ranked, marks, rarity);
            if (!shown.Exists(other => Snippet.AreAlike(other.Snippet, hit.Snippet))) shown.Add(hit);
            if (shown.Count == MostPagesShown) break;
        }
        return shown;
    }

    private static PageHit Show(int page, Ranked ranked, Marks marks, float[] rarity)
    {
        var text = TextOf(ranked.Candidate.Segment, page);
        var found = marks.In(text);
        var missing = ranked.Pages.Held[page - ranked.Publication.FirstPage] & ~found.Aggregate(0UL, (parts, mark) => parts | 1UL << mark.Part);
        if (missing != 0 && page + 1 < ranked.Publication.Whole)
        {
            var next = TextOf(ranked.Candidate.Segment, page + 1);
            var runsOn = text + "\n" + next[..Math.Min(next.Length, CharactersOfNextPage)];
            // Only what begins on this page: the rest is the next page's.
            var withNext = marks.In(runsOn).FindAll(mark => mark.Start < text.Length);
            if (withNext.Count > found.Count) (text, found) = (runsOn, withNext);
        }
        return new PageHit(ranked.Candidate.Segment.Publications.Numbers[page], Snippet.Of(text, found, rarity));
    }

    private static string TextOf(SegmentScores segment, int page) =>
        segment.Reader.Document(page, TextField).Get(OnPage.Text, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Closes what <see cref="OpenReadOnly"/> opened; an indexer's own reader stays open.</summary>
    public void Dispose()
    {
        if (isOwner) index.Dispose();
    }
}
