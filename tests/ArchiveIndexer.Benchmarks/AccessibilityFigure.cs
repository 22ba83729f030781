using System.CommandLine;
using System.Diagnostics;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>How far the accessibility report agrees with what other programs counted in the same files (FOLDER/accessibility.tsv).</summary>
internal static class AccessibilityFigure
{
    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders with PDFs and accessibility.tsv.", Arity = ArgumentArity.OneOrMore };

    // Column by column: what the table says, and what we say of the same.
    private static readonly (string Name, Func<Row, string> Theirs, Func<AccessibilityReport, string> Ours)[] Columns =
    [
        ("tagged", row => row["pdfinfo_tagged"], report => YesNo(report.Tagged)),
        ("structure tree", row => row["struct_tree"], report => YesNo(report.Structure is not null)),
        ("title", row => YesNo(row["title"].Length > 0), report => YesNo(report.Title)),
        ("title shown", row => row["display_doc_title"], report => YesNo(Passed(report, "title-shown"))),
        ("language", row => row["lang"], report => report.Language ?? ""),
        ("bookmarks", row => row["outline"], report => YesNo(Passed(report, "bookmarks"))),
        ("figures", row => row["figures"], report => $"{report.Structure?.Pictures ?? 0}"),
        ("figures with alt", row => row["figures_with_alt"], report => $"{report.Structure?.DescribedPictures ?? 0}"),
        ("tables", row => row["tables"], report => $"{report.Structure?.Tables ?? 0}"),
        ("header cells", row => row["th"], report => $"{report.Structure?.HeaderCells ?? 0}"),
        ("headings", row => row["headings"], report => string.Join(';', (report.Structure?.Headings ?? new Dictionary<string, int>()).Select(h => $"{h.Key}={h.Value}"))),
        ("list items", row => row["list_items"], report => $"{report.Structure?.ListItems ?? 0}"),
        ("paragraphs", row => row["paragraphs"], report => $"{report.Structure?.Paragraphs ?? 0}"),
        ("links", row => row["links"], report => $"{report.Structure?.Links ?? 0}"),
    ];

    public static Command Create()
    {
        var command = new Command("accessibility", "How far the accessibility report agrees with a table of what other programs counted.") { Folders };
        command.SetAction(typed => Run(typed.GetValue(Folders)!));
        return command;
    }

    private sealed record Row(string Path, Dictionary<string, string> Fields)
    {
        public string this[string field] => Fields[field];
    }

    private static int Run(string[] folders)
    {
        var agreed = Columns.ToDictionary(column => column.Name, _ => 0);
        var (files, refused) = (0, 0);
        var bands = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in folders.SelectMany(Rows))
        {
            AccessibilityReport report;
            var began = Stopwatch.GetTimestamp();
            try
            {
                report = PdfTextExtractor.Extract(File.ReadAllBytes(row.Path)).Accessibility!;
            }
            catch (RejectedException e)
            {
                refused++;
                if (e.Accessibility is null)
                {
                    Console.WriteLine($"{Path.GetFileName(row.Path)}: no report, for it is rejected: {e.Message}");
                    continue;
                }
                report = e.Accessibility;
            }
            files++;
            bands[report.Band ?? "?"] = bands.GetValueOrDefault(report.Band ?? "?") + 1;
            foreach (var (name, theirs, ours) in Columns)
            {
                if (theirs(row) == ours(report)) agreed[name]++;
                else Console.WriteLine($"{Path.GetFileName(row.Path)}: {name}: table {Quoted(theirs(row))}, ours {Quoted(ours(report))}");
            }
            if (Environment.GetEnvironmentVariable("VERBOSE") is not null)
                Console.WriteLine($"{Path.GetFileName(row.Path)}: {report.Band} {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms\n" + string.Join('\n', report.Problems.Select(p => $"    {p.Check}: {p.Found} {string.Join(',', p.Pages)}").Concat(report.NotChecked.Select(n => $"    ? {n.Check}: {n.Found}"))));
        }
        var table = new Table().AddColumns("fact", "files that agree", "of");
        foreach (var (name, _, _) in Columns) table.AddRow(name, $"{agreed[name]}", $"{files}");
        AnsiConsole.Write(table);
        Console.WriteLine($"{refused} without text. Bands: {string.Join(", ", bands.Select(band => $"{band.Key} {band.Value}"))}");
        return 0;
    }

    private static IEnumerable<Row> Rows(string folder)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "accessibility.tsv"));
        var names = lines[0].Split('\t');
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var fields = names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second);
            // The table names files from a folder above this one.
            var parts = fields["path"].Split('/');
            var path = Enumerable.Range(0, parts.Length).Select(from => Path.Combine([folder, .. parts[from..]])).FirstOrDefault(File.Exists);
            if (path is not null) yield return new Row(path, fields);
            else Console.WriteLine($"{fields["path"]}: not there");
        }
    }

    private static bool Passed(AccessibilityReport report, string check) => report.Passed.Any(note => note.Check == check);

    private static string YesNo(bool yes) => yes ? "yes" : "no";

    private static string Quoted(string value) => value.Length == 0 ? "(nothing)" : value;
}
