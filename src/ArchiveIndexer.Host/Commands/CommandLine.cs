using System.CommandLine;
using System.CommandLine.Parsing;
using ArchiveIndexer.Archiving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>The program as scripts and people see it: its commands, what every command takes, and how trouble is told.</summary>
public static class CommandLine
{
    public static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "The data folder.", DefaultValueFactory = _ => "./data", Recursive = true, Validators = { NotEmpty } };
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object and nothing else on stdout.", Recursive = true };
    public static readonly Option<bool> Quiet = new("--quiet") { Description = "Say nothing but the result and trouble.", Recursive = true };
    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Tell every step.", Recursive = true };

    /// <summary>Runs what was typed.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation = default)
    {
        var root = new RootCommand("""
            Keeps the reviews that safeguarding boards publish, and makes them findable.

            Examples:
              archive                                      serve; without configuration, with the sample board
              archive crawl --page https://…/reviews/      archive and index one board now
              archive search professional curiosity        the best pages, with snippets
              archive search '"was not brought"'           these words as a phrase: quotes that the shell leaves
              archive extract report.pdf --json            what is understood of a PDF
            """) { Data, Json, Quiet, Verbose };
        Command[] commands =
        [
            ServeCommand.Create(), CrawlCommand.Create(), SearchCommand.Create(), ExtractCommand.Create(), ListingCommand.Create(),
            RebuildCommand.Create(), VerifyCommand.Create(), ExportCommand.Create(), BackupCommand.Create(), RestoreCommand.Create(), ExtractWorkerCommand.Create(),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        // 'archive' alone, and 'archive --data DIR', mean 'archive serve'.
        root.SetAction((parsed, token) => ServeCommand.RunAsync(parsed, token));

        var typed = root.Parse(args);
        string[] errors = typed.Errors.Count > 0 ? [.. typed.Errors.Select(error => error.Message)] : [.. Misspelt(typed)];
        if (errors.Length > 0)
        {
            foreach (var error in errors) await Console.Error.WriteLineAsync(error);
            var name = typed.CommandResult.Command == root ? "" : typed.CommandResult.Command.Name + " ";
            await Console.Error.WriteLineAsync($"Try 'archive {name}--help'.");
            return ExitCode.BadUsage;
        }
        var terminal = TerminalOf(typed);
        try
        {
            var isWorker = typed.CommandResult.Command.Hidden;
            return await typed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = isWorker ? null : TimeSpan.FromSeconds(20) }, cancellation);
        }
        catch (OperationCanceledException)
        {
            terminal.Complain("Cancelled. What was done is kept; the same command goes on from there.");
            return ExitCode.Cancelled;
        }
        catch (UsageException e)
        {
            terminal.Complain($"{e.Message}\nTry 'archive {typed.CommandResult.Command.Name} --help'.");
            return ExitCode.BadUsage;
        }
        catch (Exception e) when (Faults.IsFullDisk(e))
        {
            terminal.Complain($"{(terminal.Verbose ? e : e.Message)}\nThe disk is full. What was done is kept; make room and give the same command again.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (Faults.IsFailingDisk(e))
        {
            terminal.Complain($"{(terminal.Verbose ? e : e.Message)}\nThe disk fails at reading or writing. What was done is kept; have the disk looked at, run 'archive verify', and give the same command again.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is ArchiveInUseException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            terminal.Complain(terminal.Verbose ? e.ToString() : e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            terminal.Complain($"Something went wrong that ought not to: {(terminal.Verbose ? e : $"{e.GetType().Name}: {e.Message}")}\nWhat was done before is kept. --verbose tells more; please report it.");
            return ExitCode.Failed;
        }
    }

    /// <summary>What looks like an option and is none would otherwise be taken for a word, a file or a board.</summary>
    private static IEnumerable<string> Misspelt(ParseResult typed) => typed.Tokens.TakeWhile(token => token.Type is not TokenType.DoubleDash)
        .Where(token => token.Type is TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(token => $"There is no option '{token.Value}'. What only looks like an option goes after --.");

    private static void NotEmpty(OptionResult typed)
    {
        if (typed.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) typed.AddError($"{typed.Option.Name} is empty; it must name a folder, such as ./data.");
    }

    /// <summary>The console as the options want it.</summary>
    public static Terminal TerminalOf(ParseResult typed) => new(typed.GetValue(Json), typed.GetValue(Quiet), typed.GetValue(Verbose));

    /// <summary>The data folder's path and the settings that apply to it.</summary>
    public static (string Data, ArchiveOptions Options) SettingsOf(ParseResult typed)
    {
        var data = typed.GetValue(Data)!;
        return (data, ArchiveOptions.Read(data));
    }
}

/// <summary>What was typed can be parsed but not done; the message says what would work.</summary>
public sealed class UsageException(string message) : Exception(message);
