using System.CommandLine;
using System.CommandLine.Parsing;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>Web, API and worker in one process.</summary>
public static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls") { HelpName = "URL", Description = "Where to listen.", DefaultValueFactory = _ => "http://localhost:5080", Validators = { WebAddresses } };

    public static Command Create()
    {
        var command = new Command("serve", "Serves web pages and API, and keeps the boards crawled (the default).") { Urls };
        command.SetAction(RunAsync);
        return command;
    }

    private static void WebAddresses(OptionResult typed)
    {
        foreach (var url in typed.Tokens.SelectMany(token => token.Value.Split(';')))
            // '*' and '+' stand for every address of this machine.
            if (!Uri.TryCreate(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                typed.AddError($"{typed.Option.Name} is '{url}'; it must be an address to listen on, such as http://localhost:5080.");
    }

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var (data, options) = CommandLine.SettingsOf(typed);
        var urls = typed.CommandResult.Command is RootCommand ? "http://localhost:5080" : typed.GetValue(Urls)!;
        var sample = options.Roles.HasFlag(Roles.Work) ? SampleSite.BoardIfNeeded(data, options) : null;
        await using var rooms = new Rooms(new DataFolder(data), options, KnownBoards.Endpoints(sample is null ? [] : [sample]).ToList(), TimeProvider.System, terminal.Say);
        await using var site = sample is null ? null : await SampleSite.StartAsync(options.Sample.Port, cancellation);
        await using var app = WebHost.Build(urls, rooms, options, sample, terminal.Verbose);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e)
        {
            terminal.Complain($"Cannot listen on {urls}: {e.Message} Choose another address with 'serve --urls http://localhost:PORT'.");
            return ExitCode.Failed;
        }
        if (options.Roles.HasFlag(Roles.Work)) terminal.Say(await Rooms.RecognitionAsync(rooms.Recogniser));
        if (rooms.Pipeline.Unfinished().Count is > 0 and var left) terminal.Say($"{Counted.Publications(left)} to be read and indexed; searches find them as that goes on.");
        WebHost.Begin(app, options);
        terminal.Say($"Serving {urls} from {rooms.Folder.Root}. Stop with Ctrl+C.");
        if (sample is not null) terminal.Say($"No board is configured, so the fictional sample board is crawled. See the README for how to point it at a real one.");
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }
}
