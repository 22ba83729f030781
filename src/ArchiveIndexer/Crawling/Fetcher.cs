using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Polly;
using Polly.Retry;

namespace ArchiveIndexer.Crawling;

/// <summary>
/// Fetches one address at a time from each host, politely: rules of robots.txt, pauses, conditions, redirects only within the
/// board's hosts. What comes back is a body that is what it should be, a 304, or a reason.
/// </summary>
public sealed class Fetcher : IDisposable
{
    private readonly CrawlOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;
    private readonly HostTurns _turns;
    private readonly ConcurrentDictionary<(string Run, string Origin), RobotsFile> _robots = new();
    private readonly ConcurrentDictionary<string, IPAddress> _addresses = new();

    /// <param name="options">How to behave.</param>
    /// <param name="clock">The time.</param>
    /// <param name="among">Where other processes ask the same hosts: waits for a turn at one of them, after so long a pause since anybody's last.</param>
    public Fetcher(CrawlOptions options, TimeProvider clock, Func<string, TimeSpan, CancellationToken, Task<IDisposable>>? among = null)
    {
        (_options, _clock, _turns) = (options, clock, new HostTurns(clock, among));
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxResponseHeadersLength = 64,
            // A trace of ours is nothing that a board should be sent.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            // Validators go back byte for byte, also those that are not ASCII.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1, ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ConnectCallback = (context, cancellation) => AddressGuard.ConnectAsync(
                context.DnsEndPoint, options, address => _addresses[$"{context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}"] = address, cancellation),
        };
        _client = new HttpClient(connections) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
    }

    /// <summary>Whether a file of this size is taken, in bytes.</summary>
    public bool MayKeep(long bytes) => bytes <= _options.LargestFile;

    /// <summary>Fetches.</summary>
    /// <exception cref="RejectedException">Any reason that an address, a site's answer or a body's beginning can give.</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var uri = AddressGuard.Check(request.Address, request.Board);
        for (var hop = 0; ; hop++)
        {
            var rules = await RobotsAsync(request, uri, cancellation);
            if (!rules.Allows(uri)) throw new RejectedException(RejectionReason.DisallowedByRobots, $"{uri.GetLeftPart(UriPartial.Authority)}/robots.txt asks crawlers not to fetch {uri}.");
            var pause = PauseFor(uri, rules);
            var turn = await _turns.TakeAsync(AddressGuard.Authority(uri), pause, cancellation);
            Answer? answer = null;
            try
            {
                answer = await AskAsync(request, uri, pause, cancellation);
                if (RedirectOf(answer, uri) is { } target)
                {
                    if (hop >= _options.MostRedirects) throw Reject(answer, RejectionReason.BadRedirect, $"{request.Address} redirects more than {_options.MostRedirects} times; the last leads to {target}.");
                    if (uri.Scheme == "https" && target.Scheme == "http") throw Reject(answer, RejectionReason.BadRedirect, $"{uri} redirects from https to http ({target}).");
                    uri = Follow(answer, target, request);
                    answer.Response.Dispose();
                    turn.Dispose();
                    continue;
                }
                if (answer.Response.StatusCode == HttpStatusCode.NotModified && request.Validators != Validators.None)
                {
                    answer.Response.Dispose();
                    turn.Dispose();
                    return new FetchResult.NotModified(answer.Capture with { Outcome = CaptureOutcome.NotModified });
                }
                return await OpenAsync(request, answer, turn, cancellation);
            }
            catch
            {
                answer?.Response.Dispose();
                turn.Dispose();
                throw;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    /// <param name="Response">With its headers; the body is still to come.</param>
    /// <param name="Capture">The exchange so far.</param>
    /// <param name="Began">The clock's time stamp.</param>
    private sealed record Answer(HttpResponseMessage Response, Capture Capture, long Began);

    private sealed record RobotsFile(Lazy<Task<RobotsRules>> Rules, long Asked);

    /// <summary>A few attempts for what may pass, as long as the site does not ask for a long wait; all but the last are reported.</summary>
    private async Task<Answer> AskAsync(FetchRequest request, Uri uri, TimeSpan pause, CancellationToken cancellation)
    {
        if (_options.Retries == 0) return await AskOnceAsync(request, uri, cancellation);
        var patience = new ResiliencePipelineBuilder<Answer> { TimeProvider = _clock }.AddRetry(new RetryStrategyOptions<Answer>
        {
            MaxRetryAttempts = _options.Retries,
            ShouldHandle = attempt => ValueTask.FromResult(MayPass(attempt.Outcome)),
            // Doubled each time, and never sooner than the host may be asked again.
            DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(Longest(pause,
                attempt.Outcome.Result is { } answer && WaitFor(answer.Response) is { Ticks: > 0 } asked ? asked : _options.RetryDelay * Math.Pow(2, attempt.AttemptNumber))),
            OnRetry = attempt =>
            {
                var failed = attempt.Outcome;
                request.Captured(failed.Exception is RejectedException e ? e.Capture! with { Reason = e.Reason, Message = e.Message }
                    : failed.Result!.Capture with { Reason = ReasonFor(failed.Result.Response), Message = $"{Answered(uri.AbsoluteUri, failed.Result.Response)}; tried again." });
                failed.Result?.Response.Dispose();
                return ValueTask.CompletedTask;
            },
        }).Build();
        return await patience.ExecuteAsync(async token => await AskOnceAsync(request, uri, token), cancellation);
    }

    private bool MayPass(Outcome<Answer> outcome) => outcome switch
    {
        { Result: { } answer } => (int)answer.Response.StatusCode is 408 or 429 or >= 500 && WaitFor(answer.Response) <= _options.LongestRetryAfter,
        { Exception: RejectedException { Reason: RejectionReason.Unreachable or RejectionReason.CutShort } e } => e.InnerException is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError },
        _ => false,
    };

    private static TimeSpan Longest(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>Sends the request; on return the headers are there.</summary>
    private async Task<Answer> AskOnceAsync(FetchRequest request, Uri uri, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, uri);
        // RFC 9110 §13.1.3: a recipient ignores the date when there is a tag.
        var condition = request.Validators switch
        {
            { ETag: { } etag } => new KeyValuePair<string, string>("if-none-match", etag),
            { LastModified: { } modified } => new("if-modified-since", modified),
            _ => (KeyValuePair<string, string>?)null,
        };
        if (condition is { } sent) message.Headers.TryAddWithoutValidation(sent.Key, sent.Value);
        message.Headers.TryAddWithoutValidation("Accept", request.Expected is ExpectedBody.Page ? "text/html, application/xhtml+xml, */*;q=0.1" : "application/pdf, application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.9, */*;q=0.1");
        // What is kept is what the site has, byte for byte.
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        var began = _clock.GetTimestamp();
        var capture = new Capture
        {
            Run = request.Run, Board = request.Board.Slug, Publication = request.Publication, Url = request.Address,
            FinalUrl = uri == new Uri(request.Address) ? null : uri.AbsoluteUri, At = _clock.GetUtcNow(), Outcome = CaptureOutcome.Rejected,
            RequestHeaders = condition is { } conditional ? new Dictionary<string, string>([conditional]) : null,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.AnswerTimeout);
        try
        {
            var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new(response, capture with
            {
                Status = (int)response.StatusCode,
                Headers = HeadersOf(response),
                Milliseconds = _clock.GetElapsedTime(began).TotalMilliseconds,
                IpAddress = _addresses.GetValueOrDefault($"{uri.Host}:{uri.Port}")?.ToString(),
            }, began);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw Translate(e, uri, capture with { Milliseconds = _clock.GetElapsedTime(began).TotalMilliseconds }, patience.IsCancellationRequested);
        }
    }

    /// <summary>A document that is no PDF can only be recognised whole, and no report is larger.</summary>
    private const int LargestOffice = 64 << 20;

    /// <summary>Looks at the status and at the first bytes.</summary>
    private async Task<FetchResult> OpenAsync(FetchRequest request, Answer answer, IDisposable turn, CancellationToken cancellation)
    {
        var (response, address) = (answer.Response, request.Address);
        var status = (int)response.StatusCode;
        if (status != 200) throw Reject(answer, ReasonFor(response), $"{Answered(address, response)}{AndWhenToComeBack(response)}.");
        var limit = request.Expected is ExpectedBody.Page ? _options.LargestPage : _options.LargestFile;
        if (response.Content.Headers.ContentLength is { } length && length > limit)
            throw Reject(answer, RejectionReason.TooLarge, $"{address} announces {length:N0} bytes; at most {limit:N0} are taken. If the file is meant, raise Crawl:LargestFile.");

        var body = await BodyOfAsync(answer, limit, cancellation);
        try
        {
            var beginning = await body.PeekAsync(PublicationFormat.Window + 4, cancellation);
            var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var stated) ? stated.ToString() : null;
            var isPage = request.Expected is ExpectedBody.PublicationOrPage && PublicationFormat.IsPage(beginning.Span);
            if (request.Expected is not ExpectedBody.Page && !isPage && BodySniffer.WhyNotPublication(beginning.Span, address, status, type) is { } not) throw Reject(answer, not.Reason, not.Message);
            if (isPage || (request.Expected is not ExpectedBody.Page && PublicationFormat.MayBeOffice(beginning.Span)))
            {
                var whole = await WholeAsync(body, answer, address, isPage ? _options.LargestPage : LargestOffice, cancellation);
                if (!isPage && BodySniffer.WhyNotOffice(whole, address, status, type) is { } other) throw Reject(answer, other.Reason, other.Message);
                await body.DisposeAsync();
                return new FetchResult.Fetched(answer.Capture, whole, turn);
            }
            if (beginning.Length == 0) throw Reject(answer, RejectionReason.Empty, $"{address} answered 200 with no bytes at all.");
            return new FetchResult.Fetched(answer.Capture, body, turn);
        }
        catch
        {
            await body.DisposeAsync();
            throw;
        }
    }

    private static async Task<MemoryStream> WholeAsync(BoundedBody body, Answer answer, string address, long most, CancellationToken cancellation)
    {
        var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            if (whole.Length + count > most)
                throw Reject(answer, RejectionReason.TooLarge, $"{address} has more than {most:N0} bytes, which is too much for a document that is no PDF.");
            whole.Write(buffer, 0, count);
        }
        whole.Position = 0;
        return whole;
    }

    private async Task<BoundedBody> BodyOfAsync(Answer answer, long limit, CancellationToken cancellation) => new(
        answer.Response, ContentCoding.Undo(answer.Response.Content.Headers, await answer.Response.Content.ReadAsStreamAsync(cancellation)), limit, _options,
        () => answer.Capture with { Milliseconds = _clock.GetElapsedTime(answer.Began).TotalMilliseconds });

    /// <summary>The rules of this origin: read once for each crawl, and again when they could not be read some time ago.</summary>
    private async Task<RobotsRules> RobotsAsync(FetchRequest request, Uri uri, CancellationToken cancellation)
    {
        var key = (request.Run, Origin: uri.GetLeftPart(UriPartial.Authority));
        foreach (var old in _robots.Keys.Where(other => other.Run != key.Run && _robots.Count > 100)) _robots.TryRemove(old, out _);
        while (true)
        {
            var file = _robots.GetOrAdd(key, _ => new(new(() => ReadRobotsAsync(request, new Uri(key.Origin + "/robots.txt"), cancellation)), _clock.GetTimestamp()));
            if (file.Rules is { IsValueCreated: true, Value: { IsCompleted: true, IsCompletedSuccessfully: false } } && _clock.GetElapsedTime(file.Asked) > _options.ConnectTimeout)
            {
                _robots.TryRemove(KeyValuePair.Create(key, file));
                continue;
            }
            try
            {
                return await file.Rules.Value.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                // Whoever asked first may have given up; that is no answer for those who have not.
                _robots.TryRemove(KeyValuePair.Create(key, file));
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <exception cref="RejectedException">They cannot be read now: nothing may be asked (§2.3.1.4), and the reason says whether that may pass.</exception>
    private async Task<RobotsRules> ReadRobotsAsync(FetchRequest request, Uri uri, CancellationToken cancellation)
    {
        var ask = request with { Address = uri.AbsoluteUri, Publication = null, Validators = Validators.None, Expected = ExpectedBody.Page };
        var pause = PauseFor(uri, RobotsRules.AllowAll);
        for (var hop = 0; ; hop++)
        {
            using var turn = await _turns.TakeAsync(AddressGuard.Authority(uri), pause, cancellation);
            Answer answer;
            try
            {
                answer = await AskAsync(ask, uri, pause, cancellation);
            }
            catch (RejectedException e)
            {
                request.Captured(e.Capture! with { Reason = e.Reason, Message = e.Message });
                throw new RejectedException(e.Reason, e.Message, e);
            }
            using var response = answer.Response;
            request.Captured(answer.Capture with { Outcome = CaptureOutcome.Read });
            var status = (int)response.StatusCode;
            if (status == 200) return RobotsRules.Parse(await TextOfAsync(answer, cancellation), CrawlOptions.ProductToken);
            if (status is 429 or >= 500)
                throw new RejectedException(ReasonFor(response), $"{Answered(uri.AbsoluteUri, response)}; a site whose rules cannot be read is not crawled.");
            // To other hosts as well (§2.3.1.2); the connection itself refuses private networks.
            if (hop >= _options.MostRedirects || TargetOf(response, uri) is not { } target) return RobotsRules.AllowAll;
            uri = target;
        }
    }

    private async Task<string> TextOfAsync(Answer answer, CancellationToken cancellation)
    {
        await using var body = await BodyOfAsync(answer, long.MaxValue, cancellation);
        var bytes = new byte[524_288];
        var (count, whole) = (0, false);
        try
        {
            while (count < bytes.Length && !whole)
            {
                var n = await body.ReadAsync(bytes.AsMemory(count), cancellation);
                (count, whole) = (count + n, n == 0);
            }
        }
        catch (RejectedException)
        {
            // What has come counts.
        }
        // Half a line is another rule than the whole one.
        if (!whole) count = bytes.AsSpan(0, count).LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    internal TimeSpan PauseFor(Uri uri, RobotsRules rules)
    {
        if (AddressGuard.IsThisMachine(uri)) return TimeSpan.Zero;
        var asked = rules.CrawlDelay ?? TimeSpan.Zero;
        return asked <= _options.DelayPerHost ? _options.DelayPerHost : asked < _options.LongestCrawlDelay ? asked : _options.LongestCrawlDelay;
    }

    private static Uri? RedirectOf(Answer answer, Uri uri) => !IsRedirect(answer.Response) ? null : TargetOf(answer.Response, uri)
        ?? throw Reject(answer, RejectionReason.BadRedirect, $"{uri} redirects to '{answer.Capture.Headers!.GetValueOrDefault("location")}', which is not an http or https address.");

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    private static Uri? TargetOf(HttpResponseMessage response, Uri uri) =>
        IsRedirect(response) ? AddressGuard.WebAddress(() => response.Headers.Location is { } location ? new Uri(uri, location) : null) : null;

    private static Uri Follow(Answer answer, Uri target, FetchRequest request)
    {
        try
        {
            return AddressGuard.Check(target.AbsoluteUri, request.Board);
        }
        catch (RejectedException e)
        {
            throw Reject(answer, e.Reason, $"{request.Address} redirects: {e.Message}");
        }
    }

    private static RejectionReason ReasonFor(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        404 => RejectionReason.NotFound,
        410 => RejectionReason.Gone,
        401 or 403 => RejectionReason.Forbidden,
        408 => RejectionReason.TimedOut,
        429 => RejectionReason.AskedToWait,
        503 when response.Headers.RetryAfter is not null => RejectionReason.AskedToWait,
        >= 500 => RejectionReason.ServerError,
        _ => RejectionReason.UnexpectedStatus,
    };

    private static string Answered(string address, HttpResponseMessage response) => $"{address} answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();

    private static string AndWhenToComeBack(HttpResponseMessage response) => response.Headers.RetryAfter is { } after ? $" and asks to come back {(after.Date is { } date ? $"at {date:u}" : $"in {after.Delta?.TotalSeconds:0} s")}" : "";

    private static RejectedException Reject(Answer answer, RejectionReason reason, string message) => new(reason, message) { Capture = answer.Capture };

    private RejectedException Translate(Exception e, Uri uri, Capture capture, bool outOfPatience)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            if (inner is RejectedException ours) return new(ours.Reason, ours.Message, e) { Capture = capture };
        var (reason, message) = e switch
        {
            OperationCanceledException when outOfPatience => (RejectionReason.TimedOut, $"{uri} gave no answer within {_options.AnswerTimeout.TotalSeconds:0.#} s."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (RejectionReason.Unreachable, $"{uri.Host} is not a known host name."),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (RejectionReason.Unreachable, $"{uri} could not be reached securely: {e.InnerException?.Message ?? e.Message}"),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or OperationCanceledException => (RejectionReason.Unreachable, $"{uri} could not be reached: {e.InnerException?.Message ?? e.Message}"),
            _ => (RejectionReason.CutShort, $"{uri} broke off its answer: {e.Message}"),
        };
        return new(reason, message, e) { Capture = capture };
    }

    /// <summary>Names in lower case; several values of one name joined as HTTP allows; at most 4,000 characters each.</summary>
    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) => response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        .Where(header => !header.Key.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value) is { Length: > 4000 } text ? text[..4000] : string.Join(", ", header.Value));

    private TimeSpan WaitFor(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => TimeSpan.Zero,
    };
}
