using System.Text.RegularExpressions;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.House;

/// <summary>Documents that name something that does not exist are wrong.</summary>
public sealed class DocumentationTests
{
    private static IEnumerable<string> Documents => Repository.Files("*.md").Where(path => !path.StartsWith("corpus/sources/", StringComparison.Ordinal));

    [Fact]
    public void Every_path_that_a_document_names_exists()
    {
        var missing = from document in Documents
                      from Match match in Regex.Matches(Repository.Read(document), @"`((?:src|tests|docs|corpus|\.ci)/[\w./\-]+)`|\]\((?!https?:|#|mailto:)([^)#\s]+)")
                      let named = match.Groups[1].Success ? match.Groups[1].Value : Path.Combine(Path.GetDirectoryName(document)!, match.Groups[2].Value)
                      let path = Path.GetFullPath(Path.Combine(Repository.Root, named))
                      where !File.Exists(path) && !Directory.Exists(path)
                      select $"{document} names {match.Value}, which does not exist";
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_command_and_option_that_a_document_names_exists()
    {
        var help = new Dictionary<string, string>();
        foreach (var command in (string[])["serve", "crawl", "search", "extract", "listing", "rebuild", "verify", "export", "backup", "restore"])
            help[command] = (await ArchiveProgram.RunAsync(command, "--help")).Output;
        var wrong = new List<string>();
        foreach (var document in Documents)
            foreach (Match match in Regex.Matches(Repository.Read(document), @"(?:src/ArchiveIndexer\.Host -- |`archive |\./run\.ps1 )([a-z][\w-]*)([^`\n]*)"))
            {
                var command = match.Groups[1].Value;
                if (command is "check") continue;
                if (!help.TryGetValue(command, out var text)) wrong.Add($"{document}: there is no command '{command}'");
                else wrong.AddRange(Regex.Matches(match.Groups[2].Value, @"(?<=\s)--[a-z][\w-]*").Where(option => !text.Contains(option.Value, StringComparison.Ordinal)).Select(option => $"{document}: '{command}' has no {option.Value}"));
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_setting_that_a_document_names_exists()
    {
        var wrong = from document in Documents
                    from Match match in Regex.Matches(Repository.Read(document), @"\b(Boards|Crawl|Reading|Steward|Shared|Sample)(?:__|:)(\d+(?:__|:))?(\w+)")
                    let section = typeof(ArchiveOptions).GetProperty(match.Groups[1].Value)!.PropertyType
                    let type = section.IsGenericType ? section.GetGenericArguments()[0] : section
                    where type.GetProperty(match.Groups[3].Value) is null
                    select $"{document} names the setting {match.Value}, which does not exist";
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_repository_speaks_of_no_machine()
    {
        var wrong = from path in Repository.Files("*").Where(path => path.EndsWith(".md", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal))
                    from Match match in Regex.Matches(Repository.Read(path), @"(?<![\w.])/(root|home|tmp|work)/\w+")
                    select $"{path}: {match.Value}";
        Assert.Empty(wrong);
    }
}
