using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>The whole archive as a BagIt bag, also while another process serves or crawls: to hand on, to compute over, to keep elsewhere.</summary>
public static class ExportCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Where the bag is to be: a folder that is not there yet, or empty. With --warc the file to make, such as archive.warc.gz." };
    private static readonly Option<bool> Warc = new("--warc") { Description = "Writes what was captured as one WARC 1.1 file instead, for the tools of web archives." };
    private static readonly JsonSerializerOptions Readable = new(ArchiveJson.Lines) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string About = """
        What this folder holds
        ======================

        It is a bag (BagIt 1.0, RFC 8493). Check it with:  sha256sum -c manifest-sha256.txt

        data/publications.csv, .json     every publication: board, review, kind, dates, where it came from, its files here
        data/recommendations.csv, .json  every recommendation, finding, learning point and question, as printed, with its page
        data/originals/BOARD/            the files as their boards published them, or as the archive's steward uploaded them (column
                                         uploaded), every edition; the name is the publication's id and the first twelve digits
                                         of the file's SHA-256
        data/text/BOARD/                 their text: .txt with a form feed between pages; .json with headings, lists, tables, notes
        data/archive/                    the archive's logs of captures and events, and what was captured besides (pages of
                                         boards, publications that are not shown)

        Spreadsheets: the CSV files are UTF-8. A cell that would be taken for a formula begins with an apostrophe.
        Put it back into service:  archive restore THIS-FOLDER --into NEW-FOLDER

        """;

    public static Command Create()
    {
        var command = new Command("export", "Writes the whole archive as a BagIt bag: originals, text, JSON, CSV.") { Folder, Warc };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var data = typed.GetValue(CommandLine.Data)!;
        if (DataFolder.Find(data) is not { } folder) return terminal.NoArchive(data);
        using var archive = new FileArchive(folder);
        IReadOnlyList<PublicationRecord> records;
        try
        {
            using var catalogue = new SqliteCatalogue(folder.CatalogueFile, readOnly: true);
            records = [.. catalogue.AllPublications().OrderBy(record => record.Board.Slug, StringComparer.Ordinal).ThenBy(record => record.Publication.Id, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is CatalogueUnusableException or DbException)
        {
            terminal.Complain($"{e.Message} Run 'archive rebuild'.");
            return ExitCode.Failed;
        }
        if (typed.GetValue(Warc)) return await WarcExport.RunAsync(terminal, archive, records, typed.GetValue(Folder)!, cancellation);
        using var bag = new Bag(typed.GetValue(Folder)!);
        // The logs before the objects: every object that a line speaks of was there before the line.
        bag.AddLogs(PlainFiles.Of(folder), "archive");
        var problems = await terminal.ProgressAsync("Exporting", step =>
        {
            var contents = new Contents(bag, archive, new ExtractedTexts(folder));
            foreach (var (at, record) in records.Index())
            {
                cancellation.ThrowIfCancellationRequested();
                contents.Add(record);
                step(at + 1, records.Count, record.Title);
            }
            contents.AddTables();
            contents.AddTheRest(cancellation);
            return Task.FromResult(contents.Problems);
        });
        bag.Add("README.txt", to => to.Write(Encoding.UTF8.GetBytes(About)));
        bag.Seal([("External-Description", "Published reviews of UK safeguarding boards: originals, text, tables and the archive's logs"), ("Bag-Software-Agent", "ArchiveIndexer")], TimeProvider.System.GetUtcNow());

        if (terminal.Json) Terminal.Result(new { bag = bag.FullPath, files = bag.Count, publications = records.Count, problems });
        else
        {
            foreach (var problem in problems) Terminal.Result(problem);
            Terminal.Result($"{Counted.Publications(records.Count)}, {Counted.Of(bag.Count, "file", "files")} in {bag.FullPath}{(problems.Count == 0 ? "" : $"; {Counted.Of(problems.Count, "file is", "files are")} missing")}.");
        }
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Partial;
    }

    /// <summary>What goes into the bag, publication by publication; the tables are gathered on the way.</summary>
    private sealed class Contents(Bag bag, FileArchive archive, ExtractedTexts texts)
    {
        private readonly List<string?[]> _publications = [["board", "boardName", "review", "reviewId", "reviewType", "title", "kind", "published", "status", "pages", "pagesWithText", "notReadable", "sourceUrl", "sha256", "bytes", "firstFetched", "lastSeen", "uploaded", "editions", "file", "text", "publicationId"]];
        private readonly List<string?[]> _recommendations = [["kind", "number", "text", "addressees", "page", "headings", "board", "boardName", "review", "reviewId", "reviewType", "publication", "published", "status", "file", "publicationId"]];
        private readonly List<object> _publicationObjects = [], _recommendationObjects = [];
        private readonly HashSet<string> _shown = [];

        /// <summary>A sentence for each file that could not be put into the bag as it ought to be.</summary>
        public List<string> Problems { get; } = [];

        /// <summary>Adds a publication's files, and its lines to the tables. One that the steward has suppressed is left to <see cref="AddTheRest"/>.</summary>
        public void Add(PublicationRecord record)
        {
            if (record.Status == PublicationStatus.Suppressed) return;
            var (publication, edition) = (record.Publication, record.Edition);
            foreach (var each in record.Files) AddObject(each.Sha256, OriginalOf(record, each.Sha256));
            var file = edition is null ? null : $"data/{OriginalOf(record, edition.Sha256)}";
            string? textFile = null;
            if (PublicationsApi.TextOf(record, texts) is { } text)
            {
                var name = $"text/{record.Board.Slug}/{publication.Id}";
                bag.Add($"{name}.txt", to => to.Write(Encoding.UTF8.GetBytes(string.Join('\f', text.Pages.Select(page => page.Text + "\n")))));
                bag.Add($"{name}.json", to => JsonSerializer.Serialize(to, text, Readable));
                textFile = $"data/{name}.txt";
                foreach (var one in text.Recommendations) AddRecommendation(record, one, file);
            }
            _publications.Add([
                record.Board.Slug, record.Board.Name, record.Review.Name, record.Review.Id, record.Review.Type, record.Title, publication.Listed.Kind, publication.Listed.Published, record.Status,
                Number(record.PageCount), Number(record.PagesWithText), record.Rejection?.Message, publication.Listed.Url, edition?.Sha256, Number(edition?.Bytes), record.Upload is null ? Time(edition?.FirstSeen) : null, record.Upload is null ? Time(edition?.LastSeen) : null, Time(record.Upload?.At),
                Number(record.Editions.Count), file, textFile, publication.Id]);
            _publicationObjects.Add(new { Publication = PublicationAnswer.Of(record), File = file, Text = textFile });
        }

        public void AddTables()
        {
            AddCsv("publications.csv", _publications);
            AddCsv("recommendations.csv", _recommendations);
            bag.Add("publications.json", to => JsonSerializer.Serialize(to, _publicationObjects, Readable));
            bag.Add("recommendations.json", to => JsonSerializer.Serialize(to, _recommendationObjects, Readable));
        }

        /// <summary>Adds every object that is not among the originals.</summary>
        public void AddTheRest(CancellationToken cancellation)
        {
            foreach (var sha256 in archive.Objects().Where(sha256 => !_shown.Contains(sha256)))
            {
                cancellation.ThrowIfCancellationRequested();
                AddObject(sha256, $"archive/objects/sha256/{sha256[..2]}/{sha256[2..4]}/{sha256}");
            }
        }

        private void AddRecommendation(PublicationRecord record, Recommendation one, string? file)
        {
            _recommendations.Add([
                one.Kind, one.Number, one.Text, string.Join("; ", one.Addressees), Number(one.Page), string.Join(" › ", one.HeadingPath), record.Board.Slug, record.Board.Name, record.Review.Name, record.Review.Id,
                record.Review.Type, record.Title, record.Publication.Listed.Published, record.Status, file, record.Publication.Id]);
            _recommendationObjects.Add(new { Recommendation = one, Publication = PublicationSummary.Of(record), Review = ReviewSummary.Of(record.Review, record.Board), File = file });
        }

        private void AddObject(string sha256, string name)
        {
            try
            {
                var actual = bag.Add(name, to =>
                {
                    using var bytes = archive.Open(sha256);
                    bytes.CopyTo(to);
                }, sha256);
                if (actual == sha256) _shown.Add(sha256);
                else Problems.Add($"{name}: its bytes have the SHA-256 {actual}: the archived file was damaged. It was left out; restore it from a copy.");
            }
            catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                Problems.Add($"{name}: the archive does not have the object {sha256}. Restore it from a copy.");
            }
        }

        private void AddCsv(string name, List<string?[]> rows) =>
            bag.Add(name, to => to.Write(Encoding.UTF8.GetBytes(CsvText.ByteOrderMark + string.Concat(rows.Select(row => CsvText.Line(row))))));

        private string OriginalOf(PublicationRecord record, string sha256) => $"originals/{record.Board.Slug}/{record.Publication.Id}-{sha256[..12]}.{FormatOf(sha256).Name}";

        private PublicationFormat FormatOf(string sha256)
        {
            if (!archive.Has(sha256)) return PublicationFormat.Pdf;
            using var bytes = archive.Open(sha256);
            return PublicationFormat.Of(bytes) ?? PublicationFormat.Pdf;
        }
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
