using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host;

/// <summary>The rooms of the pipeline over one data folder, opened in the order in which a publication passes through them.</summary>
public sealed class Rooms : IAsyncDisposable
{
    private readonly IDisposable _ownership;
    private readonly IDisposable? _part;
    private readonly IndexGenerations _generations;
    private readonly string _generation;

    /// <summary>Opens the folder as its only owner; what cannot be used of the projections is set aside, to be made anew.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="options">How to work.</param>
    /// <param name="trustedEndpoints">Hosts in private networks that may be asked.</param>
    /// <param name="clock">The time.</param>
    /// <param name="say">Where sentences for the person at the terminal go.</param>
    /// <param name="newIndex">Whether to index into a new generation beside the current one, which is read until <see cref="SwitchIndex"/>.</param>
    /// <param name="longJob">Whether very many publications are going to be read.</param>
    /// <exception cref="ArchiveInUseException">Another process has it.</exception>
    public Rooms(DataFolder folder, ArchiveOptions options, IReadOnlyCollection<string> trustedEndpoints, TimeProvider clock, Action<string> say, bool newIndex = false, bool longJob = false)
    {
        _ownership = folder.TakeOwnership();
        folder.SweepTemporary();
        Folder = folder;
        Kept = options.Shared.Folder is { } shared ? new DataFolder(shared) : folder;
        if (Kept != folder)
        {
            _part = Kept.TakePart();
            Kept.SweepTemporary(clock.GetUtcNow() - TimeSpan.FromDays(1));
        }
        var far = options.Shared.S3.Address is null ? null : new S3Place(options.Shared.S3);
        Archive = far is null ? new FileArchive(Kept, shared: Kept != folder) : new S3Archive(far, folder);
        Texts = new ExtractedTexts(Kept, far);
        Recogniser = RecogniserOf(options.Reading, say);
        Drawer = new PageDrawer(new RecognitionOptions());
        var reader = ReaderOf(options.Reading);
        Reader = new ExtractionWorkers(longJob ? reader.Lasting() : reader, clock: null, Recogniser);
        Catalogue = options.Shared.Database is { } database ? new PostgresCatalogue(database) : OpenCatalogue(folder, clock, say);
        Turns = Catalogue is PostgresCatalogue common ? new Turns(common, TimeSpan.FromSeconds(options.Shared.LeaseSeconds), clock) : null;
        Ledger = new Ledger(Archive, Catalogue, Turns);
        Ledger.CatchUp();
        Fetcher = new Fetcher(options.Crawl with { TrustedEndpoints = [.. options.Crawl.TrustedEndpoints, .. trustedEndpoints, .. KnownBoards.Endpoints(Catalogue.Boards())] }, clock, Turns is null ? null : (host, pause, cancellation) => Turns.TakeAsync($"host {host}", pause, cancellation));
        _generations = new IndexGenerations(folder);
        _generations.Sweep();
        _generation = newIndex ? _generations.Begin() : _generations.Current;
        (Index, var unusable) = PublicationIndexer.OpenOrSetAside(_generation, path => _generations.SetAside(path, clock.GetUtcNow()), clock);
        if (unusable is not null)
        {
            Catalogue.ForgetIndexed();
            say($"{unusable.Message} It was set aside; everything is indexed again.");
        }
        Searcher = new PublicationSearcher(Index);
        if (Kept.ReadThesaurus() is { } groups) Searcher.Thesaurus = Thesaurus.Own.With(groups);
        Recommendations = new RecommendationSearcher(Searcher);
        var recognised = new RecognisedPages(Kept, far);
        FileTexts = new FileTexts(Archive, Texts, recognised, Reader);
        Crawls = new BoardCrawl(Archive, Catalogue, Ledger, Fetcher, Reader, clock);
        Pipeline = new ArchivePipeline(Archive, FileTexts, Catalogue, Ledger, Crawls, Fetcher, Reader, Index, clock);
        Erasures = new Erasures(Archive, Catalogue, Ledger, Pipeline, Texts, recognised, folder, clock);
        Erasures.CarryOut();
        Stewardship = new Stewardship(Archive, Catalogue, Ledger, Crawls, Fetcher, Pipeline, clock);
    }

    /// <summary>This process's own folder.</summary>
    public DataFolder Folder { get; }

    /// <summary>Where the archive is: the same folder, or one that several processes share. With an object store, where copies of texts are.</summary>
    public DataFolder Kept { get; }

    /// <summary>How processes take turns that share the archive; null when this one has it for itself.</summary>
    public Turns? Turns { get; }

    public Fetcher Fetcher { get; }
    public IArchive Archive { get; }
    public ExtractedTexts Texts { get; }
    public FileTexts FileTexts { get; }
    public PageRecogniser? Recogniser { get; }
    public PageDrawer Drawer { get; }
    public ExtractionWorkers Reader { get; }
    public SqlCatalogue Catalogue { get; }
    public PublicationIndexer Index { get; }
    public PublicationSearcher Searcher { get; }
    public RecommendationSearcher Recommendations { get; }
    public Ledger Ledger { get; }
    public BoardCrawl Crawls { get; }
    public ArchivePipeline Pipeline { get; }
    public Stewardship Stewardship { get; }
    public Erasures Erasures { get; }

    /// <summary>The number of the index's generation, and its size in bytes.</summary>
    public (int Number, long Bytes) IndexSize() => _generations.Measure();

    /// <summary>Makes the new generation of the index durable and the current one.</summary>
    public void SwitchIndex()
    {
        Pipeline.Commit();
        _generations.SwitchTo(_generation);
    }

    /// <summary>How to start the process that reads PDFs: this program again, or the one that the settings name.</summary>
    public static ExtractionOptions ReaderOf(ReadingOptions options)
    {
        var (file, arguments) = options.Worker is { Length: > 0 } worker ? (worker, (string[])[])
            : Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "archive" ? (path, (string[])[])
            // The same dotnet that runs this, which need not be on the path.
            : (Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet", [typeof(Rooms).Assembly.Location]);
        return new ExtractionOptions
        {
            WorkerFile = file, WorkerArguments = [.. arguments, ExtractionWorker.Command], TimeLimit = TimeSpan.FromSeconds(options.TimeLimitSeconds),
            MemoryLimitBytes = options.MemoryLimitMegabytes * 1024L * 1024L, Workers = options.Workers,
        };
    }

    /// <summary>Recognises pictures of text; null where the settings do not want it.</summary>
    public static PageRecogniser? RecogniserOf(ReadingOptions options, Action<string> say) => options.Ocr
        ? new PageRecogniser(new RecognitionOptions { TimeLimit = TimeSpan.FromSeconds(options.OcrTimeLimitSeconds), AtOnce = options.Workers }, say) : null;

    /// <summary>In a sentence, whether pictures of text are recognised, and what is missing for it.</summary>
    public static async Task<string> RecognitionAsync(PageRecogniser? recogniser) =>
        recogniser is null ? "Pages without text are not recognised: Reading:Ocr is false."
        : await recogniser.ToolsAsync() is { } tools ? $"Pages without text are recognised with {tools}."
        : $"Pages without text are not recognised: install the Debian packages {PageRecogniser.Packages} for that.";

    public async ValueTask DisposeAsync()
    {
        try
        {
            Pipeline.Commit();
        }
        finally
        {
            // Also when the disk is full: a reader's process left behind would be nobody's.
            await Reader.DisposeAsync();
            Recogniser?.Dispose();
            Drawer.Dispose();
            Searcher.Dispose();
            Index.Dispose();
            Catalogue.Dispose();
            (Archive as IDisposable)?.Dispose();
            Fetcher.Dispose();
            _part?.Dispose();
            _ownership.Dispose();
        }
    }

    private static SqliteCatalogue OpenCatalogue(DataFolder folder, TimeProvider clock, Action<string> say)
    {
        try
        {
            return new SqliteCatalogue(folder.CatalogueFile);
        }
        catch (CatalogueUnusableException e)
        {
            say($"{e.Message} It was set aside; the catalogue is made again from the archive.");
            DataFolder.SetAside(folder.CatalogueFile, clock.GetUtcNow());
            return new SqliteCatalogue(folder.CatalogueFile);
        }
    }
}
