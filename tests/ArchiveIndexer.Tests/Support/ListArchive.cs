using ArchiveIndexer.Archiving;

namespace ArchiveIndexer.Tests.Support;

/// <summary>An archive's two logs without the disk.</summary>
internal sealed class ListArchive : IArchive
{
    private readonly List<ArchiveEvent> _events = [];
    private readonly SortedDictionary<string, List<Capture>> _captures = new(StringComparer.Ordinal);

    public long Append(ArchiveEvent decision)
    {
        _events.Add(decision);
        return _events.Count;
    }

    public long Append(Capture capture)
    {
        if (!_captures.TryGetValue(capture.Run, out var run)) _captures[capture.Run] = run = [];
        run.Add(capture);
        return run.Count;
    }

    public IEnumerable<ArchiveEvent> Events() => _events;
    public IEnumerable<Capture> Captures() => _captures.Values.SelectMany(run => run);

    public Task<KeptObject> KeepAsync(Stream bytes, CancellationToken cancellation) => throw new NotSupportedException();
    public bool Has(string sha256) => false;
    public IReadOnlyList<string> EraseByOrder() => [];
    public Stream Open(string sha256) => throw new FileNotFoundException();
    public string PathOf(string sha256) => throw new NotSupportedException();
    public IEnumerable<string> Objects() => [];
    public EventChain FollowEvents() => throw new NotSupportedException();
    public void WriteManifest() { }
    public IEnumerable<string> Verify(CancellationToken cancellation) => [];
}
