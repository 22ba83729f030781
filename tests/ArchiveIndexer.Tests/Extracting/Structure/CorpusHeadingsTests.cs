using System.Text.RegularExpressions;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

/// <summary>The headings of every publication of the corpus are those of its source, with their levels.</summary>
public sealed partial class CorpusHeadingsTests
{
    public static TheoryData<string, string> Publications()
    {
        var found = new TheoryData<string, string>();
        foreach (var line in Repository.Read("corpus/publications.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var fields = line.Split('\t');
            if (fields[8] == "yes") found.Add(fields[0], fields[1]);
        }
        return found;
    }

    [Theory]
    [MemberData(nameof(Publications))]
    public void Headings_are_those_of_the_source(string id, string path)
    {
        var source = Repository.Read($"corpus/sources/{id}.md");
        var text = PdfTextExtractor.Extract(File.ReadAllBytes(Path.Combine(Repository.Root, "corpus", path)));
        var found = text.Pages.SelectMany(p => p.Blocks).Where(b => b.Kind == BlockKind.Heading).Select(b => (Level: b.Level!.Value, Text: $"{b.Number} {b.Text}".Trim())).ToList();
        var wanted = Heading().Matches(source).Select(m => (Level: m.Groups[1].Length, Text: m.Groups[2].Value.Trim())).ToList();
        // A title over a short publication is its first heading, and the others stand below it.
        var below = wanted.Count > 0 && found.Find(f => Same(f.Text, wanted[0].Text)).Level == 2 ? 1 : 0;
        Assert.Equal(wanted.Select(w => $"{w.Level + below} {w.Text}"), found.Where(f => wanted.Exists(w => Same(w.Text, f.Text))).Select(f => $"{f.Level} {f.Text}"));
        // What else is set as one: the title, the contents page, and lines that the source has in bold, standing alone.
        var title = Title().Match(source).Groups[1].Value;
        Assert.All(found.Where(f => !wanted.Exists(w => Same(w.Text, f.Text))),
            f => Assert.True(f.Text == "Contents" || f.Text == title || source.Contains($"**{f.Text}**", StringComparison.Ordinal), f.Text));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    [GeneratedRegex(@"^(#+) ([^\r\n{]*)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^title: \"(.*)\"", RegexOptions.Multiline)]
    private static partial Regex Title();
}
