using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>A disk that is really full: nothing of what was acknowledged is lost, reading goes on, and with room again so does the rest.</summary>
public sealed class FullDiskTests
{
    /// <summary>Full where the catalogue is made, where files are kept, and where the index is written.</summary>
    [SkippableTheory]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(3300)]
    public async Task A_crawl_from_the_command_line(int kilobytes)
    {
        using var disk = SmallDisk.Mount(kilobytes);
        var settings = new Dictionary<string, string> { ["Sample__Port"] = $"{ArchiveProgram.FreePort()}" };
        await using var full = await ArchiveProgram.RunAsync(settings, "crawl", "--data", disk.Path);
        Assert.Equal(1, full.ExitCode);
        Assert.Contains("The disk is full. What was done is kept; make room", full.Errors);
        var kept = Objects(disk.Path);
        // Of a folder without a log there is nothing to search.
        if (kilobytes > 100) await using (var search = await ArchiveProgram.RunAsync("search", "--data", disk.Path, "--json")) Assert.Equal(0, search.ExitCode);

        disk.Grow();
        await using var again = await ArchiveProgram.RunAsync(settings, "crawl", "--data", disk.Path, "--json");
        Assert.Equal(13, again.Json.GetProperty("found").GetInt32());
        Assert.Subset(Objects(disk.Path), kept);
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", disk.Path);
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    [SkippableFact]
    public async Task A_crawl_of_the_service_while_it_is_being_read()
    {
        using var disk = SmallDisk.Mount(2000);
        var port = ArchiveProgram.FreePort();
        await using (var served = await ArchiveProgram.ServeAsync(disk.Path, port, new Dictionary<string, string>
        {
            ["Sample__Port"] = $"{ArchiveProgram.FreePort()}", ["Steward__KeySha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("key"))),
        }))
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            client.DefaultRequestHeaders.Authorization = new("Bearer", "key");
            async Task<JsonElement> Json(string address) => JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;
            await ServedSample.Until(() => Task.FromResult(disk.Room < 50_000));

            var health = await Json("/health/ready");
            Assert.Equal("degraded", health.GetProperty("status").GetString());
            Assert.Contains("left on the archive's disk", health.ToString());
            Assert.DoesNotContain(disk.Path, await client.GetStringAsync(new Uri("/api/crawls", UriKind.Relative)));
            Assert.Equal(JsonValueKind.Array, (await Json("/api/search")).GetProperty("hits").ValueKind);
            var kept = Objects(disk.Path);

            disk.Grow();
            using (var asked = await client.PostAsync(new Uri("/api/boards/thornshire/crawl", UriKind.Relative), null)) asked.EnsureSuccessStatusCode();
            // The reason, too, had no room; the crawl asked for now sums the full one up.
            await ServedSample.Until(async () => (await Json("/api/crawls")).GetProperty("crawls").EnumerateArray().All(crawl => crawl.GetProperty("ended").ValueKind == JsonValueKind.String) && (await Json("/health/ready")).GetProperty("status").GetString() == "healthy");
            Assert.InRange((await Json("/api/search")).GetProperty("total").GetInt32(), 12, 13);
            Assert.Subset(Objects(disk.Path), kept);
        }
        await using var verified = await ArchiveProgram.RunAsync("verify", "--data", disk.Path);
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    private static HashSet<string> Objects(string data) => [.. Directory.EnumerateFiles(Directory.CreateDirectory(Path.Combine(data, "objects")).FullName, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))];

    /// <summary>A file system in memory, smaller than the sample board.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Path => _folder.Path;

        public long Room => new DriveInfo(Path).AvailableFreeSpace;

        /// <summary>Skips the test where this user may not mount anything.</summary>
        public static SmallDisk Mount(int kilobytes)
        {
            var disk = new SmallDisk();
            if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", disk.Path)) return disk;
            disk._folder.Dispose();
            throw new SkipException("Only the superuser may mount a small disk.");
        }

        public void Grow() => Assert.True(Run("mount", "-o", "remount,size=1000m", Path));

        public void Dispose()
        {
            Run("umount", "--lazy", Path);
            _folder.Dispose();
        }

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
