using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Who is signed in. Kept here, not in the cookie: signing out ends it also for whoever has copied the cookie, and a restart ends all.</summary>
public sealed class StewardSessions(TimeProvider clock)
{
    /// <summary>A session that nobody uses ends after this.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Any session ends after this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    /// <summary>Begins a session under the name that stands with what is decided in it.</summary>
    public ClaimsPrincipal Begin(string name)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, session) in _sessions) if (!IsAlive(session, now)) _sessions.TryRemove(old, out _);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _sessions[id] = new(now, now);
        return new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.NameIdentifier, id)], StewardDoor.Cookie));
    }

    /// <summary>Whether a session still holds; asking counts as using it.</summary>
    public bool IsAlive(ClaimsPrincipal steward)
    {
        var now = clock.GetUtcNow();
        if (IdOf(steward) is not { } id || !_sessions.TryGetValue(id, out var session) || !IsAlive(session, now)) return false;
        // One that is ended meanwhile stays ended.
        _sessions.TryUpdate(id, session with { Used = now }, session);
        return true;
    }

    public void End(ClaimsPrincipal steward)
    {
        if (IdOf(steward) is { } id) _sessions.TryRemove(id, out _);
    }

    private static bool IsAlive(Session session, DateTimeOffset now) => now - session.Used < Idle && now - session.Begun < Longest;

    private static string? IdOf(ClaimsPrincipal steward) => steward.FindFirstValue(ClaimTypes.NameIdentifier);

    private sealed record Session(DateTimeOffset Begun, DateTimeOffset Used);
}
