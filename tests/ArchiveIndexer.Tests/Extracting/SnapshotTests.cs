using System.Globalization;
using System.Text;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

/// <summary>
/// What is read out of each PDF of the sample board, kept beside this file and reviewed like code: whoever changes how PDFs are read
/// sees in the difference what changes for a reader.
/// </summary>
public sealed class SnapshotTests
{
    private const string Renew = "RENEW_SNAPSHOTS";

    private static string Folder => Path.Combine(Repository.Root, "tests", "ArchiveIndexer.Tests", "Extracting", "Snapshots");

    public static TheoryData<string> Names => [.. Publications];

    private static string[] Publications { get; } = NamesOf(Repository.Files("*.pdf", "corpus/site"));

    [Theory, MemberData(nameof(Names))]
    public void A_publication_of_the_sample_board_reads_as_it_did(string name)
    {
        var pdf = Repository.Files(name + ".pdf", "corpus/site").Single();
        var now = Written(File.ReadAllBytes(Path.Combine(Repository.Root, pdf)));
        var path = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable(Renew) is { Length: > 0 })
        {
            File.WriteAllText(path, now);
            return;
        }
        var then = File.Exists(path) ? File.ReadAllText(path) : "";
        if (then == now) return;
        var (was, reads) = (then.Split('\n'), now.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, reads.Length)).First(i => was.ElementAtOrDefault(i) != reads.ElementAtOrDefault(i));
        Assert.Fail($"""
            {pdf} no longer reads as in Extracting/Snapshots/{name}.txt, from line {line + 1} on:
            was: {was.ElementAtOrDefault(line)}
            is:  {reads.ElementAtOrDefault(line)}
            If that is better for a reader, run the tests once with {Renew}=1 set, look at what git shows to have changed, and commit it.
            """);
    }

    [Fact]
    public void Every_snapshot_is_of_a_publication() => Assert.Equal(Publications, NamesOf(Directory.GetFiles(Folder)));

    private static string[] NamesOf(IEnumerable<string> paths) => [.. paths.Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Written(byte[] pdf)
    {
        var written = new StringBuilder();
        try
        {
            var text = PdfTextExtractor.Extract(pdf);
            Line($"title: {text.Title}");
            Line($"language: {text.Language}");
            foreach (var furniture in text.Furniture) Line($"left out of {furniture.Pages.Count} pages: {furniture.Text}");
            foreach (var page in text.Pages)
            {
                Line($"\n== page {page.Number}{(page.Label is null ? "" : $" ({page.Label})")}{(page.Role is null ? "" : $", {page.Role}")} ==");
                foreach (var block in page.Blocks) Write(block);
            }
        }
        catch (RejectedException rejected)
        {
            Line($"rejected: {rejected.Reason}");
        }
        return written.ToString();

        void Line(string line) => written.Append(line).Append('\n');

        void Write(Block block)
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"{block.Kind}{(block.Level is { } level ? $" {level}" : "")}: ");
            if (block.Rows is null) Line(head + (block.Number is null ? "" : $"[{block.Number}] ") + block.Text);
            else
            {
                Line($"{head}{block.HeaderRows} header rows, {block.HeaderColumns} header columns");
                foreach (var row in block.Rows) Line("  | " + string.Join(" | ", row));
            }
        }
    }
}
