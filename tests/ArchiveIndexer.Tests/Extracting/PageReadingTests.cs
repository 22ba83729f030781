using System.Text;
using System.Text.Json;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Extracting;

/// <summary>Boards' web pages in a process of the pool: what it says is what the parser says, and what harms it harms nobody else.</summary>
public sealed class PageReadingTests
{
    private static readonly PageQuestion Question = new("text/html", new("https://www.anyscb.example/reviews/"));
    private static readonly ListedPublication Listed = new("Child K", "https://www.anyscb.example/reviews/child-k", null, null, "Child K", null, null, "html");

    private static readonly ExtractionOptions Options = new()
    {
        WorkerFile = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        WorkerArguments = [Path.Combine(AppContext.BaseDirectory, "archive.dll"), ExtractionWorker.Command],
        Workers = 1,
    };

    private static byte[] Page(string content) => Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><meta charset=utf-8><title>Reviews - Anyshire Safeguarding Children Board</title></head><body><main>{content}</main></body></html>");

    private static byte[] Good { get; } = Page("<h1>Serious Case Reviews</h1><p><a href='k.pdf'>Child K – SCR – June 2017 ½ “quoted”</a></p><p><a href='?page=2'>Next page</a></p><h2>Adult reviews</h2><p>There are no reviews.</p>");

    private static Task<ReviewsPageReading> Ask(ExtractionWorkers workers, byte[] html, PageQuestion? question = null) =>
        workers.ReadPageAsync(new MemoryStream(html), question ?? Question, CancellationToken.None);

    private static async Task<RejectedException> RejectedAndHealthyAfterwards(ExtractionOptions options, byte[] html, PageQuestion? question = null)
    {
        await using var workers = new ExtractionWorkers(options);
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => Ask(workers, html, question));
        Assert.Single((await Ask(workers, Good)).Publications);
        Assert.Contains("anyscb.example", rejected.Message, StringComparison.Ordinal);
        return rejected;
    }

    public static TheoryData<string, bool> Pages { get; } = new()
    {
        { Encoding.UTF8.GetString(Good), false }, { "", false }, { "%PDF-1.7", false }, { "<a href='/\uFFFD.pdf'>Child \uFFFD</a>", false },
        { "<title>Page not found</title><h1>404</h1>", false }, { string.Concat(Enumerable.Repeat("<div>", 10_000)), false },
        { "<h1>Child K</h1><p>" + string.Concat(Enumerable.Repeat("word ", 400)), true }, { "<h1>Child K</h1><p>Soon.", true }, { "<h1>Child K</h1><a href=/k.pdf>Report</a>", true },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_worker_says_of_a_page_what_the_parser_says(string html, bool listed)
    {
        var (bytes, question) = (Encoding.UTF8.GetBytes(html), Question with { Listed = listed ? Listed : null });
        await using var workers = new ExtractionWorkers(Options);
        Assert.Equal(await Said(() => Task.FromResult(PageReader.Read(bytes, question))), await Said(() => Ask(workers, bytes, question)));

        static async Task<string> Said(Func<Task<ReviewsPageReading>> read)
        {
            try
            {
                return JsonSerializer.Serialize(await read());
            }
            catch (RejectedException e)
            {
                return $"{e.Reason}: {e.Message}";
            }
        }
    }

    [SkippableFact]
    public async Task Real_pages_come_out_of_a_worker_as_out_of_the_parser()
    {
        var index = Repository.Shared("listings", "index.json");
        Skip.If(index.Count == 0, "There is no folder of reviews pages beside this checkout.");
        await using var workers = new ExtractionWorkers(Options);
        foreach (var entry in JsonDocument.Parse(File.ReadAllText(index[0])).RootElement.EnumerateArray())
        {
            var html = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(index[0])!, $"{entry.GetProperty("name").GetString()}.html"));
            var question = new PageQuestion("text/html", new(entry.GetProperty("url").GetString()!));
            Assert.Equal(JsonSerializer.Serialize(PageReader.Read(html, question)), JsonSerializer.Serialize(await Ask(workers, html, question)));
        }
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_stopped()
    {
        await using var workers = new ExtractionWorkers(Options with { PageTimeLimit = TimeSpan.FromMilliseconds(1) });
        var rejected = await Assert.ThrowsAsync<RejectedException>(() => Ask(workers, Good));
        Assert.Equal(RejectionReason.TimeLimit, rejected.Reason);
        Assert.StartsWith("https://www.anyscb.example/reviews/ is a web page that takes longer", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_fills_its_readers_memory_is_stopped() => Assert.Equal(RejectionReason.MemoryLimit,
        (await RejectedAndHealthyAfterwards(Options with { MemoryLimitBytes = 24 << 20 }, Repeating(50_000, 7_000))).Reason);

    [Fact]
    public async Task A_page_whose_listing_is_far_larger_than_itself_is_not_listened_to() => Assert.Equal(RejectionReason.MemoryLimit,
        (await RejectedAndHealthyAfterwards(Options with { PageAnswerLimitBytes = 100_000 }, Repeating(500, 500))).Reason);

    [Fact]
    public async Task A_reader_that_dies_of_a_page_is_a_rejection()
    {
        await using var workers = new ExtractionWorkers(Options with { WorkerFile = "sh", WorkerArguments = ["-c", "exit 7"] });
        Assert.Equal(RejectionReason.ReaderDied, (await Assert.ThrowsAsync<RejectedException>(() => Ask(workers, Good))).Reason);
    }

    /// <summary>A page whose one long heading is said of each of its links.</summary>
    internal static byte[] Repeating(int letters, int links) => Page(
        $"<h1>Serious Case Reviews</h1><h2>{new string('x', letters)}</h2>" + string.Concat(Enumerable.Range(0, links).Select(n => $"<p><a href='/{n}.pdf'>Child K{n} – Overview Report</a></p>")));
}
