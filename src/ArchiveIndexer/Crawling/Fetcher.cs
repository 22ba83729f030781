using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

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
    private readonly ConcurrentDictionary<(string Run, string Origin), (Task<RobotsRules> Rules, long Asked)> _robots = new();
    private readonly ConcurrentDictionary<string, IPAddress> _addresses = new();

    public Fetcher(CrawlOptions options, TimeProvider clock)
    {
        (_options, _clock, _turns) = (options, clock, new HostTurns(clock));
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxResponseHeadersLength = 64,
            ConnectCallback = (context, cancellation) => AddressGuard.ConnectAsync(
                context.DnsEndPoint, options, address => _addresses[$"{context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}"] = address, cancellation),
        };
        _client = new HttpClient(new ResilienceHandler(Patience()) { InnerHandler = connections }) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
    }

    /// <summary>Fetches.</summary>
    /// <exception cref="RejectedException">Any reason that an address, a site's answer or a body's beginning can give.</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var uri = AddressGuard.Check(request.Address, request.Board);
        for (var hop = 0; ; hop++)
        {
            var rules = await RobotsAsync(request, uri, cancellation);
            if (!rules.Allows(uri)) throw new RejectedException(RejectionReason.DisallowedByRobots, $"{uri.GetLeftPart(UriPartial.Authority)}/robots.txt asks crawlers not to fetch {uri}.");
            var turn = await _turns.TakeAsync(AddressGuard.Authority(uri), PauseFor(uri, rules), cancellation);
            Answer? answer = null;
            try
            {
                answer = await AskAsync(request, uri, cancellation);
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

    private sealed record Answer(HttpResponseMessage Response, Capture Capture, long Began);

    /// <summary>Sends the request; on return the headers are there.</summary>
    private async Task<Answer> AskAsync(FetchRequest request, Uri uri, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, uri);
        if (request.Validators.ETag is { } etag) message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        // RFC 9110 §13.1.3: a recipient ignores the date when there is a tag.
        else if (request.Validators.LastModified is { } modified) message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        message.Headers.TryAddWithoutValidation("Accept", request.Expected is ExpectedBody.Pdf ? "application/pdf, */*;q=0.1" : "text/html, application/xhtml+xml, */*;q=0.1");
        // What is kept is what the site has, byte for byte.
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        var capture = new Capture
        {
            Run = request.Run, Board = request.Board.Slug, Publication = request.Publication, Url = request.Address,
            FinalUrl = uri.AbsoluteUri == request.Address ? null : uri.AbsoluteUri, At = _clock.GetUtcNow(), Outcome = CaptureOutcome.Rejected,
            RequestHeaders = message.Headers.Where(header => header.Key.StartsWith("If-", StringComparison.Ordinal)).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.First()) is { Count: > 0 } conditions ? conditions : null,
        };
        message.Options.Set(OnFailedAttempt, (status, headers) => request.Captured(
            capture with { Status = status, Headers = headers, Reason = RejectionReason.ServerError, Message = $"{uri} answered {status}; tried again." }));
        var began = _clock.GetTimestamp();
        try
        {
            var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return new(response, capture with
            {
                Status = (int)response.StatusCode, Headers = HeadersOf(response), Milliseconds = _clock.GetElapsedTime(began).TotalMilliseconds,
                IpAddress = _addresses.GetValueOrDefault($"{uri.Host}:{uri.Port}")?.ToString(),
            }, began);
        }
        catch (Exception e) when (e is TimeoutRejectedException or HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw Translate(e, uri, capture with { Milliseconds = _clock.GetElapsedTime(began).TotalMilliseconds });
        }
    }

    /// <summary>Looks at the status and at the first bytes.</summary>
    private async Task<FetchResult> OpenAsync(FetchRequest request, Answer answer, IDisposable turn, CancellationToken cancellation)
    {
        var (response, address) = (answer.Response, request.Address);
        var status = (int)response.StatusCode;
        if (status != 200) throw Reject(answer, ReasonFor(response), $"{address} answered {status} {response.ReasonPhrase}{AndWhenToComeBack(response)}.");
        var limit = request.Expected is ExpectedBody.Pdf ? _options.LargestFile : _options.LargestPage;
        if (response.Content.Headers.ContentLength is { } length && length > limit)
            throw Reject(answer, RejectionReason.TooLarge, $"{address} announces {length:N0} bytes; at most {limit:N0} are taken. If the file is meant, raise Crawl:LargestFile.");

        var network = await response.Content.ReadAsStreamAsync(cancellation);
        var beginning = new byte[BodySniffer.Window + 4];
        var count = 0;
        try
        {
            for (int n; count < beginning.Length && (n = await BoundedBody.ReadNetworkAsync(network, beginning.AsMemory(count), _options, address, CancellationToken.None, cancellation)) > 0;) count += n;
        }
        catch (RejectedException e)
        {
            throw Reject(answer, e.Reason, e.Message);
        }
        if (request.Expected is ExpectedBody.Pdf && BodySniffer.WhyNotPdf(beginning.AsSpan(0, count), address, status, response.Content.Headers.ContentType?.ToString()) is { } not)
            throw Reject(answer, not.Reason, not.Message);
        if (count == 0) throw Reject(answer, RejectionReason.Empty, $"{address} answered 200 with no bytes at all.");
        return new FetchResult.Fetched(answer.Capture, new BoundedBody(response, network, beginning.AsMemory(0, count), limit, _options, address), turn);
    }

    private Task<RobotsRules> RobotsAsync(FetchRequest request, Uri uri, CancellationToken cancellation)
    {
        var key = (request.Run, Origin: uri.GetLeftPart(UriPartial.Authority));
        // Rules hold for one crawl; those of earlier ones need not be remembered.
        foreach (var old in _robots.Keys.Where(other => other.Run != key.Run && _robots.Count > 100)) _robots.TryRemove(old, out _);
        // A site that could not be reached is not asked again for each file, but for each later attempt it is.
        if (_robots.TryGetValue(key, out var known) && known.Rules is { IsCompleted: true, IsCompletedSuccessfully: false } && _clock.GetElapsedTime(known.Asked) > _options.ConnectTimeout) _robots.TryRemove(key, out _);
        return _robots.GetOrAdd(key, _ => (ReadRobotsAsync(request, new Uri(key.Origin + "/robots.txt"), cancellation), _clock.GetTimestamp())).Rules;
    }

    private async Task<RobotsRules> ReadRobotsAsync(FetchRequest request, Uri uri, CancellationToken cancellation)
    {
        var ask = request with { Address = uri.AbsoluteUri, Publication = null, Validators = Validators.None, Expected = ExpectedBody.Page };
        using var turn = await _turns.TakeAsync(AddressGuard.Authority(uri), PauseFor(uri, RobotsRules.AllowAll), cancellation);
        for (var hop = 0; ; hop++)
        {
            Answer answer;
            try
            {
                answer = await AskAsync(ask, uri, cancellation);
            }
            catch (RejectedException e)
            {
                // Whoever cannot be reached is not to be crawled now (§2.3.1.4); the publication's own attempt will say why.
                request.Captured(e.Capture! with { Reason = e.Reason, Message = e.Message });
                if (e.Reason is RejectionReason.TimedOut or RejectionReason.Unreachable) throw new RejectedException(e.Reason, e.Message) { Capture = null };
                return RobotsRules.DisallowAll;
            }
            using var response = answer.Response;
            request.Captured(answer.Capture with { Outcome = CaptureOutcome.Read });
            // Rules are asked for before the board's own hosts are looked at, so a redirect may lead elsewhere only by name.
            if (RedirectOf(answer, uri) is { } target && hop < _options.MostRedirects)
            {
                uri = target;
                continue;
            }
            return (int)response.StatusCode switch
            {
                200 => RobotsRules.Parse(await TextOfAsync(response, cancellation), CrawlOptions.ProductToken),
                429 or >= 500 => RobotsRules.DisallowAll,
                _ => RobotsRules.AllowAll,
            };
        }
    }

    private async Task<string> TextOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var network = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[524_288];
        var count = 0;
        try
        {
            for (int n; count < bytes.Length && (n = await BoundedBody.ReadNetworkAsync(network, bytes.AsMemory(count), _options, "robots.txt", CancellationToken.None, cancellation)) > 0;) count += n;
        }
        catch (RejectedException)
        {
            // What has come counts.
        }
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private TimeSpan PauseFor(Uri uri, RobotsRules rules)
    {
        if (AddressGuard.IsThisMachine(uri)) return TimeSpan.Zero;
        var asked = rules.CrawlDelay ?? TimeSpan.Zero;
        return asked <= _options.DelayPerHost ? _options.DelayPerHost : asked < _options.LongestCrawlDelay ? asked : _options.LongestCrawlDelay;
    }

    private static Uri? RedirectOf(Answer answer, Uri uri) =>
        (int)answer.Response.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Response.Headers.Location is { } location
            ? Uri.TryCreate(uri, location, out var target) && target.Scheme is "http" or "https" ? target
                : throw Reject(answer, RejectionReason.BadRedirect, $"{uri} redirects to '{location}', which is not an http or https address.")
            : null;

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

    private static string AndWhenToComeBack(HttpResponseMessage response) => response.Headers.RetryAfter is { } after ? $" and asks to come back {(after.Date is { } date ? $"at {date:u}" : $"in {after.Delta?.TotalSeconds:0} s")}" : "";

    private static RejectedException Reject(Answer answer, RejectionReason reason, string message) => new(reason, message) { Capture = answer.Capture };

    private RejectedException Translate(Exception e, Uri uri, Capture capture)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            if (inner is RejectedException ours) return new(ours.Reason, ours.Message, e) { Capture = capture };
        var (reason, message) = e switch
        {
            TimeoutRejectedException => (RejectionReason.TimedOut, $"{uri} gave no answer within {_options.AnswerTimeout.TotalSeconds:0} s."),
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

    private static readonly HttpRequestOptionsKey<Action<int, IReadOnlyDictionary<string, string>>> OnFailedAttempt = new("failed attempt");

    /// <summary>A few more attempts for what may pass, as long as the site does not ask for a long wait; a limit on each.</summary>
    private ResiliencePipeline<HttpResponseMessage> Patience()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _clock };
        if (_options.Retries > 0) builder.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = _options.Retries, Delay = _options.RetryDelay, BackoffType = DelayBackoffType.Exponential, UseJitter = true,
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { } response
                ? (int)response.StatusCode is 408 or 429 or >= 500 && WaitFor(response) <= _options.LongestRetryAfter
                : outcome.Outcome.Exception is HttpRequestException { InnerException: not RejectedException }),
            DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(retry.Outcome.Result is { } response && WaitFor(response) is { Ticks: > 0 } wait ? wait : null),
            OnRetry = retry =>
            {
                if (retry.Outcome.Result is { RequestMessage: { } request } response && request.Options.TryGetValue(OnFailedAttempt, out var report)) report((int)response.StatusCode, HeadersOf(response));
                return ValueTask.CompletedTask;
            },
        });
        return builder.AddTimeout(_options.AnswerTimeout).Build();
    }

    private TimeSpan WaitFor(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => TimeSpan.Zero,
    };
}
