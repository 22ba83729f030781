using System.CommandLine;
using System.Text.RegularExpressions;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// Running heads, feet and page numbers of the sample corpus: what of them is left in the text, and what of the text went with
/// them. The truth is what the files were made of: the lines that the head of each <c>sources/*.md</c> gives for head and foot, and
/// its body, every word of which has to be in the text.
/// </summary>
internal static partial class FurnitureBenchmark
{
    private const string OnEveryPage = "Fictional sample document – not a real child, family, board or event";

    private static readonly Argument<string> Folder = new("FOLDER") { Description = "The sample corpus." };

    public static Command Create()
    {
        var command = new Command("furniture", "Running heads and feet: left in the text, and text lost with them.") { Folder };
        command.SetAction(typed => RunAsync(typed.GetValue(Folder)!));
        return command;
    }

    private static async Task<int> RunAsync(string folder)
    {
        var table = new Table().AddColumns("publication", "pages", "pages with furniture left", "words listed as furniture", "words of the source", "of these missing", "such as");
        var (left, missing, words) = (0, 0, 0);
        foreach (var line in (await File.ReadAllLinesAsync(Path.Combine(folder, "publications.tsv"))).Skip(1))
        {
            var (id, path) = (line.Split('\t')[0], line.Split('\t')[1]);
            var source = Path.Combine(folder, "sources", id + ".md");
            if (!File.Exists(source)) continue;
            PublicationText text;
            try
            {
                text = PdfTextExtractor.Extract(await File.ReadAllBytesAsync(Path.Combine(folder, path)));
            }
            catch (RejectedException e)
            {
                Console.Error.WriteLine($"{id}: {e.Reason}");
                continue;
            }
            var (head, body) = Parts(await File.ReadAllTextAsync(source));
            // The cover says some of it in its own right.
            var known = head.Append(OnEveryPage).Where(said => said.Length > 0).ToList();
            var dirty = text.Pages.Skip(1).Count(page => known.Exists(said => page.Text.Contains(said, StringComparison.Ordinal)) || PageNumber().IsMatch(page.Text));
            var have = text.Pages.SelectMany(page => Words(page.Text)).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
            var wanted = Words(body).ToList();
            var lost = wanted.CountBy(word => word).Where(word => word.Value > have.GetValueOrDefault(word.Key)).SelectMany(word => Enumerable.Repeat(word.Key, word.Value - have.GetValueOrDefault(word.Key))).ToList();
            table.AddRow([.. new[] { id, $"{text.Pages.Count}", $"{dirty}", $"{text.Furniture.Sum(f => f.Pages.Count * Words(f.Text).Count())}", $"{wanted.Count}", $"{lost.Count}", string.Join(' ', lost.Take(8)) }.Select(Markup.Escape)]);
            (left, missing, words) = (left + dirty, missing + lost.Count, words + wanted.Count);
        }
        table.AddRow("all", "", $"{left}", "", $"{words}", $"{missing}", "");
        AnsiConsole.Write(table);
        return 0;
    }

    private static (List<string> Head, string Body) Parts(string source)
    {
        var end = source.IndexOf("\n---", 3, StringComparison.Ordinal);
        var head = HeadLine().Matches(source[..end]).Select(match => match.Groups[1].Value).ToList();
        // Comments, attributes and addresses of links are not printed.
        return (head, NotPrinted().Replace(source[(end + 4)..], " "));
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text.Replace("\u00AD", "", StringComparison.Ordinal)).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex("^(?:running|footer|draft):\\s*\"?(.*?)\"?\\s*$", RegexOptions.Multiline)]
    private static partial Regex HeadLine();

    [GeneratedRegex(@"<!--.*?-->|\{[^}\n]*\}|\]\([^)\n]*\)|^:::.*$|\[\^[^\]\n]*\]|<[^>\n]*>|^(?:Table)?: |\\\w+", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex NotPrinted();

    [GeneratedRegex(@"P ?a ?g ?e \d+ (?:of|\|) \d+")]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
