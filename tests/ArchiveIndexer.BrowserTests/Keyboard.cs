using Microsoft.Playwright;

namespace ArchiveIndexer.BrowserTests;

/// <summary>Going through pages with the keyboard alone.</summary>
public static class Keyboard
{
    /// <summary>Presses Tab until something whose name begins so has the focus.</summary>
    public static async Task TabToAsync(IPage page, string name)
    {
        for (var i = 0; i < 150; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>("() => { const e = document.activeElement; return e.hash?.startsWith('#rec-') ? e.hash : (e.getAttribute('aria-label') ?? (e.labels?.[0] ?? e).textContent).replace(/\\s+/g, ' ').trim(); }");
            if (focused.StartsWith(name, StringComparison.Ordinal)) return;
        }
        Assert.Fail($"The tabulator does not come to “{name}” on {page.Url}.");
    }

    /// <summary>Follows the link, or sends the form, that has the focus.</summary>
    public static async Task EnterAsync(IPage page)
    {
        var before = page.Url;
        await page.Keyboard.PressAsync("Enter");
        // Pictures of pages may still be drawn: what is there to read counts, to its end. (Load states are not waited for: one that
        // comes together with the address is missed.)
        await page.WaitForURLAsync(url => url != before, new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("body > footer").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Types into the field that begins so, over what stands there.</summary>
    public static async Task FillAsync(IPage page, string name, string text)
    {
        await TabToAsync(page, name);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses the button that begins so; the page that answers may have the same address.</summary>
    public static async Task PressAsync(IPage page, string name)
    {
        await TabToAsync(page, name);
        await page.EvaluateAsync("() => document.body.dataset.before = 'yes'");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("body:not([data-before]) > footer").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
