using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ArchiveIndexer.Tests.Support;

/// <summary>The program as a user runs it: a process of its own.</summary>
internal sealed class ArchiveProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new(), _errors = new();
    private readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ArchiveProgram(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "archive.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // What is read must not depend on what happens to be installed; a test that wants pictures recognised says so.
        start.Environment["Reading__Ocr"] = "false";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => { if (line.Data is not null) lock (_output) _output.AppendLine(line.Data); };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            if (line.Data.StartsWith("Serving ", StringComparison.Ordinal)) _serving.TrySetResult();
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
                foreach (var (text, seen) in _awaited) if (line.Data.Contains(text, StringComparison.Ordinal)) seen.TrySetResult();
            }
        };
        _process.Exited += (_, _) => _serving.TrySetException(new InvalidOperationException("The program ended before it served: " + Errors));
    }

    private readonly List<(string, TaskCompletionSource)> _awaited = [];

    public string Output { get { lock (_output) return _output.ToString(); } }

    public string Errors { get { lock (_errors) return _errors.ToString(); } }

    public int ExitCode => _process.ExitCode;

    /// <summary>The last JSON object on stdout.</summary>
    public JsonElement Json => Output.Length > 0 ? JsonDocument.Parse(Output).RootElement : throw new InvalidOperationException($"Nothing on stdout; it ended with {ExitCode} and said: {Errors}");

    /// <summary>Runs a command to its end.</summary>
    public static Task<ArchiveProgram> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    /// <summary>Runs a command to its end, with settings in the environment.</summary>
    public static async Task<ArchiveProgram> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var program = Start(environment, arguments);
        await program.EndAsync();
        return program;
    }

    /// <summary>Starts a command.</summary>
    public static ArchiveProgram Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var program = new ArchiveProgram(arguments, environment);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        program._process.StandardInput.Close();
        return program;
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public static async Task<ArchiveProgram> ServeAsync(string data, int port, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Start(environment, "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}");
        await program._serving.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return program;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Done when a line on stderr holds this text.</summary>
    public Task Says(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_errors)
        {
            if (_errors.ToString().Contains(text, StringComparison.Ordinal)) return Task.CompletedTask;
            _awaited.Add((text, seen));
        }
        return seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(limit.Token);
    }

    /// <summary>Ctrl+C: SIGINT to this process and all its children.</summary>
    public async Task InterruptAllAsync()
    {
        using var children = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{_process.Id}"]) { RedirectStandardOutput = true })!;
        string[] all = [$"{_process.Id}", .. (await children.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        using var kill = Process.Start("kill", ["-INT", .. all]);
        await kill.WaitForExitAsync();
    }

    /// <summary>As a power cut would: no chance to tidy up, and no child left behind either.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
