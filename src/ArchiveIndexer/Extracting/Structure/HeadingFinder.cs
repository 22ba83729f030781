using System.Runtime.InteropServices;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Tells which pieces are headings: what tags, contents page or bookmarks name; and where the tags do not say, what is set larger or
/// heavier than the text and stands over some. What is unsure is a paragraph.
/// </summary>
internal sealed class HeadingFinder
{
    private const int Longest = 200;
    private const int LongestTagged = 280;

    private readonly double bodySize;
    private readonly bool bodyBold;
    private readonly Dictionary<Style, int> accepted = [];
    private readonly Dictionary<Style, (int Headings, int Others)> tagged = [];

    internal HeadingFinder(List<List<Piece>> pages, double bodySize, bool bodyBold)
    {
        (this.bodySize, this.bodyBold) = (bodySize, bodyBold);
        var (headings, letters, all) = (0, 0L, 0L);
        foreach (var page in pages)
            foreach (var piece in page)
            {
                if (piece.Table is not null || piece.Tag is null) continue;
                var counts = tagged.GetValueOrDefault(piece.Style);
                all += piece.Letters;
                if (piece.Tag.Kind is TagKind.Heading)
                {
                    headings++;
                    letters += piece.Letters;
                    counts.Headings++;
                }
                else counts.Others++;
                tagged[piece.Style] = counts;
            }
        // Headings are few words of many. A file that calls a third of its text so, or marks one heading in fifty pages, says nothing.
        Trusted = headings > 0 && letters * 4 < all;
        TagsSpeak = Trusted && headings >= Math.Max(2, pages.Count / 5);
    }

    /// <summary>Whether elements that call themselves headings are to be believed at all.</summary>
    internal bool Trusted { get; }

    /// <summary>Whether there are so many of them that what they leave out is none, and their levels are meant.</summary>
    internal bool TagsSpeak { get; }

    /// <summary>Decides for one page.</summary>
    /// <param name="page">Its pieces in order.</param>
    /// <param name="isTitlePage">Where large type is the title's and not a heading's.</param>
    internal void Decide(List<Piece> page, bool isTitlePage)
    {
        for (var i = 0; i < page.Count; i++)
        {
            var piece = page[i];
            if (piece.Kind is not null || piece.Table is not null || piece.IsEntry || !MayBe(piece)) continue;
            if (IsTagged(piece, page, isTitlePage) || piece.GuidedLevel > 0 && piece.Style.Size >= 0.9 * bodySize || !isTitlePage && Looks(page, i)) piece.Kind = BlockKind.Heading;
        }
        if (!isTitlePage) Reject(page);
        foreach (var piece in page)
            if (piece.Kind == BlockKind.Heading) CollectionsMarshal.GetValueRefOrAddDefault(accepted, piece.Style, out _)++;
    }

    private static bool MayBe(Piece piece) => piece.Marker is not { Number: null } && piece.Letters >= 2 && !piece.First.IsFootnote && piece.Text.Length is > 1 and <= LongestTagged
        && (piece.Tag is not { InContents: true } || ContentsEntries.IsHeading(piece)) && piece.Tag?.Note is null && HasLetter(piece.Text) && !Captions.Is(piece.Text);

    // On a title page board, date and author are often tagged as headings as well: only the largest is its title.
    private bool IsTagged(Piece piece, List<Piece> page, bool isTitlePage) => Trusted && piece.Tag is { Kind: TagKind.Heading }
        && (!isTitlePage || page.TrueForAll(p => p.Table is not null || p.Letters <= 3 || p.Style.Size <= 1.02 * piece.Style.Size))
        && !(EndsSentence(piece.Text) && piece.Text.Length > 120 && piece.Style.Size < 1.05 * bodySize && !piece.Style.Bold);

    private bool Looks(List<Piece> page, int at)
    {
        var piece = page[at];
        var text = piece.Text;
        if (piece.Lines.Count > 4 || text.Length > Longest || piece.Letters < 3 || piece.Letters * 2 < text.Length || piece.First.Direction is Direction.Slanted) return false;
        if (EndsSentence(text) || EndsOpen(text) || !HasWords(text) || (piece.Page == 0 && TitlePageReader.IsBoard(text))) return false;
        var style = piece.Style;
        var larger = style.Size >= 1.12 * bodySize;
        var heavier = !bodyBold && style.Bold && style.Size >= 0.95 * bodySize;
        var capitals = style.Capitals && style.Size >= 0.95 * bodySize && piece.Letters >= 6 && piece.Lines.Count <= 2;
        if (!larger && !heavier && !capitals) return false;
        if (piece.Marker is null && !larger && piece.First.Text.Contains('\t', StringComparison.Ordinal)) return false;
        // In a file whose tags name headings, a piece that they call something else is one only if others set like it are.
        if (TagsSpeak && piece.Tag is { Kind: not TagKind.Grouping })
        {
            var (headings, others) = tagged.GetValueOrDefault(style);
            if (piece.Tag.Kind is TagKind.Item && headings == 0) return false;
            if (headings < others && !(larger && style.Size >= 1.3 * bodySize && others <= 2)) return false;
        }
        if (piece.Tag is { Kind: TagKind.Caption or TagKind.Figure or TagKind.Label }) return false;
        if (larger && style.Size >= 1.25 * bodySize) return true;
        // At the size of the text a colon introduces what follows rather than names it.
        if (!larger && text[^1] is ':' && piece.Number is null) return false;
        return StandsOverText(page, at, larger);
    }

    // Something must follow that it is the heading of: text, a list, a table, or another heading set larger or numbered.
    private bool StandsOverText(List<Piece> page, int at, bool larger)
    {
        if (at + 1 >= page.Count) return larger || page[at].Number is not null || accepted.GetValueOrDefault(page[at].Style) >= 2;
        var (piece, next) = (page[at], page[at + 1]);
        if (next.Table is not null) return true;
        // A sentence that begins in bold goes on with a small letter.
        if (next.Text.Length > 0 && char.IsLower(next.Text[0]) && next.Marker is null && piece.Text[^1] is not '?' and not ':') return false;
        // What stands beside it is no text under it.
        if (next.First.Direction != piece.First.Direction) return false;
        if (LookAlike(next, piece) && next.Number is null && !EndsSentence(next.Text) && next.Text.Length < 60)
        {
            // A stack of short bold lines is an address or a drawing, not headings; two may be a heading and its first part.
            var stack = 1;
            while (at + stack < page.Count && LookAlike(page[at + stack], piece) && page[at + stack].Text.Length < 60) stack++;
            var before = at;
            while (before > 0 && LookAlike(page[before - 1], piece) && page[before - 1].Text.Length < 60) before--;
            return stack + at - before <= 2 && !piece.Style.Capitals;
        }
        return larger || next.Letters >= 25 || next.Marker is not null || next.Style.Bold && next.Style != piece.Style;
    }

    private static bool LookAlike(Piece a, Piece b) => a.Style.Size == b.Style.Size && a.Style.Bold == b.Style.Bold;

    // A page with more such "headings" than text is a drawing, a form or a slide's labels.
    private static void Reject(List<Piece> page)
    {
        var (short_, text) = (0, 0);
        foreach (var piece in page)
        {
            if (piece.Kind == BlockKind.Heading && piece is { GuidedLevel: 0, Number: null } && piece.Tag is not { Kind: TagKind.Heading } && piece.Letters < 30) short_++;
            else if (piece.Table is null && piece.Letters >= 60) text++;
        }
        if (short_ < 7 || short_ <= 2 * text) return;
        foreach (var piece in page)
            if (piece.Kind == BlockKind.Heading && piece is { GuidedLevel: 0, Number: null } && piece.Tag is not { Kind: TagKind.Heading } && piece.Letters < 30) piece.Kind = null;
    }

    // Postcodes, telephone numbers and addresses of the web are set apart as well.
    private static bool HasWords(string text)
    {
        if (text.StartsWith("ISBN", StringComparison.Ordinal) || text.StartsWith("ISSN", StringComparison.Ordinal) || text.Contains('@', StringComparison.Ordinal)
            || text.Contains("www.", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal)) return false;
        var letters = 0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan(range);
            if (!word.ContainsAnyInRange('0', '9')) foreach (var c in word) if (char.IsLetter(c)) letters++;
        }
        return letters >= 4;
    }

    private static bool HasLetter(string text)
    {
        foreach (var c in text) if (char.IsLetter(c)) return true;
        return false;
    }

    private static bool EndsSentence(string text)
    {
        var end = text.Length;
        while (end > 1 && (text[end - 1] is '\'' or '’' or '”' or '"' or ')' or ']' || char.IsDigit(text[end - 1]) || text[end - 1] is >= '⁰' and <= '⁹' or '¹' or '²' or '³')) end--;
        return text[end - 1] is '.' or ';' or ',' && !(end == text.Length && text.EndsWith("etc.", StringComparison.Ordinal));
    }

    // "and", "the": the line goes on elsewhere.
    private static bool EndsOpen(string text)
    {
        var word = text.AsSpan(text.LastIndexOf(' ') + 1);
        return word is "and" or "or" or "the" or "of" or "a" or "to" or "in" or "for" or "with" or "&" or "by";
    }
}
