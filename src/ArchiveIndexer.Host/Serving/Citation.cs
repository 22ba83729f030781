using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Host.Serving;

/// <summary>A publication as reference managers take it: RIS, BibTeX, CSL JSON.</summary>
public static class Citation
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>In one line, for a list of references.</summary>
    public static string Plain(PublicationRecord record, string site)
    {
        var listed = record.Publication.Listed;
        string?[] parts =
        [
            $"{Board(record)} ({(listed.Published is { Length: >= 4 } date ? Dated.InWords(date) : "no date")}). {record.Title.TrimEnd('.')}.", listed.Kind is { } kind ? $"[{char.ToUpperInvariant(kind[0])}{kind[1..]}]." : null,
            record.Upload is null ? null : "Uploaded by the archive's steward.", $"Archived copy: {site}/publications/{record.Publication.Id}",
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    /// <summary>One RIS record, CRLF at the ends of its lines.</summary>
    public static string Ris(PublicationRecord record, string site)
    {
        var ris = new StringBuilder("TY  - RPRT\r\n");
        void Add(string tag, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) ris.Append(tag).Append("  - ").Append(OneLine(value)).Append("\r\n");
        }
        var (listed, date) = (record.Publication.Listed, Parts(record));
        Add("ID", record.Publication.Id);
        Add("TI", record.Title);
        // A comma after the name: it is a body's, not a person's.
        Add("AU", Board(record) + ",");
        Add("PB", Board(record));
        if (date.Length > 0) Add("PY", date[0].ToString("0000", CultureInfo.InvariantCulture));
        if (date.Length > 0) Add("DA", string.Join('/', date.Select(part => part.ToString("00", CultureInfo.InvariantCulture))) + new string('/', 3 - date.Length));
        Add("M3", listed.Kind);
        Add("KW", record.Review.Type);
        Add("UR", listed.Url);
        Add("L1", record.Edition is null ? null : $"{site}/publications/{record.Publication.Id}/file");
        Add("L2", $"{site}/publications/{record.Publication.Id}");
        Add("N1", Note(record));
        return ris.Append("ER  - \r\n\r\n").ToString();
    }

    /// <summary>One BibTeX entry.</summary>
    public static string BibTeX(PublicationRecord record, string site)
    {
        var bib = new StringBuilder($"@techreport{{{record.Publication.BoardSlug}-{record.Publication.Id}");
        void Add(string field, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) bib.Append(",\n  ").Append(field).Append(" = {").Append(Escaped(value)).Append('}');
        }
        var date = Parts(record);
        Add("title", record.Title);
        // In braces of its own: it is a body's name, not a person's.
        bib.Append(",\n  author = {{").Append(Escaped(Board(record))).Append("}}");
        Add("institution", Board(record));
        if (date.Length > 0) Add("year", date[0].ToString("0000", CultureInfo.InvariantCulture));
        if (date.Length > 1) bib.Append(",\n  month = ").Append(Months[date[1] - 1]);
        Add("type", record.Publication.Listed.Kind);
        Add("url", record.Publication.Listed.Url);
        Add("howpublished", $"{site}/publications/{record.Publication.Id}");
        Add("note", Note(record));
        return bib.Append("\n}\n\n").ToString();
    }

    /// <summary>One item of CSL JSON (Citation Style Language 1.0.2).</summary>
    public static object Csl(PublicationRecord record, string site)
    {
        var date = Parts(record);
        return new
        {
            id = record.Publication.Id, type = "report", title = record.Title, author = new[] { new { literal = Board(record) } }, publisher = Board(record), genre = record.Publication.Listed.Kind,
            issued = date.Length == 0 ? null : new Dictionary<string, int[][]> { ["date-parts"] = [date] },
            URL = record.Publication.Listed.Url, archive = "Safeguarding reviews archive", archive_location = $"{site}/publications/{record.Publication.Id}", note = Note(record),
        };
    }

    private static string Board(PublicationRecord record) => record.Board.Name ?? record.Board.Slug;

    private static string? Note(PublicationRecord record) => string.Join("; ", new[]
    {
        record.Review.Name is { } name ? $"Review: {name}" : null, record.Status == PublicationStatus.Live ? null : $"{record.Status} by its board",
        record.Edition is { } edition ? $"archived copy SHA-256 {edition.Sha256}, {(record.Upload is null ? "fetched" : "uploaded by the archive's steward")} {edition.FileFirstSeen.UtcDateTime:yyyy-MM-dd}" : null,
    }.OfType<string>());

    private static int[] Parts(PublicationRecord record) =>
        record.Publication.Listed.Published is { Length: > 0 } date ? [.. date.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture))] : [];

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Braces that were typed would end the field.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in OneLine(text))
            escaped.Append(c switch
            {
                '{' => "(",
                '}' => ")",
                '\\' => "/",
                '%' => "\\%",
                '&' => "\\&",
                '#' => "\\#",
                '$' => "\\$",
                '_' => "\\_",
                '~' => "\\textasciitilde ",
                '^' => "\\textasciicircum ",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
