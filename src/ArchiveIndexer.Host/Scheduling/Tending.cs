namespace ArchiveIndexer.Host.Scheduling;

/// <summary>Among several processes: every second sees to what one of them left, or what another did for this one.</summary>
public sealed class Tending(CrawlSchedule schedule, TimeProvider clock, ILogger<Tending> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await schedule.TendAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("Crawls cannot be tended to: {Fault}", e.Message);
            }
        }
    }
}
