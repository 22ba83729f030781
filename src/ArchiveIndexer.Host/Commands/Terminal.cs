using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace ArchiveIndexer.Host.Commands;

/// <summary>
/// The console: results go to stdout, everything else to stderr. With <c>--json</c> stdout has one JSON object and nothing else.
/// Nothing that a stranger wrote reaches the terminal as control codes.
/// </summary>
public sealed class Terminal(bool json, bool quiet, bool verbose)
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _writing = new();

    /// <summary>Whether the result is wanted as JSON.</summary>
    public bool Json { get; } = json;

    /// <summary>Whether every step is to be told.</summary>
    public bool Verbose { get; } = verbose;

    /// <summary>A line of the result.</summary>
    public static void Result(string line) => Console.Out.WriteLine(Harmless(line));

    /// <summary>The result as one JSON object.</summary>
    public static void Result(object answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Shape));

    /// <summary>The result as one JSON object, by what writes it.</summary>
    public static void Result(Action<Stream> write)
    {
        using var output = Console.OpenStandardOutput();
        write(output);
    }

    /// <summary>Something worth knowing that is not the result.</summary>
    public void Say(string line)
    {
        if (!quiet) lock (_writing) Console.Error.WriteLine(Harmless(line));
    }

    /// <summary>Trouble: said even when quiet.</summary>
    public void Complain(string line)
    {
        lock (_writing) Console.Error.WriteLine(Harmless(line));
    }

    /// <summary>Says that there is nothing to work on, and how to get something.</summary>
    /// <returns>The exit code for it.</returns>
    public int NoArchive(string data)
    {
        Complain($"There is no archive in {Path.GetFullPath(data)}. Make one with 'archive crawl', or name another folder with --data.");
        return ExitCode.NothingUsable;
    }

    /// <summary>Long work: a bar on a terminal, a line a step elsewhere.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Given the function to call after each step: how many are done, of how many, and which.</param>
    public async Task<T> ProgressAsync<T>(string title, Func<Action<int, int, string>, Task<T>> work)
    {
        if (quiet || Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
            return await work((done, total, step) => Say($"{title} {done}/{total}: {step}"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(Markup.Escape(title), maxValue: 1);
                return await work((done, total, step) =>
                {
                    bar.MaxValue = Math.Max(total, 1);
                    bar.Value = done;
                    bar.Description = Markup.Escape($"{title} {done}/{total}: {Shortened(Harmless(step))}");
                });
            });
    }

    private static string Shortened(string text) => text.Length <= 50 ? text : text[..49] + "…";

    /// <summary>Text of a page or a PDF could carry escape sequences that a terminal obeys.</summary>
    private static string Harmless(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\f'))
        ? new string([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t' or '\f')]) : text;
}
