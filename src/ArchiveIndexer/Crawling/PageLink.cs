namespace ArchiveIndexer.Crawling;

/// <summary>A heading and, through <see cref="Outer"/>, those that it stands under.</summary>
/// <param name="text">As printed.</param>
/// <param name="level">1 to 6, 7 for a bold paragraph.</param>
/// <param name="outer">The next heading outward; null for the outermost.</param>
internal sealed class PageHeading(string text, int level, PageHeading? outer)
{
    public string Text { get; } = text;
    public int Level { get; } = level;
    public PageHeading? Outer { get; } = outer;

    public IEnumerable<PageHeading> Outward()
    {
        for (var heading = this; heading is not null; heading = heading.Outer) yield return heading;
    }
}

/// <summary>A block that shows one thing: a title and what belongs to it.</summary>
internal sealed class PageCard
{
    public string? Title { get; set; }
    public List<string> Lines { get; } = [];
    public string Text => string.Join(". ", Lines);
}

/// <summary>One row of a table with headings.</summary>
internal sealed class PageRow
{
    public required IReadOnlyList<string?> Headers { get; init; }
    public List<string> Cells { get; } = [];
    public string? Group { get; init; }
    /// <summary>The date of its date cell, or of the nearest above if that is empty.</summary>
    public string? Date { get; set; }
}

/// <summary>One link of the content with everything around it that may say what it is.</summary>
internal sealed class PageLink
{
    public required string Text { get; init; }
    public required string Url { get; init; }
    public required bool IsPicture { get; init; }
    public required PageHeading? Heading { get; init; }
    /// <summary>The nearest heading above, also one that is itself a link.</summary>
    public required PageHeading? Title { get; init; }
    public PageCard? Card { get; init; }
    public PageRow? Row { get; init; }
    public int Column { get; init; }
    /// <summary>The words that announce the list or the links that this one belongs to.</summary>
    public string? LeadIn { get; set; }
    public bool IsNext { get; init; }
    public bool InList { get; init; }
    /// <summary>The words of the same line before the link, back to the link before it.</summary>
    public string Before { get; set; } = "";
    /// <summary>The words of the same line after the link, up to the next.</summary>
    public string After { get; set; } = "";
    /// <summary>The words of the same line that are no link's.</summary>
    public string Beside { get; set; } = "";
    public string Sentence { get; set; } = "";
    public string Line { get; set; } = "";
    /// <summary>Where it comes among the content's lines.</summary>
    public int LineNumber { get; set; }
    public bool IsButton => LinkText.IsButton(Text);
}

/// <summary>One line of the content.</summary>
internal sealed record PageLine(int Number, string Text, PageHeading? Heading, bool HasLinks);

/// <summary>The content as a flat list.</summary>
internal sealed record PageOutline(IReadOnlyList<PageLink> Links, IReadOnlyList<PageLine> Lines, PageHeading? Main);
