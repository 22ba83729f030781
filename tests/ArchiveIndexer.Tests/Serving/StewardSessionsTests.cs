using ArchiveIndexer.Host.Serving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Serving;

public sealed class StewardSessionsTests
{
    private readonly JumpingClock _clock = new();

    [Fact]
    public void A_session_that_is_used_lasts_and_one_that_is_not_ends()
    {
        var sessions = new StewardSessions(_clock);
        var (used, left) = (sessions.Begin("Ann"), sessions.Begin("Bob"));
        _clock.Jump(StewardSessions.Idle / 2);
        Assert.True(sessions.IsAlive(used));
        _clock.Jump(StewardSessions.Idle / 2);
        Assert.True(sessions.IsAlive(used));
        Assert.False(sessions.IsAlive(left));
        Assert.Equal("Ann", used.Identity!.Name);
    }

    [Fact]
    public void No_session_lasts_longer_than_a_working_day()
    {
        var sessions = new StewardSessions(_clock);
        var steward = sessions.Begin("Ann");
        for (var passed = TimeSpan.Zero; passed < StewardSessions.Longest - StewardSessions.Idle; passed += StewardSessions.Idle / 2)
        {
            Assert.True(sessions.IsAlive(steward));
            _clock.Jump(StewardSessions.Idle / 2);
        }
        Assert.True(sessions.IsAlive(steward));
        _clock.Jump(StewardSessions.Idle / 2);
        Assert.True(sessions.IsAlive(steward));
        _clock.Jump(StewardSessions.Idle / 2);
        Assert.False(sessions.IsAlive(steward));
    }

    [Fact]
    public void Whoever_has_copied_a_cookie_is_signed_out_too()
    {
        var sessions = new StewardSessions(_clock);
        var steward = sessions.Begin("Ann");
        sessions.End(steward);
        Assert.False(sessions.IsAlive(steward));
        Assert.False(new StewardSessions(_clock).IsAlive(sessions.Begin("Ann")));
    }
}
