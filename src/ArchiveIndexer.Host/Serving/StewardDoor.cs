using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace ArchiveIndexer.Host.Serving;

/// <summary>
/// The door to the steward's pages. Without a configured key there is none: every address behind it answers 404. With one, a key and a name
/// open it for a short while, in this browser, to forms of this site only.
/// </summary>
public static class StewardDoor
{
    /// <summary>Where one signs in.</summary>
    public const string SignIn = "/steward/sign-in";

    /// <summary>Where a second person confirms, with a key.</summary>
    public const string Erasures = "/steward/erasures";

    /// <summary>The name of the cookie, and of the scheme that reads it.</summary>
    public const string Cookie = "steward";

    private const string Behind = "/steward";

    /// <summary>Whether a path leads behind the door.</summary>
    public static bool LeadsTo(PathString path) => path.StartsWithSegments(Behind);

    /// <summary>Whether this is the steward's key. In constant time, so that nothing can be learnt from how long a refusal takes.</summary>
    public static bool IsKey(string given, StewardOptions steward) => Is(given, steward.KeySha256);

    /// <summary>Whether this is the key of the second person, who confirms erasures.</summary>
    public static bool IsSecondKey(string given, StewardOptions steward) => Is(given, steward.SecondKeySha256);

    private static bool Is(string given, string? sha256) => sha256 is { Length: 64 } wanted
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), Convert.FromHexString(wanted));

    public static void AddStewardDoor(this IServiceCollection services)
    {
        services.AddSingleton<StewardSessions>();
        services.AddAuthentication(Cookie).AddCookie(Cookie, cookie =>
        {
            (cookie.Cookie.Name, cookie.Cookie.Path, cookie.Cookie.HttpOnly) = (Cookie, Behind, true);
            (cookie.Cookie.SameSite, cookie.Cookie.SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (StewardSessions.Idle, true);
            (cookie.LoginPath, cookie.ReturnUrlParameter) = (SignIn, "back");
            // The cookie only names a session; whether that still holds is known here.
            cookie.Events.OnValidatePrincipal = checking =>
            {
                if (!checking.HttpContext.RequestServices.GetRequiredService<StewardSessions>().IsAlive(checking.Principal!)) checking.RejectPrincipal();
                return Task.CompletedTask;
            };
        });
        services.AddAuthorization();
        services.AddAntiforgery(forms =>
        {
            (forms.Cookie.Name, forms.Cookie.Path, forms.Cookie.HttpOnly) = ("steward-form", Behind, true);
            (forms.Cookie.SameSite, forms.Cookie.SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
            // The policy of every page forbids frames altogether.
            forms.SuppressXFrameOptionsHeader = true;
        });
    }

    /// <summary>All pages in the folder are for stewards, but the one where one becomes it.</summary>
    public static void KeepForStewards(this PageConventionCollection pages) => pages.AuthorizeFolder("/Steward").AllowAnonymousToPage("/Steward/SignIn");

    public static void UseStewardDoor(this IApplicationBuilder app, ArchiveOptions options)
    {
        var exists = options.Steward.KeySha256 is not null && options.Roles == (Roles.Work | Roles.Serve);
        app.Use((context, next) =>
        {
            if (!LeadsTo(context.Request.Path)) return next(context);
            var refusal = !exists ? 404 : !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && SameSite.IsForeign(context.Request) ? 403 : 0;
            context.Response.Headers.CacheControl = "no-store";
            if (refusal == 0) return next(context);
            context.Response.StatusCode = refusal;
            return Task.CompletedTask;
        });
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
