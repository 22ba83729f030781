namespace ArchiveIndexer.Extracting;

/// <summary>How a heading is set: what headings of one level have in common.</summary>
internal readonly record struct Style(double Size, bool Bold, bool Capitals);

/// <summary>One paragraph on its way to becoming a block.</summary>
internal sealed class Piece
{
    internal Piece(int page, List<TextLine> lines, Marker? marker, LineEnds ends)
    {
        (Page, Lines, Marker) = (page, lines, marker);
        Tag = lines[0].Tag?.Block;
        Table = lines[0].Table;
        if (Table is not null)
        {
            (Text, Style) = ("", default);
            return;
        }
        var texts = new string[lines.Count];
        var (letters, bold) = (0, true);
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = lines[i].Text;
            letters += lines[i].Letters;
            bold &= lines[i].Bold;
        }
        if (marker is { } found) texts[0] = texts[0][found.Length..];
        (Letters, Number) = (letters, marker?.Number);
        Text = ends.Join(texts);
        Style = new Style(Math.Round(lines[0].Size * 2) / 2, bold, IsCapitals(Text));
    }

    /// <summary>Index of its page, from 0.</summary>
    internal int Page { get; }
    internal List<TextLine> Lines { get; }
    internal Marker? Marker { get; }
    internal TableBlock? Table { get; }
    /// <summary>The element of the structure tree whose text it is or begins.</summary>
    internal Tag? Tag { get; }
    internal TextLine First => Lines[0];
    internal TextLine Last => Lines[^1];
    internal int Letters { get; }
    internal Style Style { get; }

    /// <summary>Without what <see cref="Number"/> says; one line.</summary>
    internal string Text { get; set; }
    internal string? Number { get; set; }
    /// <summary>One of <see cref="BlockKind"/>; null as long as it is undecided.</summary>
    internal string? Kind { get; set; }
    internal int? Level { get; set; }
    /// <summary>The level that contents page or bookmarks give it; 0 for none.</summary>
    internal int GuidedLevel { get; set; }
    /// <summary>Whether it is an entry of a table of contents.</summary>
    internal bool IsEntry { get; set; }
    /// <summary>Of a table: the notes that its cells may point at.</summary>
    internal KnownNotes.OfPage? KnownNotes { get; set; }
    internal IReadOnlyList<NoteMark> Notes { get; set; } = [];

    private static bool IsCapitals(string text)
    {
        var capitals = 0;
        foreach (var c in text)
        {
            if (char.IsLower(c)) return false;
            if (char.IsUpper(c)) capitals++;
        }
        return capitals > 3;
    }

    public override string ToString() => $"{Page + 1} {Style.Size}{(Style.Bold ? "b" : "")} {Kind}{Level} {Number} {Text}";
}
