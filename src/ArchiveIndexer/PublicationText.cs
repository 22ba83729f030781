using System.Text.Json.Serialization;

namespace ArchiveIndexer;

/// <summary>What was read out of one publication: text in reading order, page by page, as blocks.</summary>
public sealed record PublicationText
{
    /// <summary>From the file's own metadata or title page; null when neither says.</summary>
    public string? Title { get; init; }

    /// <summary>BCP 47 tag that the file declares, such as <c>en-GB</c>; null when it declares none.</summary>
    public string? Language { get; init; }

    /// <summary>Every page of the file, in order, also those without text.</summary>
    public required IReadOnlyList<Page> Pages { get; init; }

    /// <summary>Running heads, feet and page numbers that were left out of the text.</summary>
    public IReadOnlyList<PageFurniture> Furniture { get; init; } = [];

    /// <summary>Recommendations, findings and the like, as printed.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>What the file offers to assistive technology.</summary>
    public AccessibilityReport? Accessibility { get; init; }

    /// <summary>Name and version of what read it, such as <c>pdfpig/1</c>: another value means the text may differ.</summary>
    public required string Extractor { get; init; }
}

/// <summary>One page.</summary>
/// <param name="Number">Counts from 1 as the PDF viewer shows it.</param>
/// <param name="Label">The printed page number (<c>ii</c>, <c>3</c>) where the file declares one.</param>
/// <param name="Text">The page's text in reading order, paragraphs separated by a blank line; furniture left out.</param>
/// <param name="Blocks">The same text as headings, paragraphs, list items, tables, …</param>
/// <param name="Source">Where the text came from.</param>
/// <param name="Quality">0 to 1: how far the text layer can be trusted; 0 on a page without text.</param>
public sealed record Page(int Number, string? Label, string Text, IReadOnlyList<Block> Blocks, TextSource Source, double Quality);

/// <summary>Where a page's text came from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextSource>))]
public enum TextSource
{
    /// <summary>The page has none that we could read.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>The file's own text layer.</summary>
    [JsonStringEnumMemberName("text")] Text,

    /// <summary>Recognised from the page's picture.</summary>
    [JsonStringEnumMemberName("ocr")] Ocr,
}

/// <summary>A piece of a page as a reader sees it.</summary>
/// <param name="Kind">One of <see cref="BlockKind"/>.</param>
/// <param name="Level">1 to 6 for headings, else null.</param>
/// <param name="Number">The number as printed (<c>4.2.1</c>), else null.</param>
/// <param name="Text">The text without its number.</param>
/// <param name="Rows">Cells of a table, row by row; null for everything else.</param>
public sealed record Block(string Kind, int? Level, string? Number, string Text, IReadOnlyList<IReadOnlyList<string>>? Rows = null);

/// <summary>The kinds of <see cref="Block"/>.</summary>
public static class BlockKind
{
    public const string Heading = "heading";
    public const string Paragraph = "paragraph";
    public const string ListItem = "listItem";
    public const string Table = "table";
    public const string Footnote = "footnote";
    public const string Caption = "caption";
}

/// <summary>A line that runs through the file at the edge of its pages.</summary>
/// <param name="Text">As printed on the first of its pages.</param>
/// <param name="Pages">The numbers of the pages it stood on.</param>
public sealed record PageFurniture(string Text, IReadOnlyList<int> Pages);

/// <summary>What a file offers to assistive technology, as far as a machine can tell.</summary>
public sealed record AccessibilityReport(bool Tagged, string? Language, bool Title, string? Band, IReadOnlyList<string> Problems);
