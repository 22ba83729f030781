using ArchiveIndexer.Host;
using Microsoft.Extensions.Configuration;

namespace ArchiveIndexer.Tests;

/// <summary>Settings as an operator writes them.</summary>
public sealed class ArchiveOptionsTests
{
    private static ArchiveOptions Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build().Get<ArchiveOptions>()!;

    [Fact]
    public void Lists_times_and_roles_arrive()
    {
        var options = Of(("Boards:0:Slug", "thornshire"), ("Boards:0:Page", "https://a.example/one"), ("Boards:0:Pages:0", "https://a.example/two"), ("Boards:0:Hosts:0", "files.example"),
            ("Crawl:DelayPerHost", "00:00:05"), ("Crawl:TrustedEndpoints:0", "127.0.0.1:80"), ("Roles", "Work, Serve"));
        var board = Assert.Single(options.Boards).Board;
        Assert.Equal(["https://a.example/one", "https://a.example/two"], board.Pages);
        Assert.Equal(["files.example"], board.Hosts);
        Assert.Equal((TimeSpan.FromSeconds(5), "127.0.0.1:80", Roles.Work | Roles.Serve), (options.Crawl.DelayPerHost, options.Crawl.TrustedEndpoints.Single(), options.Roles));
    }

    [Fact]
    public void A_short_name_that_could_leave_the_folder_is_refused_with_one_that_works()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Of(("Boards:0:Slug", "../Thorn shire"), ("Boards:0:Page", "https://a.example/")).Boards[0].Board);
        Assert.Contains("'thorn-shire'", refused.Message);
    }
}
