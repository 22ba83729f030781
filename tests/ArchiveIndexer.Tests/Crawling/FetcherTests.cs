using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace ArchiveIndexer.Tests.Crawling;

/// <summary>Against a site that does everything that sites do.</summary>
public sealed class FetcherTests : IAsyncLifetime
{
    private readonly JumpingClock _clock = new();
    private readonly List<Capture> _captured = [];
    private FaultySite _site = null!;
    private CrawlOptions _options = new();
    private Fetcher? _fetcher;

    public async Task InitializeAsync()
    {
        _site = await FaultySite.StartAsync();
        _options = new()
        {
            TrustedEndpoints = [_site.Endpoint], AnswerTimeout = TimeSpan.FromSeconds(10), IdleTimeout = TimeSpan.FromSeconds(10),
            LargestFile = 100_000, LargestPage = 50_000,
        };
    }

    public async Task DisposeAsync()
    {
        _fetcher?.Dispose();
        await _site.DisposeAsync();
    }

    private FetchRequest Request(string path, Validators? validators = null, ExpectedBody expected = ExpectedBody.Publication, string run = "run") => new(
        run, _site.Board, path.StartsWith('/') ? _site.Origin + path : path, expected is ExpectedBody.Publication ? "publication" : null, validators ?? Validators.None, expected,
        capture =>
        {
            lock (_captured) _captured.Add(capture);
        });

    private Fetcher Fetcher => _fetcher ??= new(_options, _clock);

    /// <summary>Fetches and reads to the end.</summary>
    private async Task<(Capture Capture, byte[] Body)> FetchAsync(FetchRequest request, CancellationToken cancellation = default)
    {
        using var fetched = Assert.IsType<FetchResult.Fetched>(await Fetcher.FetchAsync(request, cancellation));
        using var bytes = new MemoryStream();
        await fetched.Body.CopyToAsync(bytes, cancellation);
        return (fetched.Capture, bytes.ToArray());
    }

    private Task<(Capture Capture, byte[] Body)> FetchAsync(string path) => FetchAsync(Request(path));

    /// <summary>Fetches what is not to be had; the exchange is told, and the host is free again.</summary>
    private async Task<RejectedException> RejectedAsync(string path, RejectionReason reason, ExpectedBody expected = ExpectedBody.Publication)
    {
        var rejection = await Assert.ThrowsAsync<RejectedException>(() => FetchAsync(Request(path, expected: expected)));
        Assert.Equal(reason, rejection.Reason);
        Assert.DoesNotContain("Exception", rejection.Message, StringComparison.Ordinal);
        _site.On("/afterwards.pdf", Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync(Request("/afterwards.pdf", run: "next"))).Body);
        return rejection;
    }

    [Fact]
    public async Task A_pdf_comes_back_byte_for_byte_with_its_exchange()
    {
        _site.On("/r.pdf", Answer.Report(("ETag", "\"abc\""), ("Last-Modified", "Tue, 01 Feb 2022 00:00:00 GMT"), ("Set-Cookie", "a=b"), ("X-Two", "1"), ("X-Two", "2")));
        var (capture, body) = await FetchAsync("/r.pdf");
        Assert.Equal(Answer.Pdf, body);
        Assert.Equal(("run", "faulty", "publication", _site.Origin + "/r.pdf", null, 200), (capture.Run, capture.Board, capture.Publication, capture.Url, capture.FinalUrl, capture.Status));
        Assert.Equal(("\"abc\"", "Tue, 01 Feb 2022 00:00:00 GMT", "application/pdf", "1, 2"), (capture.Headers!["etag"], capture.Headers["last-modified"], capture.Headers["content-type"], capture.Headers["x-two"]));
        Assert.DoesNotContain("set-cookie", capture.Headers.Keys);
        Assert.Equal((Given.Start, "127.0.0.1", null), (capture.At, capture.IpAddress, capture.RequestHeaders));
        var robots = Assert.Single(_captured);
        Assert.Equal((_site.Origin + "/robots.txt", CaptureOutcome.Read, 404, null), (robots.Url, robots.Outcome, robots.Status, robots.Publication));
    }

    [Fact]
    public async Task We_say_who_we_are_want_the_bytes_as_they_are_and_keep_no_cookies()
    {
        _site.On("/r.pdf", Answer.Report(("Set-Cookie", "session=1")));
        await FetchAsync("/r.pdf");
        await FetchAsync("/r.pdf");
        Assert.Equal(["/robots.txt", "/r.pdf", "/r.pdf"], _site.Seen.Select(seen => seen.Path));
        Assert.All(_site.Seen, seen =>
        {
            Assert.StartsWith("ArchiveIndexer/", seen.Headers["user-agent"], StringComparison.Ordinal);
            Assert.Equal("identity", seen.Headers["accept-encoding"]);
            Assert.DoesNotContain("cookie", seen.Headers.Keys);
            Assert.DoesNotContain("referer", seen.Headers.Keys);
        });
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("X-GZIP")]
    public async Task What_a_server_packs_unasked_is_unpacked(string coding)
    {
        _site.On("/r.pdf", Answer.Bytes(Packed(Answer.Pdf, coding), "application/pdf", ("Content-Encoding", coding)));
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_packed_body_that_unpacks_without_end_stops_at_the_limit(string coding)
    {
        _site.On("/bomb.pdf", Answer.Bytes(Packed([.. Answer.Pdf, .. new byte[5_000_000]], coding), "application/pdf", ("Content-Encoding", coding)));
        await RejectedAsync("/bomb.pdf", RejectionReason.TooLarge);
    }

    [Fact]
    public async Task A_packed_body_that_is_damaged_is_cut_short()
    {
        byte[] damaged = [.. Packed(Answer.Pdf, "gzip")[..10], .. Enumerable.Repeat((byte)0xFF, 100)];
        _site.On("/damaged.pdf", Answer.Bytes(damaged, "application/pdf", ("Content-Encoding", "gzip")));
        await RejectedAsync("/damaged.pdf", RejectionReason.CutShort);
    }

    private static byte[] Packed(byte[] bytes, string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = coding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true),
            _ => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true),
        }) packing.Write(bytes);
        return packed.ToArray();
    }

    [Theory]
    [InlineData("\"abc\"", "Tue, 01 Feb 2022 00:00:00 GMT", "if-none-match", "\"abc\"")]
    [InlineData("W/\"abc\"", null, "if-none-match", "W/\"abc\"")]
    [InlineData("unquoted, odd", null, "if-none-match", "unquoted, odd")]
    [InlineData("\"caf\u00e9\"", null, "if-none-match", "\"caf\u00e9\"")]
    [InlineData(null, "Tue, 1 Feb 2022 0:00:00 +0000", "if-modified-since", "Tue, 1 Feb 2022 0:00:00 +0000")]
    [InlineData(null, "yesterday", "if-modified-since", "yesterday")]
    public async Task Validators_go_back_exactly_as_received_and_304_means_unchanged(string? etag, string? modified, string header, string value)
    {
        _site.On("/r.pdf", Answer.Status(304));
        var result = await Fetcher.FetchAsync(Request("/r.pdf", new(etag, modified)), default);
        var capture = Assert.IsType<FetchResult.NotModified>(result).Capture;
        Assert.Equal((CaptureOutcome.NotModified, 304), (capture.Outcome, capture.Status));
        Assert.Equal([KeyValuePair.Create(header, value)], capture.RequestHeaders!);
        var sent = _site.Seen.Last().Headers;
        Assert.Equal(value, sent[header]);
        Assert.DoesNotContain(header == "if-none-match" ? "if-modified-since" : "if-none-match", sent.Keys);
        Assert.DoesNotContain("if-none-match", _site.Seen.First().Headers.Keys);
    }

    [Fact]
    public async Task A_304_to_a_request_without_conditions_is_odd()
    {
        _site.On("/r.pdf", Answer.Status(304));
        await RejectedAsync("/r.pdf", RejectionReason.UnexpectedStatus);
    }

    [Theory]
    [InlineData(404, RejectionReason.NotFound)]
    [InlineData(410, RejectionReason.Gone)]
    [InlineData(401, RejectionReason.Forbidden)]
    [InlineData(403, RejectionReason.Forbidden)]
    [InlineData(204, RejectionReason.UnexpectedStatus)]
    [InlineData(206, RejectionReason.UnexpectedStatus)]
    [InlineData(400, RejectionReason.UnexpectedStatus)]
    [InlineData(418, RejectionReason.UnexpectedStatus)]
    public async Task An_answer_that_will_not_change_is_taken_at_once(int status, RejectionReason reason)
    {
        _site.On("/r.pdf", Answer.Status(status));
        var rejection = await RejectedAsync("/r.pdf", reason);
        Assert.Contains($"{_site.Origin}/r.pdf answered {status}", rejection.Message, StringComparison.Ordinal);
        Assert.Equal((status, CaptureOutcome.Rejected), (rejection.Capture!.Status, rejection.Capture.Outcome));
        Assert.Equal(["/r.pdf", "/afterwards.pdf"], _site.Paths);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_server_error_is_tried_again_and_each_attempt_is_captured_with_its_own_time()
    {
        _site.On("/r.pdf", Answer.Status(500));
        var rejection = await RejectedAsync("/r.pdf", RejectionReason.ServerError);
        Capture[] attempts = [.. _captured.Where(capture => capture.Publication is not null), rejection.Capture!];
        Assert.Equal([500, 500, 500], attempts.Select(capture => capture.Status!.Value));
        Assert.Equal([0, 2, 6], attempts.Select(capture => (capture.At - Given.Start).TotalSeconds));
        Assert.All(attempts[..2], capture => Assert.Equal((RejectionReason.ServerError, CaptureOutcome.Rejected), (capture.Reason, capture.Outcome)));
    }

    [Fact]
    public async Task A_server_that_recovers_is_forgiven()
    {
        _site.On("/r.pdf", Answer.Status(503), Answer.Status(429), Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
        Assert.Equal([RejectionReason.ServerError, RejectionReason.AskedToWait], _captured.Where(capture => capture.Publication is not null).Select(capture => capture.Reason!.Value));
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("Sun, 22 Nov 2026 20:30:45 GMT", 30)]
    [InlineData("0", 2)]
    [InlineData("Sun, 22 Nov 2020 20:30:45 GMT", 2)]
    [InlineData("tomorrow, perhaps", 2)]
    [InlineData("-5", 2)]
    [InlineData("99999999999999999999", 2)]
    public async Task A_short_wait_that_is_asked_for_is_waited(string retryAfter, int seconds)
    {
        _site.On("/r.pdf", Answer.Status(503, ("Retry-After", retryAfter)), Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
        Assert.Equal([TimeSpan.FromSeconds(seconds)], _clock.Waits);
    }

    [Theory]
    [InlineData(503, "3600")]
    [InlineData(429, "Mon, 23 Nov 2026 20:30:45 GMT")]
    public async Task A_long_wait_that_is_asked_for_is_left_to_a_later_crawl(int status, string retryAfter)
    {
        _site.On("/r.pdf", Answer.Status(status, ("Retry-After", retryAfter)));
        var rejection = await RejectedAsync("/r.pdf", RejectionReason.AskedToWait);
        Assert.Contains("come back", rejection.Message, StringComparison.Ordinal);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Headers_that_never_come_are_not_waited_for()
    {
        _options = _options with { AnswerTimeout = TimeSpan.FromMilliseconds(300) };
        _site.On("/r.pdf", Answer.Silence);
        var rejection = await RejectedAsync("/r.pdf", RejectionReason.TimedOut);
        Assert.Contains("0.3 s", rejection.Message, StringComparison.Ordinal);
        Assert.Null(rejection.Capture!.Status);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public async Task A_body_that_stalls_is_not_waited_for(int bytes)
    {
        _options = _options with { IdleTimeout = TimeSpan.FromMilliseconds(300) };
        _site.On("/r.pdf", Answer.Stall(Answer.Pdf[..bytes]));
        var rejection = await RejectedAsync("/r.pdf", RejectionReason.TimedOut);
        Assert.Equal(200, rejection.Capture!.Status);
    }

    [Fact]
    public async Task A_body_that_drips_is_not_waited_for_even_at_its_beginning()
    {
        _options = _options with { BodyTimeout = TimeSpan.FromMilliseconds(400) };
        _site.On("/r.pdf", Answer.Drip(Answer.Pdf, TimeSpan.FromMilliseconds(20)));
        Assert.Contains("still sending", (await RejectedAsync("/r.pdf", RejectionReason.TimedOut)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 3000L)]
    [InlineData(3000, 90_000L)]
    [InlineData(100, null)]
    [InlineData(3000, null)]
    public async Task A_body_that_ends_too_soon_is_cut_short(int bytes, long? announced)
    {
        _site.On("/r.pdf", Answer.Reset(Answer.Pdf[..bytes], announced));
        Assert.NotNull((await RejectedAsync("/r.pdf", RejectionReason.CutShort)).Capture);
        if (announced is not { } length) return;
        _site.On("/r.pdf", Answer.Short(Answer.Pdf[..bytes], length));
        Assert.Equal(200, (await RejectedAsync("/r.pdf", RejectionReason.CutShort)).Capture!.Status);
    }

    [Fact]
    public async Task A_body_without_end_is_given_up_at_the_limit()
    {
        _site.On("/r.pdf", Answer.Endless);
        Assert.Contains("100,000", (await RejectedAsync("/r.pdf", RejectionReason.TooLarge)).Message.Replace('.', ','), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_announced_too_large_is_not_begun_and_one_of_just_that_size_is_taken()
    {
        _site.On("/r.pdf", Answer.Bytes([.. Answer.Pdf, .. new byte[100_001 - Answer.Pdf.Length]]));
        Assert.Contains("announces", (await RejectedAsync("/r.pdf", RejectionReason.TooLarge)).Message, StringComparison.Ordinal);
        _site.On("/r.pdf", Answer.Bytes([.. Answer.Pdf, .. new byte[100_000 - Answer.Pdf.Length]]));
        Assert.Equal(100_000, (await FetchAsync("/r.pdf")).Body.Length);
    }

    [Fact]
    public async Task No_bytes_at_all_are_no_report_and_no_page()
    {
        _site.On("/r.pdf", Answer.Bytes([]));
        await RejectedAsync("/r.pdf", RejectionReason.Empty);
        await RejectedAsync("/r.pdf", RejectionReason.Empty, ExpectedBody.Page);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>Sign in &ndash; caf\u00e9</title></head></html>", "Sign in – café")]
    [InlineData("\uFEFF \r\n<html lang=en><TITLE>\nJust a moment...</TITLE>", "Just a moment...")]
    [InlineData("<!-- cached --> <!doctype html><p>gone", "a web page where")]
    [InlineData("<?xml version='1.0'?><html/>", "a web page where")]
    public async Task A_web_page_instead_of_a_pdf_is_told_by_its_title(string page, string told)
    {
        _site.On("/r.pdf", Answer.Bytes(Encoding.UTF8.GetBytes(page)));
        Assert.Contains(told, (await RejectedAsync("/r.pdf", RejectionReason.HtmlInsteadOfPdf)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_neither_pdf_nor_page_is_told_by_its_first_bytes_and_its_type()
    {
        _site.On("/r.pdf", Answer.Bytes([.. "{\\rtf1\u0003\u0004 word/document.xml"u8], "application/x-o\u00e9dd; ;"));
        var message = (await RejectedAsync("/r.pdf", RejectionReason.NotPdf)).Message;
        Assert.Contains("rtf1", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0003', message);
        _site.On("/r.pdf", Answer.Bytes("text"u8.ToArray(), null));
        Assert.Contains("no stated type", (await RejectedAsync("/r.pdf", RejectionReason.NotPdf)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(1023, true)]
    [InlineData(1024, false)]
    public async Task A_header_may_stand_anywhere_in_the_first_1024_bytes(int junk, bool taken)
    {
        byte[] body = [.. Enumerable.Repeat((byte)'j', junk), .. Answer.Pdf];
        _site.On("/r.pdf", Answer.Bytes(body));
        if (taken) Assert.Equal(body, (await FetchAsync("/r.pdf")).Body);
        else await RejectedAsync("/r.pdf", RejectionReason.NotPdf);
    }

    [Fact]
    public async Task A_reviews_page_is_taken_as_it_is()
    {
        _site.On("/reviews", Answer.Text("<html>reviews", "text/html"));
        Assert.Equal("<html>reviews"u8.ToArray(), (await FetchAsync(Request("/reviews", expected: ExpectedBody.Page))).Body);
        _site.On("/reviews", Answer.Bytes(new byte[50_001], "text/html"));
        await RejectedAsync("/reviews", RejectionReason.TooLarge, ExpectedBody.Page);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirects_within_the_board_are_followed(int status)
    {
        _site.On("/old.pdf", Answer.RedirectTo("/middle/x.pdf?v=1", status)).On("/middle/x.pdf", Answer.RedirectTo("../new%20file.pdf#page=2", status)).On("/new%20file.pdf", Answer.Report());
        var (capture, body) = await FetchAsync("/old.pdf");
        Assert.Equal(Answer.Pdf, body);
        Assert.Equal((_site.Origin + "/old.pdf", _site.Origin + "/new%20file.pdf"), (capture.Url, capture.FinalUrl!.Split('#')[0]));
        Assert.Equal(["/old.pdf", "/middle/x.pdf?v=1", "/new%20file.pdf"], _site.Paths);
    }

    [Fact]
    public async Task A_loop_and_a_chain_too_long_are_given_up()
    {
        _site.On("/a.pdf", Answer.RedirectTo("/b.pdf")).On("/b.pdf", Answer.RedirectTo("/a.pdf"));
        Assert.Contains("more than 5 times", (await RejectedAsync("/a.pdf", RejectionReason.BadRedirect)).Message, StringComparison.Ordinal);
        Assert.Equal(7, _site.Paths.Length);
        for (var i = 1; i <= 5; i++) _site.On($"/{i}.pdf", Answer.RedirectTo($"/{i + 1}.pdf"));
        _site.On("/6.pdf", Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/1.pdf")).Body);
    }

    [Theory]
    [InlineData("https://evil.example/r.pdf", RejectionReason.AddressNotAllowed)]
    [InlineData("//169.254.169.254/latest", RejectionReason.AddressNotAllowed)]
    [InlineData("http://127.0.0.1:1/", RejectionReason.AddressNotAllowed)]
    [InlineData("file:///etc/passwd", RejectionReason.BadRedirect)]
    [InlineData("ftp://board.example/r.pdf", RejectionReason.BadRedirect)]
    [InlineData("javascript:alert(1)", RejectionReason.BadRedirect)]
    [InlineData("", RejectionReason.BadRedirect)]
    [InlineData("http://[broken", RejectionReason.BadRedirect)]
    [InlineData("//\u00e2\u0080\u00ae", RejectionReason.BadRedirect)]
    [InlineData("//\u00e2\u0080\u00ae\u00e3\u0080\u0082/", RejectionReason.BadRedirect)]
    public async Task Redirects_elsewhere_are_not(string location, RejectionReason reason)
    {
        _site.On("/r.pdf", location.Length == 0 ? Answer.Status(302) : Answer.RedirectTo(location));
        var rejection = await RejectedAsync("/r.pdf", reason);
        Assert.Contains("redirects", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(302, rejection.Capture!.Status);
    }

    [Fact]
    public async Task A_redirect_to_a_disallowed_path_is_not_followed()
    {
        _site.On("/robots.txt", Answer.Text("User-agent: *\nDisallow: /private")).On("/r.pdf", Answer.RedirectTo("/private/r.pdf"));
        await RejectedAsync("/r.pdf", RejectionReason.DisallowedByRobots);
        Assert.DoesNotContain("/private/r.pdf", _site.Paths);
    }

    [Fact]
    public async Task What_the_rules_forbid_is_not_asked_for()
    {
        _site.On("/robots.txt", Answer.Text("User-agent: *\nDisallow: /private")).On("/private/r.pdf", Answer.Report()).On("/r.pdf", Answer.Report());
        var rejection = await RejectedAsync("/private/r.pdf", RejectionReason.DisallowedByRobots);
        Assert.Contains("/robots.txt", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(["/afterwards.pdf"], _site.Paths);
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_site_without_rules_may_be_asked(int status)
    {
        _site.On("/robots.txt", Answer.Status(status)).On("/r.pdf", Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
    }

    [Theory]
    [InlineData(500, RejectionReason.ServerError)]
    [InlineData(503, RejectionReason.ServerError)]
    [InlineData(429, RejectionReason.AskedToWait)]
    public async Task A_site_whose_rules_cannot_be_read_is_not_asked_until_they_can(int status, RejectionReason reason)
    {
        _site.On("/robots.txt", Answer.Status(status), Answer.Status(status), Answer.Status(status), Answer.Text("")).On("/r.pdf", Answer.Report());
        var rejection = await Assert.ThrowsAsync<RejectedException>(() => FetchAsync("/r.pdf"));
        Assert.Equal(reason, rejection.Reason);
        Assert.True(rejection.Reason.MayPass());
        Assert.Contains("robots.txt", rejection.Message, StringComparison.Ordinal);
        // Straight afterwards the site is left in peace; some time later it is asked again.
        await Assert.ThrowsAsync<RejectedException>(() => FetchAsync("/other.pdf"));
        Assert.Equal(3, _site.Seen.Count);
        await Task.Delay(TimeSpan.FromSeconds(11), _clock);
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
        Assert.Equal(["/r.pdf"], _site.Paths);
    }

    [Fact]
    public async Task Rules_that_never_come_leave_the_publication_for_later()
    {
        _options = _options with { AnswerTimeout = TimeSpan.FromMilliseconds(300) };
        _site.On("/robots.txt", Answer.Silence);
        var rejection = await Assert.ThrowsAsync<RejectedException>(() => FetchAsync("/r.pdf"));
        Assert.Equal(RejectionReason.TimedOut, rejection.Reason);
        Assert.Empty(_site.Paths);
        Assert.Equal(RejectionReason.TimedOut, Assert.Single(_captured).Reason);
    }

    [Fact]
    public async Task Rules_of_600_kB_are_read_up_to_a_limit_and_half_a_line_is_no_rule()
    {
        var rules = new StringBuilder("User-agent: *\nDisallow: /private\n");
        // One long comment up to where the limit falls behind "Disallow: /".
        rules.Append('#', 524_288 - 11 - rules.Length - 1).Append('\n');
        rules.Append("Disallow: /only-this\n").Append('#', 80_000);
        _site.On("/robots.txt", Answer.Text(rules.ToString())).On("/r.pdf", Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
        await RejectedAsync("/private/r.pdf", RejectionReason.DisallowedByRobots);
    }

    [Fact]
    public async Task Rules_cut_short_count_as_far_as_they_came()
    {
        _site.On("/robots.txt", Answer.Short("User-agent: *\nDisallow: /private\nDisallow: /"u8.ToArray(), 500)).On("/r.pdf", Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
        await RejectedAsync("/private/r.pdf", RejectionReason.DisallowedByRobots);
    }

    [Fact]
    public async Task Rules_that_have_moved_are_read_where_they_are()
    {
        _site.On("/robots.txt", Answer.RedirectTo("/real.txt")).On("/real.txt", Answer.Text("User-agent: ArchiveIndexer\nDisallow: /private"));
        await RejectedAsync("/private/r.pdf", RejectionReason.DisallowedByRobots);
    }

    [Theory]
    [InlineData("/robots.txt")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//\u00e2\u0080\u00ae\u00e3\u0080\u0082/")]
    [InlineData("")]
    public async Task Rules_that_have_moved_to_nowhere_are_none(string location)
    {
        _site.On("/robots.txt", Answer.RedirectTo(location)).On("/r.pdf", Answer.Report());
        Assert.Equal(Answer.Pdf, (await FetchAsync("/r.pdf")).Body);
    }

    [Fact]
    public async Task Rules_that_have_moved_into_a_private_network_are_not_followed_there()
    {
        _site.On("/robots.txt", Answer.RedirectTo("http://127.0.0.2:1/robots.txt"));
        var rejection = await Assert.ThrowsAsync<RejectedException>(() => FetchAsync("/r.pdf"));
        Assert.Equal(RejectionReason.AddressNotAllowed, rejection.Reason);
        Assert.Empty(_site.Paths);
    }

    [Fact]
    public async Task Rules_are_read_once_a_crawl_however_many_ask_at_once_and_anew_for_the_next()
    {
        _site.On("/r.pdf", Answer.Report());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FetchAsync("/r.pdf")));
        Assert.Single(_site.Seen, seen => seen.Path == "/robots.txt");
        await FetchAsync(Request("/r.pdf", run: "next"));
        Assert.Equal(2, _site.Seen.Count(seen => seen.Path == "/robots.txt"));
    }

    [Fact]
    public async Task One_who_gives_up_while_the_rules_are_read_does_not_take_the_others_with_it()
    {
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        _site.On("/r.pdf", Answer.Report()).On("/robots.txt", async context =>
        {
            asked.TrySetResult();
            await go.Task;
            context.Response.StatusCode = 404;
        });
        using var patience = new CancellationTokenSource();
        var first = FetchAsync(Request("/r.pdf"), patience.Token);
        await asked.Task;
        var second = FetchAsync("/r.pdf");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        go.SetResult();
        Assert.Equal(Answer.Pdf, (await second).Body);
    }

    [Fact]
    public async Task A_host_answers_one_request_at_a_time()
    {
        var (busy, busiest) = (0, 0);
        // Counted until the answer begins: whoever has the end of it may rightly ask again before the server has tidied up.
        Func<HttpContext, Task> Counted(Func<HttpContext, Task> answer) => async context =>
        {
            busiest = Math.Max(busiest, Interlocked.Increment(ref busy));
            await Task.Delay(10);
            Interlocked.Decrement(ref busy);
            await answer(context);
        };
        for (var i = 0; i < 12; i++) _site.On($"/{i}.pdf", Counted(i % 3 == 0 ? Answer.Text("<html>") : i % 3 == 1 ? Answer.Status(404) : Answer.Report()));
        _options = _options with { LargestFile = 1000 };
        var fetcher = Fetcher; // one for all: turns are kept by it
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Assert.ThrowsAsync<RejectedException>(() => fetcher.FetchAsync(Request($"/{i}.pdf"), default)))));
        Assert.Equal((1, 12), (busiest, _site.Paths.Length));
    }

    [Fact]
    public async Task The_host_stays_ours_until_the_body_has_been_read()
    {
        _site.On("/a.pdf", Answer.Report()).On("/b.pdf", Answer.Report());
        var first = Assert.IsType<FetchResult.Fetched>(await Fetcher.FetchAsync(Request("/a.pdf"), default));
        var second = FetchAsync("/b.pdf");
        Assert.DoesNotContain("/b.pdf", _site.Paths);
        first.Dispose();
        first.Dispose();
        Assert.Equal(Answer.Pdf, (await second).Body);
    }

    [Fact]
    public async Task Whoever_cancels_gets_a_cancellation_not_a_reason()
    {
        var asked = new TaskCompletionSource();
        _site.On("/r.pdf", context =>
        {
            asked.SetResult();
            return Answer.Silence(context);
        });
        using var patience = new CancellationTokenSource();
        var fetch = FetchAsync(Request("/r.pdf"), patience.Token);
        await asked.Task;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Fact]
    public async Task Header_values_of_any_length_are_cut_and_too_many_of_them_are_refused()
    {
        _site.On("/r.pdf", Answer.Report(("X-Long", new string('é', 20_000)), ("ETag", "\"" + new string('e', 5_000) + "\"")));
        var (capture, _) = await FetchAsync("/r.pdf");
        Assert.Equal(4000, capture.Headers!["x-long"].Length);
        _site.On("/r.pdf", Answer.Report(("X-Long", new string('x', 70_000))));
        await RejectedAsync("/r.pdf", RejectionReason.CutShort);
    }

    [Fact]
    public async Task An_unknown_host_is_unreachable_and_said_to_be_unknown()
    {
        var board = _site.Board with { Pages = ["http://no-such-board.invalid/reviews"] };
        var rejection = await Assert.ThrowsAsync<RejectedException>(() => Fetcher.FetchAsync(Request("http://no-such-board.invalid/r.pdf") with { Board = board }, default));
        Assert.Equal(RejectionReason.Unreachable, rejection.Reason);
        Assert.Contains("no-such-board.invalid", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(3, _captured.Count);
    }

    [Fact]
    public async Task A_refused_connection_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = listener.LocalEndpoint.ToString()!;
        listener.Stop();
        _options = _options with { TrustedEndpoints = [endpoint] };
        var rejection = await Assert.ThrowsAsync<RejectedException>(() =>
            Fetcher.FetchAsync(Request($"http://{endpoint}/r.pdf") with { Board = _site.Board with { Pages = [$"http://{endpoint}/"] } }, default));
        Assert.Equal(RejectionReason.Unreachable, rejection.Reason);
    }

    [Theory]
    [InlineData("https://user:pass@board.example/r.pdf", RejectionReason.BadAddress)]
    [InlineData("file:///etc/passwd", RejectionReason.BadAddress)]
    [InlineData("gopher://board.example/", RejectionReason.BadAddress)]
    [InlineData("r.pdf", RejectionReason.BadAddress)]
    [InlineData("https://other.example/r.pdf", RejectionReason.AddressNotAllowed)]
    public async Task Addresses_that_may_not_be_asked_cost_no_request(string address, RejectionReason reason)
    {
        Assert.Equal(reason, (await Assert.ThrowsAsync<RejectedException>(() => Fetcher.FetchAsync(Request(address), default))).Reason);
        Assert.Empty(_site.Seen);
        Assert.Empty(_captured);
    }

    [Fact]
    public async Task Answers_that_are_no_http_are_cut_short()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = listener.LocalEndpoint.ToString()!;
        using var done = new CancellationTokenSource();
        var answering = Task.Run(async () =>
        {
            string[] answers = ["SSH-2.0-OpenSSH\r\n", "HTTP/1.1 banana\r\n\r\n", ""];
            for (var i = 0; ; i++)
            {
                using var client = await listener.AcceptTcpClientAsync(done.Token);
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096], done.Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answers[i % answers.Length]), done.Token);
            }
        });
        _options = _options with { TrustedEndpoints = [endpoint] };
        var rejection = await Assert.ThrowsAsync<RejectedException>(() =>
            Fetcher.FetchAsync(Request($"http://{endpoint}/r.pdf") with { Board = _site.Board with { Pages = [$"http://{endpoint}/"] } }, default));
        await done.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.Equal(RejectionReason.CutShort, rejection.Reason);
        Assert.Equal(3, _captured.Count);
    }

    [Fact]
    public async Task The_clock_that_is_given_is_the_one_that_is_used()
    {
        _site.On("/r.pdf", Answer.Report());
        await Task.Delay(TimeSpan.FromDays(40), _clock);
        Assert.Equal(Given.Start.AddDays(40), (await FetchAsync("/r.pdf")).Capture.At);
    }
}
