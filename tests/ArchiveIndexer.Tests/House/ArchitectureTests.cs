using System.Text.RegularExpressions;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.House;

/// <summary>One room, one window: what stands in the docs' table of windows, as a test that scans the source text.</summary>
public sealed class ArchitectureTests
{
    private static readonly (string Window, string Pattern, string[] Rooms)[] Windows =
    [
        ("network in", @"\bSystem\.Net\.(Http|Sockets)\b|\bHttpClient\b|\bSocket\b|\bDns\b", ["src/ArchiveIndexer/Crawling/", "src/ArchiveIndexer.Host/"]),
        ("HTML", @"\bAngleSharp\b", ["src/ArchiveIndexer/Crawling/", "src/ArchiveIndexer/Extracting/"]),
        ("disk", @"(?<![\w.])(File|Directory|FileStream|FileInfo|DirectoryInfo|StreamReader|StreamWriter)\s*(\.|\()", ["src/ArchiveIndexer/Archiving/"]),
        ("object store", @"\bAmazon\b", ["src/ArchiveIndexer/Archiving/"]),
        ("PDF", @"\bUglyToad\b", ["src/ArchiveIndexer/Extracting/"]),
        ("differences", @"\bDiffPlex\b", ["src/ArchiveIndexer/Comparing/"]),
        ("Word documents", @"\bDocumentFormat\b", ["src/ArchiveIndexer/Extracting/"]),
        ("inverted index", @"\bLucene\b(?!\.NET)", ["src/ArchiveIndexer/Indexing/", "src/ArchiveIndexer/Searching/"]),
        ("SQL", @"\b(Sqlite|Npgsql|Dapper|DbUp)\b|Microsoft\.Data", ["src/ArchiveIndexer/Catalogue/"]),
        ("jobs", @"\bHangfire\b", ["src/ArchiveIndexer.Host/Scheduling/"]),
        ("console", @"\bSystem\.CommandLine\b|\bSpectre\b|\bConsole\.", ["src/ArchiveIndexer.Host/Commands/", "src/ArchiveIndexer.Reader/"]),
        ("network out", @"\bMicrosoft\.AspNetCore\b|\bWebApplication\b|\bHttpContext\b", ["src/ArchiveIndexer.Host/"]),
    ];

    [Fact]
    public void Each_outside_thing_is_named_only_in_its_room()
    {
        var offenders = Windows.SelectMany(window => Sources()
            .Where(source => !window.Rooms.Any(room => source.Path.StartsWith(room, StringComparison.Ordinal)))
            .SelectMany(source => Lines(source.Text).Where(line => Regex.IsMatch(line.Text, window.Pattern))
                .Select(line => $"{source.Path}:{line.Number}: {window.Window} is not this room's window: {line.Text.Trim()}"))).ToList();
        Assert.True(offenders.Count == 0, string.Join('\n', offenders));
    }

    [Fact]
    public void The_scan_sees_an_offender()
    {
        var window = Windows.Single(window => window.Window == "disk");
        Assert.Matches(window.Pattern, "        var text = File.ReadAllText(path);");
        Assert.DoesNotMatch(window.Pattern, "        var profile = Profile.Of(text);");
    }

    [Fact]
    public void The_pipeline_knows_neither_the_web_nor_the_jobs()
    {
        var names = typeof(ArchivePipeline).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();
        Assert.DoesNotContain(names, name => name.StartsWith("Hangfire", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name == "archive");
    }

    [Fact]
    public void A_stage_knows_no_other_stage()
    {
        string[] stages = ["Crawling", "Archiving", "Extracting", "Indexing", "Searching", "Catalogue", "Comparing"];
        (string From, string To)[] agreed =
        [
            ("Searching", "Indexing"), // reads its schema and analyser
            ("Catalogue", "Archiving"), // follows its logs
        ];
        var offenders = from source in Sources()
                        from stage in stages
                        where source.Path.StartsWith($"src/ArchiveIndexer/{stage}/", StringComparison.Ordinal)
                        from other in stages
                        where other != stage && !agreed.Contains((stage, other)) && Regex.IsMatch(source.Text, $@"^using ArchiveIndexer\.{other};", RegexOptions.Multiline)
                        select $"{source.Path} uses {other}";
        Assert.Empty(offenders);
    }

    /// <summary>A stranger's page is parsed where it can do no harm: whoever serves, crawls or previews asks the pool.</summary>
    [Fact]
    public void Only_a_worker_and_a_command_with_nothing_to_lose_parse_pages()
    {
        const string parses = @"\b(PageReader|ReviewsPage|ReviewOnPage)\.\w+\(|\b(PageTextExtractor|PdfTextExtractor|WordTextExtractor|TextExtractors)\.Extract\(";
        string[] may =
        [
            "src/ArchiveIndexer.Host/Commands/ExtractWorkerCommand.cs", "src/ArchiveIndexer.Reader/WorkerCommand.cs", // the worker itself
            "src/ArchiveIndexer.Host/Commands/ListingCommand.cs", // one page from the disk, in a process of its own
            "src/ArchiveIndexer/Crawling/PageReader.cs", "src/ArchiveIndexer/Crawling/ReviewOnPage.cs", // the parser's own rooms
            "src/ArchiveIndexer/Extracting/TextExtractors.cs", "src/ArchiveIndexer/Extracting/Workers/ExtractionWorker.cs", "src/ArchiveIndexer/Extracting/Workers/LoneReading.cs",
        ];
        var found = Sources().Where(source => Lines(source.Text).Any(line => Regex.IsMatch(line.Text, parses))).Select(source => source.Path);
        Assert.Equal(may.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_type_is_called_by_a_name_that_names_nothing()
    {
        var offenders = Sources().SelectMany(source => Regex.Matches(source.Text, @"\b(?:class|record|struct|interface|enum)\s+(\w*(?:Manager|Helper|Util|Utils|Service|Base|Impl|Repository|Dto|Common|Shared))\b")
            .Select(match => $"{source.Path}: {match.Groups[1].Value}"));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Interfaces_stand_only_at_the_seams()
    {
        var found = Sources().SelectMany(source => Regex.Matches(source.Text, @"\binterface\s+(\w+)").Select(match => match.Groups[1].Value)).Order();
        Assert.Equal(["IArchive", "ICatalogue"], found);
    }

    private static IEnumerable<(string Path, string Text)> Sources() => Repository.Files("*.cs", "src").Select(path => (path, Repository.Read(path)));

    private static IEnumerable<(int Number, string Text)> Lines(string text) => text.Split('\n').Select((line, index) => (index + 1, line))
        .Where(line => !line.line.TrimStart().StartsWith("//", StringComparison.Ordinal)).Select(line => (line.Item1, line.line));
}
