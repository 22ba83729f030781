using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>Where a name and the key become a session.</summary>
public sealed class SignInModel(ArchiveOptions options, StewardSessions sessions) : StewardPage
{
    /// <summary>Where to go afterwards: only within the steward's pages.</summary>
    public string Back { get; private set; } = "/steward";

    public string Name { get; private set; } = "";

    public void OnGet(string? back) => Back = Behind(back);

    public async Task<IActionResult> OnPostAsync(string? name, string? key, string? back)
    {
        (Name, Back) = ((name ?? "").Trim(), Behind(back));
        Problem = Name.Length == 0 ? "Give your name." : Name.Length > 80 ? "The name can have 80 characters." : StewardDoor.IsKey((key ?? "").Trim(), options.Steward) ? null : "That is not the steward’s key.";
        if (Problem is not null)
        {
            Response.StatusCode = 403;
            return Page();
        }
        await HttpContext.SignInAsync(StewardDoor.Cookie, sessions.Begin(Name));
        Response.Headers.Location = Back;
        return StatusCode(303);
    }

    private static string Behind(string? back) => SameSite.Local(back) is var local && StewardDoor.LeadsTo(local.Split('?', '#')[0]) && !local.StartsWith(StewardDoor.SignIn, StringComparison.OrdinalIgnoreCase) ? local : "/steward";
}
