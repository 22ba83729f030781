using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Reads what reference managers read, as strictly as the strictest of them; a <see cref="FormatException"/> says what is wrong.</summary>
internal static partial class References
{
    private static readonly HashSet<string> RisTags = ["TY", "ID", "TI", "AU", "PB", "PY", "DA", "M3", "KW", "UR", "L1", "L2", "N1", "ER"];

    /// <summary>RIS (Research Information Systems, 2011): <c>XX  - value</c> in each line, CRLF, from TY to ER.</summary>
    public static IReadOnlyList<ILookup<string, string>> Ris(string file)
    {
        var (records, fields) = (new List<ILookup<string, string>>(), new List<(string Tag, string Value)>());
        foreach (var line in file.Split("\r\n"))
        {
            if (line.AsSpan().IndexOfAny('\r', '\n') >= 0) throw new FormatException($"A line's end within '{line}'.");
            if (line.Length == 0)
            {
                if (fields.Count > 0) throw new FormatException("An empty line within a record.");
                continue;
            }
            if (RisLine().Match(line) is not { Success: true } match || !RisTags.Contains(match.Groups[1].Value)) throw new FormatException($"'{line}' is no tag with a value.");
            var (tag, value) = (match.Groups[1].Value, match.Groups[2].Value);
            if (tag == "TY" != (fields.Count == 0)) throw new FormatException($"A record must begin with TY, once: '{line}'.");
            if (tag == "DA" && !RisDate().IsMatch(value)) throw new FormatException($"'{value}' is no date.");
            if (tag == "PY" && !Year().IsMatch(value)) throw new FormatException($"'{value}' is no year.");
            if (tag != "ER" && value.Trim().Length == 0) throw new FormatException($"{tag} is empty.");
            fields.Add((tag, value));
            if (tag != "ER") continue;
            records.Add(fields.ToLookup(field => field.Tag, field => field.Value));
            fields.Clear();
        }
        return fields.Count == 0 ? records : throw new FormatException("The last record does not end.");
    }

    /// <summary>BibTeX: entries whose fields are in braces, a month's name aside; what TeX would take for a command is undone.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> BibTeX(string file)
    {
        var entries = new List<IReadOnlyDictionary<string, string>>();
        var at = 0;
        while (Spaces() < file.Length)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["ENTRYTYPE"] = Take('@', '{').Trim(), ["ID"] = Take(null, ',', '}').Trim() };
            if (!BibKey().IsMatch(fields["ID"])) throw new FormatException($"'{fields["ID"]}' is no key.");
            while (file[at - 1] == ',')
            {
                var name = Take(null, '=').Trim();
                Spaces();
                var value = file[at] == '{' ? Braced() : Take(null, ',', '}', '\n').Trim();
                if (value.Length == 0 || file[at - 1] is not ('}' or ',' or '\n') || !fields.TryAdd(name, value)) throw new FormatException($"The field {name} is empty, or there twice.");
                if (file[at - 1] != ',') { Spaces(); at++; }
                if (at > file.Length || file[at - 1] is not (',' or '}')) throw new FormatException($"After the field {name} there is neither a comma nor the end.");
            }
            entries.Add(fields);
        }
        return entries;

        int Spaces()
        {
            while (at < file.Length && char.IsWhiteSpace(file[at])) at++;
            return at;
        }

        string Take(char? first, params char[] ends)
        {
            if (first is { } c && file[at++] != c) throw new FormatException($"'{c}' was expected at {at - 1}.");
            var end = file.IndexOfAny(ends, at);
            if (end < 0) throw new FormatException($"The file ends before any of {string.Join(' ', ends)}.");
            (var text, at) = (file[at..end], end + 1);
            return text;
        }

        string Braced()
        {
            var (text, depth) = (new StringBuilder(), 0);
            do
            {
                if (at >= file.Length) throw new FormatException("A brace is not closed.");
                var c = file[at++];
                if (c == '{') depth++;
                else if (c == '}') depth--;
                else if (c is '\r' or '\n') throw new FormatException("A field goes over a line's end.");
                else if (c is '%' or '&' or '#' or '$' or '_' or '~' or '^') throw new FormatException($"TeX would read {c} as a sign of its own.");
                else if (c == '\\')
                {
                    if ("%&#$_".Contains(file[at], StringComparison.Ordinal)) text.Append(file[at++]);
                    else text.Append(Take(null, ' ') switch { "textasciitilde" => '~', "textasciicircum" => '^', var command => throw new FormatException($"\\{command} is not known.") });
                }
                else text.Append(c);
            } while (depth > 0);
            return text.ToString();
        }
    }

    /// <summary>CSL JSON (Citation Style Language 1.0.2): only its own fields, each of its own type.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Csl(string file)
    {
        var items = JsonDocument.Parse(file).RootElement.EnumerateArray().Select(item => item.EnumerateObject().ToDictionary(field => field.Name, field => field.Value)).ToList();
        foreach (var item in items)
        {
            if (item["type"].GetString() != "report") throw new FormatException($"The type is {item["type"]}.");
            foreach (var (name, value) in item)
            {
                var right = name switch
                {
                    "id" or "type" or "title" or "publisher" or "genre" or "URL" or "archive" or "archive_location" or "note" => value.ValueKind is JsonValueKind.String && value.GetString()!.Length > 0,
                    "author" => value.EnumerateArray().All(author => author.EnumerateObject().Single() is { Name: "literal", Value.ValueKind: JsonValueKind.String }),
                    "issued" => value.EnumerateObject().Single() is { Name: "date-parts" } parts && parts.Value.EnumerateArray().Single().EnumerateArray().Count(part => part.ValueKind is JsonValueKind.Number) is >= 1 and <= 3,
                    _ => false,
                };
                if (!right) throw new FormatException($"{name} is not CSL's: {value.GetRawText()}");
            }
        }
        return items;
    }

    [GeneratedRegex("^([A-Z][A-Z0-9])  - (.*)$")]
    private static partial Regex RisLine();

    [GeneratedRegex("^[0-9]{4}/([0-9]{2})?/([0-9]{2})?$|^[0-9]{4}/[0-9]{2}/[0-9]{2}$")]
    private static partial Regex RisDate();

    [GeneratedRegex("^[0-9]{4}$")]
    private static partial Regex Year();

    [GeneratedRegex("^[A-Za-z0-9:._-]+$")]
    private static partial Regex BibKey();
}
