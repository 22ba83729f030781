using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving;

/// <summary>The one-press change of contrast: a form and a cookie, no script. Everything else follows the reader's own settings.</summary>
public static class DisplayApi
{
    /// <summary>The only cookie that a reader can get: <c>contrast</c> or <c>standard</c>.</summary>
    public const string Cookie = "theme";

    public static void MapDisplay(this IEndpointRouteBuilder routes) => routes.MapPost("/display", Change).DisableAntiforgery().ExcludeFromDescription();

    /// <summary>What this reader has chosen; null for the reader's own settings.</summary>
    public static string? ThemeOf(HttpRequest request) => request.Cookies[Cookie] is "contrast" or "standard" ? request.Cookies[Cookie] : null;

    private static IResult Change([FromForm(Name = "theme")] string? theme, [FromForm(Name = "back")] string? back, HttpContext context)
    {
        // Another site's form could change nothing but colours; it need not be able to.
        if (SameSite.IsForeign(context.Request)) return Results.StatusCode(403);
        context.Response.Cookies.Append(Cookie, theme == "contrast" ? "contrast" : "standard", new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true, Path = "/",
        });
        // 303: the page is asked for anew, whatever asked for it before (RFC 9110 §15.4.4).
        context.Response.Headers.Location = SameSite.Local(back);
        return Results.StatusCode(303);
    }
}

/// <summary>Whether something stays on this site.</summary>
public static class SameSite
{
    /// <summary>Whether the browser says that another site sent this. Browsers that say nothing are taken at their word.</summary>
    public static bool IsForeign(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } from ? from is not ("same-origin" or "none")
        : request.Headers.Origin.ToString() is { Length: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);

    /// <summary>The address if it is one of this site's, as a path; else the front page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && address.Length < 4000 && address.All(c => c is > ' ' and < '\u007f') ? address : "/";
}
