using System.Net;
using System.Net.Sockets;

namespace ArchiveIndexer.Crawling;

/// <summary>
/// Where the crawler may go. Links are written by strangers, so the host must be one of the board's, and the address that its
/// name leads to must be a public one. The second check sits in the connection itself: redirects and names that change
/// between two look-ups cannot get round it.
/// </summary>
public static class AddressGuard
{
    /// <summary>The address as a Uri, if it is one that may be asked at all.</summary>
    /// <exception cref="RejectedException">BadAddress or AddressNotAllowed, with what to do.</exception>
    public static Uri Check(string address, Board board)
    {
        if (WebAddress(() => new Uri(address, UriKind.Absolute)) is not { } uri)
            throw new RejectedException(RejectionReason.BadAddress, $"'{address}' is not an http or https address.");
        if (uri.UserInfo.Length > 0)
            throw new RejectedException(RejectionReason.BadAddress, $"'{address}' carries a user name; such addresses are not followed.");
        if (!HostsOf(board).Contains(Authority(uri)))
            throw new RejectedException(RejectionReason.AddressNotAllowed,
                $"{address} is on {Authority(uri)}, which is not a host of this board. If the board keeps its files there, add it to the board's hosts.");
        return uri;
    }

    /// <summary>Whether an address is one of this board's own, so that it may be asked.</summary>
    public static bool IsOf(Board board, string address) =>
        WebAddress(() => new Uri(address, UriKind.Absolute)) is { UserInfo.Length: 0 } uri && HostsOf(board).Contains(Authority(uri));

    /// <summary>What is read, if it is an absolute http or https address with a host; else null, whatever reading it throws.</summary>
    internal static Uri? WebAddress(Func<Uri?> read)
    {
        try
        {
            return read() is { IsAbsoluteUri: true, Scheme: "http" or "https", IdnHost.Length: > 0 } uri ? uri : null;
        }
        // Uri falls over its own feet at some hosts of control characters ("//\u202E"), and says so only when asked at others.
        catch (Exception e) when (e is UriFormatException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Connects only where that is allowed.</summary>
    /// <exception cref="RejectedException">AddressNotAllowed: the name leads into a private network.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CrawlOptions options, Action<IPAddress> connected, CancellationToken cancellation)
    {
        // Numbers are not looked up: the look-up refuses some of them in its own words.
        IPAddress[] addresses = IPAddress.TryParse(endpoint.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(endpoint.Host, cancellation);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        var trusted = options.TrustedEndpoints.Contains($"{endpoint.Host.ToLowerInvariant()}:{endpoint.Port}");
        if (!trusted && addresses.FirstOrDefault(IsPrivate) is { } inside)
            throw new RejectedException(RejectionReason.AddressNotAllowed, $"{endpoint.Host} leads to {inside}, which is not a public address; the crawler does not go there.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellation);
            if (socket.RemoteEndPoint is IPEndPoint remote) connected(remote.Address.IsIPv4MappedToIPv6 ? remote.Address.MapToIPv4() : remote.Address);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address belongs to this machine, a local network, or a range that no public site has (RFC 6890).</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPrivate(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            if (address.ScopeId != 0 || !GlobalUnicast.Contains(address)) return true;
        }
        return Private.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>Whether it is this machine: no other people's machine to be spared.</summary>
    public static bool IsThisMachine(Uri uri) => uri.IsLoopback;

    /// <summary>Host, and the port where it is not the scheme's own.</summary>
    public static string Authority(Uri uri) => uri.Authority.ToLowerInvariant();

    private static HashSet<string> HostsOf(Board board)
    {
        var hosts = new HashSet<string>(board.Hosts.Select(host => host.ToLowerInvariant()));
        foreach (var page in board.Pages)
            if (WebAddress(() => new Uri(page, UriKind.Absolute)) is { } uri)
            {
                var authority = Authority(uri);
                hosts.Add(authority);
                // Sites come with and without www, and their pages link to both.
                hosts.Add(authority.StartsWith("www.", StringComparison.Ordinal) ? authority[4..] : "www." + authority);
            }
        return hosts;
    }

    // Everything public in IPv6 lies here (RFC 4291 §2.4); loopback, link-local, NAT64 and the rest do not.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];
}
