using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ArchiveIndexer.BrowserTests;

/// <summary>What is looked at on a page: axe's rules, and what axe does not find.</summary>
public static class Checks
{
    private const string Everything = "{ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, resultTypes: ['violations', 'incomplete'] }";

    private const string Colours = "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations', 'incomplete'] }";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly string Script = ReadScript();

    /// <summary>The checks of the script that hold at any width and in any colours.</summary>
    public static IReadOnlyList<string> Always { get; } = ["language", "headings", "links", "targets", "focus", "order", "scripts", "lists"];

    /// <summary>Everything that is looked at, at every width and in all colours, as sentences; none where nothing is wrong.</summary>
    public static async Task<IReadOnlyList<string>> EverythingAsync(IPage page)
    {
        var wrong = new List<string>(await SkipLinkAsync(page));
        wrong.AddRange(await AxeAsync(page));
        foreach (var check in Always) wrong.AddRange(await ScriptedAsync(page, check));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        wrong.AddRange((await AxeAsync(page, coloursOnly: true)).Select(one => "dark: " + one));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Contrast = Contrast.More });
        wrong.AddRange((await AxeAsync(page, coloursOnly: true)).Select(one => "more contrast: " + one));
        await page.EmulateMediaAsync(new() { Contrast = Contrast.NoPreference, ForcedColors = ForcedColors.Active });
        wrong.AddRange(await ScriptedAsync(page, "forced"));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        wrong.AddRange(await ScriptedAsync(page, "print"));
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        // 320 by 256 is 1280 by 1024 at 400 %.
        await page.SetViewportSizeAsync(320, 256);
        foreach (var check in (string[])["reflow", "targets", "spacing"]) wrong.AddRange((await ScriptedAsync(page, check)).Select(one => "at 320 pixels: " + one));
        return [.. wrong.Distinct()];
    }

    /// <summary>Axe's findings as sentences; what it could not decide counts, or a mistake could hide there.</summary>
    public static async Task<IReadOnlyList<string>> AxeAsync(IPage page, bool coloursOnly = false)
    {
        // Once a page: it is half a megabyte.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>($"async () => {{ const r = await axe.run(document, {(coloursOnly ? Colours : Everything)}); return [...r.violations, ...r.incomplete].flatMap(rule => rule.nodes.map(node => rule.id + ': ' + rule.help + ': ' + node.html.slice(0, 200))); }}");
    }

    /// <summary>One check of the script.</summary>
    public static async Task<IReadOnlyList<string>> ScriptedAsync(IPage page, string check) => await page.EvaluateAsync<string[]>(Script, check);

    /// <summary>Whether the first stop of the tabulator is a link that leads into the content.</summary>
    public static async Task<IReadOnlyList<string>> SkipLinkAsync(IPage page)
    {
        await page.EvaluateAsync("() => { document.activeElement.blur(); scrollTo(0, 0); }");
        await page.Keyboard.PressAsync("Tab");
        if (await page.EvaluateAsync<string?>("() => document.activeElement.getAttribute('href')") is not "#main") return ["the first stop is no link to the content"];
        if (!await page.EvaluateAsync<bool>("() => { const r = document.activeElement.getBoundingClientRect(); return r.left >= 0 && r.top >= 0; }")) return ["the link to the content is not seen when it has the focus"];
        await page.Keyboard.PressAsync("Enter");
        return await page.EvaluateAsync<string>("() => document.activeElement.id") is "main" ? [] : ["the link to the content does not lead there"];
    }

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(Checks).Assembly.GetManifestResourceStream("checks.js")!);
        // What is evaluated must be the function, not the comment before it.
        var text = reader.ReadToEnd();
        return text[text.IndexOf("(which)", StringComparison.Ordinal)..];
    }
}
