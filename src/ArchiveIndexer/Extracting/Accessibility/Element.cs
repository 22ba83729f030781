namespace ArchiveIndexer.Extracting;

/// <summary>One element of the structure tree (ISO 32000-2, 14.7.2), as far as the report asks after it.</summary>
internal sealed class Element
{
    /// <param name="type">What the file calls it.</param>
    /// <param name="standard">The standard type that this stands for; the file's own name where nothing says.</param>
    /// <param name="parent">The element that it stands in; null at the root.</param>
    internal Element(string type, string standard, Element? parent)
    {
        (Type, Standard, Parent, HeadingLevel) = (type, standard, parent, LevelOf(standard));
        Table = standard == "Table" ? this : parent?.Table;
        IsArtifact = standard == "Artifact" || parent is { IsArtifact: true };
        IsInList = parent is not null && (parent.IsInList || parent.Standard == "L");
        IsInDescribed = parent is not null && (parent.IsInDescribed || (parent.IsDescribed && parent.Standard is "Figure" or "Formula"));
        parent?.Takes(this);
    }

    internal string Type { get; }
    internal string Standard { get; }
    internal Element? Parent { get; }
    /// <summary>1 and up for H1 and up, 0 for a heading without a level, null for what is no heading.</summary>
    internal int? HeadingLevel { get; }
    /// <summary>The innermost table that it is or stands in.</summary>
    internal Element? Table { get; }
    /// <summary>Whether it is, or stands in, an artifact: nobody is meant to read it.</summary>
    internal bool IsArtifact { get; }
    internal bool IsInList { get; }
    /// <summary>Whether it stands in a figure or formula that is described, so that it is not read itself.</summary>
    internal bool IsInDescribed { get; }

    /// <summary>Whether the file says what its type stands for.</summary>
    internal bool IsKnown { get; init; } = true;
    /// <summary>Alternate text; null for none.</summary>
    internal string? Alternate { get; init; }
    /// <summary>Whether the text that it stands for is written out (<c>ActualText</c>).</summary>
    internal bool HasActualText { get; init; }
    internal bool IsDescribed => HasActualText || !string.IsNullOrWhiteSpace(Alternate);
    /// <summary>Whether it has an identifier.</summary>
    internal bool HasId { get; init; }
    /// <summary>Whether a header cell says what it heads.</summary>
    internal bool HasScope { get; init; }
    /// <summary>Whether a cell names its header cells.</summary>
    internal bool NamesHeaders { get; init; }
    /// <summary>Whether it, or one above it, says its language.</summary>
    internal bool HasLanguage { get; init; }

    /// <summary>The first page that any of its content is on, from 1; 0 for none.</summary>
    internal int Page { get; private set; }
    /// <summary>The mark of the first content that is its own and not its kids'; -1 for none.</summary>
    internal int Mark { get; private set; } = -1;
    /// <summary>Whether any content is its own.</summary>
    internal bool HasContent { get; private set; }
    /// <summary>How many headings without a level are its kids.</summary>
    internal int PlainHeadings { get; private set; }
    /// <summary>Whether it is part of a list and holds, or stands in, what no list has there (ISO 32000-1, 14.8.4.3.3).</summary>
    internal bool IsOddInList { get; private set; }

    /// <summary>Says that content with this mark, or -1, on this page, or 0, is its own.</summary>
    internal void Holds(int page, int mark)
    {
        HasContent = true;
        if (Mark < 0) Mark = mark;
        // Where one has a page, all above it have one: each is gone through once.
        for (var element = this; element is { Page: 0 } && page > 0; element = element.Parent) element.Page = page;
    }

    private void Takes(Element kid)
    {
        if (kid.HeadingLevel == 0) PlainHeadings++;
        if (Standard == "L" && kid.Standard is not ("LI" or "L" or "Caption" or "Artifact")) IsOddInList = true;
        if (Standard == "LI" && kid.Standard is not ("Lbl" or "LBody" or "Artifact")) IsOddInList = true;
        if (Standard != "L" && kid.Standard == "LI") kid.IsOddInList = true;
    }

    private static int? LevelOf(string standard) => standard == "H" ? 0
        : standard.Length is 2 or 3 && standard[0] == 'H' && int.TryParse(standard.AsSpan(1), out var level) && level > 0 ? level : null;
}
