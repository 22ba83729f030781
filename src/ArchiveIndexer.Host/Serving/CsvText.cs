using System.Text;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Comma-separated values (RFC 4180) that spreadsheets open as they are and do not compute.</summary>
public static class CsvText
{
    /// <summary>Tells spreadsheets that what follows is UTF-8.</summary>
    public const string ByteOrderMark = "\uFEFF";

    /// <summary>One line, its end included.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // A cell that begins like a formula would be one: an apostrophe before it makes it text (OWASP, CSV injection).
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var cell = new StringBuilder(text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune)) cell.Append(rune.ToString());
        var first = cell.ToString().TrimStart();
        if (first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || cell.Length > 0 && cell[0] is '\t' or '\n') cell.Insert(0, '\'');
        return cell.ToString() is var safe && safe.AsSpan().ContainsAny(",\"\n") || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
