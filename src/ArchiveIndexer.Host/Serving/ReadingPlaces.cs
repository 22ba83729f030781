using System.Net;
using System.Text;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>
/// The places of one publication that links can lead to: numbered paragraphs, headings, and the words of a query. Names are given in
/// the order of reading, so that the same text always has the same ones.
/// </summary>
public sealed class ReadingPlaces(Marker? marker)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<HeadingPlace> _headings = [];
    private int _tables;

    /// <summary>How many words or phrases of the query have been marked so far.</summary>
    public int Marks { get; private set; }

    /// <summary>The headings so far.</summary>
    public IReadOnlyList<HeadingPlace> Headings => _headings;

    /// <summary>What a query asked for in a text.</summary>
    internal IReadOnlyList<Place> In(string text) => marker?.In(text) ?? [];

    /// <summary>What to call the next table: each must have a name of its own.</summary>
    internal string NameOfTable(int page) => $"Table {++_tables}, page {page}";

    /// <summary>The beginning of the next mark.</summary>
    internal string OpenMark() => $"<mark id=\"m{++Marks}\">";

    /// <summary>An id for a block with a number, or a heading; null for other blocks, and where every name is taken.</summary>
    internal string? IdOf(Block block, int page)
    {
        var number = Plain(block.Number);
        var isHeading = block.Kind is BlockKind.Heading;
        if (block.Kind is BlockKind.Footnote or BlockKind.Table || number.Length == 0 && !isHeading) return null;
        // The first to bear a number has the short name: that is how people cite it. Lists count from 1 again and again.
        string[] names = number.Length > 0 && block.Kind is not BlockKind.ListItem ? [$"para-{number}", $"para-{page}-{number}"] : number.Length > 0 ? [$"para-{page}-{number}"] : [];
        var id = names.FirstOrDefault(_taken.Add) ?? (isHeading ? $"heading-{_headings.Count + 1}" : null);
        if (isHeading) _headings.Add(new(id!, block, page));
        return id;
    }

    // Letters and digits with dots between them; a sign that is only a bullet is no number.
    private static string Plain(string? number)
    {
        if (number is null || !number.Any(char.IsAsciiLetterOrDigit) || number.Length > 20) return "";
        var plain = new StringBuilder();
        foreach (var c in number) if (char.IsAsciiLetterOrDigit(c) || c == '.') plain.Append(char.ToLowerInvariant(c));
        return plain.ToString().Trim('.');
    }

    /// <summary>The number of a block as a link to itself, for people who cite it.</summary>
    internal static string NumberOf(Block block, string? id, int page) => block.Number is null ? ""
        : id is null ? $"<span class=\"number\">{WebUtility.HtmlEncode(block.Number)}</span> "
        : $"<a class=\"number\" href=\"#{id}\" aria-label=\"{WebUtility.HtmlEncode(block.Number)}, page {page}: link to this {(block.Kind is BlockKind.Heading ? "heading" : "paragraph")}\">{WebUtility.HtmlEncode(block.Number)}</a> ";
}

/// <summary>A heading of the document.</summary>
/// <param name="Id">Where it is.</param>
/// <param name="Block">The heading.</param>
/// <param name="Page">Its page, from 1.</param>
public sealed record HeadingPlace(string Id, Block Block, int Page);
