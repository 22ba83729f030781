namespace ArchiveIndexer.Crawling;

/// <summary>The good endings of a fetch; the others are a <see cref="RejectedException"/>.</summary>
public abstract record FetchResult(Capture Capture)
{
    /// <summary>Bytes are coming: read <paramref name="Body"/> to its end, then dispose of this.</summary>
    /// <param name="Capture">The exchange; outcome and hash are for whoever keeps the bytes to say.</param>
    /// <param name="Body">Throws <see cref="RejectedException"/> when it grows too large, stalls, or ends too soon.</param>
    /// <param name="Turn">The host stays ours until this is disposed of.</param>
    public sealed record Fetched(Capture Capture, Stream Body, IDisposable Turn) : FetchResult(Capture), IDisposable
    {
        public void Dispose()
        {
            Body.Dispose();
            Turn.Dispose();
        }
    }

    /// <summary>The site says that nothing has changed since the validators were given out.</summary>
    public sealed record NotModified(Capture Capture) : FetchResult(Capture);
}

/// <summary>What to fetch, and for whom.</summary>
/// <param name="Run">The crawl.</param>
/// <param name="Board">Whose site: its hosts may be asked.</param>
/// <param name="Address">Absolute address, as listed.</param>
/// <param name="Publication">The publication's id; null for a reviews page.</param>
/// <param name="Validators">From the last good answer.</param>
/// <param name="Expected">What the body must be.</param>
/// <param name="Captured">Told of each further exchange that this one needed: robots.txt, attempts that failed.</param>
public sealed record FetchRequest(
    string Run, Board Board, string Address, string? Publication, Validators Validators, ExpectedBody Expected, Action<Capture> Captured);

/// <summary>What a body must be to be taken.</summary>
public enum ExpectedBody
{
    /// <summary>A PDF, a Word document or an OpenDocument text, by its bytes.</summary>
    Publication,

    /// <summary>The same, or a web page that may be the publication itself.</summary>
    PublicationOrPage,

    /// <summary>A reviews page.</summary>
    Page,
}
