namespace ArchiveIndexer.BrowserTests;

/// <summary>Every kind of page against axe and against what axe does not find.</summary>
[Collection("served")]
public sealed class AccessibilityTests(Served served)
{
    [SkippableTheory, MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task A_page_has_nothing_that_axe_or_our_own_checks_find(string kind)
    {
        Served.NeedBrowser();
        var page = await served.OpenAsync(served.Addresses[kind]);
        await using var context = page.Context;
        var wrong = await Checks.EverythingAsync(page);
        await served.LookedAtAsync(page, kind, wrong.Count);
        Assert.True(wrong.Count == 0, $"{kind}, {served.Addresses[kind]}:\n{string.Join('\n', wrong)}");
    }

    [SkippableFact]
    public async Task Every_kind_of_page_has_a_title_of_its_own()
    {
        Served.NeedBrowser();
        var titles = new Dictionary<string, string>();
        foreach (var (kind, address) in served.Addresses)
        {
            using var response = await served.Client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
            titles[kind] = await TitleAsync(response);
        }
        Assert.Equal(titles.Count, titles.Values.Distinct().Count());
        Assert.Contains("methadone storage", titles["search with hits"], StringComparison.Ordinal);
        Assert.Contains("page 1", titles["search with hits"], StringComparison.Ordinal);
        Assert.StartsWith("Error", titles["search, not understood"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Without_script_a_page_is_the_same()
    {
        Served.NeedBrowser();
        foreach (var kind in (string[])["front", "search with hits", "publication with words marked"])
        {
            var with = await served.OpenAsync(served.Addresses[kind]);
            await using var first = with.Context;
            var without = await served.OpenAsync(served.Addresses[kind], script: false);
            await using var second = without.Context;
            Assert.Equal(await with.Locator("body").AriaSnapshotAsync(), await without.Locator("body").AriaSnapshotAsync());
        }
    }

    private static async Task<string> TitleAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        var from = html.IndexOf("<title>", StringComparison.Ordinal) + 7;
        return System.Net.WebUtility.HtmlDecode(html[from..html.IndexOf("</title>", StringComparison.Ordinal)]);
    }
}
