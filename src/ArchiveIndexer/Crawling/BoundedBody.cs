namespace ArchiveIndexer.Crawling;

/// <summary>A body as it comes from the network, with bounds on its size and on our patience.</summary>
/// <param name="response">Disposed of with this.</param>
/// <param name="network">Its content.</param>
/// <param name="limit">Bytes; more are a rejection.</param>
/// <param name="options">How long to wait.</param>
/// <param name="capture">The exchange as of now, for the rejection.</param>
internal sealed class BoundedBody(HttpResponseMessage response, Stream network, long limit, CrawlOptions options, Func<Capture> capture) : Stream
{
    private readonly CancellationTokenSource _whole = new(options.BodyTimeout);
    private ReadOnlyMemory<byte> _beginning;
    private long _count;

    /// <summary>The first bytes, fewer only when there are no more; they are still there to be read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int most, CancellationToken cancellation)
    {
        var bytes = new byte[most];
        var count = 0;
        for (int n; count < most && (n = await ReadNetworkAsync(bytes.AsMemory(count), cancellation)) > 0;) count += n;
        return _beginning = bytes.AsMemory(0, count);
    }

    /// <exception cref="RejectedException">TooLarge, TimedOut or CutShort.</exception>
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
        else n = await ReadNetworkAsync(buffer, cancellationToken);
        if ((_count += n) > limit) throw Reject(RejectionReason.TooLarge, $"has more than {limit:N0} bytes. If the file is meant, raise Crawl:LargestFile.");
        return n;
    }

    /// <summary>One read, with trouble put into our words.</summary>
    private async ValueTask<int> ReadNetworkAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(_whole.Token, cancellation);
        idle.CancelAfter(options.IdleTimeout);
        try
        {
            return await network.ReadAsync(buffer, idle.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Reject(RejectionReason.TimedOut, _whole.IsCancellationRequested
                ? $"was still sending after {options.BodyTimeout.TotalSeconds:0.#} s."
                : $"sent nothing for {options.IdleTimeout.TotalSeconds:0.#} s in the middle of its answer.");
        }
        catch (InvalidDataException e)
        {
            throw Reject(RejectionReason.CutShort, $"sent a packed answer (Content-Encoding) that cannot be unpacked to its end ({e.Message.TrimEnd('.')}).", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Reject(RejectionReason.CutShort, $"stopped sending before the end of its answer ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private RejectedException Reject(RejectionReason reason, string what, Exception? inner = null)
    {
        var soFar = capture();
        return new(reason, $"{soFar.FinalUrl ?? soFar.Url} {what}", inner) { Capture = soFar };
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
