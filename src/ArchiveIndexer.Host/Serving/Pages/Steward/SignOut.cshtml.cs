using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace ArchiveIndexer.Host.Serving.Pages.Steward;

/// <summary>Where a session ends.</summary>
public sealed class SignOutModel(StewardSessions sessions) : StewardPage
{
    public IActionResult OnGet() => Redirect("/steward");

    public async Task<IActionResult> OnPostAsync()
    {
        sessions.End(User);
        await HttpContext.SignOutAsync(StewardDoor.Cookie);
        return Show(StewardDoor.SignIn, "signed-out");
    }
}
