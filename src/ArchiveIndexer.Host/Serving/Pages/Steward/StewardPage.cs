using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>What every steward's page does: it answers only what it has an answer to, and says what was done or why not.</summary>
public abstract class StewardPage : PageModel
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["suspended"] = "Suspended. No page, search, feed or export has it any more; the archive keeps it.",
        ["restored"] = "Restored. It is shown and found again.",
        ["corrected"] = "Saved. The corrected words are used wherever it is shown; what was read stays beside them.",
        ["asked"] = "Asked for. It is destroyed when a second person confirms it on this page.",
        ["declined"] = "Declined. Nothing was destroyed.",
        ["erased"] = "Erased. Its bytes and all that was made from them are destroyed, and are refused when they come again.",
        ["tried"] = "It is being tried again. Look at this page in a minute.",
        ["crawled"] = "The crawl begins as soon as a worker is free. Look at this page in a minute.",
        ["added"] = "Added. Its first crawl begins as soon as a worker is free; from now on it is crawled with the others.",
        ["forgotten"] = "Forgotten. It is not crawled any more.",
        ["uploaded"] = "Kept. It is being read; look at this page in a minute to see whether it could be.",
        ["signed-out"] = "You are signed out.",
    };

    /// <summary>Why what was asked for was not done; null when there is nothing to say.</summary>
    public string? Problem { get; protected set; }

    /// <summary>What was done before this page was shown; null when there is nothing to say. The address names a sentence of ours, never its words.</summary>
    public string? Done => Request.Query["done"] is [{ } key] && Sentences.TryGetValue(key, out var sentence) ? sentence : null;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null) context.Result = StatusCode(405);
    }

    /// <summary>Who decides, and why.</summary>
    protected Decision Decided(string? why) => new(User.Identity?.Name ?? "", why ?? "");

    /// <summary>To a page that says what was done; asked for anew, so that reloading it does nothing twice (RFC 9110 §15.4.4).</summary>
    protected StatusCodeResult Show(string path, string done)
    {
        Response.Headers.Location = $"{path}?done={done}";
        return StatusCode(303);
    }
}
