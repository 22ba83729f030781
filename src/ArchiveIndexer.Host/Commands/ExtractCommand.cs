using System.CommandLine;
using System.Diagnostics;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Host.Serving;

namespace ArchiveIndexer.Host.Commands;

/// <summary>What is understood of PDFs, without archiving them.</summary>
public static class ExtractCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "PDFs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Text = new("--text") { Description = "Print plain text, pages separated by form feeds." };

    public static Command Create()
    {
        var command = new Command("extract", "Shows what is understood of a PDF, without archiving it.") { Files, Text };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var (paths, plain) = (typed.GetValue(Files)!, typed.GetValue(Text));
        if (plain && terminal.Json) throw new UsageException("--text and --json exclude each other.");
        var (_, options) = CommandLine.SettingsOf(typed);
        using var recogniser = Rooms.RecogniserOf(options.Reading, terminal.Say);
        await using var reader = new ExtractionWorkers(Rooms.ReaderOf(options.Reading), clock: null, recogniser);
        var results = new Outcome[paths.Length];
        var done = 0;
        await terminal.ProgressAsync("Reading", async step =>
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, paths.Length), new ParallelOptions { MaxDegreeOfParallelism = options.Reading.Workers, CancellationToken = cancellation }, async (i, token) =>
            {
                results[i] = await ReadAsync(paths[i], reader, token);
                if (paths.Length > 1) step(Interlocked.Increment(ref done), paths.Length, paths[i]);
            });
            return 0;
        });

        foreach (var result in results) if (result.Rejection is { } rejection) terminal.Complain($"{result.Path}: {rejection.Message}");
        // Said only where it matters; otherwise nobody need know of these programs.
        if (results.Any(result => result.Text?.Pages.Any(page => page.Source is TextSource.None) ?? result.Rejection is { Reason: RejectionReason.NoText })
            && (recogniser is null || await recogniser.ToolsAsync() is null)) terminal.Say(await Rooms.RecognitionAsync(recogniser));
        var answer = new ExtractedFiles([.. results.Select(result => ExtractedFile.Of(result.Path, result.File?.Sha256, result.File?.Bytes, result.Text, result.Rejection, result.Milliseconds))]);
        if (terminal.Json) Terminal.Result(answer.WriteJson);
        else if (plain) Console.Out.Write(answer.PlainText());
        else foreach (var result in results) Print(result);
        return results.All(result => result.Text is not null) ? ExitCode.Done : results.Length == 1 ? ExitCode.NothingUsable : ExitCode.Partial;
    }

    private sealed record Outcome(string Path, LooseFile? File, PublicationText? Text, RejectedException? Rejection, double Milliseconds);

    private static async Task<Outcome> ReadAsync(string path, ExtractionWorkers reader, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        LooseFile? file = null;
        try
        {
            file = LooseFile.Describe(path);
            await using var bytes = LooseFile.Open(path);
            var text = await reader.ExtractAsync(bytes, cancellation: cancellation);
            return new(path, file, text, null, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (IOException e)
        {
            return new(path, file, null, new(RejectionReason.NotFound, e.Message), Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (RejectedException e)
        {
            return new(path, file, null, e, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private static void Print(Outcome result)
    {
        if (result.Text is not { } text)
        {
            Terminal.Result($"{result.Path}: rejected ({JsonNames.Of(result.Rejection!.Reason)})");
            Print(result.Rejection.Accessibility);
            return;
        }
        Terminal.Result($"{result.Path}: {text.Title ?? "(no title)"}; {Counted.Of(text.Pages.Count, "page", "pages")}, {text.Pages.Count(page => page.Source is not TextSource.None)} with text, {text.Pages.Sum(page => page.Text.Length):N0} characters");
        foreach (var heading in text.Pages.SelectMany(page => page.Blocks.Where(block => block.Kind == BlockKind.Heading).Select(block => (page.Number, block))))
            Terminal.Result($"  {"page " + heading.Number,9}  {new string(' ', 2 * ((heading.block.Level ?? 1) - 1))}{(heading.block.Number is { } number ? number + " " : "")}{heading.block.Text}");
        foreach (var source in (TextSource[])[TextSource.Ocr, TextSource.None])
            if (text.Pages.Where(page => page.Source == source).Select(page => page.Number).ToList() is { Count: > 0 } pages)
                Terminal.Result($"  {(source is TextSource.Ocr ? "recognised from pictures" : "no text could be read")}: {Counted.Pages(pages)}");
        if (text.FailedRedactions.Count > 0) Terminal.Result($"  failed redactions: words under black boxes on {Counted.Pages(text.FailedRedactions.Select(each => each.Page))}; left out here, but everyone can copy them from the file");
        PrintRecords(text.Recommendations);
        Print(text.Accessibility);
        foreach (var furniture in text.Furniture) Terminal.Result($"  left out of {furniture.Pages.Count} pages: {furniture.Text}");
    }

    private static void Print(AccessibilityReport? report)
    {
        if (report is not null) Terminal.Result($"  accessibility: {Reported.Band(report).TrimEnd('.')}; {Reported.Tally(report)}");
    }

    private static void PrintRecords(IReadOnlyList<Recommendation> records)
    {
        int Of(string kind) => records.Count(record => record.Kind == kind);
        var counts = new[]
        {
            (Of(RecommendationKind.Recommendation), "recommendation", "recommendations"), (Of(RecommendationKind.Finding), "finding", "findings"),
            (Of(RecommendationKind.LearningPoint), "learning point", "learning points"), (Of(RecommendationKind.Question), "question", "questions"),
        };
        Terminal.Result(records.Count == 0 ? "  no recommendations" : "  " + string.Join(", ", counts.Where(count => count.Item1 > 0).Select(count => Counted.Of(count.Item1, count.Item2, count.Item3))));
        foreach (var record in records)
        {
            var text = record.Text.ReplaceLineEndings(" ");
            Terminal.Result($"  {"page " + record.Page,9}  {(record.Kind == RecommendationKind.LearningPoint ? "learning point" : record.Kind)}{(record.Number is { } number ? " " + number : "")}{(record.Addressees.Count > 0 ? $" (to {string.Join(", ", record.Addressees)})" : "")}: {(text.Length > 160 ? text[..159] + "…" : text)}");
        }
    }
}
