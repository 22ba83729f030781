using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// PostgreSQL's own full-text search as a peer: a server of its own on a Unix socket, a row a page, a GIN index over the words, ts_rank. Each
/// query runs in one process, as ours and Java's do in one thread. Words spelt almost so are found by trigrams (pg_trgm) in a table of all
/// words, those of one mistake kept (fuzzystrmatch), at most fifty, the commonest first.
/// </summary>
internal sealed class PostgresPeer : IAsyncDisposable
{
    private const string Ranked = "SELECT id, ts_rank(words, query) AS rank FROM page, to_tsquery('english', $1) query WHERE words @@ query ORDER BY rank DESC LIMIT ";
    private const string Near = "SELECT word FROM word, (SELECT coalesce((ts_lexize('english_stem', $1))[1], $1) AS typed) t WHERE word % typed AND levenshtein_less_equal(word, typed, 1) <= 1 ORDER BY ndoc DESC LIMIT 50";

    private readonly string _programs;
    private readonly string _folder;

    private PostgresPeer(string programs, string folder) => (_programs, _folder) = (programs, folder);

    /// <summary>Null where PostgreSQL 15 is not installed, or where it cannot be started.</summary>
    public static async Task<PostgresPeer?> StartAsync(string work)
    {
        const string programs = "/usr/lib/postgresql/15/bin";
        if (!OperatingSystem.IsLinux() || !File.Exists(Path.Combine(programs, "initdb"))) return null;
        var folder = Path.Combine(work, "postgres");
        var peer = new PostgresPeer(programs, folder);
        if (!File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            Directory.CreateDirectory(folder);
            // The server refuses root, so it runs as the user that its package made, who must come as far as its folder.
            if (Environment.UserName == "root")
            {
                File.SetUnixFileMode(work, File.GetUnixFileMode(work) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
                await Measured.RunAsync("chown", ["postgres", folder], TimeSpan.FromMinutes(1));
            }
            await peer.DoAsync("initdb", "-D", folder, "--auth=trust", "-U", "bench", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        }
        await peer.DoAsync("pg_ctl", "-s", "-D", folder, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c synchronous_commit=off -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0", "start");
        try
        {
            await using var connection = await peer.ConnectAsync();
            return peer;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    /// <summary>CPU seconds of the server's process; null when the index was there.</summary>
    public async Task<double?> IndexAsync(IEnumerable<SpeedArchive.Report> reports)
    {
        await using var connection = await ConnectAsync();
        if (await ValueAsync(connection, "SELECT to_regclass('word')::text") is string) return null;
        var process = (int)(await ValueAsync(connection, "SELECT pg_backend_pid()"))!;
        await ValueAsync(connection, "DROP TABLE IF EXISTS page; CREATE TABLE page(id bigint PRIMARY KEY, publication text, board text, type text, kind text, published text, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED)");
        var began = Cpu(process);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY page(id, publication, board, type, kind, published, body) FROM STDIN (FORMAT BINARY)"))
        {
            copy.Timeout = TimeSpan.FromHours(1);
            var id = 0L;
            foreach (var report in reports)
            {
                foreach (var text in report.Pages)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(++id, NpgsqlDbType.Bigint);
                    foreach (var value in (string[])[report.Id, report.Board, report.Type, report.Kind, report.Published, text]) await copy.WriteAsync(value, NpgsqlDbType.Text);
                }
            }
            await copy.CompleteAsync();
        }
        await ValueAsync(connection, "CREATE INDEX ON page USING gin(words); ANALYZE page");
        var seconds = Cpu(process) - began;
        // What is needed for words spelt almost so is not counted: the others do without.
        await ValueAsync(connection, "CREATE EXTENSION pg_trgm; CREATE EXTENSION fuzzystrmatch; CREATE TABLE word AS SELECT word, ndoc FROM ts_stat('SELECT words FROM page'); CREATE INDEX ON word USING gin(word gin_trgm_ops); ANALYZE word");
        return seconds;
    }

    /// <summary>Asks a quarter of the queries, because the ranked ones take long, each twice; the better counts.</summary>
    public async Task<List<(int Query, double Microseconds)>> AskAsync(List<SpeedQuery> queries, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync();
        await ValueAsync(connection, "SET pg_trgm.similarity_threshold = 0.25");
        var times = new List<(int, double)>();
        foreach (var (n, query) in queries.Index())
        {
            if (n % 4 != 0) continue;
            await using var command = new NpgsqlCommand(query.Kind switch
            {
                SpeedQuery.Facets => "SELECT board, type, kind, count(*) FROM page, to_tsquery('english', $1) query WHERE words @@ query AND published BETWEEN '2010-01' AND '2022-06' GROUP BY 1, 2, 3",
                SpeedQuery.Grouped => $"SELECT best.id, ts_headline('english', body, to_tsquery('english', $1)) FROM ({Ranked}30) best JOIN page USING (id)",
                SpeedQuery.Fuzzy => $"SELECT id, ts_rank(words, query) AS rank FROM page, (SELECT string_agg(quote_literal(word), ' | ')::tsquery AS query FROM ({Near}) near) q WHERE words @@ query ORDER BY rank DESC LIMIT 10",
                _ => Ranked + "10",
            }, connection);
            command.CommandTimeout = 120;
            command.Parameters.Add(new() { Value = query.Postgres });
            await command.PrepareAsync(cancellation);
            async Task<double> AskOnceAsync()
            {
                var began = Stopwatch.GetTimestamp();
                await using (var reader = await command.ExecuteReaderAsync(cancellation))
                    while (await reader.ReadAsync(cancellation)) reader.GetValue(0);
                return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }
            times.Add((n, Math.Min(await AskOnceAsync(), await AskOnceAsync())));
        }
        return times;
    }

    public async ValueTask DisposeAsync() => await DoAsync("pg_ctl", "-s", "-D", _folder, "-m", "fast", "stop");

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"Host={_folder};Username=bench;Database=postgres;Pooling=false;Command Timeout=3600");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ValueAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    // Fields 14 and 15 of /proc/PID/stat, in hundredths of a second (proc(5)); the second field may hold spaces.
    private static double Cpu(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    private async Task DoAsync(string program, params string[] arguments)
    {
        string[] all = [Path.Combine(_programs, program), .. arguments];
        if (Environment.UserName == "root") all = ["runuser", "-u", "postgres", "--", .. all];
        if (program == "initdb")
        {
            await Measured.RunAsync(all[0], all[1..], TimeSpan.FromMinutes(5));
            return;
        }
        // Not through pipes: the server would keep them open, and they would be waited for.
        var start = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) Console.Error.WriteLine($"{program} ended with {process.ExitCode}.");
    }
}
