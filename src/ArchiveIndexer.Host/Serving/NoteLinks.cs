using System.Net;

namespace ArchiveIndexer.Host.Serving;

/// <summary>The links between the marks of footnotes and the footnotes of one page, both ways.</summary>
internal sealed class NoteLinks
{
    private readonly int page;
    private readonly Dictionary<string, int> notes = [];
    private readonly HashSet<string> referred = [];
    private readonly HashSet<string> linked = [];
    private readonly HashSet<string> placed = [];

    /// <param name="page">Its number.</param>
    /// <param name="blocks">All its blocks.</param>
    internal NoteLinks(int page, IReadOnlyList<Block> blocks)
    {
        this.page = page;
        foreach (var block in blocks)
        {
            if (block.Kind is BlockKind.Footnote && block.Number is { } number) notes.TryAdd(number, notes.Count + 1);
            foreach (var note in block.Notes) referred.Add(note.Mark);
        }
    }

    /// <summary>A mark in the text: a link where its note stands on this page.</summary>
    internal string Reference(string mark)
    {
        var text = WebUtility.HtmlEncode(mark);
        if (!notes.TryGetValue(mark, out var id)) return $"<sup>{text}</sup>";
        // The same note may be referred to again; the way back leads to the first place.
        var own = linked.Add(mark) ? $" id=\"ref-{page}-{id}\"" : "";
        return $"<sup><a href=\"#note-{page}-{id}\"{own} aria-label=\"Note {text} on page {page}\">{text}</a></sup>";
    }

    /// <summary>A footnote: its mark leads back to where it was called.</summary>
    /// <param name="note">The block.</param>
    /// <param name="text">Its text as HTML.</param>
    internal string Footnote(Block note, string text)
    {
        if (note.Number is not { } number) return $"<p class=\"footnote\">{text}</p>\n";
        var mark = WebUtility.HtmlEncode(number);
        var id = notes[number];
        // Two notes with one mark: the first is the one that is called.
        if (!placed.Add(number)) return $"<p class=\"footnote\"><span class=\"number\">{mark}</span> {text}</p>\n";
        var back = referred.Contains(number) ? $"<a href=\"#ref-{page}-{id}\" class=\"number\" aria-label=\"Note {mark} on page {page}, back to the text\">{mark}</a>" : $"<span class=\"number\">{mark}</span>";
        return $"<p class=\"footnote\" id=\"note-{page}-{id}\">{back} {text}</p>\n";
    }
}
