using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ArchiveIndexer.Tests.Support;

/// <summary>
/// A real PostgreSQL 15 in a temporary folder, on a loopback port, for as long as the tests of one collection run. Where it is not
/// installed they are skipped.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private readonly TemporaryFolder _place = new();
    private int _schemas;

    /// <summary>How to connect; the test is skipped where there is no server.</summary>
    public string Database
    {
        get
        {
            Assert.False(!IsInstalled && Environment.GetEnvironmentVariable("CI") == "true", "CI installs PostgreSQL 15.");
            Skip.IfNot(IsInstalled, "PostgreSQL 15 is not installed (Debian's postgresql-15)");
            return $"Host=127.0.0.1;Port={Port};Username=archive;Database=postgres;Include Error Detail=true";
        }
    }

    public int Port { get; private set; }

    private static bool IsInstalled => OperatingSystem.IsLinux() && File.Exists(Path.Combine(Programs, "initdb"));

    private string Data => _place.File("postgres");

    /// <summary>A name that no other test uses.</summary>
    public string NewSchema() => $"test{Interlocked.Increment(ref _schemas)}";

    /// <summary>A database of its own, empty.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = NewSchema();
        await using var source = NpgsqlDataSource.Create(Database);
#pragma warning disable CA2100 // The name is ours.
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Database) { Database = name }.ToString();
    }

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || !IsInstalled) return;
        Directory.CreateDirectory(Data);
        // The server refuses root, so it runs as the user that its package made, who must come as far as its folder.
        if (Environment.UserName == "root")
        {
            File.SetUnixFileMode(_place.Path, File.GetUnixFileMode(_place.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            await DoAsync("chown", "postgres", Data);
        }
        await DoAsync("initdb", "-D", Data, "--auth=trust", "-U", "archive", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        await StartAsync();
    }

    /// <summary>Starts it, or starts it again.</summary>
    public Task StartAsync()
    {
        if (Port == 0) Port = ArchiveProgram.FreePort();
        return DoAsync("pg_ctl", "-s", "-D", Data, "-w", "-l", Path.Combine(Data, "log"), "-o", string.Create(CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c max_connections=200"), "start");
    }

    /// <summary>Ends it as a power cut would: connections break, nothing is tidied up.</summary>
    public Task StopAsync() => DoAsync("pg_ctl", "-s", "-D", Data, "-m", "immediate", "stop");

    public async Task DisposeAsync()
    {
        if (IsInstalled) await StopAsync();
        _place.Dispose();
    }

    private static async Task DoAsync(string program, params string[] arguments)
    {
        string[] all = program == "chown" ? [program, .. arguments] : [Path.Combine(Programs, program), .. arguments];
        if (program != "chown" && Environment.UserName == "root") all = ["runuser", "-u", "postgres", "--", .. all];
        // initdb talks; what starts the server must not be given pipes, because the server would keep them open.
        var start = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = "/", RedirectStandardOutput = program == "initdb" };
        using var process = Process.Start(start)!;
        if (program == "initdb") await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', all)} ended with {process.ExitCode}.");
    }
}

/// <summary>Tests that share the server, one class after the other.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it so.
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
#pragma warning restore CA1711
{
    public const string Name = "PostgreSQL";
}
