using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host;

/// <summary>
/// Keeps this host's own index where the shared event log is: whenever lines have come, whatever they changed is indexed or taken out.
/// No index is shared; one that is lost is made again from the texts.
/// </summary>
public sealed class Following(Rooms rooms, TimeProvider clock, ILogger<Following> log) : BackgroundService
{
    /// <summary>Whoever is further behind than this answers no readers.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Turns _turns = rooms.Turns ?? throw new ArgumentException("There is nothing to follow.", nameof(rooms));
    private long _reached = -1;
    private long? _since;

    /// <summary>The number of the event that the index has come to; -1 before the first time.</summary>
    public long Reached => _reached;

    /// <summary>Whether the index holds everything that was in the log half a minute ago, at least.</summary>
    public bool IsCaughtUp => _since is { } since && clock.GetElapsedTime(since) < Longest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("The event log cannot be followed: {Fault}", e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        // First the position and then what is there: it is at least up to that position.
        var (asked, position) = (clock.GetTimestamp(), _turns.Applied());
        if (position != _reached && await rooms.Pipeline.FollowAsync(cancellation))
        {
            // It may have been erased elsewhere: nothing made of it may be left here.
            rooms.Folder.DiscardSetAside();
            rooms.Erasures.CarryOut();
        }
        (_reached, _since) = (position, asked);
    }
}
