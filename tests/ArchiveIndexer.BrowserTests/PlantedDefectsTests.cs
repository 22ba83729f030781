using Microsoft.Playwright;

namespace ArchiveIndexer.BrowserTests;

/// <summary>The tests of the tests: a defect of each kind, put into a healthy page, is found by the check that is there for it.</summary>
[Collection("served")]
public sealed class PlantedDefectsTests(Served served)
{
    /// <summary>Check, what is done to the page, a word of what is then said.</summary>
    private static readonly (string Check, string Defect, string Word)[] Defects =
    [
        ("axe", "document.querySelectorAll('.meta').forEach(e => e.style.color = '#aaa')", "color-contrast"),
        ("axe", "document.querySelector('label[for=q]').remove()", "label"),
        ("axe", "document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("axe", "document.querySelector('#q').tabIndex = 5", "tabindex"),
        ("axe", "document.querySelector('main').outerHTML = document.querySelector('main').innerHTML", "landmark"),
        ("axe", "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=/icon.svg>')", "image-alt"),
        ("language", "document.documentElement.lang = 'cy'", "cy"),
        ("skip link", "document.querySelector('.skip').remove()", "first stop"),
        ("skip link", "document.querySelector('.skip').style.cssText = 'left: -99rem !important; position: absolute'", "not seen"),
        ("focus", "document.querySelectorAll('a').forEach(e => { e.style.outline = 'none' })", "does not show"),
        ("focus", "{ const e = document.createElement('div'); e.textContent = 'banner'; e.style.cssText = 'position:fixed;left:0;right:0;bottom:0;height:45%;background:#fff'; document.body.append(e) }", "covered"),
        ("headings", "{ const e = document.querySelector('h2'); e.outerHTML = '<h5>' + e.innerHTML + '</h5>' }", "after level"),
        ("headings", "document.querySelector('h2').insertAdjacentHTML('beforebegin', '<h1>Again</h1>')", "2 headings"),
        ("links", "document.querySelectorAll('.pages a').forEach(e => { e.removeAttribute('aria-label'); e.textContent = 'Page' })", "two links"),
        ("links", "{ const e = document.querySelector('.pages a'); e.setAttribute('aria-label', 'Open') }", "is not in the name"),
        ("reflow", "document.querySelector('h1').insertAdjacentHTML('afterend', '<p id=wide>wide</p>'); document.querySelector('#wide').style.width = '2000px'", "pixels wide"),
        ("targets", "{ const p = document.createElement('p'); document.querySelector('h1').after(p); for (const n of [1, 2, 3]) { const a = document.createElement('a'); a.href = '/?' + n; a.textContent = n; a.style.cssText = 'display:inline-block;width:8px;height:14px;margin-right:2px'; p.append(a) } }", "8 by 14"),
        ("order", "{ const f = document.querySelector('main'); f.style.cssText = 'display:flex;flex-direction:column-reverse' }", "above"),
        ("scripts", "document.body.append(document.createElement('script'))", "script"),
        ("lists", "document.querySelector('.pages a').setAttribute('role', 'button')", "pretends"),
        ("forced", "document.querySelectorAll('mark').forEach(e => { e.style.outline = 'none'; e.style.border = '0' })", "no edge"),
        ("print", "document.querySelector('.hits').classList.add('skip')", "nothing of .hits"),
        ("print", "document.querySelector('.masthead nav').style.setProperty('display', 'block', 'important')", "is printed"),
        ("spacing", "{ const e = document.querySelector('h1'); e.style.cssText = 'overflow:hidden;white-space:nowrap;display:inline-block'; e.style.width = e.getBoundingClientRect().width + 1 + 'px' }", "cut off"),
    ];

    [SkippableFact]
    public async Task A_planted_defect_is_found()
    {
        Served.NeedBrowser();
        var missed = new List<string>();
        var page = await served.OpenAsync(served.Addresses["search with hits"]);
        await using var context = page.Context;
        foreach (var (check, defect, word) in Defects)
        {
            await page.SetViewportSizeAsync(check is "reflow" or "spacing" ? 320 : 1280, 900);
            await page.EmulateMediaAsync(new() { ForcedColors = check == "forced" ? ForcedColors.Active : ForcedColors.None, Media = check == "print" ? Media.Print : Media.Screen });
            await page.GotoAsync(served.Addresses["search with hits"]);
            await page.EvaluateAsync($"() => {{ {defect} }}");
            var found = check switch { "axe" => await Checks.AxeAsync(page), "skip link" => await Checks.SkipLinkAsync(page), _ => await Checks.ScriptedAsync(page, check) };
            if (!found.Any(one => one.Contains(word, StringComparison.Ordinal))) missed.Add($"{check}: {defect}\n  found only: {string.Join("; ", found)}");
        }
        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }
}
