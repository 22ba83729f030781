namespace ArchiveIndexer.Crawling;

/// <summary>The lines of one section that date its blocks of links, and whether they stand above or below their blocks.</summary>
internal sealed record DateLines(IReadOnlyList<(int Number, string? Date)> Dates, bool AreAbove);

/// <summary>What is known of the whole page when its links are read. Pure.</summary>
internal sealed class PageFacts
{
    /// <summary>Stands for what comes before any heading.</summary>
    public static readonly PageHeading NoHeading = new("", 0, null);

    public PageFacts(string? board, string host, bool isScottish, IReadOnlyList<PageLine> lines)
    {
        (Board, Host, IsScottish) = (board, host, isScottish);
        foreach (var section in lines.GroupBy(l => l.Heading ?? NoHeading))
        {
            if (section.FirstOrDefault(l => ReviewTypes.IsDenied(l.Text)) is { } denial) Denials[section.Key] = denial.Text;
            var dates = section.Where(l => !l.HasLinks).Select(l => (l.Number, Date: PublicationDates.OfLine(l.Text))).Where(d => d.Date is not null).ToList();
            // Whether blocks are dated above or below shows at the first of the section.
            if (dates.Count > 0) DateLines[section.Key] = new DateLines(dates, !section.Any(l => l.HasLinks && l.Number < dates[0].Number));
        }
    }

    /// <summary>The board's full name, if printed.</summary>
    public string? Board { get; }

    public string Host { get; }

    /// <summary>Whether SCR stands for significant case review here.</summary>
    public bool IsScottish { get; }

    /// <summary>The type that the page's title names, on pages that have no main heading.</summary>
    public string? TitleType { get; init; }

    /// <summary>For every section, the first sentence that denies a type.</summary>
    public Dictionary<PageHeading, string> Denials { get; } = [];

    public Dictionary<PageHeading, DateLines> DateLines { get; } = [];
}
