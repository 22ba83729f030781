using System.Globalization;
using System.Xml;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// Draws pages of PDFs for people, and says where their words stand, with Poppler's <c>pdftoppm</c> and <c>pdftotext</c> where they are
/// installed. Both run outside this process, within limits; what cannot be drawn is left out.
/// </summary>
/// <param name="options">Program and limits.</param>
public sealed class PageDrawer(RecognitionOptions options) : IDisposable
{
    /// <summary>Width of a picture, pixels.</summary>
    public const int Width = 800;

    private const int MostBytes = 16 << 20;
    private const int MostWords = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim turns = new(2, 2);
    private readonly Lazy<Task<bool>> installed = new(async () =>
        (await ToolRun.RunAsync(options.Drawer, ["-v"], (_, _) => Task.CompletedTask, 1 << 16, TimeSpan.FromSeconds(20), options.MemoryLimitBytes, CancellationToken.None).ConfigureAwait(false)).Trouble is null);

    /// <summary>Whether pages can be drawn here. Asked once.</summary>
    public Task<bool> IsInstalledAsync() => installed.Value;

    /// <summary>Call when nothing is being drawn any more.</summary>
    public void Dispose() => turns.Dispose();

    /// <summary>One page as a PNG of <see cref="Width"/> pixels.</summary>
    /// <returns>Null where it cannot be drawn.</returns>
    public async Task<ReadOnlyMemory<byte>?> DrawAsync(Stream pdf, int page, CancellationToken cancellation)
    {
        string[] size = ["-scale-to-x", Text(Width), "-scale-to-y", "-1"];
        var drawn = await RunAsync(options.Drawer, ["-png", "-cropbox", "-q", "-f", Text(page), "-l", Text(page), .. size, "-"], pdf, cancellation).ConfigureAwait(false);
        return drawn.Trouble is null && drawn.Output.Span is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? drawn.Output : null;
    }

    /// <summary>Where the words of one page stand.</summary>
    /// <returns>Null where that cannot be told.</returns>
    public async Task<PlacedWords?> WordsAsync(Stream pdf, int page, CancellationToken cancellation)
    {
        var told = await RunAsync("pdftotext", ["-bbox", "-cropbox", "-q", "-f", Text(page), "-l", Text(page), "-", "-"], pdf, cancellation).ConfigureAwait(false);
        if (told.Trouble is not null) return null;
        try
        {
            using var bytes = new MemoryStream(told.Output.ToArray());
            using var xml = XmlReader.Create(bytes, new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false });
            var (width, height) = (0d, 0d);
            var words = new List<PlacedWord>();
            PlacedWord? word = null;
            while (words.Count < MostWords && xml.Read())
            {
                if (xml.NodeType is XmlNodeType.Element && xml.LocalName == "page") (width, height) = (Number(xml, "width"), Number(xml, "height"));
                word = xml.NodeType is XmlNodeType.Element && xml.LocalName == "word" ? new("", Number(xml, "xMin"), Number(xml, "yMin"), Number(xml, "xMax"), Number(xml, "yMax")) : word;
                if (xml.NodeType is XmlNodeType.Text && word is not null) words.Add(word with { Text = xml.Value });
                if (xml.NodeType is XmlNodeType.EndElement) word = null;
            }
            return width > 0 && height > 0 ? new(width, height, words) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private async Task<ToolRun.End> RunAsync(string program, string[] arguments, Stream pdf, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ToolRun.RunAsync(program, arguments, (stdin, token) => pdf.CopyToAsync(stdin, token), MostBytes, Longest, options.MemoryLimitBytes, cancellation).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    private static double Number(XmlReader xml, string name) => double.TryParse(xml.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The words of a page and where they stand; everything in points from its upper left corner.</summary>
public sealed record PlacedWords(double Width, double Height, IReadOnlyList<PlacedWord> Words);

/// <summary>One word.</summary>
public sealed record PlacedWord(string Text, double Left, double Top, double Right, double Bottom);
