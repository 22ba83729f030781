using System.CommandLine;
using System.Globalization;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Host.Commands;

/// <summary>One crawl now, without the web.</summary>
public static class CrawlCommand
{
    private static readonly Argument<string[]> Boards = new("BOARD") { Description = "Slugs of boards that are configured or known; all of them when none is named.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Pages = new("--page") { HelpName = "URL", Description = "The address of a board's reviews page: crawls that board, and knows it from then on." };
    private static readonly Option<string[]> Hosts = new("--host") { HelpName = "HOST", Description = "With --page: another host that the board keeps files on." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what the pages list, fetch no publication, keep nothing." };
    private static readonly Option<int?> Max = new("--max") { HelpName = "N", Description = "Fetch at most this many publications." };

    public static Command Create()
    {
        var command = new Command("crawl", "Crawls boards now: found, new, changed, unchanged, withdrawn, rejected.") { Boards, Pages, Hosts, DryRun, Max };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult typed, CancellationToken cancellation)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var (data, options) = CommandLine.SettingsOf(typed);
        var (slugs, pages, max) = (typed.GetValue(Boards)!, typed.GetValue(Pages) ?? [], typed.GetValue(Max) ?? int.MaxValue);
        if (max < 1) throw new UsageException($"--max is {max}; it must be 1 or more.");
        if (slugs.Length > 0 && pages.Length > 0) throw new UsageException("Name boards, or give pages with --page, not both.");
        var named = pages.Select(page => BoardOf(page, typed.GetValue(Hosts) ?? [])).GroupBy(board => board.Slug)
            .Select(group => group.First() with { Pages = [.. group.SelectMany(board => board.Pages)] }).ToList();
        // Whoever types an address means it, also when it is one of this machine or of a local network.
        string[] trusted = [.. named.SelectMany(board => board.Pages).Select(page => $"{new Uri(page).Host.ToLowerInvariant()}:{new Uri(page).Port}")];

        if (typed.GetValue(DryRun) && named.Count > 0) return await DryRunAsync(named, options with { Crawl = options.Crawl with { TrustedEndpoints = trusted } }, terminal, cancellation);
        var sample = pages.Length == 0 ? SampleSite.BoardIfNeeded(data, options) : null;
        trusted = [.. trusted, .. KnownBoards.Endpoints(sample is null ? [] : [sample])];
        await using var rooms = new Rooms(new DataFolder(data), options, trusted, TimeProvider.System, terminal.Say);
        var boards = named.Count > 0 ? named : Choose(slugs, options, rooms, sample);
        await using var site = sample is not null && boards.Contains(sample) ? await SampleSite.StartAsync(options.Sample.Port, cancellation) : null;
        if (options.Crawl.Contact is null && boards.Any(board => board.Pages.Any(page => !new Uri(page).IsLoopback)))
            terminal.Say("Crawl:Contact is not set: the sites' owners cannot see how to reach you. Put an address into settings.json in the data folder.");
        if (typed.GetValue(DryRun)) return await DryRunAsync(boards, options with { Crawl = options.Crawl with { TrustedEndpoints = trusted } }, terminal, cancellation);

        rooms.Crawls.EndInterrupted();
        if (rooms.Pipeline.Unfinished() is { Count: > 0 } left)
        {
            terminal.Say($"{left.Count} publications are left from an interrupted run.");
            await terminal.ProgressAsync("Finishing", async step => { await rooms.Pipeline.FinishAsync(again: false, Tell(step), cancellation); return 0; });
        }
        var reports = new List<CrawlReport>();
        foreach (var board in boards)
            reports.Add(await terminal.ProgressAsync(board.Slug, step => rooms.Pipeline.CrawlAsync(board, max, Tell(step), cancellation)));
        return Print(reports, terminal);

        static Action<CrawlStep> Tell(Action<int, int, string> step) => progress =>
            step(progress.Done, progress.Total, progress.Record.Rejection is { } rejection ? $"{progress.Record.Title}: {rejection.Message}" : progress.Record.Title);
    }

    private static Board BoardOf(string page, string[] hosts)
    {
        try
        {
            return BoardOptions.BoardOf(null, [page], hosts);
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static List<Board> Choose(string[] slugs, ArchiveOptions options, Rooms rooms, Board? sample)
    {
        var known = KnownBoards.Of(options, rooms.Catalogue, sample);
        if (slugs.Length == 0 && known.Count == 0) throw new UsageException("No board is configured or known. Name one by its page: archive crawl --page https://…");
        if (slugs.Length == 0) return known;
        return [.. slugs.Select(slug => known.FirstOrDefault(board => board.Slug == slug)
            ?? throw new UsageException($"There is no board '{slug}'. Known: {(known.Count == 0 ? "none" : string.Join(", ", known.Select(board => board.Slug)))}."))];
    }

    private static async Task<int> DryRunAsync(List<Board> boards, ArchiveOptions options, Terminal terminal, CancellationToken cancellation)
    {
        using var fetcher = new Fetcher(options.Crawl, TimeProvider.System);
        await using var reader = new ExtractionWorkers(Rooms.ReaderOf(options.Reading));
        var readings = new List<(string Page, ReviewsPageReading Reading)>();
        var problems = new List<string>();
        foreach (var (board, page) in boards.SelectMany(board => board.Pages.Select(page => (board, page))))
            try
            {
                readings.Add((page, await BoardCrawl.PreviewAsync(fetcher, reader, board, page, cancellation)));
            }
            catch (RejectedException e)
            {
                problems.Add(e.Message);
            }
        foreach (var problem in problems) terminal.Complain(problem);
        if (terminal.Json) Terminal.Result(new { dryRun = true, problems, pages = readings.Select(reading => new { page = reading.Page, listing = ListingCommand.Shape(reading.Reading) }) });
        else foreach (var (page, reading) in readings) ListingCommand.Print(page, reading);
        return problems.Count > 0 && readings.Count == 0 || readings.All(reading => reading.Reading.Publications.Count + reading.Reading.EmptySections.Count == 0) ? ExitCode.NothingUsable : problems.Count > 0 ? ExitCode.Partial : ExitCode.Done;
    }

    private static int Print(List<CrawlReport> reports, Terminal terminal)
    {
        if (terminal.Json) Terminal.Result(new
        {
            found = reports.Sum(report => report.Crawl.Counts.Found), @new = reports.Sum(report => report.Crawl.Counts.New),
            changed = reports.Sum(report => report.Crawl.Counts.Changed), unchanged = reports.Sum(report => report.Crawl.Counts.Unchanged),
            withdrawn = reports.Sum(report => report.Crawl.Counts.Withdrawn), rejected = reports.Sum(report => report.Crawl.Counts.Rejected),
            crawls = reports.Select(report => new { report.Crawl.Run, report.Crawl.Board, report.Crawl.Started, report.Crawl.Ended, report.Crawl.Counts, report.Crawl.Problem }),
            rejections = reports.SelectMany(report => report.Rejected).Select(RejectionShape),
        });
        else foreach (var report in reports)
        {
            var counts = report.Crawl.Counts;
            Terminal.Result(string.Create(CultureInfo.InvariantCulture,
                $"{report.Crawl.Board}: {counts.Found} found, {counts.New} new, {counts.Changed} changed, {counts.Unchanged} unchanged, {counts.Withdrawn} withdrawn, {counts.Rejected} rejected"));
            foreach (var record in report.Rejected) Terminal.Result($"  rejected ({JsonNames.Of(record.Rejection!.Reason)}): {record.Title}\n    {record.Rejection.Message}\n    {record.Rejection.Address}");
        }
        foreach (var report in reports) if (report.Crawl.Problem is { } problem) terminal.Complain($"{report.Crawl.Board}: {problem}");
        return reports.All(report => report.Crawl is { Started: null, Problem: not null }) ? ExitCode.NothingUsable
            : reports.Any(report => report.Rejected.Count > 0 || report.Crawl.Problem is not null) ? ExitCode.Partial : ExitCode.Done;
    }

    private static object RejectionShape(PublicationRecord record) => new
    {
        publication = record.Publication.Id, title = record.Title, board = record.Board.Slug, stage = record.Rejection!.Stage,
        reason = record.Rejection.Reason, message = record.Rejection.Message, address = record.Rejection.Address, at = record.Rejection.At,
    };
}
