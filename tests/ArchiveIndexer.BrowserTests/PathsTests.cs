using AngleSharp.Html.Parser;
using ArchiveIndexer.Tests.Support;
using Microsoft.Playwright;
using static ArchiveIndexer.BrowserTests.Keyboard;

namespace ArchiveIndexer.BrowserTests;

/// <summary>What people come for, done with the keyboard alone and without script.</summary>
[Collection("served")]
public sealed class PathsTests(Served served)
{
    private async Task<IPage> OpenAsync(string address)
    {
        Served.NeedBrowser();
        return await served.OpenAsync(address, script: false);
    }

    [SkippableFact]
    public async Task A_report_whose_name_nobody_knows_is_found_and_read_at_the_page_with_the_words_marked()
    {
        var page = await OpenAsync("/");
        await using var context = page.Context;
        await TabToAsync(page, "Words to look for");
        await page.Keyboard.TypeAsync("methadone storage");
        await EnterAsync(page);
        Assert.StartsWith("methadone storage: ", await page.TitleAsync(), StringComparison.Ordinal);
        await TabToAsync(page, "Page ");
        await EnterAsync(page);
        var anchor = new Uri(page.Url).Fragment;
        Assert.Matches("^#page-[0-9]+$", anchor);
        Assert.True(await page.Locator($"{anchor} mark").CountAsync() > 0);
        Assert.True(await page.EvaluateAsync<bool>("() => { const r = document.querySelector(location.hash).getBoundingClientRect(); return r.top >= -1 && r.top < innerHeight; }"));
        await TabToAsync(page, "Next after page");
        await EnterAsync(page);
        Assert.Matches("^#m[0-9]+$", new Uri(page.Url).Fragment);
    }

    [SkippableFact]
    public async Task A_report_is_read_by_its_headings_and_cited()
    {
        var page = await OpenAsync(served.Addresses["publication"]);
        await using var context = page.Context;
        await TabToAsync(page, "Cite this publication");
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains("/publications/", await page.Locator(".citation").InnerTextAsync(), StringComparison.Ordinal);
        await TabToAsync(page, "RIS");
        await TabToAsync(page, "Contents");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await EnterAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("() => /^H[3-6]$/.test(document.getElementById(decodeURIComponent(location.hash.slice(1))).tagName)"));
    }

    [SkippableFact]
    public async Task An_earlier_recommendation_is_found_from_a_draft()
    {
        var page = await OpenAsync("/recommendations/similar");
        await using var context = page.Context;
        await TabToAsync(page, "Your draft");
        await page.Keyboard.TypeAsync("The Board should make sure that methadone is stored safely at home.");
        await TabToAsync(page, "Compare");
        await EnterAsync(page);
        await TabToAsync(page, "#rec-");
        await EnterAsync(page);
        Assert.Matches("^#rec-[0-9]+$", new Uri(page.Url).Fragment);
    }

    [SkippableFact]
    public async Task A_list_is_taken_away_whole()
    {
        var page = await OpenAsync("/search?q=school&size=2");
        await using var context = page.Context;
        await TabToAsync(page, "CSV");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.Equal("publications.csv", download.SuggestedFilename);
        await using var file = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var rows = Csv.Read(bytes.ToArray());
        Assert.Equal((await served.JsonAsync("/api/search?q=school")).GetProperty("total").GetInt32(), rows.Count);
        Assert.All(rows, row => Assert.NotEqual("", row["title"]));
        // Who took it away is where they were.
        Assert.Contains("/search?q=school", page.Url, StringComparison.Ordinal);
        await TabToAsync(page, "RIS");
    }

    [SkippableTheory]
    [InlineData("/search", "/feed.atom")]
    [InlineData("/recommendations", "/recommendations.atom")]
    public async Task A_search_is_followed_in_a_feed_reader(string search, string feed)
    {
        var page = await OpenAsync(search);
        await using var context = page.Context;
        await TabToAsync(page, "Words to look for");
        await page.Keyboard.TypeAsync("school");
        await EnterAsync(page);
        // A reader that is given the page's address finds the feed by itself; one that wants the feed's gets it from the link.
        var announced = await page.Locator("link[rel=alternate][type='application/atom+xml']").GetAttributeAsync("href");
        await TabToAsync(page, "Follow this search");
        Assert.Equal(announced, await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')"));
        Assert.StartsWith($"{feed}?q=school", announced, StringComparison.Ordinal);
        using var followed = await served.Client.GetAsync(new Uri(announced!, UriKind.RelativeOrAbsolute));
        Assert.Equal("application/atom+xml", followed.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<entry>", await followed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task High_contrast_is_one_press_stays_on_the_page_and_lasts()
    {
        var page = await OpenAsync("/search?q=school");
        await using var context = page.Context;
        await TabToAsync(page, "High contrast");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("html[data-theme=contrast]").WaitForAsync();
        Assert.EndsWith("/search?q=school", page.Url, StringComparison.Ordinal);
        Assert.Equal("rgb(0, 0, 0)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        await page.GotoAsync("/about");
        Assert.Equal("contrast", await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        await TabToAsync(page, "Standard colours");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("html[data-theme=standard]").WaitForAsync();
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [SkippableFact]
    public async Task Every_kind_of_page_is_html_without_a_mistake()
    {
        Served.NeedBrowser();
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = true });
        Assert.Throws<HtmlParseException>(() => parser.ParseDocument("<!DOCTYPE html><title>x</title><p><div></p></div>"));
        foreach (var (kind, address) in served.Addresses)
        {
            using var response = await served.Client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
            var html = await response.Content.ReadAsStringAsync();
            var trouble = Record.Exception(() => parser.ParseDocument(html));
            Assert.True(trouble is null, $"{kind}: {trouble?.Message} at {(trouble as HtmlParseException)?.Position}");
            var ids = parser.ParseDocument(html).QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(same => same.Count() > 1).Select(same => same.Key);
            Assert.True(!ids.Any(), $"{kind}: ids twice: {string.Join(", ", ids)}");
        }
    }
}
