using Microsoft.Playwright;
using static ArchiveIndexer.BrowserTests.Keyboard;

namespace ArchiveIndexer.BrowserTests;

/// <summary>A steward's work, with the keyboard alone and without script, in an archive of its own: what is decided here is no other test's business.</summary>
public sealed class StewardTests(Served served) : IClassFixture<Served>
{
    [SkippableFact]
    public async Task A_steward_signs_in_adds_a_board_corrects_a_date_suspends_restores_and_signs_out()
    {
        Served.NeedBrowser();
        var page = await served.OpenAsync("/steward", script: false);
        await using var context = page.Context;
        await FillAsync(page, "Your name", "Ann Steward");
        await FillAsync(page, "The steward’s key", "a wrong one");
        await PressAsync(page, "Sign in");
        await SaysAsync(page, ".problem", "not the steward’s key");
        await SignInAsync(page);
        Assert.Equal("What is looked after", await page.Locator("h1").InnerTextAsync());

        await PressAsync(page, "Add a board");
        await FillAsync(page, "Address of its reviews page", "http://169.254.169.254/latest/");
        await PressAsync(page, "Preview");
        await SaysAsync(page, ".problem", "169.254.169.254");
        await FillAsync(page, "Address of its reviews page", await ReviewsPageAsync());
        await FillAsync(page, "Short name", "second");
        await PressAsync(page, "Preview");
        Assert.True(await page.Locator("tbody tr").CountAsync() > 5);
        await FillAsync(page, "Why it is added", "A test of adding");
        await PressAsync(page, "Add this board");
        await SaysAsync(page, ".done", "Added.");
        Assert.Equal(2, await page.Locator("main section h2").CountAsync());

        var id = served.Addresses["publication"].Split('/')[^1];
        await PressAsync(page, "Publications");
        await FillAsync(page, "Words of its title", id);
        await PressAsync(page, "Find");
        var title = await page.Locator("tbody th a").InnerTextAsync();
        await PressAsync(page, title);
        await FillAsync(page, "Published", "2018-02-30");
        await FillAsync(page, "Why it is corrected", "The title page has it");
        await PressAsync(page, "Save correction");
        await SaysAsync(page, ".problem", "no date");
        await FillAsync(page, "Published", "2018-02-27");
        await FillAsync(page, "Why it is corrected", "The title page has it");
        await PressAsync(page, "Save correction");
        await SaysAsync(page, ".done", "Saved.");
        await PressAsync(page, "as readers see it");
        Assert.Contains("27 February 2018", await page.Locator(".meta").First.InnerTextAsync(), StringComparison.Ordinal);
        await SaysAsync(page, "#corrected", "Date corrected by the archive’s steward");

        await page.GoBackAsync();
        await FillAsync(page, "Why it is suspended", "A name is in it");
        await PressAsync(page, "Suspend now");
        await SaysAsync(page, ".done", "Suspended.");
        Assert.Equal(410, (await page.Context.APIRequest.GetAsync($"/publications/{id}")).Status);
        await FillAsync(page, "Why it is restored", "The name is a pseudonym");
        await PressAsync(page, "Restore");
        await SaysAsync(page, ".done", "Restored.");
        Assert.Equal(200, (await page.Context.APIRequest.GetAsync($"/publications/{id}")).Status);

        await PressAsync(page, "Decisions");
        Assert.Equal(4, await page.Locator("tbody tr").CountAsync());
        await SaysAsync(page, "main", "the chain holds");
        await PressAsync(page, "Sign out");
        await SaysAsync(page, ".done", "signed out");
        await page.GotoAsync("/steward/decisions");
        Assert.Contains("/steward/sign-in", page.Url, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Every_page_has_nothing_that_axe_or_our_own_checks_find_in_any_colours()
    {
        Served.NeedBrowser();
        var page = await served.OpenAsync("/steward/publications");
        await using var context = page.Context;
        var wrong = new List<string>(await LookAtAsync(page, "sign in"));
        await SignInAsync(page);
        var rejected = served.Addresses["rejected publication"].Split('/')[^1];
        var publication = await SomePublicationAsync(page);
        string[] addresses = ["/steward", "/steward/rejected", "/steward/publications", "/steward/publications?state=suspended", $"/steward/publications/{publication}", $"/steward/publications/{rejected}", "/steward/boards/add", "/steward/upload", "/steward/decisions"];
        foreach (var address in addresses) wrong.AddRange(await LookAtAsync(page, address, address));

        await page.GotoAsync("/steward/boards/add");
        await page.FillAsync("#page", await ReviewsPageAsync());
        await page.FillAsync("#slug", "never-added");
        await page.ClickAsync("text=Preview");
        wrong.AddRange(await LookAtAsync(page, "a board's preview"));
        await page.GotoAsync($"/steward/publications/{publication}");
        await page.FillAsync("#published", "soon");
        await page.FillAsync("#why-correct", "why");
        await page.ClickAsync("text=Save correction");
        wrong.AddRange(await LookAtAsync(page, "refused"));
        await page.FillAsync("#why-suspend", "why");
        await page.ClickAsync("text=Suspend now");
        wrong.AddRange(await LookAtAsync(page, "suspended"));
        wrong.AddRange(await LookAtAsync(page, "erasure", $"/steward/erasures/{publication}"));
        await page.FillAsync("#why-ask", "Order 17");
        await page.ClickAsync("text=Ask for erasure");
        wrong.AddRange(await LookAtAsync(page, "erasure asked for"));
        await page.FillAsync("#why-decline", "why");
        await page.ClickAsync("button:text-is('Decline')");
        wrong.AddRange(await LookAtAsync(page, "suspended, to readers", $"/publications/{publication}"));
        wrong.AddRange(await LookAtAsync(page, "decisions", "/steward/decisions"));
        await page.GotoAsync($"/steward/publications/{publication}");
        await page.FillAsync("#why-restore", "why");
        await page.ClickAsync("button:text-is('Restore')");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<IEnumerable<string>> LookAtAsync(IPage page, string name, string? address = null)
    {
        if (address is not null) await page.GotoAsync(address);
        var wrong = await Checks.EverythingAsync(page);
        await page.SetViewportSizeAsync(1280, 900);
        return wrong.Select(one => $"{name}: {one}");
    }

    private static async Task SignInAsync(IPage page)
    {
        await FillAsync(page, "Your name", "Ann Steward");
        await FillAsync(page, "The steward’s key", Served.Key);
        await PressAsync(page, "Sign in");
    }

    private static async Task SaysAsync(IPage page, string where, string what) => Assert.Contains(what, await page.Locator(where).First.InnerTextAsync(), StringComparison.Ordinal);

    /// <summary>One that is not the publication whose fate the other test decides.</summary>
    private async Task<string> SomePublicationAsync(IPage page)
    {
        await page.GotoAsync("/steward/publications");
        foreach (var link in await page.Locator("tbody th a").AllAsync())
            if ((await link.GetAttributeAsync("href"))!.Split('/')[^1] is var id && !served.Addresses["publication"].Contains(id, StringComparison.Ordinal) && !served.Addresses["rejected publication"].Contains(id, StringComparison.Ordinal)) return id;
        throw new InvalidOperationException("There is no other publication.");
    }

    /// <summary>The sample's page by another address: the same one is looked after already.</summary>
    private async Task<string> ReviewsPageAsync() => (await served.JsonAsync("/api/boards")).GetProperty("boards").EnumerateArray().First(board => board.GetProperty("slug").GetString() == "thornshire").GetProperty("pages")[0].GetString() + "?all=1";
}
