namespace ArchiveIndexer.Extracting;

/// <summary>How publications are read: by which child process, and within which limits.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The program to start as a worker, such as the path of <c>dotnet</c>.</summary>
    public required string WorkerFile { get; init; }

    /// <summary>Its arguments, such as <c>archive.dll extract-worker</c>, one a piece.</summary>
    public IReadOnlyList<string> WorkerArguments { get; init; } = [];

    /// <summary>Longest time for one publication, by the clock on the wall.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest managed heap of one worker, bytes.</summary>
    public long MemoryLimitBytes { get; init; } = 512L << 20;

    /// <summary>Longest answer about one publication, bytes.</summary>
    public int AnswerLimitBytes { get; init; } = 64 << 20;

    /// <summary>How many publications are read at once.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>A worker is replaced after so many publications: the PDF library keeps every name that it has ever met.</summary>
    public int RecycleAfter { get; init; } = 200;

    /// <summary>The limits, with the running program itself as the worker: <c>archive extract-worker</c>.</summary>
    public static ExtractionOptions ForThisProgram()
    {
        var program = Environment.ProcessPath ?? "dotnet";
        var library = System.Reflection.Assembly.GetEntryAssembly()?.Location;
        var throughDotnet = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new ExtractionOptions
        {
            WorkerFile = program,
            WorkerArguments = throughDotnet && library is { Length: > 0 } ? [library, ExtractionWorker.Command] : [ExtractionWorker.Command],
        };
    }
}
