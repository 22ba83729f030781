using System.Data.Common;
using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace ArchiveIndexer.Catalogue;

/// <summary>
/// The catalogue in one SQLite file: a writer behind a lock, any number of readers. Every write is one immediate transaction
/// that has reached the disk on return (WAL, <c>synchronous=FULL</c>).
/// </summary>
public sealed class SqliteCatalogue : SqlCatalogue
{
    private const int ConstraintViolated = 19;

    private readonly Lock _writing = new();
    private readonly SqliteConnection? _writer;
    private readonly string _connection;

    /// <summary>Opens the file, making it or bringing its tables up to date.</summary>
    /// <param name="path">The database file; its folder exists.</param>
    /// <param name="readOnly">Whether another process owns it: reads only, and the tables are taken as they are.</param>
    /// <exception cref="CatalogueUnusableException">The file is not a catalogue, or is damaged.</exception>
    /// <exception cref="SqliteException">The disk is full or failing, or the file is missing (when read only), locked or not to be opened.</exception>
    public SqliteCatalogue(string path, bool readOnly = false)
    {
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = path, ForeignKeys = true, DefaultTimeout = 30,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        }.ToString();
        try
        {
            if (readOnly)
            {
                using var reader = Open();
                reader.ExecuteScalar<long>("SELECT count(*) FROM applied");
                return;
            }
            _writer = new SqliteConnection(_connection);
            _writer.Open();
            _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            Upgrade(_writer);
            if (_writer.ExecuteScalar<string>("PRAGMA quick_check(1)") is { } verdict && verdict != "ok")
                throw new CatalogueUnusableException($"{path} is damaged: {verdict}.", null);
        }
        catch (SqliteException e) when (!IsTheWorlds(e))
        {
            Dispose();
            throw new CatalogueUnusableException($"{path} cannot be used: {e.Message}", e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override IEnumerable<string> Verify()
    {
        using var reader = Open();
        foreach (var problem in reader.Query<string>("PRAGMA integrity_check"))
            if (problem != "ok") yield return $"catalogue: {problem}. Run 'archive rebuild' to make it anew.";
    }

    /// <summary>Where this catalogue does not say what another says: a sentence for each table. What the index holds is left out.</summary>
    /// <param name="other">The other catalogue's file, brought up to date by this program.</param>
    public IEnumerable<string> DifferencesFrom(string other)
    {
        using var connection = Open();
        connection.Execute("ATTACH $other AS other", new { other });
        try
        {
            foreach (var table in connection.Query<string>("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name <> 'SchemaVersions' ORDER BY name").ToList())
            {
                var rows = $"{table}{(table == "stage_states" ? $" WHERE stage <> '{Stage.Index}'" : "")}";
                long Only(string here, string there) => connection.ExecuteScalar<long>($"SELECT count(*) FROM (SELECT * FROM {here}.{rows} EXCEPT SELECT * FROM {there}.{rows})");
                if ((Only("main", "other"), Only("other", "main")) is var (extra, missing) && extra + missing > 0)
                    yield return $"{table}: {extra} rows are only in the catalogue, {missing} only in the logs";
            }
        }
        finally
        {
            connection.Execute("DETACH other");
        }
    }

    public override void Dispose()
    {
        _writer?.Dispose();
        // Pooled connections keep the file open, and Windows would not let it be replaced.
        using var pool = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pool);
    }

    private static void Upgrade(SqliteConnection connection)
    {
        var result = DeployChanges.To.SqliteDatabase(new SharedConnection(connection))
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), IsForEvery)
            .WithTransaction().LogTo(new NoUpgradeLog()).Build().PerformUpgrade();
        if (result.Error is SqliteException e && IsTheWorlds(e)) throw e;
        if (!result.Successful) throw new CatalogueUnusableException($"{connection.DataSource} cannot be brought up to date: {result.Error.Message}", result.Error);
    }

    /// <summary>Locked, read-only, disk full or failing, not to be opened: making the file anew would not help.</summary>
    private static bool IsTheWorlds(SqliteException e) => e.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14;

    private protected override void Write(Action<DbConnection, DbTransaction> write)
    {
        lock (_writing)
        {
            var connection = _writer ?? throw new InvalidOperationException("The catalogue is open for reading only.");
            // BeginTransaction is immediate here: a deferred one that reads before it writes can fail for good.
            using var transaction = connection.BeginTransaction();
            write(connection, transaction);
            transaction.Commit();
        }
    }

    private protected override void UnlessItContradicts(DbTransaction transaction, Action apply)
    {
        try
        {
            apply();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == ConstraintViolated)
        {
        }
    }

    private protected override DbConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    private protected override DbTransaction BeginMoment(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    // SQLite takes a bounded number of parameters in one statement, but one of any length.
    private protected override string AmongIds => "(SELECT value FROM json_each(@ids))";
}

/// <summary>The catalogue's file cannot be used. It is a projection: set it aside and make it anew.</summary>
public sealed class CatalogueUnusableException(string message, Exception? innerException) : Exception(message, innerException);
