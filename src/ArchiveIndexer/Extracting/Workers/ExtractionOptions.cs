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

    /// <summary>How many publications are read at once.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>A worker is replaced after so many publications: the PDF library keeps every name that it has ever met.</summary>
    public int RecycleAfter { get; init; } = 200;
}
