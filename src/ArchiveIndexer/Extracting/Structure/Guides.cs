using System.Runtime.InteropServices;
using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Finds in the body what contents page and bookmarks name: those lines are headings, whatever they look like. Of several lines
/// that say the same, the one on the page that is named; of a piece whose first lines are named, those lines.
/// </summary>
internal static class Guides
{
    /// <summary>The level of a heading whose contents page sets all entries alike.</summary>
    internal const int NoLevel = 99;

    private const int LongestTitle = 300;
    private const int MostLines = 5;

    private readonly record struct Guide(string Key, int Level, int Page, bool Physical);

    internal static void Follow(List<List<Piece>> pages, List<ContentsEntry> entries, IReadOnlyList<Bookmark> outline, LineEnds ends)
    {
        var guides = new List<Guide>(entries.Count + outline.Count);
        var lefts = Indents(entries);
        foreach (var entry in entries)
            guides.Add(new Guide(KeyOf(entry.Title), entry.Depth > 0 ? entry.Depth : LevelOf(lefts, entry.Left), entry.Page, false));
        foreach (var mark in outline) guides.Add(new Guide(KeyOf(mark.Title), mark.Level, mark.Page, true));
        guides.RemoveAll(g => g.Key.Length < 3);
        if (guides.Count == 0) return;
        var places = Places(pages, guides, ends);
        var offset = Offset(guides, places);
        foreach (var guide in guides)
            if (places.TryGetValue(guide.Key, out var found) && Choose(found, guide, offset) is { } place) place.Take(pages, guide.Level, ends);
    }

    /// <summary>Letters and figures, all small, without a number before them: equal for what says the same.</summary>
    internal static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length);
        var start = Marker.Of(text) is { } marker ? marker.Length : 0;
        while (start < text.Length && (char.IsAsciiDigit(text[start]) || text[start] is '.' or ' ')) start++;
        if (start >= text.Length - 1) start = 0;
        foreach (var c in text.AsSpan(start)) if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
        return key.ToString();
    }

    // Where a title stands: the first lines of a piece, or two pieces one below the other.
    private sealed record Place(Piece Piece, int Lines, Piece? Second)
    {
        internal void Take(List<List<Piece>> pages, int level, LineEnds ends)
        {
            var page = pages[Piece.Page];
            var at = page.IndexOf(Piece);
            if (at < 0) return;
            var heading = Piece;
            if (Second is not null)
            {
                if (page.IndexOf(Second) != at + 1) return;
                page[at] = heading = new Piece(Piece.Page, [.. Piece.Lines, .. Second.Lines], Piece.Marker, ends);
                page.RemoveAt(at + 1);
            }
            else if (Lines < Piece.Lines.Count)
            {
                page[at] = heading = new Piece(Piece.Page, Piece.Lines[..Lines], Piece.Marker, ends);
                page.Insert(at + 1, new Piece(Piece.Page, Piece.Lines[Lines..], Marker.Of(Piece.Lines[Lines].Text), ends));
            }
            heading.GuidedLevel = heading.GuidedLevel > 0 ? Math.Min(heading.GuidedLevel, level) : level;
        }
    }

    private static Dictionary<string, List<Place>> Places(List<List<Piece>> pages, List<Guide> guides, LineEnds ends)
    {
        var wanted = new HashSet<string>(guides.Count);
        var starts = new HashSet<string>(guides.Count);
        foreach (var guide in guides)
        {
            wanted.Add(guide.Key);
            starts.Add(guide.Key[..Math.Min(6, guide.Key.Length)]);
        }
        var places = new Dictionary<string, List<Place>>();
        foreach (var page in pages)
            for (var i = 0; i < page.Count; i++)
            {
                var piece = page[i];
                if (piece.IsEntry || piece.Table is not null || piece.Marker is { Number: null } || piece.Text.Length == 0 || piece.First.IsFootnote) continue;
                var first = KeyOf(piece.Lines.Count == 1 ? piece.Text : Markerless(piece));
                if (first.Length < 3) first = piece.Lines.Count == 1 && i + 1 < page.Count ? "" : first;
                else if (!starts.Contains(first[..Math.Min(6, first.Length)])) continue;
                if (piece.Text.Length <= LongestTitle && piece.Lines.Count <= MostLines && Add(KeyOf(piece.Text), new Place(piece, piece.Lines.Count, null))) continue;
                if (i + 1 < page.Count && page[i + 1] is { Table: null, Marker: null, IsEntry: false, Lines.Count: <= 3 } next && piece.Lines.Count <= 3
                    && Add(KeyOf($"{piece.Text} {next.Text}"), new Place(piece, 0, next))) continue;
                // Lines that differ from what follows them, or end early, may be a heading that nobody set apart.
                for (var lines = 1; lines < Math.Min(MostLines, piece.Lines.Count); lines++)
                    if (IsParted(piece.Lines[lines - 1], piece.Lines[lines])
                        && Add(KeyOf(ends.Join([Markerless(piece), .. piece.Lines[1..lines].Select(l => l.Text)])), new Place(piece, lines, null))) break;
            }
        return places;

        bool Add(string key, Place place)
        {
            if (!wanted.Contains(key)) return false;
            (CollectionsMarshal.GetValueRefOrAddDefault(places, key, out _) ??= []).Add(place);
            return true;
        }
    }

    private static string Markerless(Piece piece) => piece.Marker is { } marker ? piece.First.Text[marker.Length..] : piece.First.Text;

    private static bool IsParted(TextLine last, TextLine next) => last.Bold != next.Bold || Math.Abs(last.Size - next.Size) > 0.4
        || (last.Right < next.Right - (4 * next.Size) && next.Text.Length > 0 && !char.IsLower(next.Text[0]));

    // How far printed pages are behind the file's: what most entries that stand in one place only say.
    private static int? Offset(List<Guide> guides, Dictionary<string, List<Place>> places)
    {
        var votes = new Dictionary<int, int>();
        foreach (var guide in guides)
            if (!guide.Physical && guide.Page > 0 && places.TryGetValue(guide.Key, out var found))
                foreach (var place in found) CollectionsMarshal.GetValueRefOrAddDefault(votes, place.Piece.Page + 1 - guide.Page, out _)++;
        var best = votes.Count == 0 ? default : votes.MaxBy(v => v.Value);
        return best.Value >= 2 ? best.Key : null;
    }

    private static Place? Choose(List<Place> found, Guide guide, int? offset)
    {
        var page = guide.Page == 0 ? 0 : guide.Physical ? guide.Page : offset is { } o ? guide.Page + o : 0;
        Place? best = null;
        foreach (var place in found)
        {
            var away = page == 0 ? 0 : Math.Abs(place.Piece.Page + 1 - page);
            if (away > 1) continue;
            if (best is null || away < Math.Abs(best.Piece.Page + 1 - page) && page > 0 || (place.Piece.Page == best.Piece.Page && Weight(place) > Weight(best))) best = place;
        }
        return best;
    }

    private static double Weight(Place place) => place.Piece.Style.Size + (place.Piece.Style.Bold ? 1 : 0) + (place.Piece.Tag is { Kind: TagKind.Heading } ? 20 : 0);

    private static List<double> Indents(List<ContentsEntry> entries)
    {
        var lefts = new List<double>();
        foreach (var left in entries.Select(e => e.Left).Order()) if (lefts.Count == 0 || left - lefts[^1] > 4) lefts.Add(left);
        return lefts.Count <= 4 ? lefts : [];
    }

    private static int LevelOf(List<double> lefts, double left)
    {
        return lefts.Count < 2 ? NoLevel : Math.Max(1, lefts.FindLastIndex(l => left >= l - 0.5) + 1);
    }
}
