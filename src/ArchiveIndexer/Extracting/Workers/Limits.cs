namespace ArchiveIndexer.Extracting;

/// <summary>What is said of a PDF that passed the limits of its reading.</summary>
internal static class Limits
{
    private const string Advice = "It may be damaged or made to exhaust its readers; opening it in a PDF viewer and saving it anew often helps.";

    internal static RejectedException TimePassed(ExtractionOptions options) => new(RejectionReason.TimeLimit,
        $"Reading this file took longer than {options.TimeLimit.TotalSeconds:0.#} s and was stopped. {Advice}");

    internal static RejectedException MemoryPassed(ExtractionOptions options) => new(RejectionReason.MemoryLimit, MemoryMessage(options));

    internal static string MemoryMessage(ExtractionOptions options) =>
        $"Reading this file took more than {options.MemoryLimitBytes >> 20} MB of memory and was stopped. {Advice}";
}
