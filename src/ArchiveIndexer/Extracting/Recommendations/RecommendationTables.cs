using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads tables with a column of recommendations: action plans, lists by agency, answers beside what they answer.</summary>
internal static partial class RecommendationTables
{
    private const int LongestHeader = 60;

    /// <summary>Which columns hold what; -1 where there is none.</summary>
    private sealed record Columns(string Kind, int Text, int Number, int Lead, int Count);

    internal static void Read(ListGroup group, List<Draft> drafts)
    {
        Columns? columns = null;
        Draft? open = null;
        foreach (var passage in group.Passages)
        {
            if (passage.Rows is not { } rows)
            {
                // A line between two parts of a table, such as a caption, does not end it.
                if (passage.Text.Length > 120) (columns, open) = (null, null);
                continue;
            }
            var from = 0;
            for (var r = 0; r < Math.Min(rows.Count, Math.Max(2, passage.HeaderRows)); r++)
                if (ColumnsOf(rows[r], group.Kind is ListKind.Text or ListKind.Other) is { } found) (columns, from) = (found, r + 1);
            if (columns?.Count != rows[0].Count) columns = group.IsOwn ? Guess(rows) : null;
            if (from == 0) from = passage.HeaderRows;
            for (var r = from; r < rows.Count; r++)
            {
                if (columns is null) ReadLabel(rows[r], passage.Page, group, drafts);
                else open = ReadRow(rows[r], columns, passage.Page, group, open, drafts);
            }
        }
    }

    private static Draft? ReadRow(IReadOnlyList<string> row, Columns columns, int page, ListGroup group, Draft? open, List<Draft> drafts)
    {
        var text = Flat(row[columns.Text]);
        var number = columns.Number < 0 ? null : Numbering.Trimmed(Flat(row[columns.Number]));
        if (text.Length == 0) return open;
        // The header again on the next page.
        if (HeaderKind(text) is not null) return open;
        // A row of headings that says nothing else.
        if (columns.Number >= 0 && number is not null && !number.Any(char.IsAsciiDigit) && number.Length > 3) return open;
        if (number is null && open is not null && char.IsLower(text[0]) && !RecordForms.EndsSentence(open.Text))
        {
            open.Begin(" " + text);
            return open;
        }
        if (text.Length < 8 || !text.Contains(' ', StringComparison.Ordinal)) return open;
        if (RecordLabel.Of(text, heading: false) is { Number: not null, Rest.Length: > 0 } label) (number, text) = (number ?? label.Number, label.Rest);
        else if (number is null) (number, text) = Numbering.Split(text, heading: false);
        if (number is not null && RecordLabel.Of(number, heading: true) is { Number: { } alone, Code: false }) number = alone;
        var draft = new Draft(columns.Kind, number, page, group) { IsRow = true, Asked = columns.Lead < 0 ? null : Flat(row[columns.Lead]) }.Begin(text);
        drafts.Add(draft);
        return draft;
    }

    // No column says so, but a cell does: "Recommendation 1: …".
    private static void ReadLabel(IReadOnlyList<string> row, int page, ListGroup group, List<Draft> drafts)
    {
        for (var c = 0; c < row.Count; c++)
        {
            var cell = Flat(row[c]);
            if (RecordLabel.Of(cell, heading: true) is not { Number: not null } label || !group.Accepts(label)) continue;
            var text = label.Rest.Length > 0 ? label.Rest : c + 1 < row.Count ? Flat(row[c + 1]) : "";
            if (text.Length > 8) drafts.Add(new Draft(label.Kind, label.Number, page, group) { IsRow = true }.Begin(text));
            return;
        }
    }

    // Outside a list of recommendations the table must show that it is one, by numbers or by what is to come of them.
    private static Columns? ColumnsOf(IReadOnlyList<string> header, bool alone)
    {
        var (text, number, lead, kind, plan) = (-1, -1, -1, (string?)null, false);
        for (var c = 0; c < header.Count; c++)
        {
            var cell = Once(Flat(header[c]));
            if (cell.Length > LongestHeader) return null;
            if (NumberHeader().IsMatch(cell)) number = number < 0 ? c : number;
            else if (HeaderKind(cell) is { } found && (kind is null || found == RecommendationKind.Recommendation && kind != found)) (text, kind) = (c, found);
            else if (LeadHeader().IsMatch(cell)) lead = lead < 0 ? c : lead;
            else if (PlanHeader().IsMatch(cell)) plan = true;
        }
        if (kind is null) return null;
        // The column before may hold the numbers without saying so.
        if (number < 0 && text > 0 && header[0].Trim().Length == 0) number = 0;
        if (alone && number < 0 && lead < 0 && !plan) return null;
        return new(kind, text, number, lead, header.Count);
    }

    // In a list of recommendations: the widest column is the text, a column of short figures the number; one of them must be there, or the text asks.
    private static Columns? Guess(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var (text, number, lead, most) = (-1, -1, -1, 0);
        for (var c = 0; c < rows[0].Count; c++)
        {
            var (letters, figures) = (0, 0);
            foreach (var row in rows)
            {
                letters += row[c].Length;
                if (row[c].Length is > 0 and <= 5 && row[c].Any(char.IsAsciiDigit)) figures++;
            }
            if (figures * 2 > rows.Count) number = number < 0 ? c : number;
            else if (letters > most) (text, most) = (c, letters);
        }
        for (var c = 0; c < rows[0].Count && lead < 0; c++) if (LeadHeader().IsMatch(Once(Flat(rows[0][c])))) lead = c;
        if (text < 0) return null;
        var asking = 0;
        foreach (var row in rows) if (Asking.Asks(row[text])) asking++;
        return number >= 0 || asking * 2 >= rows.Count ? new(RecommendationKind.Recommendation, text, number, lead, rows[0].Count) : null;
    }

    private static string? HeaderKind(string cell)
    {
        if (cell.Length > LongestHeader) return null;
        if (RecommendationHeader().IsMatch(cell)) return RecommendationKind.Recommendation;
        if (FindingHeader().IsMatch(cell)) return RecommendationKind.Finding;
        return LearningHeader().IsMatch(cell) ? RecommendationKind.LearningPoint : null;
    }

    // A header that is drawn twice, for bold or again on the next page.
    private static string Once(string cell)
    {
        var half = cell.Length / 2;
        return cell.Length % 2 == 1 && cell[half] == ' ' && cell.AsSpan(0, half).SequenceEqual(cell.AsSpan(half + 1)) ? cell[..half] : cell;
    }

    private static string Flat(string cell) => cell.Replace('\n', ' ').Trim();

    [GeneratedRegex(@"^(?:(?:\w+ ){0,3}recommendations?|areas? for (?:improvement|development|action)|what needs to (?:improve|change))(?: (?:from|made|by|of|and learning)\b.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex RecommendationHeader();

    [GeneratedRegex(@"^(?:key )?findings?(?: in brief)?$", RegexOptions.IgnoreCase)]
    private static partial Regex FindingHeader();

    [GeneratedRegex(@"^(?:key )?(?:learning points?|lessons? (?:learned|learnt)|learning)$", RegexOptions.IgnoreCase)]
    private static partial Regex LearningHeader();

    [GeneratedRegex(@"^(?:nos?\.?|number|ref(?:erence)?\.?(?: no\.?)?|#|item|(?:rec(?:ommendation)?\.?) (?:no\.?|number|ref\.?|#)|r(?:ec)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberHeader();

    [GeneratedRegex(@"^(?:(?:\w+ ){0,2}(?:actions?|responses?|answers?|progress|status|rag|time-?scales?|deadline|target dates?|by when|evidence|outcomes?|update)\b.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex PlanHeader();

    [GeneratedRegex(@"^(?:for|who|whom|lead\b.*|.*\bagenc(?:y|ies)|owner.*|responsib\w+.*|organisations?|addressed to|(?:accountable|named) (?:lead|person|officer)|by whom)$", RegexOptions.IgnoreCase)]
    private static partial Regex LeadHeader();
}
