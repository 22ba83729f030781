using System.Runtime.CompilerServices;
using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// What a segment of the index says of its publications and pages besides their words, decoded once into arrays: a tenth of the
/// cost of asking doc values for every hit.
/// </summary>
internal sealed class SegmentPublications
{
    private static readonly ConditionalWeakTable<object, SegmentPublications> Known = [];

    /// <summary>The publications in order of document; the last document of a block is the whole publication's.</summary>
    public required Entry[] Publications { get; init; }

    /// <summary>By publication: the document of its first page.</summary>
    public required int[] FirstPages { get; init; }

    /// <summary>By document: which publication it belongs to.</summary>
    public required int[] PublicationOf { get; init; }

    /// <summary>By document: BM25's share of the page's length, of which a score is count / (count + this).</summary>
    /// <param name="averageLength">Of all pages of the index, in words.</param>
    public float[] Norms(float averageLength)
    {
        var known = norms;
        if (known is not null && known.Average == averageLength) return known.Values;
        norms = known = new(averageLength, Array.ConvertAll(Lengths, length => Weights.K1 * (1 - Weights.B + Weights.B * length / averageLength)));
        return known.Values;
    }

    private sealed record LengthNorms(float Average, float[] Values);

    private volatile LengthNorms? norms;

    /// <summary>By document: words on the page; 0 for a whole publication.</summary>
    public required int[] Lengths { get; init; }

    /// <summary>By document: the page's number, from 1; 0 for a whole publication.</summary>
    public required int[] Numbers { get; init; }

    /// <summary>By document: whether the page looks like a table of contents.</summary>
    public required bool[] Contents { get; init; }

    /// <summary>One publication: its pages are the documents from <paramref name="FirstPage"/> up to <paramref name="Whole"/>.</summary>
    internal sealed record Entry(int FirstPage, int Whole, int[] PageStarts, string Id)
    {
        public string? Board { get; init; }
        public string? Type { get; init; }
        public string? Kind { get; init; }
        public string? Review { get; init; }
        public string? Published { get; init; }
        public string[] Themes { get; init; } = [];
        /// <summary>Names such as "Child Q" in its title or of its review.</summary>
        public string[] Names { get; init; } = [];

        /// <summary>Such names in its text.</summary>
        public string[] NamesInText { get; init; } = [];

        public string? Year { get; init; }
        public (DateOnly First, DateOnly Last)? Span { get; init; }

        /// <summary>How many pages it has.</summary>
        public int Pages => Whole - FirstPage;

        /// <summary>Whether no word stands on a page, by its place; the last page is never said to be empty.</summary>
        public bool IsEmpty(int place) => place + 1 < Pages && PageStarts[place] == PageStarts[place + 1];

        /// <summary>Whether any page but the last is empty.</summary>
        public bool HasEmptyPages { get; } = PageStarts.Zip(PageStarts.Skip(1)).Take(Whole - FirstPage - 1).Any(starts => starts.First == starts.Second);

        /// <summary>The document of the page on which the word at a position of the whole stands.</summary>
        public int PageAt(int position)
        {
            var page = Array.BinarySearch(PageStarts, position);
            return FirstPage + (page >= 0 ? page : ~page - 1);
        }
    }

    /// <summary>The publications of a segment; deleted ones too, as the same segment serves readers from before the deletion.</summary>
    public static SegmentPublications Of(AtomicReader segment) => Known.GetValue(segment.CoreCacheKey, _ => Decode(segment));

    private static SegmentPublications Decode(AtomicReader segment)
    {
        var ids = segment.GetSortedDocValues(OnWhole.Id);
        var starts = segment.GetBinaryDocValues(OnWhole.PageStarts);
        var board = Values(segment, OnWhole.Board);
        var type = Values(segment, OnWhole.Type);
        var kind = Values(segment, OnWhole.Kind);
        var review = Values(segment, OnWhole.Review);
        var published = Values(segment, OnWhole.Published);

        var themes = SegmentRecommendations.SetOfValues(segment, OnWhole.Themes);
        var names = SegmentRecommendations.SetOfValues(segment, OnWhole.Names);
        var namesInText = SegmentRecommendations.SetOfValues(segment, OnWhole.NamesInText);
        var recommendations = PerDocument(segment, OnRecommendation.Ordinal);

        var publications = new List<Entry>();
        var publicationOf = new int[segment.MaxDoc];
        var firstPage = 0;
        var bytes = new BytesRef();
        for (var document = 0; document < segment.MaxDoc && ids is not null; document++)
        {
            publicationOf[document] = publications.Count;
            // A publication's recommendations stand before its pages.
            if (recommendations[document] > 0) firstPage = document + 1;
            if (ids.GetOrd(document) < 0) continue;
            ids.Get(document, bytes);
            var id = bytes.Utf8ToString();
            starts.Get(document, bytes);
            publications.Add(new Entry(firstPage, document, PublicationBlock.DecodeStarts(bytes, document - firstPage), id)
            {
                Board = board(document),
                Type = type(document),
                Kind = kind(document),
                Review = review(document),
                Published = published(document),
                Themes = themes(document),
                Names = names(document),
                NamesInText = namesInText(document),
                Span = Dates.Span(published(document)),
                Year = Dates.Span(published(document))?.First.Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture),
            });
            firstPage = document + 1;
        }
        return new SegmentPublications
        {
            Publications = [.. publications],
            FirstPages = [.. publications.Select(publication => publication.FirstPage)],
            PublicationOf = publicationOf,
            Lengths = PerDocument(segment, OnPage.Length),
            Numbers = PerDocument(segment, OnPage.Number),
            Contents = Array.ConvertAll(PerDocument(segment, OnPage.Contents), number => number != 0),
        };
    }

    internal static Func<int, string?> Values(AtomicReader segment, string field)
    {
        if (segment.GetSortedDocValues(field) is not { } values) return _ => null;
        var decoded = new string[values.ValueCount];
        var bytes = new BytesRef();
        for (var ord = 0; ord < decoded.Length; ord++)
        {
            values.LookupOrd(ord, bytes);
            decoded[ord] = bytes.Utf8ToString();
        }
        return document => values.GetOrd(document) is var ord and >= 0 ? decoded[ord] : null;
    }

    internal static int[] PerDocument(AtomicReader segment, string field)
    {
        var decoded = new int[segment.MaxDoc];
        if (segment.GetNumericDocValues(field) is not { } values) return decoded;
        for (var document = 0; document < decoded.Length; document++) decoded[document] = (int)values.Get(document);
        return decoded;
    }
}
