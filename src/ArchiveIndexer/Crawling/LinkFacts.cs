using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>What one link says of itself, and what is said around it: name, type, kind, date and format, each from the first place that says it. Pure.</summary>
internal sealed partial class LinkFacts
{
    public required PageLink Link { get; init; }
    /// <summary>The words that stand for the link: its own, or for a button its card's title, its row or its sentence.</summary>
    public required string Own { get; init; }
    public ReviewName? OwnName { get; init; }
    public string? OwnType { get; init; }
    public string? OwnKind { get; init; }
    /// <summary>The name that a heading above gives, if it is a review's own heading.</summary>
    public ReviewName? HeadingName { get; init; }
    public ReviewName? Name { get; init; }
    public string? Type { get; init; }
    public bool TypeIsDenied { get; init; }
    public string? Kind { get; init; }
    public string? Published { get; init; }
    public string? Format { get; init; }
    /// <summary>Whether the link stands by itself (a line, a cell, a card) and not within a sentence.</summary>
    public bool IsItem { get; init; }

    public static LinkFacts Of(PageLink link, PageFacts page)
    {
        var own = OwnWords(link);
        var (type, denied) = TypeOf(link, page);
        var ownName = ReviewNames.Find(own, page.Board);
        var headingName = CardNameOf(link, page) ?? HeadingNameOf(link, page.Board);
        return new LinkFacts
        {
            Link = link, Own = own, OwnName = ownName, HeadingName = headingName,
            OwnType = ReviewTypes.Of(own, page.IsScottish), OwnKind = PublicationKinds.Of(LinkText.Bare(own)),
            Name = NameOf(link, page.Board, ownName, headingName), Type = type, TypeIsDenied = denied,
            Kind = KindOf(link), Published = PublishedOf(link, page),
            Format = PublicationFormats.Of(link.Url, $"{link.Text} | {link.After} | {RowText(link)} | {link.Card?.Text}"),
            IsItem = link.Card is not null || link.Row is not null || Alone().IsMatch(Undated(link.Beside)),
        };
    }

    /// <summary>The name that a heading carries if it is a review's own and not one of many reviews, of a topic or of the page.</summary>
    public static ReviewName? NameOfHeading(PageHeading heading, string? board)
    {
        if (heading.Text.EndsWith('?') || PublicationDates.IsHeadingOfDate(heading.Text)) return null;
        if (ReviewNames.Find(heading.Text, board) is not { } name) return null;
        if (ReviewTypes.IsPlural(heading.Text)) return null;
        var says = ReviewTypes.Of(heading.Text) is not null || ReviewNames.Subject(heading.Text) is not null;
        // A single letter heads a part of an alphabetical list.
        return says || name is { IsSubject: true, Name.Length: > 1 } && (heading.Level > 1 || name.Name.Any(char.IsAsciiDigit)) ? name : null;
    }

    private static string OwnWords(PageLink link)
    {
        if (!link.IsButton) return link.Text;
        if (link.Card?.Title is { } title) return title;
        if (link.Row is { } row && row.Cells.Where((c, i) => i != link.Column && c.Length > 0 && PublicationDates.Whole(c) is null && PublicationFormats.Stated(c) is null).FirstOrDefault() is { } cell) return cell;
        return link.Before.Length > 0 || link.After.Length > 0 ? link.Sentence : link.Text;
    }

    private static ReviewName? NameOf(PageLink link, string? board, ReviewName? ownName, ReviewName? headingName)
    {
        if (link.Card?.Title is { } title && ReviewNames.Find(title, board) is { } titled) return titled;
        if (headingName is not null)
        {
            // The words right before a list are nearer than the heading of the section.
            if (link.Card is null && IsLabel(link) && ReviewNames.Subject(Untyped(link.LeadIn!)) is { } nearer
                && link.LeadIn!.StartsWith(nearer, StringComparison.Ordinal) && !ReviewNames.AreOne(nearer, headingName.Name)
                && !headingName.Name.Contains(nearer, StringComparison.OrdinalIgnoreCase)) return new ReviewName(nearer, true);
            var subject = link.IsButton ? null : ReviewNames.Subject(Untyped(link.Text));
            var isItsOwn = subject is not null && !ReviewNames.AreOne(subject, headingName.Name)
                && !headingName.Name.Contains(subject, StringComparison.OrdinalIgnoreCase) && headingName.Name.Any(char.IsUpper);
            return isItsOwn && HasDesignation().IsMatch(headingName.Name) ? new ReviewName(subject!, true) : headingName;
        }
        if (!link.IsButton && ownName is { IsSubject: true }) return ownName;
        return FromRow(link, board) ?? Around(link, board) ?? (link.IsButton ? null : ownName);
    }

    private static ReviewName? FromRow(PageLink link, string? board) => link.Row is not { } row ? null
        : row.Cells.Where((_, i) => i != link.Column).Append(row.Group ?? "")
            .Where(c => c.Length is > 0 and < 120 && PublicationDates.Whole(c) is null)
            .Select(c => ReviewNames.Find(c, board)).FirstOrDefault(n => n is { IsSubject: true });

    // Words before the link in its line, its lead-in, its sentence: only a subject, as themes cannot be told from other words there.
    private static ReviewName? Around(PageLink link, string? board)
    {
        var before = link.Before.TrimEnd(':', '-', '–', '|', ' ');
        if (before.Length is > 0 and < 80 && before.Length < link.Before.Length && ReviewNames.Find(before, board) is { IsSubject: true } name) return name;
        if (IsLabel(link) && ReviewNames.Find(link.LeadIn!.TrimEnd(':'), board) is { IsSubject: true } announced) return announced;
        foreach (var words in new[] { link.Line, Announces(link) ? link.LeadIn! : "" })
            if (ReviewNames.Subject(Untyped(words)) is { } subject) return new ReviewName(subject, true);
        return null;
    }

    // A card about one review is to its links what a review's own heading is.
    private static ReviewName? CardNameOf(PageLink link, PageFacts page) =>
        link.Card?.Title is { } title && !ReviewTypes.IsPlural(title) && ReviewNames.Find(title, page.Board) is { } name
        && (ReviewNames.Subject(title) ?? ReviewTypes.Of(title, page.IsScottish)) is not null ? name : null;

    private static ReviewName? HeadingNameOf(PageLink link, string? board)
    {
        foreach (var heading in (link.Title ?? link.Heading)?.Outward() ?? [])
        {
            if (NameOfHeading(heading, board) is { } name) return name;
            // Beyond a heading that gathers reviews of a type no heading is one review's own.
            if (ReviewTypes.IsPlural(heading.Text)) return null;
        }
        return null;
    }

    private static (string? Type, bool Denied) TypeOf(PageLink link, PageFacts page)
    {
        if (ReviewTypes.Of(link.Text, page.IsScottish) is { } own) return (own, false);
        // A paragraph speaks for a link that does not name its review itself.
        var paragraph = link.Card is null && link.Row is null && (link.IsButton || ReviewNames.Subject(link.Text) is null) && link.Before.Length > 0 ? link.Line : null;
        foreach (var words in new[] { link.Card?.Title, link.Sentence, RowText(link), link.Card?.Text, paragraph })
        {
            if (string.IsNullOrEmpty(words)) continue;
            if (ReviewTypes.IsDenied(words)) return (TypeWithoutDenial(words, page.IsScottish), true);
            if (ReviewTypes.Of(words, page.IsScottish) is { } type) return (type, false);
        }
        if (link.Title is { } title && NameOfHeading(title, page.Board) is not null)
            if (page.Denials.TryGetValue(title, out var denial))
                return (ReviewTypes.Of(title.Text, page.IsScottish) ?? TypeWithoutDenial(denial, page.IsScottish), true);
        foreach (var heading in (link.Title ?? link.Heading)?.Outward() ?? [])
        {
            if (ReviewTypes.OfHeading(heading.Text, page.IsScottish, out var namesTwo) is { } type) return (type, false);
            if (namesTwo) return (null, false);
        }
        return (page.TitleType, false);
    }

    private static string? TypeWithoutDenial(string words, bool scotland) =>
        ReviewTypes.Of(DeniedClause().Replace(words, " "), scotland);

    private static string? KindOf(PageLink link)
    {
        if (!link.IsButton && PublicationKinds.Of(LinkText.Bare(link.Text)) is { } own) return own;
        if (link.Card?.Title is { } title && PublicationKinds.Of(title) is { } titled) return titled;
        if (link.Row is { } row)
        {
            if (link.Column < row.Headers.Count && row.Headers[link.Column] is { } header && PublicationKinds.OfGroup(header) is { } column) return column;
            if (link.IsButton && PublicationKinds.OfGroup(RowText(link)) is { } cells) return cells;
        }
        else if (!SeveralThings().IsMatch(link.Sentence) && KindBeside(link) is { } announced) return announced;
        if (Announces(link) && PublicationKinds.OfGroup(link.LeadIn!) is { } list) return list;
        return link.Heading is { Level: > 1 } heading ? PublicationKinds.OfGroup(heading.Text) : null;
    }

    // "The full report can be read here and the action plan here": what is announced last before the link, else right after it.
    private static string? KindBeside(PageLink link)
    {
        var before = link.Before[(link.Before.LastIndexOf(". ", StringComparison.Ordinal) + 1)..];
        if ((link.IsButton || before.Length < 60) && PublicationKinds.LastOf(LinkText.Bare(before)) is { } announced) return announced;
        var after = Clause().Match(link.After).Value;
        return link.IsButton || after.Length < 30 ? PublicationKinds.Of(LinkText.Bare(after)) : null;
    }

    private static string? PublishedOf(PageLink link, PageFacts page)
    {
        if (!link.IsButton && PublicationDates.OfTitle(LinkText.Bare(link.Text)) is { } own) return own;
        if (PublicationDates.After(link.After) is { } after) return after;
        if (link.Before.Length > 0 && PublicationDates.Whole(link.Before) is { } before) return before;
        if (link.Card is { } card)
        {
            if (card.Lines.Select(PublicationDates.Whole).FirstOrDefault(d => d is not null) is { } line) return line;
            if (card.Lines.Select(PublicationDates.Announced).FirstOrDefault(d => d is not null) is { } told) return told;
            if (card.Title is { } title && PublicationDates.OfTitle(title) is { } titled) return titled;
        }
        if (PublicationDates.Announced(link.Sentence) is { } announced) return announced;
        if (link.IsButton && link.Before.Length > 0 && PublicationDates.Announced(link.Before) is { } earlier) return earlier;
        if (link.Row is { } row && (row.Date ?? row.Cells.Select(PublicationDates.Announced).FirstOrDefault(d => d is not null)) is { } dated) return dated;
        if (BlockDate(link, page) is { } block) return block;
        if (Announces(link) && (PublicationDates.Announced(link.LeadIn!) ?? PublicationDates.Whole(link.LeadIn!)) is { } list) return list;
        foreach (var heading in (link.Title ?? link.Heading)?.Outward() ?? [])
            if (DateOf(heading) is { } date) return date;
        return null;
    }

    private static string? DateOf(PageHeading heading) => PublicationDates.Whole(heading.Text) ?? PublicationDates.Announced(heading.Text)
        ?? (heading.Level > 1 ? PublicationDates.OfTitle(heading.Text) : null);

    // Blocks of links with a line of their own for the date. Whether it stands above or below shows at the first of the section.
    private static string? BlockDate(PageLink link, PageFacts page)
    {
        if (!page.DateLines.TryGetValue(link.Heading ?? PageFacts.NoHeading, out var lines)) return null;
        return (lines.AreAbove ? lines.Dates.LastOrDefault(d => d.Number < link.LineNumber) : lines.Dates.FirstOrDefault(d => d.Number > link.LineNumber)).Date;
    }

    // A lead-in ends in a colon, or is the short sentence right before a list.
    private static bool Announces(PageLink link) => link.LeadIn is { } words && (words.EndsWith(':') || link.InList && words.Length < 160);

    // A lead-in that is a label and no sentence.
    private static bool IsLabel(PageLink link) => Announces(link) && link.LeadIn!.Length < 80 && !SentenceEnd().IsMatch(link.LeadIn);

    private static string RowText(PageLink link) => link.Row is { } row ? string.Join(" | ", row.Cells.Append(row.Group ?? "").Where(c => c.Length > 0)) : "";

    private static string Untyped(string text) => ReviewTypes.Without(LinkText.Bare(text), " \u241F ");

    private static string Undated(string text) => PublicationDates.Without(LinkText.Bare(text), " ");

    [GeneratedRegex("""^(?:\W|\b(?:published|publication|on|date|added|pdf|docx?|word|format|file|document|size|kb|mb|new|updated|english|welsh|version|download|view|read|and|or|\d+(?:\.\d+)?)\b)*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();

    [GeneratedRegex("""[.!?]['’”")]*$""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("""^[^.;,|]*""")]
    private static partial Regex Clause();

    [GeneratedRegex("""\b(?:Child|Baby|Young\s+Person|Infant|Family|Adult|Case|Mr|Mrs|Ms)\b""")]
    private static partial Regex HasDesignation();

    [GeneratedRegex("""\b(?:related|resources|materials|documents|publications|reports\s+and)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex SeveralThings();

    [GeneratedRegex("""\b(?:not|n['’]t|below|outside|beneath)\b[^.;,]{0,160}|\bcriteria\b[^.;,]{0,160}""", RegexOptions.IgnoreCase)]
    private static partial Regex DeniedClause();
}
