using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads a web page that is a publication by itself: its main content, as one page, without menus, banners and forms.</summary>
internal sealed class PageTextExtractor
{
    /// <summary>Name and version of what reads; another value means that the text may differ.</summary>
    internal const string Version = "anglesharp/1";

    /// <summary>A page with fewer words in its content is a notice, a sign-in or a list of links, and no publication.</summary>
    internal const int FewestWords = 300;

    // Deeper than this no author nests anything.
    private const int Deepest = 300;

    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
        { "nav", "aside", "footer", "script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "select", "textarea", "dialog", "head", "menu", "canvas", "audio", "video", "img", "input", "label" };

    private static readonly HashSet<string> DroppedRoles = new(StringComparer.OrdinalIgnoreCase) { "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar" };

    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
        { "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr" };

    private readonly DocumentPages pages = new();
    private readonly List<string> line = [];
    private int words;

    /// <summary>Reads a page from its bytes.</summary>
    /// <returns>Null for one that holds too few words to be a publication.</returns>
    internal static PublicationText? Extract(byte[] file)
    {
        using var bytes = new MemoryStream(file, writable: false);
        using var document = new HtmlParser().ParseDocument(bytes);
        var reading = new PageTextExtractor();
        reading.Read(ContentOf(document), 0);
        reading.EndLine();
        if (reading.words < FewestWords) return null;
        var (read, recommendations) = reading.pages.Done();
        var language = document.DocumentElement.GetAttribute("lang")?.Trim();
        return new PublicationText
        {
            Title = TitleOf(document, read),
            Language = DocumentFacts.IsLanguage(language) ? language : null,
            Pages = read,
            Recommendations = recommendations,
            Extractor = Version,
        };
    }

    private static string? TitleOf(IHtmlDocument document, IReadOnlyList<Page> read) =>
        read[0].Blocks.FirstOrDefault(block => block is { Kind: BlockKind.Heading, Level: 1 })?.Text is { } heading ? DocumentFacts.Cut(heading)
        : TextNormaliser.Line(document.Title ?? "") is { Length: > 0 } title && DocumentFacts.IsWritten(title) ? DocumentFacts.Cut(title) : null;

    // What the page calls its main content; else the smallest part that holds nearly all of its paragraphs.
    private static IElement ContentOf(IHtmlDocument document)
    {
        var named = document.QuerySelector("main, [role=main]") ?? (document.QuerySelectorAll("article") is { Length: 1 } articles ? articles[0] : null);
        if (named is not null && Prose(named) >= FewestWords / 2) return named;
        var part = document.Body ?? document.DocumentElement;
        for (var all = Prose(part); part.Children.Where(child => !IsDropped(child)).FirstOrDefault(child => Prose(child) * 10 >= all * 9 && child.ChildElementCount > 1) is { } inner && all > 0;) part = inner;
        return part;
    }

    private static int Prose(IElement element) => element.QuerySelectorAll("p, li").Sum(paragraph => paragraph.TextContent.AsSpan().Count(' '));

    private void Read(INode parent, int depth)
    {
        if (depth > Deepest) return;
        foreach (var child in parent.ChildNodes)
        {
            if (child is IText text) line.Add(text.Data);
            if (child is not IElement element || IsDropped(element)) continue;
            if (element.LocalName == "br") line.Add(" ");
            else if (Inline.Contains(element.LocalName)) Read(element, depth + 1);
            else
            {
                EndLine();
                ReadBlock(element, depth);
                EndLine();
            }
        }
    }

    private void ReadBlock(IElement element, int depth)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Add(BlockKind.Heading, element.LocalName[1] - '0', null, element.TextContent);
                break;
            case "figcaption" or "caption":
                Add(BlockKind.Caption, null, null, element.TextContent);
                break;
            case "li":
                Read(element, depth + 1);
                EndLine(element);
                break;
            case "table" when RowsOf((IHtmlTableElement)element) is { Count: > 0 } rows && rows[0].Count > 1:
                Add(rows, (IHtmlTableElement)element);
                break;
            default:
                Read(element, depth + 1);
                break;
        }
    }

    // What was gathered since the last block; the first of an item's lines carries its number.
    private void EndLine(IElement? item = null)
    {
        var text = TextNormaliser.Line(string.Concat(line));
        line.Clear();
        if (text.Length == 0) return;
        var number = item?.ParentElement is IHtmlOrderedListElement list ? $"{(int.TryParse(list.GetAttribute("start"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var first) ? first : 1) + list.Children.Index(item)}." : null;
        Add(item is null ? BlockKind.Paragraph : BlockKind.ListItem, null, number, text);
    }

    private void Add(string kind, int? level, string? number, string raw)
    {
        var text = TextNormaliser.Line(raw);
        if (text.Length == 0) return;
        if (number is null && Marker.Of(text) is { } typed)
        {
            (number, text) = (typed.Number, text[typed.Length..]);
            if (kind == BlockKind.Paragraph && typed.Depth <= 1) kind = BlockKind.ListItem;
        }
        words += kind is BlockKind.Heading ? 0 : text.AsSpan().Count(' ') + 1;
        pages.Add(new Block(kind, level, number, text));
    }

    private void Add(List<IReadOnlyList<string>> rows, IHtmlTableElement table)
    {
        var columns = rows.Max(row => row.Count);
        List<IReadOnlyList<string>> whole = [.. rows.Select(row => (IReadOnlyList<string>)[.. row, .. Enumerable.Repeat("", columns - row.Count)])];
        var text = string.Join('\n', whole.Select(row => string.Join('\t', row.Where(cell => cell.Length > 0))));
        words += text.AsSpan().Count(' ');
        var heads = table.Rows.TakeWhile(row => row.Cells.Length > 0 && row.Cells.All(cell => cell.LocalName == "th")).Count();
        pages.Add(new Block(BlockKind.Table, null, null, text, whole) { HeaderRows = Math.Min(heads, whole.Count - 1) });
    }

    private static List<IReadOnlyList<string>> RowsOf(IHtmlTableElement table) =>
        [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Cells.Take(64).Select(cell => TextNormaliser.Line(cell.TextContent))]).Where(row => row.Any(cell => cell.Length > 0))];

    private static bool IsDropped(IElement element) => Dropped.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || element.GetAttribute("role") is { } role && DroppedRoles.Contains(role) || element.LocalName == "header" && element.QuerySelector("h1") is null;
}
