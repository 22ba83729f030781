using System.Net;
using System.Text.RegularExpressions;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>A newcomer's attempts to get in, and a steward's way through the pages as a browser without script goes it.</summary>
public sealed class StewardDoorTests
{
    private const string Key = "open sesame";
    private static readonly byte[] Good = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
    private static readonly string[] Pages = ["/steward", "/steward/", "/Steward", "/steward/rejected", "/steward/publications", "/steward/publications/abc", "/steward/erasures/abc", "/steward/decisions", "/steward/boards/add", "/steward/upload", "/steward/sign-out"];

    [Fact]
    public async Task Without_a_key_in_the_settings_there_is_no_door()
    {
        await using var house = await House.OpenAsync(key: null);
        foreach (var page in (string[])[.. Pages, "/steward/sign-in", "/jobs", "/hangfire", "/steward/nowhere"])
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
            {
                using var answer = await house.SendAsync(method, page, method == HttpMethod.Post ? [("key", Key), ("name", "Eve"), ("why", "x")] : null);
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {page} answers {answer.StatusCode}");
            }
    }

    [Fact]
    public async Task Without_being_signed_in_every_page_and_every_post_leads_to_the_door()
    {
        await using var house = await House.OpenAsync(Key);
        var id = house.Rooms.Catalogue.AllPublications()[0].Publication.Id;
        foreach (var page in (string[])[.. Pages, $"/steward/publications/{id}", $"/steward/publications/{id}?handler=suspend"])
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post])
            {
                // As if it came from this machine, over TLS, with a cookie of the right name.
                using var answer = await house.SendAsync(method, page, method == HttpMethod.Post ? [("why", "because")] : null,
                    ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"), ("Forwarded", "for=127.0.0.1"), ("X-Real-IP", "127.0.0.1"), ("X-Original-URL", "/help"), ("Cookie", "steward=CfDJ8made-up; steward-form=made-up"), ("Authorization", $"Bearer {Key}"));
                Assert.True(answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.PathAndQuery.StartsWith("/steward/sign-in", StringComparison.Ordinal), $"{method} {page} answers {answer.StatusCode}");
                Assert.DoesNotContain("Secure", string.Join(';', answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []), StringComparison.OrdinalIgnoreCase);
            }
        Assert.DoesNotContain(house.Rooms.Archive.Events(), decision => decision.By is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_job_servers_own_pages_are_there_only_when_wanted_and_behind_the_door(bool wanted)
    {
        await using (var open = await House.OpenAsync(key: null, dashboard: wanted))
        using (var nobody = await open.SendAsync(HttpMethod.Get, "/steward/jobs")) Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);

        await using var house = await House.OpenAsync(Key, dashboard: wanted);
        foreach (var page in (string[])["/steward/jobs", "/steward/jobs/recurring", "/steward/jobs/recurring/trigger"])
            using (var stranger = await house.SendAsync(page.EndsWith("trigger", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, page, null, ("X-Forwarded-For", "127.0.0.1")))
                Assert.True(wanted ? stranger.StatusCode is HttpStatusCode.Found && stranger.Headers.Location!.PathAndQuery.StartsWith("/steward/sign-in", StringComparison.Ordinal) : stranger.StatusCode is HttpStatusCode.NotFound, $"{page} answers {stranger.StatusCode}");
        using (await house.SignInAsync("Ann", Key)) { }
        using var jobs = await house.SendAsync(HttpMethod.Get, "/steward/jobs");
        Assert.Equal(wanted ? HttpStatusCode.OK : HttpStatusCode.NotFound, jobs.StatusCode);
        if (!wanted) return;
        Assert.Contains("Hangfire", await jobs.Content.ReadAsStringAsync());
        Assert.DoesNotContain("script-src 'unsafe-inline'", jobs.Headers.GetValues("Content-Security-Policy").Single());
        using var trigger = await house.SendAsync(HttpMethod.Post, "/steward/jobs/recurring/trigger", [("jobs[]", "verify")]);
        Assert.False(trigger.IsSuccessStatusCode, $"{trigger.StatusCode}: the pages are to look at only");
    }

    [Fact]
    public async Task A_path_that_climbs_leads_nowhere_it_ought_not_to()
    {
        await using var house = await House.OpenAsync(Key);
        string[] climbing = ["/../steward", "/publications/../steward/rejected", "/%2e%2e/steward", "/publications/..%2f..%2fetc%2fpasswd", "/publications/..%2f..%2fetc%2fpasswd/file", "/steward/publications/..%2f..%2fsettings.json", "/..%5c..%5csettings.json", "/%2e%2e%2f%2e%2e%2fsettings.json", "/api/publications/..%2f..%2fcatalogue.db/text", "/site.css/../../settings.json", "//steward", "/steward%2fdecisions", "/steward;/decisions"];
        foreach (var path in climbing)
        {
            // As it is: an ordinary client would tidy it up before it is sent.
            var (status, body) = await house.RawAsync(path);
            Assert.True(status is 302 or 400 or 404, $"{path} answers {status}");
            Assert.DoesNotContain("root:", body, StringComparison.Ordinal);
            Assert.DoesNotContain("KeySha256", body, StringComparison.Ordinal);
            Assert.DoesNotContain("What stewards have decided", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_the_key_opens_the_door_and_not_often()
    {
        await using var house = await House.OpenAsync(Key);
        foreach (var (name, key) in ((string, string)[])[("Eve", "open sesam"), ("Eve", ""), ("", Key)])
        {
            using var refused = await house.SignInAsync(name, key);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.DoesNotContain("steward=", Cookies(refused), StringComparison.Ordinal);
        }
        using (var opened = await house.SignInAsync("Ann", Key, back: "//evil.example/"))
        {
            Assert.Equal((HttpStatusCode.SeeOther, "/steward"), (opened.StatusCode, opened.Headers.Location!.OriginalString));
            Assert.Matches("steward=[^;]+;.*path=/steward; samesite=strict; httponly", Cookies(opened));
            Assert.DoesNotContain(Key, Cookies(opened), StringComparison.Ordinal);
        }
        using (var fifth = await house.SignInAsync("Eve", "wrong")) Assert.Equal(HttpStatusCode.Forbidden, fifth.StatusCode);
        // Another address in a header is another address only from a proxy that the settings name.
        using var tooMany = await house.SignInAsync("Eve", "wrong", "/", ("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "10"), (tooMany.StatusCode, tooMany.Headers.GetValues("Retry-After").Single()));
    }

    [Fact]
    public async Task Behind_a_named_proxy_that_speaks_TLS_the_cookie_is_for_TLS_only()
    {
        await using var house = await House.OpenAsync(Key, proxy: "127.0.0.1");
        using var opened = await house.SignInAsync("Ann", Key, "/steward", ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"));
        Assert.Matches("steward=[^;]+;.*secure; samesite=strict; httponly", Cookies(opened));
    }

    [Fact]
    public async Task A_post_needs_the_forms_own_token_and_this_site()
    {
        await using var house = await House.OpenAsync(Key);
        var page = $"/steward/publications/{house.Rooms.Catalogue.AllPublications()[0].Publication.Id}";
        using (await house.SignInAsync("Ann", Key)) { }
        var token = await house.TokenAsync(page);
        (string, string)[] form = [("why", "because"), ("__RequestVerificationToken", token)];
        using (var none = await house.SendAsync(HttpMethod.Post, page + "?handler=suspend", [("why", "because")])) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using (var madeUp = await house.SendAsync(HttpMethod.Post, page + "?handler=suspend", [("why", "because"), ("__RequestVerificationToken", "made-up")])) Assert.Equal(HttpStatusCode.BadRequest, madeUp.StatusCode);
        foreach (var header in ((string, string)[])[("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")])
            using (var foreign = await house.SendAsync(HttpMethod.Post, page + "?handler=suspend", form, header)) Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using (var get = await house.SendAsync(HttpMethod.Get, page + "?handler=suspend&why=because")) Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.DoesNotContain(house.Rooms.Archive.Events(), decision => decision.By is not null);
        using (var own = await house.SendAsync(HttpMethod.Post, page + "?handler=suspend", form)) Assert.Equal(HttpStatusCode.SeeOther, own.StatusCode);
        Assert.Single(house.Rooms.Archive.Events(), decision => decision is PublicationSuppressed { By: "Ann", Why: "because" });
        foreach (var odd in (string[])["/steward/decisions", "/steward?handler=nothing", "/steward/publications"])
            using (var answer = await house.SendAsync(HttpMethod.Post, odd, form)) Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{odd} answers {answer.StatusCode}");
    }

    [Fact]
    public async Task Signing_out_ends_it_also_for_a_copy_of_the_cookie()
    {
        await using var house = await House.OpenAsync(Key);
        using (await house.SignInAsync("Ann", Key)) { }
        var copy = house.Jar.GetCookieHeader(new Uri(house.Site, "/steward"));
        var token = await house.TokenAsync("/steward");
        using (var before = await house.SendAsync(HttpMethod.Get, "/steward")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using (var ended = await house.SendAsync(HttpMethod.Post, "/steward/sign-out", [("__RequestVerificationToken", token)])) Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        using var after = await house.SendAsync(HttpMethod.Get, "/steward", null, ("Cookie", copy));
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
    }

    [Fact]
    public async Task What_a_steward_decides_is_carried_out_told_and_on_record()
    {
        await using var house = await House.OpenAsync(Key);
        using (await house.SignInAsync("Ann <b>Steward</b>", Key)) { }
        var record = house.Rooms.Catalogue.AllPublications()[0];
        var (id, page) = (record.Publication.Id, $"/steward/publications/{record.Publication.Id}");

        Assert.Contains("Suspended.", await house.DecideAsync(page, "suspend", ("why", "a <name>")), StringComparison.Ordinal);
        using (var gone = await house.SendAsync(HttpMethod.Get, $"/publications/{id}")) Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("suspended already", await house.DecideAsync(page, "suspend", ("why", "again")), StringComparison.Ordinal);
        Assert.Contains("Restored.", await house.DecideAsync(page, "restore", ("why", "checked")), StringComparison.Ordinal);

        Assert.Contains("is no date", await house.DecideAsync(page, "correct", ("title", "Another title"), ("kind", ""), ("published", "soon"), ("review", ""), ("why", "misprint")), StringComparison.Ordinal);
        Assert.Contains("lies in the future", await house.DecideAsync(page, "correct", ("title", "Another title"), ("kind", ""), ("published", "2999"), ("review", ""), ("why", "misprint")), StringComparison.Ordinal);
        Assert.Contains("Saved.", await house.DecideAsync(page, "correct", ("title", "Another title"), ("kind", ""), ("published", "2020-01"), ("review", "Jacob"), ("why", "misprint")), StringComparison.Ordinal);
        var shown = await house.TextAsync($"/publications/{id}");
        Assert.Contains("Title, kind, date and review corrected by the archive’s steward", shown, StringComparison.Ordinal);
        Assert.Contains("<h1>Another title</h1>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("misprint", shown, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Another title\"", await house.TextAsync($"/api/publications/{id}"), StringComparison.Ordinal);
        Assert.Contains("Another title", await house.TextAsync("/search?q=title:another"), StringComparison.Ordinal);
        Assert.Contains(record.Title, WebUtility.HtmlDecode(await house.TextAsync(page)), StringComparison.Ordinal);
        Assert.Contains("Saved.", await house.DecideAsync(page, "asread", ("why", "it was right")), StringComparison.Ordinal);
        Assert.Contains(record.Title, WebUtility.HtmlDecode(await house.TextAsync($"/publications/{id}")), StringComparison.Ordinal);

        var decisions = await house.TextAsync("/steward/decisions");
        Assert.DoesNotContain("<name>", decisions, StringComparison.Ordinal);
        Assert.Equal(4, Regex.Count(decisions, "<tr>") - 1);
        Assert.Contains(house.Rooms.Archive.FollowEvents().Newest!, decisions, StringComparison.Ordinal);
        Assert.Contains("the chain holds", decisions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasure_needs_a_second_key_and_a_second_name()
    {
        await using (var without = await House.OpenAsync(Key))
        {
            using (await without.SignInAsync("Ann", Key)) { }
            Assert.Contains("no second key is set", await without.TextAsync($"/steward/erasures/{without.Rooms.Catalogue.AllPublications()[0].Publication.Id}"), StringComparison.Ordinal);
        }
        await using var house = await House.OpenAsync(Key, second: "close sesame");
        using (await house.SignInAsync("Ann", Key)) { }
        var id = house.Rooms.Catalogue.AllPublications()[0].Publication.Id;
        var page = $"/steward/erasures/{id}";
        await house.DecideAsync($"/steward/publications/{id}", "suspend", ("why", "Order 17"));
        Assert.Contains("Asked for.", await house.DecideAsync(page, "ask", ("why", "Order 17")), StringComparison.Ordinal);
        Assert.Contains("not the second key", await house.DecideAsync(page, "confirm", ("name", "Ben"), ("key", Key)), StringComparison.Ordinal);
        Assert.Contains("somebody else", WebUtility.HtmlDecode(await house.DecideAsync(page, "confirm", ("name", "ann"), ("key", "close sesame"))), StringComparison.Ordinal);
        Assert.Contains("Erased.", await house.DecideAsync(page, "confirm", ("name", "Ben"), ("key", "close sesame")), StringComparison.Ordinal);
        foreach (var address in (string[])[$"/publications/{id}", $"/api/publications/{id}"])
        {
            using var gone = await house.SendAsync(HttpMethod.Get, address);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            Assert.Contains("erased from the archive by order", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        var decisions = await house.TextAsync("/steward/decisions");
        Assert.Contains("confirmed its erasure: 1 file destroyed", decisions, StringComparison.Ordinal);
        // The door's own limit holds here as well: the key cannot be guessed by trying.
        using var fifth = await house.SendAsync(HttpMethod.Post, page + "?handler=confirm", [("name", "Eve"), ("key", "x"), ("__RequestVerificationToken", await house.TokenAsync("/steward"))]);
        using var sixth = await house.SendAsync(HttpMethod.Post, page + "?handler=confirm", [("name", "Eve"), ("key", "x"), ("__RequestVerificationToken", await house.TokenAsync("/steward"))]);
        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
    }

    [Fact]
    public async Task A_board_is_previewed_added_crawled_and_not_forgotten_once_it_is_archived()
    {
        await using var house = await House.OpenAsync(Key);
        using (await house.SignInAsync("Ann", Key)) { }
        await using var other = await FaultySite.StartAsync();
        // Nobody named it when the program began, so it is an address inside like any other.
        Assert.Contains("not a public address", await house.DecideAsync("/steward/boards/add", "preview", ("page", other.Origin + "/reviews")), StringComparison.Ordinal);
        Assert.Contains("not a public address", await house.DecideAsync("/steward/boards/add", "add", ("page", other.Origin + "/reviews"), ("why", "x")), StringComparison.Ordinal);
        Assert.Empty(other.Seen);
        foreach (var nonsense in (string[])["", "ftp://example.org/", "javascript:alert(1)", "file:///etc/passwd", "nonsense"])
            Assert.Contains("class=\"problem\"", await house.DecideAsync("/steward/boards/add", "preview", ("page", nonsense)), StringComparison.Ordinal);
        Assert.Contains("cannot be used", await house.DecideAsync("/steward/boards/add", "preview", ("page", house.Reviews), ("slug", "../x")), StringComparison.Ordinal);

        var preview = await house.DecideAsync("/steward/boards/add", "preview", ("page", house.Reviews + "?all=1"), ("slug", "twin"));
        Assert.Contains("(2 publications)", preview, StringComparison.Ordinal);
        Assert.Null(house.Rooms.Catalogue.FindBoard("twin"));
        Assert.Contains("looked after already", await house.DecideAsync("/steward/boards/add", "preview", ("page", house.Reviews), ("slug", "third")), StringComparison.Ordinal);
        Assert.Contains("Added.", await house.DecideAsync("/steward/boards/add", "add", ("page", house.Reviews + "?all=1"), ("slug", "twin"), ("why", "asked for")), StringComparison.Ordinal);
        Assert.Contains("already", await house.DecideAsync("/steward/boards/add", "preview", ("page", house.Reviews + "?all=1"), ("slug", "twin")), StringComparison.Ordinal);
        await ServedSample.Until(() => Task.FromResult(house.Rooms.Catalogue.Crawls("twin") is [{ Ended: not null }]));
        Assert.Contains("not forgotten", await house.DecideAsync("/steward", "forget", ("slug", "twin"), ("why", "mistaken")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_uploaded_read_and_told_apart()
    {
        await using var house = await House.OpenAsync(Key);
        using (await house.SignInAsync("Ann", Key)) { }
        (string, string)[] form = [("board", "faulty"), ("title", "Child Q – overview report"), ("published", "2011"), ("kind", PublicationKind.OverviewReport), ("why", "from the library")];
        Assert.Contains("no PDF", await house.UploadAsync("report.pdf", "MZ an executable"u8.ToArray(), form), StringComparison.Ordinal);
        Assert.Contains("Choose a PDF", await house.UploadAsync(null, [], form), StringComparison.Ordinal);
        var page = await house.UploadAsync("../../../etc/cron.d/report.pdf", [.. Good, .. "\n% another\n"u8], form);
        Assert.Contains("Kept.", page, StringComparison.Ordinal);
        var id = house.Rooms.Catalogue.AllPublications().Single(record => record.Upload is not null).Publication.Id;
        await ServedSample.Until(() => Task.FromResult(house.Rooms.Searcher.All(new()).Any(hit => hit.PublicationId == id)));
        var shown = await house.TextAsync($"/publications/{id}");
        Assert.Contains("This file was uploaded by the archive’s steward", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Last seen live", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("cron.d", shown, StringComparison.Ordinal);
        Assert.Contains("uploaded by the archive's steward", await house.TextAsync($"/api/publications/{id}.ris"), StringComparison.Ordinal);
        foreach (var address in (string[])[$"/publications/{id}", "/search?q=title:%22child+q%22", $"/reviews/{house.Rooms.Catalogue.FindPublication(id)!.Review.Id}"])
            Assert.Contains("ploaded by the archive’s steward", WebUtility.HtmlDecode(await house.TextAsync(address)), StringComparison.Ordinal);
        Assert.Contains("not seen by this archive", await house.TextAsync($"/reviews/{house.Rooms.Catalogue.FindPublication(id)!.Review.Id}"), StringComparison.Ordinal);
    }

    private static string Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join('\n', cookies.Where(cookie => cookie.StartsWith("steward=", StringComparison.Ordinal))) : "";

    /// <summary>The program's web over an archive with two publications, and a browser's memory of cookies.</summary>
    private sealed class House : IAsyncDisposable
    {
        private readonly TemporaryFolder _data = new();
        private HttpClient _client = null!;
        private FaultySite _site = null!;
        private WebApplication _app = null!;

        public Rooms Rooms { get; private set; } = null!;
        public CookieContainer Jar { get; } = new();
        public Uri Site { get; private set; } = null!;

        public static async Task<House> OpenAsync(string? key, string? proxy = null, bool dashboard = false, string? second = null)
        {
            var house = new House { _site = await FaultySite.StartAsync() };
            house._site.On("/reviews", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
                + "<p><a href=\"/report0.pdf\">Child N – Overview Report – March 2019</a></p><p><a href=\"/report1.pdf\">Child M – Overview Report – May 2019</a></p></main></body></html>", "text/html"));
            house._site.On("/report0.pdf", Answer.Bytes(Good));
            house._site.On("/report1.pdf", Answer.Status(404));
            var options = new ArchiveOptions
            {
                Reading = new() { Ocr = false }, Crawl = new() { DelayPerHost = TimeSpan.Zero }, Proxies = proxy is null ? [] : [proxy],
                Steward = new() { KeySha256 = key is null ? null : Given.Hash(key), SecondKeySha256 = second is null ? null : Given.Hash(second), JobsDashboard = dashboard },
            };
            house.Rooms = new(new DataFolder(house._data.Path), options, [house._site.Endpoint], TimeProvider.System, _ => { });
            await house.Rooms.Pipeline.CrawlAsync(house._site.Board, int.MaxValue, null, CancellationToken.None);
            house._app = WebHost.Build("http://127.0.0.1:0", house.Rooms, options, null, verbose: false);
            await house._app.StartAsync();
            house.Site = new(house._app.Urls.Single());
            house._client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = house.Site };
            return house;
        }

        public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, (string Name, string Value)[]? form = null, params (string Name, string Value)[] headers)
        {
            var uri = new Uri(Site, address);
            using var request = new HttpRequestMessage(method, uri) { Content = form is null ? null : new FormUrlEncodedContent(form.ToDictionary(field => field.Name, field => field.Value)) };
            if (!headers.Any(header => header.Name == "Cookie") && Jar.GetCookieHeader(uri) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            var answer = await _client.SendAsync(request);
            // What is for TLS only is kept all the same: the proxy that speaks it is not there.
            if (answer.Headers.TryGetValues("Set-Cookie", out var set)) foreach (var cookie in set) Jar.SetCookies(uri, cookie.Replace(" secure;", "", StringComparison.OrdinalIgnoreCase));
            return answer;
        }

        public async Task<HttpResponseMessage> SignInAsync(string name, string key, string back = "/steward", params (string Name, string Value)[] headers)
        {
            var token = await TokenAsync("/steward/sign-in", headers);
            return await SendAsync(HttpMethod.Post, "/steward/sign-in", [("name", name), ("key", key), ("back", back), ("__RequestVerificationToken", token)], headers);
        }

        public async Task<string> TokenAsync(string page, params (string Name, string Value)[] headers)
        {
            using var answer = await SendAsync(HttpMethod.Get, page, null, headers);
            return Regex.Match(await answer.Content.ReadAsStringAsync(), "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;
        }

        /// <summary>Sends a form of a page; the page that answers, also after a redirect.</summary>
        public async Task<string> DecideAsync(string page, string handler, params (string, string)[] form)
        {
            var token = await TokenAsync(page);
            using var answer = await SendAsync(HttpMethod.Post, $"{page}?handler={handler}", [.. form, ("__RequestVerificationToken", token)]);
            return answer.StatusCode == HttpStatusCode.SeeOther ? await TextAsync(answer.Headers.Location!.OriginalString) : await answer.Content.ReadAsStringAsync();
        }

        /// <summary>The address of the reviews page that may be asked for.</summary>
        public string Reviews => _site.Origin + "/reviews";

        public async Task<string> UploadAsync(string? name, byte[] bytes, params (string Name, string Value)[] fields)
        {
            using var form = new MultipartFormDataContent();
            foreach (var (field, value) in (IEnumerable<(string, string)>)[.. fields, ("__RequestVerificationToken", await TokenAsync("/steward/upload"))]) form.Add(new StringContent(value), field);
            if (name is not null) form.Add(new ByteArrayContent(bytes), "file", name);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Site, "/steward/upload")) { Content = form };
            request.Headers.Add("Cookie", Jar.GetCookieHeader(request.RequestUri!));
            using var answer = await _client.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.SeeOther ? await TextAsync(answer.Headers.Location!.OriginalString) : await answer.Content.ReadAsStringAsync();
        }

        public async Task<string> TextAsync(string page)
        {
            using var answer = await SendAsync(HttpMethod.Get, page);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }

        /// <summary>Asks for a path exactly as it is written.</summary>
        public async Task<(int Status, string Body)> RawAsync(string path)
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(Site.Host, Site.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {Site.Authority}\r\nConnection: close\r\n\r\n"));
            using var reader = new StreamReader(stream);
            var text = await reader.ReadToEndAsync();
            return (int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), text);
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _app.DisposeAsync();
            await Rooms.DisposeAsync();
            await _site.DisposeAsync();
            _data.Dispose();
        }
    }
}
