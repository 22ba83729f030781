using System.Diagnostics;
using System.Text.RegularExpressions;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>The program that only reads. Tests run it under the JIT; built natively it is the same code.</summary>
public sealed partial class ReaderProgramTests
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "archive-reader.dll");

    private static string[] Samples => [.. Directory.GetFiles(Repository.SampleSite, "*.pdf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(3)];

    [Fact]
    public async Task One_file_is_answered_as_archive_extract_answers()
    {
        foreach (var shape in (string[])["--json", "--text"])
        {
            await using var archive = await ArchiveProgram.RunAsync("extract", Samples[0], shape);
            var (code, output, _) = await RunAsync(Samples[0], shape);
            Assert.Equal(0, code);
            Assert.Equal(Timeless(archive.Output), Timeless(output));
        }
    }

    [Fact]
    public async Task Several_files_are_answered_as_archive_extract_answers()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "page.pdf");
        await File.WriteAllTextAsync(page, "<html><title>Gone</title>");
        string[] files = [.. Samples, page, Path.Combine(folder.Path, "missing.pdf")];
        await using var archive = await ArchiveProgram.RunAsync(["extract", .. files, "--json"]);
        var (code, output, errors) = await RunAsync([.. files, "--json"]);
        Assert.Equal(archive.ExitCode, code);
        Assert.Equal(Timeless(archive.Output), Timeless(output));
        Assert.Contains("missing.pdf", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_end_is_stopped()
    {
        using var folder = new TemporaryFolder();
        var endless = Path.Combine(folder.Path, "endless.pdf");
        await File.WriteAllBytesAsync(endless, HostilePdfs.Endless());
        var (code, output, errors) = await RunAsync([endless, "--text"], ("Reading__TimeLimitSeconds", "1"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("took longer than 1 s", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_can_have_it_read()
    {
        await using var workers = new ExtractionWorkers(new ExtractionOptions { WorkerFile = Dotnet, WorkerArguments = [Program, ExtractionWorker.Command], Workers = 1 });
        using var pdf = File.OpenRead(Samples[0]);
        Assert.Equal(PdfTextExtractor.Extract(await File.ReadAllBytesAsync(Samples[0])).Pages.Select(each => each.Text), (await workers.ExtractAsync(pdf)).Pages.Select(each => each.Text));
    }

    [Theory]
    [InlineData("no.pdf")]
    [InlineData("no.pdf", "--text", "--json")]
    [InlineData("--text")]
    [InlineData("no.pdf", "--test")]
    public async Task What_cannot_be_done_is_told_with_what_can(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.Equal((64, ""), (code, output));
        Assert.Contains("archive-reader FILE… --text|--json", errors, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(arguments, ("Reading__Ocr", "false"));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, (string Name, string Value) setting)
    {
        var start = new ProcessStartInfo(Dotnet, [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[setting.Name] = setting.Value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    private static string Timeless(string answer) => Milliseconds().Replace(answer.TrimEnd('\n'), "");

    [GeneratedRegex(@"""milliseconds"": [\d.]+")]
    private static partial Regex Milliseconds();
}
