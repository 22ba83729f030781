using System.Net;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class AddressGuardTests
{
    private static readonly Board Board = Given.Board with { Pages = ["https://www.oscb.example/reviews", "http://localhost:8080/"], Hosts = ["CDN.example"] };

    [Theory]
    [InlineData("https://www.oscb.example/a.pdf")]
    [InlineData("https://OSCB.example/a.pdf")]
    [InlineData("http://cdn.example/a%20b.pdf?v=1#p")]
    [InlineData("http://localhost:8080/x")]
    public void The_boards_own_hosts_may_be_asked(string address) => Assert.NotNull(AddressGuard.Check(address, Board));

    [Theory]
    [InlineData("https://other.example/a.pdf")]
    [InlineData("https://oscb.example.evil.example/a.pdf")]
    [InlineData("https://oscb.example:8443/a.pdf")]
    [InlineData("https://oscb.example./a.pdf")]
    [InlineData("http://localhost/x")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://images.oscb.example/a.pdf")]
    public void Other_hosts_and_ports_may_not(string address) =>
        Assert.Equal(RejectionReason.AddressNotAllowed, Assert.Throws<RejectedException>(() => AddressGuard.Check(address, Board)).Reason);

    [Theory]
    [InlineData("")]
    [InlineData("/a.pdf")]
    [InlineData("a.pdf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://oscb.example/a.pdf")]
    [InlineData("gopher://oscb.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:application/pdf;base64,JVBERi0=")]
    [InlineData("https://")]
    [InlineData("https:///a.pdf")]
    [InlineData("https://user:pass@oscb.example/a.pdf")]
    [InlineData("https://oscb.example@evil.example/a.pdf")]
    [InlineData("https://[::1")]
    [InlineData("//\u202e")]
    public void What_is_no_plain_web_address_is_refused(string address) =>
        Assert.Equal(RejectionReason.BadAddress, Assert.Throws<RejectedException>(() => AddressGuard.Check(address, Board)).Reason);

    [Fact]
    public void Whatever_stands_in_a_link_is_allowed_or_refused_with_a_reason()
    {
        string[] pieces = ["http", "https", ":", "/", "//", "@", "oscb.example", "127.0.0.1", "0x7f.1", "[::1]", "[", "]", "%", "%00", "%2f", "?", "#", "\\", "..", " ", "\t", "\0", "é", "\ud83d", "xn--", ":80", ":99999", "\u202e", "。"];
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var address = string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (i % 2 == 0) address = "https://" + address;
            try
            {
                var uri = AddressGuard.Check(address, Board);
                Assert.Contains(uri.Host, (string[])["oscb.example", "www.oscb.example", "cdn.example", "localhost"]);
                Assert.Empty(uri.UserInfo);
            }
            catch (RejectedException e)
            {
                Assert.True(e.Reason is RejectionReason.BadAddress or RejectionReason.AddressNotAllowed);
            }
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd12::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Networks_that_no_public_site_is_in_are_private(string address) => Assert.True(AddressGuard.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4009::200e")]
    public void Public_addresses_are_not(string address) => Assert.False(AddressGuard.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[fe80::1%25lo]")]
    [InlineData("localhost")]
    [InlineData("169.254.169.254")]
    public async Task However_a_private_address_is_spelled_the_crawler_does_not_go_there(string host)
    {
        // As if the board's own page were there: only the connection can tell.
        var address = $"http://{host}/latest/meta-data";
        using var fetcher = new Fetcher(new CrawlOptions { Retries = 0 }, TimeProvider.System);
        var rejection = await Assert.ThrowsAsync<RejectedException>(() => fetcher.FetchAsync(
            new("run", Given.Board with { Pages = [address] }, address, null, Validators.None, ExpectedBody.Publication, _ => { }), default));
        Assert.Equal(RejectionReason.AddressNotAllowed, rejection.Reason);
        Assert.Contains("not a public address", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trusted_endpoint_is_that_host_and_port_alone()
    {
        await using var site = await FaultySite.StartAsync();
        var options = new CrawlOptions { TrustedEndpoints = [site.Endpoint] };
        var port = new Uri(site.Origin).Port;
        (await AddressGuard.ConnectAsync(new DnsEndPoint("127.0.0.1", port), options, _ => { }, default)).Dispose();
        foreach (var other in (DnsEndPoint[])[new("127.0.0.1", port + 1), new("localhost", port), new("127.0.0.2", port)])
            Assert.Equal(RejectionReason.AddressNotAllowed, (await Assert.ThrowsAsync<RejectedException>(async () => await AddressGuard.ConnectAsync(other, options, _ => { }, default))).Reason);
    }
}
