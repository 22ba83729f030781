using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ArchiveIndexer.Tests.Catalogue;

public sealed class SqliteCatalogueTests : CatalogueContract
{
    private readonly TemporaryFolder _place = new();
    private readonly Dictionary<ICatalogue, string> _made = [];

    protected override ICatalogue MakeEmpty()
    {
        var path = _place.File($"catalogue-{_made.Count}.db");
        var catalogue = new SqliteCatalogue(path);
        _made.Add(catalogue, path);
        return catalogue;
    }

    protected override string Dump(ICatalogue catalogue)
    {
        using var connection = new SqliteConnection($"Data Source={_made[catalogue]};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var dump = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'SchemaVersions' AND name NOT LIKE 'sqlite_%' ORDER BY name").ToList())
            dump.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT * FROM {table}").Order(StringComparer.Ordinal)).Append('\n');
        return dump.ToString();
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The table names come from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetValue(i)));
    }

    protected override void DisposePlace()
    {
        foreach (var catalogue in _made.Keys) ((SqliteCatalogue)catalogue).Dispose();
        _place.Dispose();
    }

    [Fact]
    public void What_was_applied_is_there_when_the_file_is_opened_again()
    {
        Remember(new BoardAdded(Given.Board) { At = Given.Day(1) }, Given.Listed("Child R", Given.Day(1)));
        var before = Dump(Catalogue);
        ((SqliteCatalogue)Catalogue).Dispose();
        using (var reopened = new SqliteCatalogue(_made[Catalogue]))
        {
            reopened.CatchUp(Archive);
            Assert.Equal(before, Dump(Catalogue));
            Assert.Empty(reopened.Verify());
        }
        using var reader = new SqliteCatalogue(_made[Catalogue], readOnly: true);
        Assert.NotNull(reader.FindPublication(Given.IdOf("Child R")));
        Assert.Throws<InvalidOperationException>(() => reader.CatchUp(Archive));
    }

    [Fact]
    public void The_plain_files_of_the_archive_give_the_same_rows_as_its_words()
    {
        var folder = new DataFolder(_place.File("data"));
        using var archive = new FileArchive(folder);
        ArchiveEvent[] events =
        [
            new BoardAdded(Given.Board) { At = Given.Day(1).ToOffset(TimeSpan.FromHours(1)).AddTicks(1) },
            Given.Listed("Siân’s 😀 \ud800", Given.Day(1)),
            new PublicationRejected(Given.IdOf("Siân’s 😀 \ud800"), Stage.Fetch, RejectionReason.HtmlInsteadOfPdf, "a\u0000b\ud83d", "https://oscb.example/") { At = Given.Day(2) },
        ];
        foreach (var decision in events)
        {
            archive.Append(decision);
            Catalogue.Apply(decision);
        }
        archive.Append(Given.Capture("Siân’s 😀 \ud800", Given.Day(1), bytes: "\ud800"));
        Catalogue.Apply(Given.Capture("Siân’s 😀 \ud800", Given.Day(1), bytes: "\ud800"));
        var rebuilt = MakeEmpty();
        rebuilt.CatchUp(archive);
        Assert.Equal(Dump(Catalogue), Dump(rebuilt));
    }

    [Theory]
    [InlineData("This is not a database, but it is long enough to be looked at as if it were one, and so it is refused. It is not short.")]
    [InlineData("CREATE TABLE boards (other TEXT)")]
    public void A_file_that_is_no_catalogue_is_said_so(string content)
    {
        var path = _place.File("other.db");
        if (content.StartsWith("CREATE", StringComparison.Ordinal))
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two lines above.
            command.CommandText = content;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
        else File.WriteAllText(path, string.Concat(Enumerable.Repeat(content, 100)));
        Assert.Contains("other.db", Assert.Throws<CatalogueUnusableException>(() => new SqliteCatalogue(path)).Message, StringComparison.Ordinal);
        Assert.Throws<CatalogueUnusableException>(() => new SqliteCatalogue(path, readOnly: true));
        // It has been let go of.
        DataFolder.Discard(path);
        new SqliteCatalogue(path).Dispose();
    }

    [Fact]
    public void A_catalogue_with_pages_overwritten_is_refused()
    {
        for (var i = 0; i < 60; i++) Remember(i == 0 ? new BoardAdded(Given.Board) { At = Given.Day(1) } : Given.Listed($"Child {i}", Given.Day(1)));
        ((SqliteCatalogue)Catalogue).Dispose();
        var path = _made[Catalogue];
        var bytes = File.ReadAllBytes(path);
        for (var page = 1; page < bytes.Length / 4096; page++) Array.Fill(bytes, (byte)0x5A, page * 4096, 100);
        File.WriteAllBytes(path, bytes);
        Assert.Throws<CatalogueUnusableException>(() => new SqliteCatalogue(path));
    }

    [Fact]
    public void A_folder_that_is_missing_is_the_worlds_fault_not_the_files() =>
        Assert.Throws<SqliteException>(() => new SqliteCatalogue(_place.File("missing/catalogue.db")));

    [Fact]
    public async Task Readers_see_whole_states_while_a_writer_writes()
    {
        Remember(new BoardAdded(Given.Board) { At = Given.Day(1) }, Given.Listed("Child R", Given.Day(1)));
        using var done = new CancellationTokenSource();
        Task[] readers =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                using var reader = new SqliteCatalogue(_made[Catalogue], readOnly: true);
                var seen = 0;
                do
                {
                    var record = reader.FindPublication(Given.IdOf("Child R"))!;
                    Assert.True(record.Editions.Count >= seen);
                    // Pages and edition are written one after the other; a reader never has pages of an edition that it does not see.
                    if (record.PageCount is { } pages) Assert.Equal(pages, record.Editions.Count);
                    seen = record.Editions.Count;
                }
                while (!done.IsCancellationRequested);
            })),
        ];
        for (var i = 1; i <= 100; i++)
        {
            Remember(new EditionKept(Given.IdOf("Child R"), Given.Hash($"{i}"), 1) { At = Given.Day(1).AddMinutes(i) });
            Remember(new PublicationExtracted(Given.IdOf("Child R"), Given.Hash($"{i}"), "pdfpig/1", i, i) { At = Given.Day(1).AddMinutes(i) });
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(100, Catalogue.FindPublication(Given.IdOf("Child R"))!.PageCount);
    }
}
