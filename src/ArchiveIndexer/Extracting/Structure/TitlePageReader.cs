using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Recognises a title page and reads from it who published what, who wrote it and when.</summary>
internal static partial class TitlePageReader
{
    private const int MostWords = 160;
    private const int LongestLine = 400;

    /// <summary>What the first page says, or the second where nothing is on the first; null where neither is a title page.</summary>
    internal static (TitlePage Page, int Index)? Read(List<List<Piece>> pages, double bodySize)
    {
        var index = pages.FindIndex(p => p.Exists(piece => piece.Letters > 0));
        if (index is < 0 or > 1 || pages.Count < 2 || !IsTitlePage(pages[index], bodySize)) return null;
        var lines = Lines(pages[index]);
        var (board, date, reviewer) = (BoardOf(lines), DateOf(lines), ReviewerOf(lines));
        return (new TitlePage(board, TitleOf(pages[index], lines, board, bodySize), reviewer, date), index);
    }

    /// <summary>Whether a text is the name of a board and nothing else, as on a letterhead.</summary>
    internal static bool IsBoard(string text) => text.Length < 100 && Board().Match(text) is { Success: true } match && match.Length == text.Length;

    // Few words, none of them a paragraph, and something larger than the text.
    private static bool IsTitlePage(List<Piece> page, double bodySize)
    {
        var (words, larger, entries) = (0, false, 0);
        foreach (var piece in page)
        {
            if (piece.Table is not null) continue;
            if (piece.IsEntry) entries++;
            words += piece.Text.AsSpan().Count(' ') + 1;
            larger |= piece.Style.Size >= 1.25 * bodySize || (piece.Style.Size >= 1.1 * bodySize && piece.Style.Bold);
            if (piece.Lines.Count > 5 && piece.Text.Length > 450) return false;
        }
        return words <= MostWords && larger && entries < 3;
    }

    private static List<string> Lines(List<Piece> page)
    {
        var lines = new List<string>();
        foreach (var piece in page)
        {
            if (piece.Table is { } table)
            {
                foreach (var row in table.Rows) lines.Add(string.Join(' ', row.SelectMany(c => c.Lines).Select(l => l.Text)));
                continue;
            }
            // A name and a date below it are one piece to the layout, and two things to a reader.
            if (piece.Lines.Count <= 8 && piece.Style.Size < 30) foreach (var line in piece.Lines) lines.Add(TextNormaliser.Line(line.Text));
            else lines.Add(piece.Text);
        }
        lines.RemoveAll(l => l.Length is 0 or > LongestLine);
        return lines;
    }

    private static string? BoardOf(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            // A board's name may be broken over two lines.
            var joined = i + 1 < lines.Count && Board().Match(lines[i]) is { Success: false } ? $"{lines[i]} {lines[i + 1]}" : lines[i];
            if (Labelled(lines[i], "LSCB", "Board", "Partnership") is { } labelled) return labelled;
            if (Board().Match(joined) is not { Success: true } match) continue;
            // "Review of the effectiveness of the local safeguarding children board" speaks of one and names none.
            var name = About().Replace(match.Value.Trim(), "");
            if (name.StartsWith("local safeguarding", StringComparison.OrdinalIgnoreCase)) continue;
            // It must begin with a place: "SAFEGUARDING CHILDREN BOARD" alone has its place on the line above.
            if (name.StartsWith("safeguarding", StringComparison.OrdinalIgnoreCase) && i > 0 && lines[i - 1].Length < 60) name = $"{lines[i - 1]} {name}";
            return name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) && name.Length > 4 ? name[4..] : name;
        }
        return null;
    }

    private static string? Labelled(string line, params ReadOnlySpan<string> labels)
    {
        foreach (var label in labels)
            if (line.StartsWith(label, StringComparison.OrdinalIgnoreCase) && line.Length > label.Length + 3 && line[label.Length] == ':') return line[(label.Length + 1)..].Trim();
        return null;
    }

    private static string? ReviewerOf(List<string> lines)
    {
        var found = new List<string>();
        for (var i = 0; i < lines.Count && found.Count < 4; i++)
        {
            var line = lines[i];
            if (Person().Match(line) is { Success: true } person)
            {
                var name = line[person.Length..].Trim(' ', ':', '–', '-', '—', '\t');
                // "Author:" with the name on the next line.
                if (name.Length < 3 && i + 1 < lines.Count) name = lines[++i];
                if (NameOf(name) is { } said) found.Add(said);
            }
            else if (PersonBehind().Match(line) is { Success: true } behind && NameOf(behind.Groups[1].Value) is { } before) found.Add(before);
        }
        return found.Count == 0 ? null : string.Join("; ", found.Distinct());
    }

    // A name has two words with capitals and no figure; a date or a role behind it is no part of it.
    private static string? NameOf(string text)
    {
        var name = Printed.Date().Replace(text, "").Trim(' ', ',', '–', '-', '—', ':', ';', '.');
        if (NameEnds().Match(name) is { Success: true } end) name = name[..end.Index].Trim(' ', ',', '–', '-', '—');
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 14 && char.IsUpper(name[0]) && char.IsUpper(words[1][0]) && !name.Any(char.IsDigit) && !Board().IsMatch(name) ? name : null;
    }

    private static string? DateOf(List<string> lines)
    {
        string? best = null;
        var weight = 0;
        foreach (var line in lines)
        {
            if (line.Length > 160) continue;
            foreach (Match match in Printed.Date().Matches(line))
            {
                if (Printed.Iso(match) is not { } date) continue;
                var before = line.AsSpan(0, match.Index);
                var own = NotOfPublication().IsMatch(before) ? 0
                    : Publication().IsMatch(line) ? 4
                    : line.Length - match.Length < 12 ? 3
                    : 2;
                if (own > weight) (best, weight) = (date, own);
            }
        }
        return best;
    }

    private static string? TitleOf(List<Piece> page, List<string> lines, string? board, double bodySize)
    {
        foreach (var line in lines) if (Labelled(line, "Title") is { } labelled) return DocumentFacts.Cut(labelled);
        return Largest(page, bodySize, board);
    }

    /// <summary>The largest text of a page, where it is larger than the body's; null where nothing is.</summary>
    internal static string? Largest(List<Piece> page, double bodySize, string? board = null)
    {
        var readable = page.FindAll(p => p.Table is null && p.Letters > 3 && !(board is not null && p.Text.Length < board.Length + 12 && Board().IsMatch(p.Text)));
        if (readable.Count == 0) return null;
        var largest = readable.Max(p => p.First.Size);
        if (largest < 1.12 * bodySize) return null;
        var parts = readable.FindAll(p => p.First.Size > 0.95 * largest);
        var title = string.Join(' ', parts.Take(3).Select(p => p.Number is null ? p.Text : $"{p.Number} {p.Text}"));
        // "Serious Case Review" says what it is; the next line says about whom.
        if (KindOnly().IsMatch(title) && readable.IndexOf(parts[^1]) + 1 is var next && next < readable.Count && readable[next].Text.Length < 120
            && !Person().IsMatch(readable[next].Text) && !Printed.Date().IsMatch(readable[next].Text)) title += $" {readable[next].Text}";
        return DocumentFacts.Cut(title);
    }

    [GeneratedRegex(@"(?:[\p{Lu}][\p{L}'’\-]*,?\s+|(?:and|of|with|on|the|upon|&)\s+){0,9}safeguarding\s+(?:children['’]?s?|adults?|children\s+(?:and|&)\s+adults?|adults?\s+(?:and|&)\s+children)?\s*(?:board|partnership|partners\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Board();

    [GeneratedRegex(@"^.*\b(?:reviews?|effectiveness|reports?|inspections?|summary|evaluation|behalf|work)\s+(?:(?:of|by|for|on|into|from|the)\s+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex About();

    [GeneratedRegex(@"^(?:(?:independent|lead|joint|overview|report|serious case review|SCR|CSPR|review)\s+)*(?:author|reviewer|writer|report(?:ed)? (?:by|author)|chair and author|chair and report author)s?(?:\s+(?:and|&)\s+(?:author|reviewer|writer|chair))?(?:\s+of\s+(?:the\s+)?(?:overview\s+)?report)?\s*(?:[:–—-]|\s|$)|^(?:report(?:ed)?|written|prepared|authored|review(?:ed)?)\s+by\b\s*:?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    // "Charlie Spencer, Independent Reviewer", "Alyson Leslie - Independent Overview Author"
    [GeneratedRegex(@"^(\p{Lu}[\p{L}'’.\-]+(?:\s+\p{Lu}[\p{L}'’.\-]*){1,4})\s*[,–—-]?\s+(?:independent|lead)\s+(?:\w+\s+){0,3}(?:author|reviewer|writer)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PersonBehind();

    [GeneratedRegex(@"[,–—-]?\s*\b(?:independent|lead|overview)\s+(?:\w+\s+){0,3}(?:author|reviewer|writer|consultant|chair)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NameEnds();

    [GeneratedRegex(@"\b(?:born|died|death|birth|incident|submitted|completion|completed|approved|accessed|meeting|printed)\b[^\d]{0,40}$", RegexOptions.IgnoreCase)]
    private static partial Regex NotOfPublication();

    [GeneratedRegex(@"\bpublish(?:ed)?\b|\bpublication\b|^date\b", RegexOptions.IgnoreCase)]
    private static partial Regex Publication();

    [GeneratedRegex(@"^(?:the\s+)?(?:(?:local\s+)?child\s+safeguarding\s+practice\s+review|serious\s+case\s+review|thematic\s+(?:serious\s+case\s+)?review|domestic\s+homicide\s+review|learning\s+review|overview\s+report|executive\s+summary|final\s+report|report|\s|:|-|–)+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex KindOnly();
}
