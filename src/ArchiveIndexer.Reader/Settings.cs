using System.Globalization;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Reader;

/// <summary>The settings of reading, from the same environment variables that <c>archive</c> reads; it reads no settings file.</summary>
internal sealed record Settings(ExtractionOptions Limits, bool Ocr, RecognitionOptions Recognition)
{
    /// <exception cref="FormatException">A setting is not of its kind; the message names it.</exception>
    internal static Settings Read()
    {
        var workers = Number("Workers", Environment.ProcessorCount);
        // Built natively the program is one file; otherwise dotnet runs it.
        var native = Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) is "archive-reader";
        var limits = new ExtractionOptions
        {
            WorkerFile = Environment.ProcessPath ?? "dotnet",
            WorkerArguments = native ? [ExtractionWorker.Command] : [Path.Combine(AppContext.BaseDirectory, "archive-reader.dll"), ExtractionWorker.Command],
            TimeLimit = TimeSpan.FromSeconds(Number("TimeLimitSeconds", 55)),
            MemoryLimitBytes = Number("MemoryLimitMegabytes", 480) * 1024L * 1024L,
            Workers = workers,
        };
        return new Settings(limits, Of("Ocr") is not { } ocr || !ocr.Equals("false", StringComparison.OrdinalIgnoreCase),
            new RecognitionOptions { TimeLimit = TimeSpan.FromSeconds(Number("OcrTimeLimitSeconds", 600)), AtOnce = workers });
    }

    private static string? Of(string name) => Environment.GetEnvironmentVariable("Reading__" + name);

    private static int Number(string name, int otherwise) => Of(name) is not { } value ? otherwise
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new FormatException($"The setting Reading__{name} is '{value}', which is no whole number above 0.");
}
