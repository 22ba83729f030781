using System.Diagnostics.Metrics;

namespace ArchiveIndexer.Host.Measuring;

/// <summary>What is asked for whenever figures are sent: how the archive stands now. Until it is disposed of, which is before the rooms are closed.</summary>
internal sealed class Gauges : IDisposable
{
    private readonly Meter _meter = new(Instruments.Name);

    public Gauges(Rooms rooms, IServiceProvider services)
    {
        var (catalogue, alarms) = (rooms.Catalogue, services.GetRequiredService<Alarms>());
        _meter.CreateObservableGauge("archive.publications", () => catalogue.CountPublications().Kept, "{publication}", "Publications that are shown.");
        _meter.CreateObservableGauge("archive.index.publications", () => rooms.Pipeline.Indexed.Count, "{publication}", "Publications in the index.");
        _meter.CreateObservableGauge("archive.index.size", () => rooms.IndexSize().Bytes, "By", "Bytes of the index.");
        _meter.CreateObservableGauge("archive.index.generation", () => rooms.IndexSize().Number, null, "The number of the index's generation: it grows with each rebuild.");
        _meter.CreateObservableGauge("archive.alarms", () => alarms.Now().Count, "{alarm}", "Alarms that stand now.");
        _meter.CreateObservableGauge("archive.disk.free", rooms.Kept.Room, "By", "Bytes left on the archive's disk.");
        if (rooms.Turns is not { } turns) return;
        var following = services.GetRequiredService<Following>();
        _meter.CreateObservableGauge("archive.log.lag", () => Math.Max(0, turns.Applied() - Math.Max(0, following.Reached)), "{event}", "Events that the index of this process has not come to yet.");
    }

    public void Dispose() => _meter.Dispose();
}
