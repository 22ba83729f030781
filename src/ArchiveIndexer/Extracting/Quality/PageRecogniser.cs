using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Draws pages that have no usable text and recognises it, with Poppler's <c>pdftoppm</c> and Tesseract, where both are installed.
/// Both run outside this process, within limits; whatever happens to them, the page is left without text and the reason is said.
/// </summary>
/// <param name="options">Programs and limits.</param>
/// <param name="say">Told why a page was left without text.</param>
public sealed class PageRecogniser(RecognitionOptions options, Action<string>? say = null) : IDisposable
{
    /// <summary>What to install where the programs are missing.</summary>
    public const string Packages = "tesseract-ocr and poppler-utils";

    private const string English = "eng";
    private const string Welsh = "cym";
    private const int VersionBytes = 1 << 16;
    private const int AnswerBytes = 32 << 20;
    // 255 is white. A page whose darkest part is lighter than this is blank.
    private const byte Ink = 200;

    // What a page of ordinary size needs: the two programs were seen to take 110 to 170 MB for one, whatever the machine.
    private const long ShareBytes = 192L << 20;

    private readonly int together = (int)Math.Clamp(options.MemoryLimitBytes / ShareBytes, 1, options.AtOnce);
    private readonly SemaphoreSlim turns = new(options.AtOnce, options.AtOnce);
    private readonly Lazy<Task<Tools?>> tools = new(() => FindAsync(options));

    private sealed record Tools(string Drawer, string Recogniser, IReadOnlySet<string> Languages);

    /// <summary>The programs with their versions, in words; null when one of them is missing. Asked once.</summary>
    public async Task<string?> ToolsAsync() => await tools.Value.ConfigureAwait(false) is { } found ? $"{found.Drawer}, {found.Recogniser}" : null;

    /// <summary>Call when nothing is being recognised any more.</summary>
    public void Dispose() => turns.Dispose();

    /// <summary>Recognises pages of a PDF.</summary>
    /// <param name="pdf">Seekable; read from where it stands.</param>
    /// <param name="pages">Which.</param>
    /// <param name="language">BCP 47 tag that the file declares; null when it declares none.</param>
    /// <param name="memory">Pages that were recognised before.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The pages on which something was recognised, in order.</returns>
    internal async Task<IReadOnlyList<RecognisedPage>> RecogniseAsync(
        Stream pdf, IReadOnlyList<PageToRecognise> pages, string? language, RecognitionMemory? memory, CancellationToken cancellation)
    {
        if (await tools.Value.ConfigureAwait(false) is not { } found) return [];
        var languages = language is not null && language.StartsWith("cy", StringComparison.OrdinalIgnoreCase) && found.Languages.Contains(Welsh) ? $"{Welsh}+{English}" : English;
        var fingerprint = $"{found.Drawer}, {found.Recogniser}, {languages}, {options.DotsPerInch}";
        var start = pdf.Position;
        using var file = new SemaphoreSlim(1, 1);
        var failures = 0; // on end
        var large = new ConcurrentQueue<int>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.TimeLimit);
        var done = new RecognisedPage?[Math.Min(pages.Count, options.MostPages)];
        if (pages.Count > done.Length) say?.Invoke($"Only the first {done.Length:N0} of {pages.Count:N0} pages without text are recognised.");
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, done.Length), new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = limit.Token },
                async (i, token) => done[i] = await PageAsync(i, options.MemoryLimitBytes / together, token).ConfigureAwait(false)).ConfigureAwait(false);
            while (large.TryDequeue(out var i)) done[i] = await PageAsync(i, options.MemoryLimitBytes, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            say?.Invoke($"Recognising took longer than {options.TimeLimit.TotalSeconds:0} s; {done.Count(page => page is null):N0} of {pages.Count:N0} pages are left without text.");
        }
        return [.. done.OfType<RecognisedPage>().Where(page => page.Lines.Count > 0)];

        async Task<RecognisedPage?> PageAsync(int i, long bytes, CancellationToken token)
        {
            var page = pages[i];
            if (memory?.Find(page.Number, fingerprint) is { } known) return known;
            await turns.WaitAsync(token).ConfigureAwait(false);
            try
            {
                if (failures >= options.MostFailures) return null;
                var (recognised, trouble) = await ReadAsync(page, bytes, token).ConfigureAwait(false);
                if (trouble is null)
                {
                    failures = 0;
                    memory?.Keep(recognised!, fingerprint);
                }
                else if (trouble.NeedsMemory && bytes < options.MemoryLimitBytes) large.Enqueue(i);
                else
                {
                    say?.Invoke($"Page {page.Number} is left without text: {trouble.Trouble}.");
                    if (Interlocked.Increment(ref failures) == options.MostFailures) say?.Invoke($"After {failures} such pages on end the others are not tried.");
                }
                return recognised;
            }
            finally
            {
                turns.Release();
            }
        }

        async Task<(RecognisedPage?, ToolRun.End? Trouble)> ReadAsync(PageToRecognise page, long bytes, CancellationToken token)
        {
            ToolRun.End drawn;
            // The stream has one place at which it is read.
            await file.WaitAsync(token).ConfigureAwait(false);
            try
            {
                pdf.Position = start;
                drawn = await DrawAsync(pdf, page, bytes, token).ConfigureAwait(false);
            }
            finally
            {
                file.Release();
            }
            if (drawn.Trouble is not null) return (null, drawn);
            if (Picture(drawn.Output.Span) is not { } picture) return (null, ToolRun.End.Of($"{options.Drawer} gave no picture of it"));
            if (picture.Blank) return (new(page.Number, picture.Width, picture.Height, []), null);
            var words = await ToolRun.RunAsync(options.Recogniser, ["stdin", "stdout", "-l", languages, "--psm", "1", "--dpi", $"{picture.DotsPerInch(page)}", "hocr"],
                async (stdin, t) => await stdin.WriteAsync(drawn.Output, t).ConfigureAwait(false), AnswerBytes, options.CallLimit, bytes, token).ConfigureAwait(false);
            if (words.Trouble is not null) return (null, words);
            try
            {
                using var hocr = new MemoryStream(words.Output.ToArray());
                return (Hocr.Read(hocr, page.Number, picture.Width, picture.Height), null);
            }
            catch (XmlException e)
            {
                return (null, ToolRun.End.Of($"{options.Recogniser} gave something else than hOCR ({e.Message})"));
            }
        }
    }

    // The long side is given in pixels, so that no page, whatever size it claims, becomes a larger picture.
    private Task<ToolRun.End> DrawAsync(Stream pdf, PageToRecognise page, long bytes, CancellationToken cancellation)
    {
        var points = Math.Max(page.Width, page.Height);
        var pixels = (int)Math.Clamp(points * options.DotsPerInch / 72, 100, options.LongestSide);
        string[] arguments = ["-gray", "-cropbox", "-q", "-f", Text(page.Number), "-l", Text(page.Number), "-scale-to", Text(pixels), "-"];
        return ToolRun.RunAsync(options.Drawer, arguments, (stdin, token) => pdf.CopyToAsync(stdin, token),
            (options.LongestSide * options.LongestSide) + 100, options.CallLimit, bytes, cancellation);
    }

    private readonly record struct Drawn(int Width, int Height, bool Blank)
    {
        internal int DotsPerInch(PageToRecognise page) => (int)Math.Clamp(72 * Math.Max(Width, Height) / Math.Max(1, Math.Max(page.Width, page.Height)), 70, 600);
    }

    // "P5 width height 255", each behind white space, then a byte a pixel (https://netpbm.sourceforge.net/doc/pgm.html).
    private static Drawn? Picture(ReadOnlySpan<byte> pgm)
    {
        if (!pgm.StartsWith("P5"u8)) return null;
        Span<int> header = stackalloc int[3];
        var at = 2;
        for (var i = 0; i < 3; i++)
        {
            while (at < pgm.Length && pgm[at] is (byte)' ' or (byte)'\n') at++;
            while (at < pgm.Length && char.IsAsciiDigit((char)pgm[at]) && header[i] < 100_000) header[i] = (10 * header[i]) + pgm[at++] - '0';
        }
        var (width, height) = (header[0], header[1]);
        if (width < 1 || height < 1 || pgm.Length - at - 1 < (long)width * height) return null;
        return new(width, height, pgm[(at + 1)..].IndexOfAnyInRange((byte)0, Ink) < 0);
    }

    private static async Task<Tools?> FindAsync(RecognitionOptions options)
    {
        var drawer = await AskAsync(options.Drawer, "-v").ConfigureAwait(false);
        var recogniser = drawer is null ? null : await AskAsync(options.Recogniser, "--version").ConfigureAwait(false);
        if (recogniser is null) return null;
        var listed = await AskAsync(options.Recogniser, "--list-langs").ConfigureAwait(false) ?? "";
        var languages = listed.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return new(FirstWords(drawer!), FirstWords(recogniser), languages);

        async Task<string?> AskAsync(string program, string argument)
        {
            var answer = await ToolRun.RunAsync(program, [argument], (_, _) => Task.CompletedTask, VersionBytes, TimeSpan.FromSeconds(20), options.MemoryLimitBytes, CancellationToken.None).ConfigureAwait(false);
            return answer.Trouble is null ? $"{answer.Errors}\n{Encoding.UTF8.GetString(answer.Output.Span)}".Trim() : null;
        }

        // "pdftoppm version 22.12.0", "tesseract 5.3.0".
        static string FirstWords(string version) => string.Join(' ', version.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "version").Take(2));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
