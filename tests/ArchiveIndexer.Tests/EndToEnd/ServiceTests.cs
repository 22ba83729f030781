using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>The program as a service of the machine: its unit, its word that it is ready, its log.</summary>
public sealed class ServiceTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    [Fact]
    public async Task The_unit_starts_a_command_that_there_is()
    {
        var start = Regex.Match(Repository.Read("docs/archiveindexer.service"), @"^ExecStart=(\S+)/archive (\S+)(.*)$", RegexOptions.Multiline);
        await using var help = await ArchiveProgram.RunAsync(start.Groups[2].Value, "--help");
        Assert.Equal(0, help.ExitCode);
        var options = Regex.Matches(start.Groups[3].Value, @"--[\w-]+");
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(option.Value, help.Output, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task It_tells_systemd_when_it_is_ready()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There is no systemd here.");
        using var copy = crawled.Copy();
        var address = Path.Combine(copy.Path, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(address));
        // What is told to a parent of that name, and only there; two commands, so that the shell stays and is the parent.
        var parent = Path.Combine(copy.Path, "systemd");
        File.Copy("/bin/sh", parent);
        var start = new ProcessStartInfo(parent, ["-c", "dotnet \"$0\" \"$@\"; exit", Path.Combine(AppContext.BaseDirectory, "archive.dll"), "serve", "--data", copy.Path, "--urls", $"http://127.0.0.1:{ArchiveProgram.FreePort()}"]);
        foreach (var (name, value) in crawled.Settings) start.Environment[name] = value;
        start.Environment["NOTIFY_SOCKET"] = address;
        using var served = Process.Start(start)!;
        try
        {
            var told = new byte[100];
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            Assert.Equal("READY=1", Encoding.UTF8.GetString(told, 0, await systemd.ReceiveAsync(told, limit.Token)));
        }
        finally
        {
            served.Kill(entireProcessTree: true);
            await served.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task No_log_tells_what_readers_search_for_and_every_line_is_json_when_asked()
    {
        using var copy = crawled.Copy();
        var port = ArchiveProgram.FreePort();
        await using var served = ArchiveProgram.Start(new Dictionary<string, string>(crawled.Settings) { ["LogJson"] = "true" }, "serve", "--data", copy.Path, "--urls", $"http://127.0.0.1:{port}", "--verbose");
        await served.Says("Serving ");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        foreach (var address in (string[])["/search?q=xyzzyplugh", "/api/search?q=xyzzyplugh", "/recommendations?q=xyzzyplugh", "/feed.atom?q=xyzzyplugh", "/xyzzyplugh", "/api/search?q=xyzzyplugh&from=xyzzyplugh"])
            (await client.GetAsync(new Uri(address, UriKind.Relative))).Dispose();
        await served.KillAsync();
        Assert.DoesNotContain("xyzzyplugh", served.Errors + served.Output, StringComparison.Ordinal);
        var lines = served.Errors.Split('\n').Where(line => line.StartsWith('{')).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(JsonValueKind.String, JsonDocument.Parse(line).RootElement.GetProperty("Message").ValueKind));
    }
}
