namespace ArchiveIndexer.Extracting;

/// <summary>What is said of a file or page that passed the limits of its reading.</summary>
internal static class Limits
{
    private const string Advice = "It may be damaged or made to exhaust its readers; opening it in a PDF viewer and saving it anew often helps.";

    internal static RejectedException TimePassed(ExtractionOptions options) => new(RejectionReason.TimeLimit,
        $"Reading this file took longer than {options.TimeLimit.TotalSeconds:0.#} s and was stopped. {Advice}");

    internal static RejectedException MemoryPassed(ExtractionOptions options) => new(RejectionReason.MemoryLimit, MemoryMessage(options));

    internal static string MemoryMessage(ExtractionOptions options) =>
        $"Reading this file took more than {options.MemoryLimitBytes >> 20} MB of memory and was stopped. {Advice}";

    /// <summary>The same of a web page, for which other advice helps; null for what is no matter of limits.</summary>
    internal static RejectedException? OfPage(Uri address, RejectedException rejected, ExtractionOptions options)
    {
        var does = rejected.Reason switch
        {
            RejectionReason.TimeLimit => $"takes longer than {options.PageLimit.TotalSeconds:0.#} s to read; reading it was stopped",
            RejectionReason.MemoryLimit => $"takes more than {options.MemoryLimitBytes >> 20} MB of memory to read, or lists more than {options.PageAnswerLimitBytes >> 20} MB; reading it was stopped",
            RejectionReason.ReaderDied => "ended the process that read it",
            _ => null,
        };
        return does is null ? null : new(rejected.Reason, $"{address} is a web page that {does}. It is broken, or made to exhaust its readers.", rejected);
    }
}
