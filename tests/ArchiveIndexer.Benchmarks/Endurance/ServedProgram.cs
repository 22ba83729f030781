using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>The program serving on loopback, as a process of its own, as a user runs it.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    /// <summary>The steward's key of every program that is started here.</summary>
    public const string Key = "endurance";

    private readonly Process _process;
    private readonly long _began = Stopwatch.GetTimestamp();

    private ServedProgram(string data, IReadOnlyDictionary<string, string> settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "archive.dll"), "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}", "--quiet"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Reading__Ocr"] = "false";
        start.Environment["Steward__KeySha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Key)));
        foreach (var (name, value) in settings) start.Environment[name] = value;
        _process = Process.Start(start)!;
        // What nobody reads fills the pipe and stops the program.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it; it does not answer yet.</summary>
    public static ServedProgram Start(string data, IReadOnlyDictionary<string, string> settings) => new(data, settings);

    /// <summary>Waits until searches are answered.</summary>
    /// <returns>The time since the start.</returns>
    public async Task<TimeSpan> ReadyAsync(CancellationToken cancellation)
    {
        await UntilAsync(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"The program ended with exit code {_process.ExitCode} before it served.");
            using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }, TimeSpan.FromMinutes(2), cancellation);
        return Stopwatch.GetElapsedTime(_began);
    }

    /// <summary>Waits until a crawl has ended.</summary>
    /// <param name="after">Another than this, and begun later; null for any.</param>
    /// <param name="limit">At most so long.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The newest.</returns>
    public async Task<JsonElement> CrawledAsync(string? after, TimeSpan limit, CancellationToken cancellation)
    {
        var newest = default(JsonElement);
        await UntilAsync(async () =>
        {
            var crawls = (await JsonAsync("/api/crawls", cancellation)).GetProperty("crawls");
            if (crawls.GetArrayLength() == 0) return false;
            newest = crawls[0];
            return newest.GetProperty("ended").ValueKind is JsonValueKind.String && newest.GetProperty("run").GetString() != after;
        }, limit, cancellation);
        return newest;
    }

    /// <summary>Asks for a crawl.</summary>
    /// <returns>The run of the newest crawl before it; null when there was none.</returns>
    public async Task<string?> CrawlAsync(string board, CancellationToken cancellation)
    {
        var crawls = (await JsonAsync("/api/crawls", cancellation)).GetProperty("crawls");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/boards/{board}/crawl", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", Key);
        using var answer = await Client.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        return crawls.GetArrayLength() == 0 ? null : crawls[0].GetProperty("run").GetString();
    }

    public async Task<JsonElement> JsonAsync(string address, CancellationToken cancellation) =>
        JsonDocument.Parse(await Client.GetStringAsync(new Uri(address, UriKind.Relative), cancellation)).RootElement;

    /// <summary>As <c>kill -9</c> and a power cut would: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan within, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(within);
        while (true)
        {
            try
            {
                if (await condition()) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50, limit.Token);
        }
    }
}
