namespace ArchiveIndexer.Extracting;

/// <summary>What an element of the structure tree is, by its standard type.</summary>
internal enum TagKind
{
    /// <summary>Holds others: Document, Part, Sect, Div, …</summary>
    Grouping,
    Paragraph, Heading, List, Item, Label, Body, Table, Row, HeaderCell, Cell, Caption, Note, Figure,
    /// <summary>A table of contents, TOC.</summary>
    Contents,
    /// <summary>One of its entries, TOCI.</summary>
    Entry,
    /// <summary>Part of a line: Span, Link, Reference, …</summary>
    Inline,
    Artifact,
}

/// <summary>One element of the structure tree (ISO 32000-2, 14.8.4), as far as it says how text is to be read.</summary>
internal sealed class Tag(TagKind kind, int level, Tag? parent, int order)
{
    internal TagKind Kind { get; } = kind;
    /// <summary>1 to 6 for headings that say so; 0 for those that do not, and for everything else.</summary>
    internal int Level { get; } = level;
    internal Tag? Parent { get; } = parent;
    /// <summary>Its place in the tree, depth first.</summary>
    internal int Order { get; } = order;
    /// <summary>How many lists it stands in.</summary>
    internal int Lists { get; } = (parent?.Lists ?? 0) + (kind is TagKind.List ? 1 : 0);
    /// <summary>The outermost table that it is, or stands in.</summary>
    internal Tag? Table { get; private set; }
    /// <summary>The cell of that table that it is, or stands in.</summary>
    internal Tag? Cell { get; private set; }
    /// <summary>The row of that table that it is, or stands in.</summary>
    internal Tag? Row { get; private set; }
    /// <summary>The note that it is, or stands in.</summary>
    internal Tag? Note { get; private set; }
    /// <summary>Whether it is, or stands in, a table of contents.</summary>
    internal bool InContents { get; private set; }
    /// <summary>Whether it is, or stands in, an artifact.</summary>
    internal bool InArtifact { get; private set; }
    /// <summary>The element whose text is read in one go: the paragraph, heading, list item, cell or note that this is or stands in.</summary>
    internal Tag Block { get; private set; } = null!;
    /// <summary>How many columns and rows a cell spans.</summary>
    internal (int Columns, int Rows) Span { get; init; } = (1, 1);
    /// <summary>Whether a header cell says that it heads its row and not its column.</summary>
    internal bool HeadsRow { get; init; }

    /// <summary>The column that a cell begins in, from 0.</summary>
    internal int Column { get; private set; }
    /// <summary>How many columns a table has.</summary>
    internal int Columns => taken?.Count ?? 0;

    private const int MostColumns = 60;

    private bool hasFirst;
    private List<int>? taken; // of a table: for how many rows from the next on each column is taken by a cell above
    private int next;         // of a row: the column after its last cell

    /// <summary>Finds its place among those above it, which must have found theirs.</summary>
    internal Tag Placed()
    {
        Table = Parent?.Table ?? (Kind is TagKind.Table ? this : null);
        Row = Parent?.Row ?? (Kind is TagKind.Row && Table is not null ? this : null);
        Cell = Parent?.Cell ?? (Kind is TagKind.HeaderCell or TagKind.Cell && Row is not null ? this : null);
        Note = Parent?.Note ?? (Kind is TagKind.Note ? this : null);
        InContents = Kind is TagKind.Contents or TagKind.Entry || Parent is { InContents: true };
        InArtifact = Kind is TagKind.Artifact || Parent is { InArtifact: true };
        if (this == Row) Parent!.Table!.BeginRow();
        if (this == Cell) Column = Table!.Take(Row!, Span);
        Block = BlockOf();
        return this;
    }

    private void BeginRow()
    {
        taken ??= [];
        for (var i = 0; i < taken.Count; i++) taken[i] = Math.Max(0, taken[i] - 1);
    }

    private int Take(Tag row, (int Columns, int Rows) span)
    {
        while (row.next < taken!.Count && taken[row.next] > 0) row.next++;
        var first = Math.Min(row.next, MostColumns - 1);
        for (row.next = first; row.next < Math.Min(first + span.Columns, MostColumns); row.next++)
        {
            if (row.next == taken.Count) taken.Add(0);
            taken[row.next] = span.Rows;
        }
        return first;
    }

    private Tag BlockOf()
    {
        if (Parent is null) return this;
        switch (Kind)
        {
            case TagKind.Inline or TagKind.Label or TagKind.Body:
                return Parent.Block;
            // The first paragraph of an item is what stands beside its bullet; of an entry or a note it is the whole.
            case TagKind.Paragraph when Parent.Block is { Kind: TagKind.Item or TagKind.Note } holder && Parent.Kind is not TagKind.Grouping && !holder.hasFirst:
                holder.hasFirst = true;
                return holder;
            case TagKind.Paragraph when Parent.Block is { Kind: TagKind.Entry or TagKind.Caption or TagKind.Heading } holder:
                return holder;
            default:
                return this;
        }
    }

    public override string ToString() => $"{Kind}{(Level > 0 ? Level : "")} #{Order}";
}
