using Lucene.Net.Documents;
using Lucene.Net.Store;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Indexing;

/// <summary>A page, its words, and whether it looks like a table of contents.</summary>
internal sealed record PageWords(Page Page, List<Word> Words, bool IsContents);

/// <summary>Turns a publication into its block of documents: see <see cref="IndexSchema"/>.</summary>
internal static class PublicationBlock
{
    private const int MostPartsOfCompound = 4;

    public static List<Document> Of(PublicationRecord record, PublicationText text, string version)
    {
        var documents = new List<Document>(text.Recommendations.Count + text.Pages.Count + 1);
        foreach (var (index, recommendation) in text.Recommendations.Index())
            documents.Add(RecommendationDocument.Of(record.Publication.Id, index + 1, recommendation));
        var pages = text.Pages.Select(page => new PageWords(page, Words.Of(page.Text), ContentsPage.Is(page.Text))).Where(page => page.Words.Count > 0).ToList();
        foreach (var page in pages) documents.Add(PageDocument(record.Publication.Id, page));
        documents.Add(WholeDocument(record, text, pages, version));
        return documents;
    }

    private static Document PageDocument(string id, PageWords read)
    {
        var (page, words, isContents) = read;
        var headings = page.Blocks.Where(block => block.Kind == BlockKind.Heading).SelectMany(block => Words.Of(block.Text));
        return
        [
            new StringField(BlockOf, id, Field.Store.NO),
            new Field(OnPage.Words, new WordStream(words.Select(word => word.Stem)), Counts),
            new Field(OnPage.Headings, new WordStream(headings.Select(word => word.Stem)), Presence),
            new Field(OnPage.Abbreviations, new WordStream(Abbreviations(words)), Counts),
            new NumericDocValuesField(OnPage.Number, page.Number),
            new NumericDocValuesField(OnPage.Length, words.Count),
            new NumericDocValuesField(OnPage.Contents, isContents ? 1 : 0),
            new StoredField(OnPage.Text, page.Text),
        ];
    }

    // Among other words in capitals, as in a heading, one says nothing of being an abbreviation.
    internal static IEnumerable<string> Abbreviations(List<Word> words)
    {
        for (var n = 0; n < words.Count; n++)
        {
            if (words[n].IsInCapitals && !(n > 0 && words[n - 1].IsInCapitals) && !(n + 1 < words.Count && words[n + 1].IsInCapitals)) yield return words[n].Stem;
        }
    }

    private static Document WholeDocument(PublicationRecord record, PublicationText text, List<PageWords> read, string version)
    {
        var pages = read.ConvertAll(page => page.Words);
        var publication = record.Publication;
        var title = Words.Of($"{record.Title}\n{record.Review.Name}\n{text.Title}");
        var forms = pages.Append(title).SelectMany(words => words).Select(word => word.Form).Distinct(StringComparer.Ordinal);

        var document = new Document
        {
            new StringField(BlockOf, publication.Id, Field.Store.NO),
            new Field(OnWhole.Words, new WordStream(pages.SelectMany(words => words).Select(word => word.Stem)), Positions),
            new BinaryDocValuesField(OnWhole.PageStarts, EncodeStarts(pages.Select(words => words.Count))),
            new Field(OnWhole.Title, new WordStream(title.Select(word => word.Stem)), Positions),
            new Field(OnWhole.Forms, new WordStream(forms), Presence),
            new Field(OnWhole.Compounds, new WordStream(pages.Append(title).SelectMany(Compounds).Distinct(StringComparer.Ordinal)), Presence),
            new StoredField(OnWhole.Version, version),
            new SortedDocValuesField(OnWhole.Id, new BytesRef(publication.Id)),
        };
        if (record.Edition is { } edition) document.Add(new StoredField(OnWhole.Sha256, edition.Sha256));
        AddValue(document, OnWhole.Board, publication.BoardSlug);
        AddValue(document, OnWhole.Type, record.Review.Type ?? publication.Listed.ReviewType);
        AddValue(document, OnWhole.Kind, publication.Listed.Kind);
        AddValue(document, OnWhole.Review, publication.ReviewId);
        AddValue(document, OnWhole.Published, publication.Listed.Published);
        foreach (var name in Pseudonyms.In(record.Title).Concat(Pseudonyms.In(record.Review.Name)).Distinct(StringComparer.Ordinal))
            document.Add(new SortedSetDocValuesField(OnWhole.Names, new BytesRef(name)));
        foreach (var name in read.SelectMany(page => Pseudonyms.In(page.Page.Text, page.Words)).Distinct(StringComparer.Ordinal))
            document.Add(new SortedSetDocValuesField(OnWhole.NamesInText, new BytesRef(name)));
        var themes = ThemeRules.Of($"{record.Title}\n{record.Review.Name}", text, read);
        foreach (var theme in themes) document.Add(new SortedSetDocValuesField(OnWhole.Themes, new BytesRef(theme.Theme)));
        document.Add(new StoredField(OnWhole.ThemeEvidence, ThemeRules.Written(themes)));
        return document;
    }

    private static void AddValue(Document document, string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) document.Add(new SortedDocValuesField(field, new BytesRef(value)));
    }

    /// <summary>The hyphened words among <paramref name="words"/>, as the index keeps them.</summary>
    internal static IEnumerable<string> Compounds(List<Word> words)
    {
        for (var first = 0; first < words.Count; first++)
        {
            if (!words[first].Hyphened || (first > 0 && words[first - 1].Hyphened)) continue;
            var last = first;
            while (last + 1 < words.Count && words[last].Hyphened) last++;
            if (last == first || last - first >= MostPartsOfCompound) continue;
            var parts = words.GetRange(first, last - first + 1);
            yield return Stems.Of(string.Concat(parts.Select(part => part.Form))) + CompoundSeparator
                + string.Join(' ', parts.Select(part => part.Stem));
        }
    }

    private static BytesRef EncodeStarts(IEnumerable<int> wordsPerPage)
    {
        var counts = wordsPerPage.ToList();
        var bytes = new byte[5 * counts.Count];
        var output = new ByteArrayDataOutput(bytes);
        foreach (var count in counts) output.WriteVInt32(count);
        return new BytesRef(bytes, 0, output.Position);
    }

    /// <summary>The position of each page's first word in the whole, out of what <see cref="OnWhole.PageStarts"/> holds.</summary>
    internal static int[] DecodeStarts(BytesRef encoded, int pages)
    {
        var starts = new int[pages];
        var input = new ByteArrayDataInput(encoded.Bytes, encoded.Offset, encoded.Length);
        var position = 0;
        for (var page = 0; page < pages; page++)
        {
            starts[page] = position;
            position += input.ReadVInt32();
        }
        return starts;
    }
}
