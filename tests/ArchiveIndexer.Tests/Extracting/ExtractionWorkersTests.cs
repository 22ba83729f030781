using System.Diagnostics;
using System.Text.Json;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class ExtractionWorkersTests
{
    private static readonly ExtractionOptions Options = new()
    {
        WorkerFile = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        WorkerArguments = [Path.Combine(AppContext.BaseDirectory, "archive.dll"), ExtractionWorker.Command],
        Workers = 1,
    };

    private static byte[] Good(string text = "All is well") => new PdfMaker { Title = "Child ‘R’ & co" }.Page(PdfMaker.Text(60, 700, text)).Make();

    private static Task<PublicationText> Ask(ExtractionWorkers workers, byte[] pdf, CancellationToken cancellation = default) =>
        workers.ExtractAsync(new MemoryStream(pdf), cancellation: cancellation);

    private static async Task<RejectedException> RejectedAndHealthyAfterwards(ExtractionOptions options, byte[] pdf)
    {
        await using var workers = new ExtractionWorkers(options);
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => Ask(workers, pdf));
        Assert.Equal("All is well", (await Ask(workers, Good())).Pages[0].Text);
        return rejected;
    }

    [Fact]
    public async Task A_worker_reads_as_the_library_does()
    {
        await using var workers = new ExtractionWorkers(Options);
        var pdf = new PdfMaker { Title = "Child R: ½ a review", Language = "cy" }.Page(PdfMaker.Lines(60, 700, "1.1 Café “quoted” – ½", "• item")).Page("").Make();
        Assert.Equal(JsonSerializer.Serialize(PdfTextExtractor.Extract(pdf)), JsonSerializer.Serialize(await Ask(workers, pdf)));
    }

    [Fact]
    public async Task A_rejection_comes_back_with_its_message()
    {
        var rejected = await RejectedAndHealthyAfterwards(Options, "<html><title>Gone</title>"u8.ToArray());
        Assert.Equal(RejectionReason.HtmlInsteadOfPdf, rejected.Reason);
        Assert.Contains("Gone", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_kills_its_reader_kills_no_more()
    {
        var rejected = await RejectedAndHealthyAfterwards(Options, HostilePdfs.Deadly());
        Assert.Equal(RejectionReason.ReaderDied, rejected.Reason);
        Assert.Contains("exit code", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_end_is_stopped()
    {
        await using var workers = new ExtractionWorkers(Options with { TimeLimit = TimeSpan.FromSeconds(1) });
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => Ask(workers, HostilePdfs.Endless()));
        Assert.Equal(RejectionReason.TimeLimit, rejected.Reason);
    }

    [Fact]
    public async Task A_bomb_meets_the_limit_of_memory() => Assert.Equal(RejectionReason.MemoryLimit,
        (await RejectedAndHealthyAfterwards(Options with { MemoryLimitBytes = 96 << 20 }, HostilePdfs.Bomb(200))).Reason);

    [Theory]
    [InlineData(nameof(HostilePdfs.Deadly))]
    [InlineData(nameof(HostilePdfs.Endless))]
    [InlineData(nameof(HostilePdfs.NegativeWidths))]
    [InlineData(nameof(HostilePdfs.EndlessMeanings))]
    [InlineData(nameof(HostilePdfs.Letters))]
    public async Task Harmful_files_end_as_text_or_a_rejection_and_the_caller_takes_no_harm(string kind)
    {
        var pdf = kind switch
        {
            nameof(HostilePdfs.Deadly) => HostilePdfs.Deadly(),
            nameof(HostilePdfs.Endless) => HostilePdfs.Endless(),
            nameof(HostilePdfs.NegativeWidths) => HostilePdfs.NegativeWidths(),
            nameof(HostilePdfs.EndlessMeanings) => HostilePdfs.EndlessMeanings(),
            _ => HostilePdfs.Letters(),
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var workers = new ExtractionWorkers(Options with { TimeLimit = TimeSpan.FromSeconds(15), MemoryLimitBytes = 256L << 20 });
        try
        {
            Assert.NotEmpty((await Ask(workers, pdf)).Pages);
        }
        catch (RejectedException rejected)
        {
            Assert.True(rejected.Message.Length > 20);
        }
        Assert.Equal("All is well", (await Ask(workers, Good())).Pages[0].Text);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 100 << 20);
    }

    [Fact]
    public async Task A_worker_that_takes_too_much_beside_its_heap_is_ended()
    {
        await using var workers = new ExtractionWorkers(Options with { MemoryLimitBytes = 24 << 20, MemoryBesideHeapBytes = 1 << 20, TimeLimit = TimeSpan.FromSeconds(20) });
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => Ask(workers, HostilePdfs.Endless()));
        Assert.Equal(RejectionReason.MemoryLimit, rejected.Reason);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_listened_to() => Assert.Equal(RejectionReason.MemoryLimit,
        (await RejectedAndHealthyAfterwards(Options with { AnswerLimitBytes = 5_000 }, new PdfMaker().Page(
            PdfMaker.Lines(60, 800, [.. Enumerable.Repeat("A line of some forty letters, more or less", 55)])).Page(
            PdfMaker.Lines(60, 800, [.. Enumerable.Repeat("A line of some forty letters, more or less", 55)])).Make())).Reason);

    [Fact]
    public async Task Who_stops_waiting_stops_the_reading()
    {
        await using var workers = new ExtractionWorkers(Options);
        using var cancellation = new CancellationTokenSource();
        var waiting = Ask(workers, HostilePdfs.Endless(), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal("All is well", (await Ask(workers, Good())).Pages[0].Text);
    }

    [Fact]
    public async Task Workers_are_replaced_and_many_may_ask_at_once()
    {
        await using var workers = new ExtractionWorkers(Options with { Workers = 2, RecycleAfter = 2 });
        var texts = await Task.WhenAll(Enumerable.Range(0, 7).Select(i => Ask(workers, Good($"Number {i}"))));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"Number {i}"), texts.Select(t => t.Pages[0].Text));
    }

    [Fact]
    public async Task A_worker_ends_with_its_pool_even_in_the_midst_of_a_file()
    {
        using var worker = Process.Start(new ProcessStartInfo(Options.WorkerFile, Options.WorkerArguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await WorkerProtocol.WriteQuestionAsync(worker.StandardInput.BaseStream, new MemoryStream(HostilePdfs.Endless()), WorkerProtocol.About.Text, default);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, worker.ExitCode);
    }

    [Theory]
    [InlineData(20261123)]
    public async Task Damage_anywhere_ends_as_text_or_as_a_rejection(int seed)
    {
        await using var workers = new ExtractionWorkers(Options with { TimeLimit = TimeSpan.FromSeconds(20) });
        var whole = new PdfMaker { Title = "Child R", UserPassword = null }.Page(PdfMaker.Lines(60, 700, "One line", "and another.")).Make();
#pragma warning disable CA5394 // Damage that can be repeated, not secrets.
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var hits = random.Next(1, 12); hits > 0; hits--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) damaged = [.. damaged.AsSpan(random.Next(200)), .. damaged.AsSpan(random.Next(500))];
#pragma warning restore CA5394
            try
            {
                Assert.NotEmpty((await Ask(workers, damaged)).Pages);
            }
            catch (RejectedException rejected)
            {
                Assert.NotEmpty(rejected.Message);
            }
        }
    }

    [SkippableFact]
    public async Task Hostile_files_end_as_text_or_as_a_rejection()
    {
        var files = Repository.Shared("hostile", "*.pdf");
        Skip.If(files.Count == 0, "There is no folder of hostile files beside this checkout.");
        await using var workers = new ExtractionWorkers(Options with { TimeLimit = TimeSpan.FromSeconds(5), Workers = 2 });
        var ends = new Dictionary<string, string>();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (file, cancellation) =>
        {
            string end;
            try
            {
                await using var pdf = File.OpenRead(file);
                await workers.ExtractAsync(pdf, cancellation: cancellation);
                end = "text";
            }
            catch (RejectedException rejected)
            {
                end = rejected.Reason.ToString();
            }
            lock (ends) ends[Path.GetFileName(file)] = end;
        });
        Assert.All(ends.Where(e => e.Key.Contains("_ok", StringComparison.Ordinal) || e.Key.Contains("good", StringComparison.Ordinal)), e => Assert.Equal("text", e.Value));
    }
}
