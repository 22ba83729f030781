using System.Diagnostics;
using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Reader;

/// <summary>
/// <c>archive-reader FILE… --text|--json</c>: prints what <c>archive extract</c> prints. One file is read in this process; several, and
/// one whose pages must be recognised on their pictures, by a pool of processes of this program.
/// </summary>
internal static class ReadCommand
{
    private const int Done = 0, Failed = 1, NothingUsable = 2, Partial = 3, BadUsage = 64;
    private const long LargestFile = 1L << 30;

    internal static int Run(string[] args)
    {
        try
        {
            var typed = Typed.Of(args);
            var settings = Settings.Read();
            var files = One(typed, settings) is { } one ? [one] : SeveralAsync(typed, settings).GetAwaiter().GetResult();
            foreach (var file in files) if (file.Rejection is { } rejection) Complain($"{file.File}: {rejection.Message}");
            Print(new ExtractedFiles(files), typed.Json);
            return files.All(file => file.Rejection is null) ? Done : files.Count == 1 ? NothingUsable : Partial;
        }
        catch (FormatException e)
        {
            Complain($"{e.Message}\nUsage: archive-reader FILE… --text|--json");
            return BadUsage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain(e.Message);
            return Failed;
        }
    }

    // Null for what a pool is needed for.
    private static ExtractedFile? One(Typed typed, Settings settings)
    {
        if (typed.Paths is not [var path]) return null;
        var unread = false;
        var file = FileAsync(path, typed.Json, () => Task.FromResult(LoneReading.Read(LooseFile.ReadAll(path, LargestFile), settings.Limits, out unread))).GetAwaiter().GetResult();
        return unread && settings.Ocr ? null : file;
    }

    private static async Task<IReadOnlyList<ExtractedFile>> SeveralAsync(Typed typed, Settings settings)
    {
        using var recogniser = settings.Ocr ? new PageRecogniser(settings.Recognition, Complain) : null;
        await using var readers = new ExtractionWorkers(settings.Limits, clock: null, recogniser);
        var files = new ExtractedFile[typed.Paths.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, files.Length), new ParallelOptions { MaxDegreeOfParallelism = settings.Limits.Workers }, async (i, token) =>
            files[i] = await FileAsync(typed.Paths[i], typed.Json, async () =>
            {
                await using var bytes = LooseFile.Open(typed.Paths[i]);
                return await readers.ExtractAsync(bytes, cancellation: token);
            }));
        return files;
    }

    private static async Task<ExtractedFile> FileAsync(string path, bool described, Func<Task<PublicationText>> read)
    {
        var began = Stopwatch.GetTimestamp();
        LooseFile? file = null;
        PublicationText? text = null;
        RejectedException? rejected = null;
        try
        {
            if (described) file = LooseFile.Describe(path);
            text = await read();
        }
        catch (IOException e)
        {
            rejected = new(RejectionReason.NotFound, e.Message);
        }
        catch (RejectedException e)
        {
            rejected = e;
        }
        return ExtractedFile.Of(path, file?.Sha256, file?.Bytes, text, rejected, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    // Not through Console.Out, which first finds out about the terminal.
    private static void Print(ExtractedFiles answer, bool json)
    {
        using var output = Console.OpenStandardOutput();
        if (json) answer.WriteJson(output);
        else output.Write(Encoding.UTF8.GetBytes(answer.PlainText()));
    }

    // What a PDF or a file's name says must not reach the terminal as control codes.
    private static void Complain(string line)
    {
        using var errors = Console.OpenStandardError();
        errors.Write(Encoding.UTF8.GetBytes(new string([.. line.Where(c => !char.IsControl(c) || c is '\n' or '\t')]) + "\n"));
    }
}
