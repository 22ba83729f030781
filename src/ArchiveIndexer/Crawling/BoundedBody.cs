namespace ArchiveIndexer.Crawling;

/// <summary>A body as it comes from the network, with bounds on its size and on our patience.</summary>
internal sealed class BoundedBody(HttpResponseMessage response, Stream network, ReadOnlyMemory<byte> beginning, long limit, CrawlOptions options, string address) : Stream
{
    private readonly CancellationTokenSource _whole = new(options.BodyTimeout);
    private ReadOnlyMemory<byte> _beginning = beginning;
    private long _count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0) return 0;
        int n;
        if (_beginning.Length > 0)
        {
            n = Math.Min(buffer.Length, _beginning.Length);
            _beginning[..n].CopyTo(buffer);
            _beginning = _beginning[n..];
        }
        else n = await ReadNetworkAsync(network, buffer, options, address, _whole.Token, cancellationToken);
        if ((_count += n) > limit)
            throw new RejectedException(RejectionReason.TooLarge, $"{address} has more than {limit:N0} bytes. If the file is meant, raise Crawl:LargestFile.");
        return n;
    }

    /// <summary>One read, with trouble put into our words.</summary>
    public static async ValueTask<int> ReadNetworkAsync(
        Stream network, Memory<byte> buffer, CrawlOptions options, string address, CancellationToken whole, CancellationToken cancellation)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(whole, cancellation);
        idle.CancelAfter(options.IdleTimeout);
        try
        {
            return await network.ReadAsync(buffer, idle.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RejectedException(RejectionReason.TimedOut, whole.IsCancellationRequested
                ? $"{address} was still sending after {options.BodyTimeout.TotalSeconds:0} s."
                : $"{address} sent nothing for {options.IdleTimeout.TotalSeconds:0} s in the middle of its answer.");
        }
        catch (Exception e) when (e is HttpIOException or HttpRequestException or IOException)
        {
            throw new RejectedException(RejectionReason.CutShort, $"{address} stopped sending before the end of its answer ({e.Message.TrimEnd('.')}).", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            network.Dispose();
            response.Dispose();
            _whole.Dispose();
        }
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _count; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
