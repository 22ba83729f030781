using System.Globalization;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer;

/// <summary>What somebody ought to look at. An alarm ends by itself when what it is about has passed.</summary>
public sealed class Alarms(ICatalogue catalogue, Func<IReadOnlyCollection<string>> boards, TimeProvider clock, Func<long>? room = null)
{
    /// <summary>With less than this many bytes left on its disk the archive will soon be unable to keep anything new.</summary>
    public const long LittleRoom = 256 << 20;

    /// <summary>A board that is crawled daily has been left out when nothing has been heard of it for this long.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromHours(26);

    /// <summary>The alarms as of now: boards in their order, then the archive as a whole.</summary>
    public IReadOnlyList<Alarm> Now()
    {
        var alarms = new List<Alarm>();
        foreach (var board in boards())
        {
            var crawls = catalogue.Crawls(board, 10);
            if (crawls.FirstOrDefault(crawl => crawl.Ended is not null) is { Problem: { } problem, Ended: var at }) alarms.Add(new(board, at!.Value, problem));
            // One that could not begin was at least tried, and is an alarm already.
            if (crawls.Count > 0 && crawls.Select(crawl => crawl.Ended ?? crawl.Started ?? default).Max() is var last && clock.GetUtcNow() - last > Overdue)
                alarms.Add(new(board, last, $"Not crawled for {(int)(clock.GetUtcNow() - last).TotalHours} hours. Is a process running whose roles include Work?"));
        }
        if (catalogue.LastVerification() is { Problems: > 0 } check)
            alarms.Add(new(null, check.At, $"The check of the archive found {check.Problems} {(check.Problems == 1 ? "problem" : "problems")}; the first: {check.First} 'archive verify' lists all of them."));
        if (room?.Invoke() is { } left and < LittleRoom)
            alarms.Add(new(null, clock.GetUtcNow(), string.Create(CultureInfo.InvariantCulture, $"Only {left / 1e6:0.0} MB are left on the archive's disk. Without room nothing new can be kept; what is there can still be read.")));
        return alarms;
    }
}

/// <summary>Something that somebody ought to look at.</summary>
/// <param name="Board">The board's slug; null when it concerns the whole archive.</param>
/// <param name="Since">Since when it is known, UTC.</param>
/// <param name="Message">What it is and what to do.</param>
public sealed record Alarm(string? Board, DateTimeOffset Since, string Message);
