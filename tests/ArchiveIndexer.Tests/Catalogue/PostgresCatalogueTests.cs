using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;
using Npgsql;

namespace ArchiveIndexer.Tests.Catalogue;

[Collection(PostgresCollection.Name)]
public sealed class PostgresCatalogueTests(PostgresServer server) : CatalogueContract
{
    private readonly TemporaryFolder _place = new();
    private readonly List<PostgresCatalogue> _made = [];

    protected override ICatalogue MakeEmpty() => Open(server.NewSchema());

    private PostgresCatalogue Open(string schema)
    {
        var catalogue = new PostgresCatalogue(server.Database, schema);
        _made.Add(catalogue);
        return catalogue;
    }

    protected override string Dump(ICatalogue catalogue)
    {
        var schema = ((PostgresCatalogue)catalogue).Schema;
        using var source = NpgsqlDataSource.Create(server.Database);
        var dump = new StringBuilder();
        foreach (var table in Rows(source, $"SELECT table_name::text FROM information_schema.tables WHERE table_schema = '{schema}' AND table_name <> 'schemaversions' ORDER BY 1").ToList())
        {
            // The order of publications stands in rowid; the numbers themselves say nothing.
            var rows = Rows(source, $"SELECT {(table == "publications" ? "to_jsonb(t) - 'rowid'" : "to_jsonb(t)")}::text FROM {schema}.{table} t");
            dump.Append(table).Append('\n').AppendJoin('\n', rows.Order(StringComparer.Ordinal)).Append('\n');
        }
        return dump.ToString();
    }

    private static IEnumerable<string> Rows(NpgsqlDataSource source, string sql)
    {
#pragma warning disable CA2100 // The names come from the database itself.
        using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }

    protected override void DisposePlace()
    {
        foreach (var catalogue in _made) catalogue.Dispose();
        _place.Dispose();
    }

    [SkippableFact]
    public void What_was_applied_is_there_for_the_next_host()
    {
        Remember(new BoardAdded(Given.Board) { At = Given.Day(1) }, Given.Listed("Child R", Given.Day(1)));
        var before = Dump(Catalogue);
        var other = Open(((PostgresCatalogue)Catalogue).Schema);
        other.CatchUp(Archive);
        Assert.Equal(before, Dump(other));
        Assert.NotNull(other.FindPublication(Given.IdOf("Child R")));
    }

    [SkippableFact]
    public async Task Hosts_that_start_at_once_make_one_schema()
    {
        var schema = server.NewSchema();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new PostgresCatalogue(server.Database, schema))));
        Assert.All(made, catalogue => Assert.Empty(catalogue.Boards()));
        foreach (var catalogue in made) catalogue.Dispose();
    }

    [SkippableFact]
    public void It_tells_the_same_story_as_the_embedded_one_also_of_odd_words()
    {
        using var archive = new FileArchive(new DataFolder(_place.File("data")));
        using var embedded = new SqliteCatalogue(_place.File("catalogue.db"));
        var address = $"https://oscb.example/{new string('é', 4000)}.pdf";
        var odd = Given.Listed("Siân’s 😀 \ud800", Given.Day(1));
        ArchiveEvent[] events =
        [
            new BoardAdded(Given.Board) { At = Given.Day(1).ToOffset(TimeSpan.FromHours(1)).AddTicks(1) },
            odd with { Publication = odd.Publication with { Listed = odd.Publication.Listed with { Url = address } } },
            Given.Listed("child r", Given.Day(1)), Given.Listed("Child R", Given.Day(1)), Given.Listed("Élan", Given.Day(1)),
            new PublicationRejected(Given.IdOf("Child R"), Stage.Fetch, RejectionReason.HtmlInsteadOfPdf, "a\u0000b\ud83d", address) { At = Given.Day(2) },
        ];
        foreach (var decision in events) archive.Append(decision);
        foreach (var capture in (Capture[])[Given.Capture("Child R", Given.Day(1), bytes: "\ud800"), Given.Capture("child r", Given.Day(3)) with { Url = address }]) archive.Append(capture);
        Catalogue.CatchUp(archive);
        embedded.CatchUp(archive);
        Assert.Equal(Told(embedded).Replace("\\u0000", "\uFFFD", StringComparison.Ordinal), Told(Catalogue));
        Assert.Null(Catalogue.FindReview("a\u0000\ud800"));
        Assert.Equal(embedded.LastAnswerFrom("oxfordshire", address), Catalogue.LastAnswerFrom("oxfordshire", address));

        static string Told(ICatalogue catalogue) => System.Text.Json.JsonSerializer.Serialize(new
        {
            Boards = catalogue.Boards(), Reviews = catalogue.Reviews(null, 1, 100), Publications = catalogue.AllPublications(), Rejected = catalogue.Rejected(),
            States = catalogue.StageStates(), Outcomes = catalogue.OutcomesOf(Given.Run), Counts = catalogue.CountPublications(),
        }, ArchiveJson.Lines);
    }

    [SkippableFact]
    public async Task Hosts_that_write_at_once_wait_for_each_other()
    {
        Remember(new BoardAdded(Given.Board) { At = Given.Day(1) });
        var schema = ((PostgresCatalogue)Catalogue).Schema;
        PostgresCatalogue[] hosts = [Open(schema), Open(schema), Open(schema)];
        await Task.WhenAll(hosts.Select((host, h) => Task.Run(() =>
        {
            for (var i = 0; i < 20; i++) host.Apply(Given.Listed($"Child {h} {i}", Given.Day(1)));
        })));
        Assert.Equal(60, Catalogue.AllPublications().Count);
        Assert.Contains("\"lines\": 61", Dump(Catalogue), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_server_that_is_not_there_is_the_worlds_fault() =>
        Assert.ThrowsAny<NpgsqlException>(() => new PostgresCatalogue(new NpgsqlConnectionStringBuilder(server.Database) { Port = ArchiveProgram.FreePort() }.ToString()));
}
