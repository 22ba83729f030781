using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace ArchiveIndexer.Crawling;

/// <summary>Walks the content once, in reading order, and notes of every link what stands around it. Pure.</summary>
internal sealed partial class PageWalk
{
    private readonly Url _base;
    private readonly string _self;
    private readonly PageCards _cards = new();
    private readonly List<PageLink> _links = [];
    private readonly List<PageLine> _lines = [];
    private readonly List<Piece> _pieces = [];

    private PageHeading? _heading;
    private PageHeading? _title;
    private PageHeading? _main;
    private PageCard? _card;
    private PageRow? _row;
    private int _column;
    private string? _leadIn;
    private int _listDepth;
    private int _bold;
    private bool _inPaging;

    private PageWalk(Url baseAddress, Uri address)
    {
        _base = baseAddress;
        _self = WithoutFragment(address.AbsoluteUri);
    }

    /// <param name="content">The element that holds the content.</param>
    /// <param name="baseAddress">What addresses are resolved against.</param>
    /// <param name="address">The page's own address.</param>
    /// <param name="main">The page's main heading, wherever it stands.</param>
    public static PageOutline Over(IElement content, Url baseAddress, Uri address, string? main)
    {
        var walk = new PageWalk(baseAddress, address);
        if (main is { Length: > 0 }) walk._main = walk._heading = walk._title = new PageHeading(LinkText.Heading(main), 1, null);
        walk.Children(content);
        walk.EndLine();
        return new PageOutline(walk._links, walk._lines, walk._main);
    }

    // A piece of the line in hand: words, or a link with its words.
    private sealed record Piece(string Text, PageLink? Link, bool IsBold);

    private void Children(INode parent)
    {
        foreach (var node in parent.ChildNodes) Node(node);
    }

    private void Node(INode node)
    {
        if (node is IText text) _pieces.Add(new Piece(text.Data, null, _bold > 0));
        else if (node is IElement element) Element(element);
    }

    private void Element(IElement element)
    {
        if (!_inPaging && PageContent.IsPaging(element))
        {
            EndLine();
            _inPaging = true;
            Children(element);
            EndLine();
            _inPaging = false;
            return;
        }
        if (!_inPaging && PageContent.IsFurniture(element)) return;
        switch (element.LocalName)
        {
            case "br": _pieces.Add(new Piece("\n", null, false)); break;
            case "hr": EndLine(); break;
            case "img": break;
            case "a" or "area": Anchor(element); break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6": Heading(element, element.LocalName[1] - '0'); break;
            case "summary": Heading(element, 6); break;
            case "table": Table(element); break;
            case "ul" or "ol": List(element); break;
            case "dl": DefinitionList(element); break;
            default:
                if (!Blocks.Contains(element.LocalName)) InlineElement(element);
                else Block(element);
                break;
        }
    }

    private void InlineElement(IElement element)
    {
        var emphasised = element.LocalName is "strong" or "b" or "u" or "ins" || Emphasis().IsMatch(element.GetAttribute("style") ?? "");
        if (emphasised) _bold++;
        Children(element);
        if (emphasised) _bold--;
    }

    private void Block(IElement element)
    {
        EndLine(mayBeHeading: _listDepth == 0);
        var outerCard = _card;
        var outerBold = _bold;
        if (_card is null && _cards.Find(element) is { } card) _card = card;
        var emphasised = Emphasis().IsMatch(element.GetAttribute("style") ?? "");
        if (emphasised) _bold++;
        Children(element);
        EndLine(mayBeHeading: element.LocalName is "p" or "div" && _listDepth == 0);
        _bold = outerBold;
        _card = outerCard;
    }

    private void List(IElement list)
    {
        EndLine(mayBeHeading: _listDepth == 0);
        // The words that announce a list stand right before it, and only there.
        var outer = _leadIn;
        _listDepth++;
        foreach (var item in list.ChildNodes)
        {
            _leadIn = outer;
            Node(item);
        }
        EndLine();
        _listDepth--;
        _leadIn = null;
    }

    // A term announces the definitions that follow it.
    private void DefinitionList(IElement list)
    {
        EndLine();
        _listDepth++;
        Children(list);
        EndLine();
        _listDepth--;
        _leadIn = null;
    }

    private void Heading(IElement element, int level)
    {
        EndLine();
        var text = LinkText.Heading(WordsOf(element));
        var isItem = element.QuerySelectorAll("a[href]").Any(a => AddressOf(a) is not null) || element.Closest("a[href]") is not null;
        if (text.Length > 0 && _card is null && _row is null && !_inPaging)
        {
            if (isItem) _title = new PageHeading(text, level, Above(level));
            else EnterSection(text, level);
        }
        if (isItem) Children(element);
        EndLine();
    }

    private void EnterSection(string text, int level)
    {
        _heading = _title = new PageHeading(text, level, level == 1 ? null : Above(level));
        if (level == 1) _main = _heading;
        _leadIn = null;
        _lines.Add(new PageLine(_lines.Count, text, _heading, false));
    }

    private PageHeading? Above(int level)
    {
        var above = _heading;
        while (above is not null && above.Level >= level && above.Outer is not null) above = above.Outer;
        return above is not null && (above.Level < level || above == _main) ? above : _main;
    }

    private void Anchor(IElement anchor)
    {
        if (AddressOf(anchor) is not { } url)
        {
            // A place to jump to, or a button: its words count, but it leads nowhere.
            if (anchor.GetAttribute("href") is null) Children(anchor);
            return;
        }
        var text = LinkText.Fold(WordsOf(anchor));
        var isNext = anchor.GetAttribute("rel")?.Contains("next", StringComparison.OrdinalIgnoreCase) == true || NextPage().IsMatch(text);
        if (_inPaging && !isNext || IsControl(text, anchor, url)) return;
        var isPicture = text.Length == 0;
        if (isPicture)
        {
            text = LinkText.Fold(anchor.QuerySelector("img[alt]")?.GetAttribute("alt") ?? anchor.GetAttribute("aria-label") ?? anchor.GetAttribute("title") ?? "");
            if (text.Length == 0 && anchor.QuerySelector("img") is null) return;
        }
        var outerCard = _card;
        if (_card is null && anchor.QuerySelector("h2, h3, h4, h5, h6") is not null) _card = PageCards.Of(anchor);
        var link = new PageLink
        {
            Text = text, Url = url, IsPicture = isPicture, Heading = _heading, Title = _title, Card = _card, Row = _row, Column = _column,
            IsNext = isNext && (_inPaging || NextPage().IsMatch(text)), InList = _listDepth > 0,
        };
        _pieces.Add(new Piece(text, link, _bold > 0));
        _card = outerCard;
    }

    private void Table(IElement table)
    {
        EndLine();
        if (_row is not null || PageTables.Read(table) is not { } rows)
        {
            Children(table);
            EndLine();
            return;
        }
        foreach (var (row, cells) in rows)
        {
            _row = row;
            for (_column = 0; _column < cells.Count; _column++)
            {
                if (cells[_column] is not { } cell) continue;
                var outer = (_leadIn, _listDepth);
                Children(cell);
                EndLine();
                (_leadIn, _listDepth) = outer;
            }
        }
        (_row, _column, _leadIn) = (null, 0, null);
    }

    // The line in hand is complete: split at line breaks, and tell every link what stood beside it.
    private void EndLine(bool mayBeHeading = false)
    {
        if (_pieces.Count == 0) return;
        var pieces = _pieces.ToList();
        _pieces.Clear();
        if (mayBeHeading && IsBoldHeading(pieces, out var heading))
        {
            EnterSection(heading, 7);
            return;
        }
        var start = 0;
        for (var i = 0; i <= pieces.Count; i++)
        {
            if (i < pieces.Count && pieces[i] is not { Link: null, Text: "\n" }) continue;
            Line(pieces[start..i]);
            start = i + 1;
        }
    }

    private bool IsBoldHeading(List<Piece> pieces, out string heading)
    {
        heading = "";
        if (_card is not null || _row is not null || pieces.Any(p => p.Link is not null)) return false;
        if (pieces.Any(p => !p.IsBold && p.Text.Any(c => !char.IsWhiteSpace(c) && c is not (':' or '.')))) return false;
        heading = LinkText.Heading(string.Concat(pieces.Select(p => p.Text)));
        return heading.Length is > 0 and <= 150 && PublicationDates.OfLine(heading) is null;
    }

    private void Line(List<Piece> pieces)
    {
        var text = LinkText.Fold(string.Concat(pieces.Select(p => p.Link is null ? p.Text : $" {p.Text} ")));
        if (text.Length == 0 && pieces.All(p => p.Link is null)) return;
        var number = _lines.Count;
        var links = pieces.Where(p => p.Link is not null).ToList();
        _lines.Add(new PageLine(number, text, _heading, links.Count > 0));
        _card?.Lines.Add(text);
        var sentences = Sentences(pieces);
        var beside = Cut(LinkText.Fold(string.Join(' ', pieces.Where(p => p.Link is null).Select(p => p.Text))));
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Link is not { } link) continue;
            link.LineNumber = number;
            link.LeadIn = _leadIn;
            link.Beside = beside;
            link.Line = Cut(text);
            link.Before = Cut(Between(pieces, LastLink(pieces, i) + 1, i));
            link.After = Cut(Between(pieces, i + 1, NextLink(pieces, i)));
            link.Sentence = Cut(sentences[i]);
            _links.Add(link);
        }
        if (links.Count == 0 && _card is null && _row is null) _leadIn = pieces.All(p => p.IsBold || string.IsNullOrWhiteSpace(p.Text)) ? text.TrimEnd(':') + ":" : LastSentence(text);
    }

    private static int LastLink(List<Piece> pieces, int at)
    {
        while (--at >= 0 && pieces[at].Link is null) { }
        return at;
    }

    private static int NextLink(List<Piece> pieces, int at)
    {
        while (++at < pieces.Count && pieces[at].Link is null) { }
        return at;
    }

    private static string Between(List<Piece> pieces, int from, int to) => LinkText.Fold(string.Concat(pieces[from..to].Select(p => p.Text)));

    // For every piece, the sentence that it stands in. Full stops inside a link end none.
    private static string[] Sentences(List<Piece> pieces)
    {
        var owner = new int[pieces.Count];
        var sentences = new List<StringBuilder> { new() };
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Link is not null)
            {
                sentences[^1].Append(' ').Append(pieces[i].Text).Append(' ');
                owner[i] = sentences.Count - 1;
                continue;
            }
            var parts = SentenceEnd().Split(pieces[i].Text);
            sentences[^1].Append(parts[0]);
            foreach (var part in parts.Skip(1)) sentences.Add(new StringBuilder(part));
            owner[i] = sentences.Count - 1;
        }
        var texts = sentences.Select(s => LinkText.Fold(s.ToString())).ToList();
        return [.. owner.Select(o => texts[o])];
    }

    private static string LastSentence(string text) => Cut(SentenceEnd().Split(text).LastOrDefault(s => s.Trim().Length > 0) ?? text);

    private static string Cut(string text) => text.Length > 1000 ? text[..1000] : text;

    // The absolute address; null for what leads to no other page.
    private string? AddressOf(IElement anchor)
    {
        var href = anchor.GetAttribute("href")?.Trim();
        if (string.IsNullOrEmpty(href) || href[0] == '#' || href.Length > 4000) return null;
        var url = new Url(_base, href);
        if (url.IsInvalid || url.Scheme is not ("http" or "https") || string.IsNullOrEmpty(url.Host)) return null;
        var address = url.Href.Replace(" ", "%20", StringComparison.Ordinal);
        return WithoutFragment(address) == _self ? null : address;
    }

    private static string WithoutFragment(string address) => address.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? address[..at] : address;

    private static bool IsControl(string text, IElement anchor, string url)
    {
        if (Control().IsMatch(text)) return true;
        if (PageNumber().IsMatch(text) && PageAddress().IsMatch(url)) return true;
        if (PublicationFormats.OfAddress(url) is not null) return false;
        return LanguageName().IsMatch(text) && text.Length > 0 || anchor.GetAttribute("hreflang") is not null && text.Length < 12
            || SortQuery().IsMatch(url) && SortWords().IsMatch(text);
    }

    // The words of an element without furniture, neighbouring blocks apart.
    private static string WordsOf(IElement element)
    {
        var words = new StringBuilder();
        Append(element);
        return words.ToString();

        void Append(INode parent)
        {
            foreach (var node in parent.ChildNodes)
            {
                if (node is IText text) words.Append(text.Data);
                else if (node is IElement child && !PageContent.IsFurniture(child))
                {
                    var apart = child.LocalName == "br" || Blocks.Contains(child.LocalName) || child.LocalName[0] == 'h' && child.LocalName.Length == 2;
                    if (apart) words.Append(' ');
                    Append(child);
                    if (apart) words.Append(' ');
                }
            }
        }
    }

    internal static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "header", "hgroup",
        "li", "main", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ol", "button", "legend", "picture", "video",
    };

    [GeneratedRegex("""font-weight\s*:\s*(?:bold|bolder|[6-9]00)|text-decoration[\w-]*\s*:\s*[^;]*underline""", RegexOptions.IgnoreCase)]
    private static partial Regex Emphasis();

    [GeneratedRegex("""^\W*(?:next(?:\s+page)?|older(?:\s+(?:posts|entries))?)\W*$""", RegexOptions.IgnoreCase)]
    private static partial Regex NextPage();

    [GeneratedRegex("""(?<=[.!?]['’”")]?)\s+(?=['‘“"(]?\p{Lu})""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("""^\W*(?:print(?:\s+(?:this|page|this\s+page))?|share(?:\s+(?:this|on|via)\b.*)?|tweet|e-?mail\s+this(?:\s+page)?|log\s?-?(?:in|out)|sign\s?-?(?:in|out)|register|my\s+account|(?:back\s+)?to\s+(?:the\s+)?top(?:\s+of\s+(?:the\s+)?page)?|back\s+to\s+top|top\s+of\s+page|skip\s+to\s+.{0,40}|(?:toggle|high|low)\s+contrast|contrast|(?:leave|exit)(?:\s+(?:this\s+)?(?:site|page|website))?(?:\s+(?:quickly|now))?|quick\s+exit|hide\s+(?:this\s+)?page|a[+-]{1,2}|accept(?:\s+(?:all|cookies|all\s+cookies))?|reject(?:\s+(?:all|cookies))?|close|menu|previous(?:\s+page)?|newer\s+(?:posts|entries)|prev|first(?:\s+page)?|last(?:\s+page)?|«|»|expand\s+all|collapse\s+all|open\s+all|close\s+all|show\s+all|hide\s+all|listen|readspeaker|edit(?:\s+(?:this\s+)?page)?|rss(?:\s+feed)?|subscribe|sort\s+(?:by|a).{0,30}|facebook|twitter|x|linkedin|whatsapp|youtube|instagram|home(?:\s?page)?)\W*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Control();

    [GeneratedRegex("""^\W*(?:page\s+)?\d{1,3}\W*$""", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();

    [GeneratedRegex("""page|paged|offset|start|[?&]p=""", RegexOptions.IgnoreCase)]
    private static partial Regex PageAddress();

    [GeneratedRegex("""^(?:cymraeg|gymraeg|yn\s+gymraeg|english|saesneg|welsh|view\s+in\s+(?:welsh|english)|translate.{0,20})$""", RegexOptions.IgnoreCase)]
    private static partial Regex LanguageName();

    [GeneratedRegex("""[?&](?:sort|order|orderby|sortby|dir|view)\w*=""", RegexOptions.IgnoreCase)]
    private static partial Regex SortQuery();

    [GeneratedRegex("""^\W*(?:date|title|name|newest|oldest|size|type|a\s?(?:-|–|to)\s?z|z\s?(?:-|–|to)\s?a|most\s+\w+|alphabetical\w*|relevance|ascending|descending|order|sort|newest\s+first|oldest\s+first|by\s+\w+|year|published|modified|downloads|popular\w*)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex SortWords();
}
