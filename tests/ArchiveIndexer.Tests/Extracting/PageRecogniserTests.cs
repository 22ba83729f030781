using ArchiveIndexer.Archiving;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class PageRecogniserTests
{
    private static readonly ExtractionOptions Options = new()
    {
        WorkerFile = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        WorkerArguments = [Path.Combine(AppContext.BaseDirectory, "archive.dll"), ExtractionWorker.Command],
        Workers = 1,
    };

    private static readonly byte[] Scan = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2021/11/Child-ZV-Press-Statement.pdf"));

    private readonly List<string> said = [];

    private void Say(string line)
    {
        lock (said) said.Add(line);
    }

    private async Task<PublicationText> ReadAsync(byte[] pdf, RecognitionOptions? options = null, RecognitionMemory? memory = null)
    {
        using var recogniser = new PageRecogniser(options ?? new(), Say);
        await using var workers = new ExtractionWorkers(Options, clock: null, recogniser);
        return await workers.ExtractAsync(new MemoryStream(pdf), memory);
    }

    [SkippableFact]
    public async Task A_scan_is_read()
    {
        Tools.Need("tesseract", "pdftoppm");
        var page = Assert.Single((await ReadAsync(Scan)).Pages);
        Assert.Equal(TextSource.Ocr, page.Source);
        Assert.InRange(page.Quality, 0.7, 1);
        Assert.Contains("Thornshire", page.Text, StringComparison.Ordinal);
        Assert.True(page.Blocks.Count > 3, "its paragraphs are blocks");
    }

    [SkippableFact]
    public async Task Scanned_pages_among_others_are_read_and_the_others_stay_as_they_are()
    {
        Tools.Need("tesseract", "pdftoppm");
        // Letters drawn as shapes, as some programs save headings: no text layer says what they say.
        var text = await ReadAsync(new PdfMaker().Page(PdfMaker.Lines(60, 700, "The first page has a text layer that says", "what is to be seen on it.")).Page(Shapes("HILL FILE", 60, 600)).Page("").Make());
        Assert.Equal([TextSource.Text, TextSource.Ocr, TextSource.None], text.Pages.Select(page => page.Source));
        Assert.Contains("HILL", text.Pages[1].Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_was_recognised_once_is_not_recognised_again()
    {
        Tools.Need("tesseract", "pdftoppm");
        using var data = new TemporaryFolder();
        var memory = new RecognisedPages(new DataFolder(data.Path)).Of(Given.Hash("scan"));
        var kept = 0;
        var counting = memory with { Keep = (page, tools) => { kept++; memory.Keep(page, tools); } };
        var first = await ReadAsync(Scan, memory: counting);
        var second = await ReadAsync(Scan, memory: counting);
        Assert.Equal((1, first.Pages[0].Text), (kept, second.Pages[0].Text));
    }

    [Fact]
    public async Task Without_the_programs_the_reason_says_what_to_install()
    {
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => ReadAsync(Scan, new() { Recogniser = "no-such-program" }));
        Assert.Equal(RejectionReason.NoText, rejected.Reason);
        Assert.Contains("tesseract-ocr", rejected.Message, StringComparison.Ordinal);
        Assert.Contains("poppler-utils", rejected.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("sleep 60", "took longer than")]
    [InlineData("yes", "more than")]
    [InlineData("echo nonsense", "hOCR")]
    [InlineData("kill -9 $$", "exit code")]
    public async Task A_program_that_dies_hangs_or_raves_costs_only_its_page(string does, string reason)
    {
        Tools.Need("pdftoppm", "sh");
        using var folder = new TemporaryFolder();
        var broken = Tools.Script(folder, "broken", $"case $1 in --version) echo broken 1;; --list-langs) echo eng;; *) {does};; esac");
        var pdf = new PdfMaker().Page(PdfMaker.Text(60, 700, "All is well")).Page(Shapes("HILL", 60, 600)).Make();
        var text = await ReadAsync(pdf, new() { Recogniser = broken, CallLimit = TimeSpan.FromSeconds(does.StartsWith("sleep", StringComparison.Ordinal) ? 3 : 60) });
        Assert.Equal([TextSource.Text, TextSource.None], text.Pages.Select(page => page.Source));
        Assert.Contains(said, line => line.Contains("Page 2", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData(300, true)]
    [InlineData(420, false)]
    public async Task The_page_that_needs_more_than_its_share_of_memory_is_tried_once_more_alone(int megabytes, bool done)
    {
        Tools.Need("pdftoppm", "sh", "dd");
        using var folder = new TemporaryFolder();
        var calls = Path.Combine(folder.Path, "calls");
        // dd reads into one buffer of this size, again and again: long enough to be seen by a watch that a busy machine keeps waiting.
        var hungry = Tools.Script(folder, "hungry", $"case $1 in --version) echo hungry 1;; --list-langs) echo eng;; *) echo call >>'{calls}'; exec dd if=/dev/zero of=/dev/null bs={megabytes}M count={(done ? 60 : 1000)};; esac");
        var pdf = new PdfMaker().Page(PdfMaker.Text(60, 700, "All is well")).Page(Shapes("HILL", 60, 600)).Make();
        await ReadAsync(pdf, new() { Recogniser = hungry, MemoryLimitBytes = 400L << 20, AtOnce = 2 });
        Assert.Equal(2, File.ReadAllLines(calls).Length);
        Assert.Contains(said, line => line.Contains("Page 2", StringComparison.Ordinal) && line.Contains(done ? "hOCR" : "400 MB of memory", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_file_whose_pages_cannot_be_drawn_is_soon_left_alone()
    {
        Tools.Need("pdftoppm", "sh");
        using var folder = new TemporaryFolder();
        var broken = Tools.Script(folder, "broken", "case $1 in --version) echo broken 1;; --list-langs) echo eng;; *) exit 1;; esac");
        var pdf = new PdfMaker();
        for (var i = 0; i < 20; i++) pdf.Page(Shapes("HILL", 60, 600));
        await Assert.ThrowsAsync<RejectedException>(() => ReadAsync(pdf.Make(), new() { Recogniser = broken, AtOnce = 1 }));
        Assert.Equal(4, said.Count(line => line.Contains("is left without text", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task Pages_beyond_the_time_for_a_publication_are_left_without_text()
    {
        Tools.Need("pdftoppm", "sh");
        using var folder = new TemporaryFolder();
        var slow = Tools.Script(folder, "slow", "case $1 in --version) echo slow 1;; --list-langs) echo eng;; *) sleep 60;; esac");
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => ReadAsync(Scan, new() { Recogniser = slow, TimeLimit = TimeSpan.FromSeconds(1) }));
        Assert.Equal(RejectionReason.NoText, rejected.Reason);
        Assert.Contains(said, line => line.Contains("longer than 1 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 100, 530, 300)]
    [InlineData(90, -230, -40, 100)]
    [InlineData(180, -500, -200, -700)]
    [InlineData(270, 100, 400, -60)]
    public void A_line_stands_where_it_was_seen(int turn, double from, double to, double baseline)
    {
        // At 72 dots an inch a pixel is a point, so a page turned back must show the line at the same places.
        var sheet = RecognisedSheets.Of(new(1, 595, 842, [new("Words", from, to, baseline, 10, 0.9, turn, 1)]), new(0, 0, 595, 842), 11);
        var run = Assert.Single(sheet.Runs);
        Assert.Equal(to - from, run.Right - run.Left, 3);
        Assert.InRange(run.Left, sheet.Frame.Left, sheet.Frame.Right);
        Assert.InRange(run.Baseline, sheet.Frame.Bottom, sheet.Frame.Top);
    }

    /// <summary>Letters made of bars: E, F, H, I, L.</summary>
    internal static string Shapes(string text, double x, double y)
    {
        var drawn = new System.Text.StringBuilder();
        foreach (var letter in text)
        {
            void Bar(double left, double bottom, double width, double height) =>
                drawn.Append(System.Globalization.CultureInfo.InvariantCulture, $"{x + left} {y + bottom} {width} {height} re f\n");
            if (letter != ' ') Bar(letter == 'I' ? 8 : 0, 0, 5, 36);
            if (letter == 'H') Bar(18, 0, 5, 36);
            if (letter is 'H' or 'E' or 'F') Bar(0, 16, letter == 'H' ? 20 : 18, 5);
            if (letter is 'E' or 'L') Bar(0, 0, 20, 5);
            if (letter is 'E' or 'F') Bar(0, 31, 20, 5);
            x += letter == 'I' ? 22 : 30;
        }
        return drawn.ToString();
    }
}
