namespace ArchiveIndexer.Extracting;

/// <summary>How publications are read: by which child process, and within which limits.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The program to start as a worker, such as the path of <c>dotnet</c>.</summary>
    public required string WorkerFile { get; init; }

    /// <summary>Its arguments, such as <c>archive.dll extract-worker</c>, one a piece.</summary>
    public IReadOnlyList<string> WorkerArguments { get; init; } = [];

    /// <summary>Longest time for one publication, by the clock on the wall.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(55);

    /// <summary>Largest managed heap of one worker, bytes.</summary>
    public long MemoryLimitBytes { get; init; } = 480L << 20;

    /// <summary>What a worker may take besides its heap, bytes: the runtime, its code, stacks. Past both together it is ended.</summary>
    public long MemoryBesideHeapBytes { get; init; } = 96L << 20;

    /// <summary>Longest answer about one publication, bytes.</summary>
    public int AnswerLimitBytes { get; init; } = 64 << 20;

    /// <summary>Longest time for a board's web page, if <see cref="TimeLimit"/> is not shorter: the longest real one takes a tenth of a second.</summary>
    public TimeSpan PageTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest answer about a board's web page, bytes: a page of 2 MB can repeat its longest heading for each of its links.</summary>
    public int PageAnswerLimitBytes { get; init; } = 8 << 20;

    internal TimeSpan PageLimit => PageTimeLimit < TimeLimit ? PageTimeLimit : TimeLimit;

    /// <summary>How many publications are read at once.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>A worker is replaced after so many publications: the PDF library keeps every name that it has ever met.</summary>
    public int RecycleAfter { get; init; } = 200;

    /// <summary>How the runtime of a worker is set.</summary>
    public IReadOnlyDictionary<string, string> Runtime { get; init; } = ForFew;

    /// <summary>From how many publications on <see cref="ForMany"/> pays.</summary>
    public const int Many = 500;

    /// <summary>
    /// The first publications soon: less is compiled twice, and 64 MB of young objects (in hexadecimal) are collected at once. Arrays up
    /// to 2 MB, as pages unpack to, are young objects too: each collection of the old ones goes through all that is left of a file.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ForFew { get; } = new Dictionary<string, string>
    {
        ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0", ["DOTNET_GCgen0size"] = "4000000", ["DOTNET_GCLOHThreshold"] = "200000", ["DOTNET_TieredPGO"] = "0",
    };

    /// <summary>All of many publications soon: what is compiled twice is compiled by what the first fifty showed, which costs seconds and saves a tenth of the rest.</summary>
    public static IReadOnlyDictionary<string, string> ForMany { get; } = new Dictionary<string, string>(ForFew) { ["DOTNET_TieredPGO"] = "1" };

    /// <summary>The same for a long job.</summary>
    public ExtractionOptions Lasting() => this with { Runtime = ForMany, RecycleAfter = 5000 };
}
