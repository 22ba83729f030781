using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace ArchiveIndexer.Indexing;

/// <summary>
/// What the index holds. A publication is one block of documents, written and replaced as one: its recommendations, its pages in
/// order (those with words), then one document for the whole of it. Loose words are looked up on the pages, phrases in the whole, where a page's
/// end is no barrier; the block's order tells which page belongs to which whole.
/// </summary>
public static class IndexSchema
{
    /// <summary>Raised with every change to fields or analysis: an index with another version must be built again.</summary>
    public const string Version = "5";

    /// <summary>Where a commit says which version it was written with.</summary>
    internal const string VersionKey = "schema";

    /// <summary>Where a commit says when it was made (ISO 8601, UTC).</summary>
    internal const string CommittedAtKey = "committedAt";

    /// <summary>On every document of a block: whose it is.</summary>
    internal const string BlockOf = "publication";

    /// <summary>On the pages.</summary>
    internal static class OnPage
    {
        /// <summary>Stems with their number of occurrences, no positions.</summary>
        public const string Words = "words";

        /// <summary>Stems that stand in the page's headings.</summary>
        public const string Headings = "headings";

        /// <summary>Stems of the abbreviations among them: words in capitals between words that are not, with their number of occurrences.</summary>
        public const string Abbreviations = "abbreviations";

        /// <summary>The page's number, from 1, as the PDF viewer shows it.</summary>
        public const string Number = "number";

        /// <summary>How many words it holds.</summary>
        public const string Length = "length";

        /// <summary>1 when it looks like a table of contents.</summary>
        public const string Contents = "contents";

        /// <summary>Its text as extracted (stored, compressed).</summary>
        public const string Text = "text";
    }

    /// <summary>On the recommendations, findings, learning points and questions.</summary>
    internal static class OnRecommendation
    {
        /// <summary>Stems of its text, with positions.</summary>
        public const string Words = "recommendationWords";

        /// <summary>Stems of the headings above it and of the names of those asked, with positions.</summary>
        public const string Around = "recommendationAround";

        /// <summary>As <see cref="OnPage.Abbreviations"/>.</summary>
        public const string Abbreviations = "recommendationAbbreviations";

        /// <summary>Which of the publication's it is, from 1; on other documents none.</summary>
        public const string Ordinal = "recommendation";

        /// <summary>How many words it holds.</summary>
        public const string Length = "recommendationLength";

        public const string Kind = "recommendationKind";
        public const string Addressees = "recommendationAddressees";
        public const string Themes = "recommendationThemes";

        /// <summary>The record itself (stored, JSON).</summary>
        public const string Record = "recommendationRecord";
    }

    /// <summary>On the document of the whole publication.</summary>
    internal static class OnWhole
    {
        /// <summary>Stems of all pages in order, with positions that count on across pages.</summary>
        public const string Words = "whole";

        /// <summary>The position of the first word of each page, as a list of variable-length differences.</summary>
        public const string PageStarts = "pageStarts";

        /// <summary>Stems of the board's link text, the review's name and the file's own title, with positions.</summary>
        public const string Title = "title";

        /// <summary>Words as written (lower case): what a truncated word expands to.</summary>
        public const string Forms = "forms";

        /// <summary>Hyphened words: the stem of the word written together, <see cref="CompoundSeparator"/>, the stems of its parts.</summary>
        public const string Compounds = "compounds";

        /// <summary>Names such as "Child Q" in the title or of the review, in the case in which they are written.</summary>
        public const string Names = "names";

        /// <summary>Such names in its text.</summary>
        public const string NamesInText = "namesInText";

        public const string Id = "id";
        public const string Sha256 = "sha256";
        public const string Version = "version";
        public const string Board = "board";
        public const string Type = "type";
        public const string Kind = "kind";
        public const string Review = "review";
        public const string Published = "published";
        public const string Themes = "themes";

        /// <summary>What shows the themes (stored, JSON).</summary>
        public const string ThemeEvidence = "themeEvidence";
    }

    /// <summary>Cannot be part of a word.</summary>
    internal const char CompoundSeparator = '\u0001';

    internal static FieldType Positions { get; } = Indexed(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    internal static FieldType Counts { get; } = Indexed(IndexOptions.DOCS_AND_FREQS);

    internal static FieldType Presence { get; } = Indexed(IndexOptions.DOCS_ONLY);

    // No norms: the exact length of a page is kept instead, because Lucene's one-byte norm costs relevance.
    private static FieldType Indexed(IndexOptions options)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = options };
        type.Freeze();
        return type;
    }
}
