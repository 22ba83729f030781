using System.CommandLine;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>How well the rules for files without tags find the headings that tagged files name: the same files, read with and without their tags.</summary>
internal static class HeadingsFigure
{
    private const int FewestHeadings = 5;

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "PDFs; those that are not tagged are left out." };
        var missed = new Option<bool>("--missed") { Description = "List what was missed and what was added." };
        var command = new Command("headings", "Headings of tagged PDFs, found again without looking at the tags.") { folder, missed };
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(missed)));
        return command;
    }

    private static int Run(DirectoryInfo folder, bool list)
    {
        var table = new Table().AddColumns("File", "With tags", "Found", "Missed", "Added", "Same level");
        var differences = new List<string>();
        var (all, found, added, level) = (0, 0, 0, 0);
        foreach (var file in folder.EnumerateFiles("*.pdf").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (Read(file) is not { } read) continue;
            var (with, without) = read;
            var (own, other) = (with.Select(h => h.Place).ToHashSet(), without.ToLookup(h => h.Place, h => h.Level));
            var hits = with.FindAll(h => other.Contains(h.Place));
            var same = hits.Count(h => other[h.Place].Contains(h.Level));
            var extra = without.FindAll(h => !own.Contains(h.Place));
            table.AddRow(Markup.Escape(file.Name), $"{with.Count}", $"{hits.Count}", $"{with.Count - hits.Count}", $"{extra.Count}", $"{same}");
            differences.AddRange(with.Where(h => !other.Contains(h.Place)).Select(h => $"{file.Name} {h.Place.Page} - {h.Place.Text}"));
            differences.AddRange(extra.Select(h => $"{file.Name} {h.Place.Page} + {h.Place.Text}"));
            (all, found, added, level) = (all + with.Count, found + hits.Count, added + extra.Count, level + same);
        }
        AnsiConsole.Write(table);
        if (list) foreach (var line in differences) AnsiConsole.WriteLine(line);
        AnsiConsole.WriteLine($"precision {(double)found / Math.Max(1, found + added):0.000}, recall {(double)found / Math.Max(1, all):0.000}, same level {(double)level / Math.Max(1, found):0.000}");
        return 0;
    }

    private readonly record struct Heading((int Page, string Text) Place, int Level);

    private static (List<Heading> With, List<Heading> Without)? Read(FileInfo file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file.FullName);
            var with = PdfTextExtractor.Extract(bytes);
            if (with.Accessibility is not { Tagged: true }) return null;
            var headings = HeadingsOf(with);
            return headings.Count < FewestHeadings ? null : (headings, HeadingsOf(PdfTextExtractor.ExtractWithoutTags(bytes)));
        }
        catch (RejectedException)
        {
            return null;
        }
    }

    // Title and contents pages apart.
    private static List<Heading> HeadingsOf(PublicationText text) =>
        [.. text.Pages.Where(p => p.Role is null).SelectMany(p => p.Blocks.Where(b => b.Kind == BlockKind.Heading)
            .Select(b => new Heading((p.Number, string.Concat($"{b.Number}{b.Text}".Where(char.IsLetterOrDigit)).ToUpperInvariant()), b.Level ?? 0)))];
}
