using System.Text.Json;
using Lucene.Net.Documents;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Indexing;

/// <summary>Turns a recommendation into its document, and back.</summary>
internal static class RecommendationDocument
{
    /// <param name="publicationId">Whose it is.</param>
    /// <param name="ordinal">Which of the publication's, from 1.</param>
    /// <param name="recommendation">As read from the publication.</param>
    public static Document Of(string publicationId, int ordinal, Recommendation recommendation)
    {
        var words = Words.Of(recommendation.Text);
        var around = Words.Of(string.Join('\n', recommendation.HeadingPath.Append(recommendation.Heading).Concat(recommendation.Addressees).Concat(recommendation.AddressedBy)));
        var document = new Document
        {
            new StringField(BlockOf, publicationId, Field.Store.NO),
            new Field(OnRecommendation.Words, new WordStream(words.Select(word => word.Stem)), Positions),
            new Field(OnRecommendation.Around, new WordStream(around.Select(word => word.Stem)), Positions),
            new Field(OnRecommendation.Abbreviations, new WordStream(PublicationBlock.Abbreviations(words)), Counts),
            new NumericDocValuesField(OnRecommendation.Ordinal, ordinal),
            new NumericDocValuesField(OnRecommendation.Length, words.Count),
            new SortedDocValuesField(OnRecommendation.Kind, new BytesRef(recommendation.Kind)),
            new StoredField(OnRecommendation.Record, JsonSerializer.Serialize(recommendation, ArchiveJson.Lines)),
        };
        foreach (var addressee in recommendation.Addressees.Distinct(StringComparer.Ordinal))
            document.Add(new SortedSetDocValuesField(OnRecommendation.Addressees, new BytesRef(addressee)));
        foreach (var theme in ThemeRules.Of(recommendation)) document.Add(new SortedSetDocValuesField(OnRecommendation.Themes, new BytesRef(theme)));
        return document;
    }

    /// <summary>What was stored.</summary>
    public static Recommendation Read(string stored) => JsonSerializer.Deserialize<Recommendation>(stored, ArchiveJson.Lines)!;
}
