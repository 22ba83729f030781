using System.Data.Common;
using System.Globalization;
using DbUp.Engine.Output;

namespace ArchiveIndexer.Catalogue;

/// <summary>
/// The catalogue in a database: what the tables mean, in SQL that SQLite and PostgreSQL understand alike. Where the two differ, a
/// catalogue of one kind says how.
/// </summary>
public abstract partial class SqlCatalogue : ICatalogue, IDisposable
{
    public abstract IEnumerable<string> Verify();

    public abstract void Dispose();

    /// <summary>One transaction, alone among those that write; durable on return.</summary>
    private protected abstract void Write(Action<DbConnection, DbTransaction> write);

    /// <summary>Applies one line within a longer transaction; one that contradicts what the tables hold changes nothing, and the transaction goes on.</summary>
    private protected abstract void UnlessItContradicts(DbTransaction transaction, Action apply);

    /// <summary>A connection for reading.</summary>
    private protected abstract DbConnection Open();

    /// <summary>A transaction in which every question sees the same state.</summary>
    private protected abstract DbTransaction BeginMoment(DbConnection connection);

    /// <summary>The ids in the parameter <c>ids</c>, a JSON array, as rows.</summary>
    private protected abstract string AmongIds { get; }

    /// <summary>The values as the database takes them.</summary>
    private protected virtual object Given(object values) => values;

    /// <summary>Whether a script is for every kind of database; those of one kind lie in a folder of their own.</summary>
    private protected static bool IsForEvery(string script) => script.EndsWith(".sql", StringComparison.Ordinal) && !script.Contains(".Postgres.", StringComparison.Ordinal);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset? TimeOrNull(string? text) => text is null ? null : Time(text);

    private protected sealed class NoUpgradeLog : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) { }
        public void LogDebug(string format, params object[] args) { }
        public void LogInformation(string format, params object[] args) { }
        public void LogWarning(string format, params object[] args) { }
        public void LogError(string format, params object[] args) { }
        public void LogError(Exception ex, string format, params object[] args) { }
    }
}
