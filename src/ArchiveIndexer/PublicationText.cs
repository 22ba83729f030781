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

    /// <summary>What the title page says; null where no page was recognised as one.</summary>
    public TitlePage? TitlePage { get; init; }

    /// <summary>Words that the file holds under a black box: a redaction that failed. They are in no other field.</summary>
    public IReadOnlyList<FailedRedaction> FailedRedactions { get; init; } = [];

    /// <summary>Running heads, feet, page numbers and watermarks that were left out of the text.</summary>
    public IReadOnlyList<PageFurniture> Furniture { get; init; } = [];

    /// <summary>Recommendations, findings and the like, as printed.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>What the file offers to assistive technology.</summary>
    public AccessibilityReport? Accessibility { get; init; }

    /// <summary>Pages, from 1, that our own reader of page content gave up and the PDF library read instead: slower, and a little less exact.</summary>
    public IReadOnlyList<int> PagesReadByLibrary { get; init; } = [];

    /// <summary>Name and version of what read it, such as <c>pdfpig/2</c>: another value means the text may differ.</summary>
    public required string Extractor { get; init; }
}

/// <summary>One page.</summary>
/// <param name="Number">Counts from 1 as the PDF viewer shows it.</param>
/// <param name="Label">The printed page number (<c>ii</c>, <c>3</c>) where the file declares one or prints it in a running head or foot.</param>
/// <param name="Text">The page's text in reading order, paragraphs separated by a blank line; furniture left out.</param>
/// <param name="Blocks">The same text as headings, paragraphs, list items, tables, …</param>
/// <param name="Source">Where the text came from.</param>
/// <param name="Quality">
/// 0 to 1: how far the text can be trusted; for recognised text the recogniser's own confidence. Where a text layer was left out
/// because it makes no sense, how far it could have been; 0 on a page that has none.
/// </param>
public sealed record Page(int Number, string? Label, string Text, IReadOnlyList<Block> Blocks, TextSource Source, double Quality)
{
    /// <summary>One of <see cref="PageRole"/>; null for an ordinary page.</summary>
    public string? Role { get; init; }
}

/// <summary>What a page is for, where that matters to a reader or an index.</summary>
public static class PageRole
{
    /// <summary>The title page.</summary>
    public const string Title = "title";

    /// <summary>A list of the headings with their pages: its words are said again where they belong.</summary>
    public const string Contents = "contents";
}

/// <summary>What a title page says, each as printed; null where it does not say.</summary>
/// <param name="Board">The board or partnership that publishes.</param>
/// <param name="Title">Of the publication.</param>
/// <param name="Reviewer">Who wrote or led the review; several are parted by a semicolon.</param>
/// <param name="Date">ISO 8601 as precise as it is printed: <c>2021-12</c>.</param>
public sealed record TitlePage(string? Board, string? Title, string? Reviewer, string? Date);

/// <summary>Words under a black box on one page. The words themselves are kept nowhere but in the archived file.</summary>
/// <param name="Page">Counts from 1.</param>
/// <param name="Letters">How many letters and digits lie under boxes.</param>
public sealed record FailedRedaction(int Page, int Letters);

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
/// <param name="Text">The text without its number and without the marks of footnotes.</param>
/// <param name="Rows">Cells of a table, row by row, all rows of one length; null for everything else.</param>
public sealed record Block(string Kind, int? Level, string? Number, string Text, IReadOnlyList<IReadOnlyList<string>>? Rows = null)
{
    /// <summary>How many of the first rows are headers of their columns.</summary>
    public int HeaderRows { get; init; }

    /// <summary>How many of the first columns are headers of their rows.</summary>
    public int HeaderColumns { get; init; }

    /// <summary>Where marks of footnotes stood in the text, in order; a footnote's own mark is its <c>Number</c>.</summary>
    public IReadOnlyList<NoteMark> Notes { get; init; } = [];
}

/// <summary>The mark of a footnote.</summary>
/// <param name="Mark">As printed: <c>12</c>, <c>*</c>.</param>
/// <param name="At">Offset in the block's text, characters: the mark stood before this one.</param>
public sealed record NoteMark(string Mark, int At);

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
