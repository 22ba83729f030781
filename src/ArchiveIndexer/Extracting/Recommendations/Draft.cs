using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>A record in the making.</summary>
internal sealed class Draft(string kind, string? number, int page, ListGroup group)
{
    private readonly StringBuilder text = new();

    internal string Kind { get; } = kind;
    internal string? Number { get; set; } = number;
    internal int Page { get; } = page;
    internal ListGroup Group { get; } = group;

    /// <summary>What a column such as Lead or Agency says, or the sentence that leads in: who is asked.</summary>
    internal string? Asked { get; init; }

    /// <summary>A row of a table, which may shorten what stands elsewhere.</summary>
    internal bool IsRow { get; init; }

    internal List<int> AlsoOn { get; } = [];

    /// <summary>Paragraphs and items that belong to it, without the line of its label.</summary>
    internal int Parts { get; private set; }

    internal bool LastWasItem { get; private set; }

    internal bool IsEmpty => text.Length == 0;
    internal bool EndsInColon => text.Length > 0 && text[^1] == ':';
    internal string Text => text.ToString();

    internal Draft Begin(string words)
    {
        text.Append(words);
        return this;
    }

    internal void Add(Passage passage, bool asItem)
    {
        if (text.Length > 0) text.Append('\n');
        if (asItem) text.Append(passage.Number ?? "•").Append(' ');
        text.Append(passage.Text);
        Parts++;
        LastWasItem = asItem;
    }

    /// <summary>How sure it is that this is the place where the record is made: 2 in a list of its own, 1 in a joint chapter, 0 elsewhere.</summary>
    internal int Weight => IsRow ? 0 : Group.IsOwn || Group.Kind is ListKind.Findings or ListKind.LearningPoints or ListKind.Questions ? 2 : Group.Kind is ListKind.Joint ? 1 : 0;
}
