using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace ArchiveIndexer.Catalogue;

/// <summary>
/// The catalogue in a schema of a PostgreSQL database, for several processes at once, on one machine or several. Every write is one
/// transaction; who writes waits for the one before.
/// </summary>
public sealed partial class PostgresCatalogue : SqlCatalogue
{
    // Any number, as long as nobody else in the database means something by it: here, the ASCII of "archive" and a digit.
    private const long Upgrading = 0x6172636869766530, Writing = 0x6172636869766531;

    private readonly NpgsqlDataSource _source;

    /// <summary>Opens the schema, making it or bringing its tables up to date.</summary>
    /// <param name="database">Npgsql's connection string.</param>
    /// <param name="schema">A lower-case word.</param>
    /// <exception cref="CatalogueUnusableException">The tables cannot be brought up to date.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public PostgresCatalogue(string database, string schema = "archive")
    {
        Schema = schema;
        // Prepared statements are worth it: the same few are asked again and again.
        _source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(database) { SearchPath = schema, MaxAutoPrepare = 50 }.ToString()).Build();
        try
        {
            Upgrade(database);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Schema { get; }

    /// <summary>PostgreSQL has no check of its own for a database in use; its server finds damage where checksums are on.</summary>
    public override IEnumerable<string> Verify() => [];

    public override void Dispose() => _source.Dispose();

    private protected override void Write(Action<DbConnection, DbTransaction> write)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@key)", new { key = KeyOf(Writing) }, transaction);
        write(connection, transaction);
        transaction.Commit();
    }

    private protected override void UnlessItContradicts(DbTransaction transaction, Action apply)
    {
        // Without a savepoint one statement that fails is the end of the whole transaction.
        transaction.Save("line");
        try
        {
            apply();
            transaction.Release("line");
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            transaction.Rollback("line");
        }
    }

    private protected override DbConnection Open() => _source.OpenConnection();

    private protected override DbTransaction BeginMoment(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    private protected override string AmongIds => "(SELECT json_array_elements_text(@ids::json))";

    /// <summary>Text without what PostgreSQL cannot keep: the character NUL, and halves of characters. Numbers with their type, also where there is none.</summary>
    private protected override object Given(object values)
    {
        var given = new DynamicParameters();
        foreach (var property in values.GetType().GetProperties())
        {
            var (value, type) = (property.GetValue(values), Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            if (type == typeof(string)) given.Add(property.Name, value is string text ? Unkept().Replace(text, "\uFFFD") : null, DbType.String);
            else given.Add(property.Name, value, type == typeof(int) ? DbType.Int32 : type == typeof(long) ? DbType.Int64 : throw new NotSupportedException($"{property.Name} is of the type {type}."));
        }
        return given;
    }

    [GeneratedRegex(@"\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Unkept();

    private void Upgrade(string database)
    {
        using var alone = _source.OpenConnection();
        using var transaction = alone.BeginTransaction();
        // Several hosts may start at once.
        alone.Execute("SELECT pg_advisory_xact_lock(@key)", new { key = KeyOf(Upgrading) }, transaction);
        var result = DeployChanges.To.PostgresqlDatabase(new NpgsqlConnectionStringBuilder(database) { SearchPath = Schema, Pooling = false }.ToString(), Schema)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), script => script.EndsWith(".sql", StringComparison.Ordinal))
            .WithPreprocessor(new Types()).WithVariablesDisabled()
            .WithTransaction().LogTo(new NoUpgradeLog()).Build();
        var upgraded = result.PerformUpgrade();
        if (upgraded.Error is NpgsqlException and not PostgresException) throw upgraded.Error;
        if (!upgraded.Successful) throw new CatalogueUnusableException($"The schema {Schema} cannot be brought up to date: {upgraded.Error.Message}", upgraded.Error);
    }

    /// <summary>A lock's key in this schema: the locks of a database are one for all its schemas.</summary>
    internal long KeyOf(long key) => key ^ (Schema.Aggregate(0L, (sum, letter) => sum * 31 + letter) << 8);

    internal NpgsqlConnection Connect() => _source.OpenConnection();

    internal ValueTask<NpgsqlConnection> ConnectAsync() => _source.OpenConnectionAsync();

    /// <summary>The scripts speak SQLite's dialect: its numbers have 64 bits, and its text sorts by its bytes.</summary>
    private sealed partial class Types : IScriptPreprocessor
    {
        public string Process(string contents) => Number().Replace(Word().Replace(contents, "text COLLATE \"C\""), "bigint");

        [GeneratedRegex(@"\bTEXT\b")]
        private static partial Regex Word();

        [GeneratedRegex(@"\bINTEGER\b")]
        private static partial Regex Number();
    }
}
