using System.Security.Cryptography;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>The program serving the sample board, with its first crawl behind it.</summary>
public sealed class ServedSample : IAsyncLifetime
{
    /// <summary>The steward's key in these tests.</summary>
    public const string Key = "open sesame";

    private readonly TemporaryFolder _data = new();
    private ArchiveProgram? _program;

    public HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        var port = ArchiveProgram.FreePort();
        _program = await ArchiveProgram.ServeAsync(_data.Path, port, new Dictionary<string, string>
        {
            ["Sample__Port"] = $"{ArchiveProgram.FreePort()}", ["Steward__KeySha256"] = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Key))),
        });
        Client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        await Until(async () => HasEnded((await JsonAsync("/api/crawls")).GetProperty("crawls"), 1));
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_program is not null) await _program.DisposeAsync();
        _data.Dispose();
    }

    public async Task<JsonElement> JsonAsync(string address) => JsonDocument.Parse(await Client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;

    /// <summary>Whether there are at least so many crawls and the newest has ended.</summary>
    public static bool HasEnded(JsonElement crawls, int least) =>
        crawls.GetArrayLength() >= least && crawls[0].TryGetProperty("ended", out var ended) && ended.ValueKind == JsonValueKind.String;

    /// <summary>Asks again and again until it is so; fails after 90 seconds.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
