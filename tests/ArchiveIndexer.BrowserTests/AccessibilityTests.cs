using Microsoft.Playwright;

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
        var wrong = new List<string>(await Checks.SkipLinkAsync(page));
        wrong.AddRange(await Checks.AxeAsync(page));
        foreach (var check in Checks.Always) wrong.AddRange(await Checks.ScriptedAsync(page, check));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        wrong.AddRange((await Checks.AxeAsync(page, coloursOnly: true)).Select(one => "dark: " + one));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Contrast = Contrast.More });
        wrong.AddRange((await Checks.AxeAsync(page, coloursOnly: true)).Select(one => "more contrast: " + one));
        await page.EmulateMediaAsync(new() { Contrast = Contrast.NoPreference, ForcedColors = ForcedColors.Active });
        wrong.AddRange(await Checks.ScriptedAsync(page, "forced"));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        wrong.AddRange(await Checks.ScriptedAsync(page, "print"));
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        // 320 by 256 is 1280 by 1024 at 400 %.
        await page.SetViewportSizeAsync(320, 256);
        foreach (var check in (string[])["reflow", "targets", "spacing"]) wrong.AddRange((await Checks.ScriptedAsync(page, check)).Select(one => "at 320 pixels: " + one));
        await served.LookedAtAsync(page, kind, wrong.Distinct().Count());
        Assert.True(wrong.Count == 0, $"{kind}, {served.Addresses[kind]}:\n{string.Join('\n', wrong.Distinct())}");
    }

    [SkippableFact]
    public async Task Every_kind_of_page_has_a_title_of_its_own()
    {
        Served.NeedBrowser();
        var titles = new Dictionary<string, string>();
        foreach (var (kind, address) in served.Addresses)
        {
            using var response = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
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
