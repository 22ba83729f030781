using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>Trouble, for people: what happened and what to do.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(Duration = 0, Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class ErrorModel : PageModel
{
    public string Heading { get; private set; } = "";
    public string Advice { get; private set; } = "";

    /// <summary>Whatever the method: a request that was refused for its method ends here too.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        Show(int.TryParse(RouteData.Values["status"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 404);

    private void Show(int status)
    {
        Response.StatusCode = status is >= 400 and < 600 ? status : 404;
        (Heading, Advice) = status switch
        {
            404 => ("Page not found", "Check the address. Publications keep their address for good, also when their board takes them down; if you followed a link from this site, tell its steward."),
            410 => (Suspension.SentenceOf(HttpContext) == Suspension.Erased ? "Erased" : "Suspended", Suspension.SentenceOf(HttpContext)),
            429 => ("Too many requests", "You or somebody at your address has asked for a great deal in a short time. Wait ten seconds and try again."),
            >= 500 => ("Something went wrong here", "It is our fault, not yours, and has been written to the log. Try again in a minute."),
            _ => ("That cannot be done", $"The address or the form was not understood (status {status})."),
        };
    }
}
