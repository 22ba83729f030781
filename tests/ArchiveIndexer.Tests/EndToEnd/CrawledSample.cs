using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>A data folder with the sample board in it, crawled once by the command line.</summary>
public sealed class CrawledSample : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();

    public string Data => _data.Path;

    internal Dictionary<string, string> Settings { get; } = new() { ["Sample__Port"] = $"{ArchiveProgram.FreePort()}" };

    internal ArchiveProgram First { get; private set; } = null!;

    public async Task InitializeAsync() => First = await ArchiveProgram.RunAsync(Settings, "crawl", "--data", Data, "--json");

    public async Task DisposeAsync()
    {
        await First.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>A copy that a test may spoil.</summary>
    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }
}
