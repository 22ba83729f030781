using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.House;

/// <summary><c>run.ps1</c>, parsed and run by PowerShell's own engine.</summary>
public sealed class RunScriptTests
{
    private static readonly string Script = Path.Combine(Repository.Root, "run.ps1");

    [Fact]
    public void It_parses_and_keeps_to_the_language_and_to_dotnet()
    {
        var tree = Parser.ParseFile(Script, out _, out var errors);
        Assert.Empty(errors);
        var commands = tree.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Select(command => command.GetCommandName()).Distinct();
        Assert.Empty(commands.Except(["dotnet", "Set-StrictMode"]));
    }

    [Fact]
    public void It_keeps_to_what_Windows_PowerShell_5_understands()
    {
        var text = Repository.Read("run.ps1");
        Assert.All(text, c => Assert.True(char.IsAscii(c), $"'{c}' is read wrongly from a file without a byte order mark"));
        Parser.ParseInput(text, out var tokens, out _);
        Assert.DoesNotContain(tokens, token => token.Kind is TokenKind.AndAnd or TokenKind.OrOr or TokenKind.QuestionQuestion or TokenKind.QuestionQuestionEquals or TokenKind.QuestionDot or TokenKind.QuestionMark);
    }

    [Fact]
    public void It_runs_the_program_and_gives_its_exit_code()
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        var output = shell.AddCommand(Script).AddArgument("--help").Invoke().Select(line => line.ToString()).ToList();
        Assert.Contains(output, line => line.Contains("crawl", StringComparison.Ordinal));
        Assert.Equal(0, runspace.SessionStateProxy.GetVariable("LASTEXITCODE"));
    }

    [Fact]
    public async Task The_program_works_in_the_folder_where_it_is_called()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", ["run", "--no-build", "--project", Path.Combine(Repository.Root, "src", "ArchiveIndexer.Host"), "--", "verify"]) { WorkingDirectory = folder.Path, RedirectStandardError = true };
        using var program = Process.Start(start)!;
        Assert.Contains(Path.Combine(folder.Path, "data"), await program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
