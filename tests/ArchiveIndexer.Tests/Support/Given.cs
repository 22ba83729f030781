using System.Security.Cryptography;
using System.Text;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Boards, publications, captures and events as tests need them: everything that a test does not name is ordinary.</summary>
internal static class Given
{
    public const string Run = "20261122T203015123-oxfordshire";

    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 20, 30, 15, TimeSpan.Zero);

    public static Board Board { get; } = new("oxfordshire", "Oxfordshire Safeguarding Children Board", ["https://oscb.example/reviews"]);

    public static DateTimeOffset Day(int day, int hour = 12) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);

    public static string Hash(string bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bytes)));

    public static ListedPublication Link(string name) => new(
        $"{name} – overview report", $"https://oscb.example/{Slug.Of(name)}.pdf", "Serious Case Review Reports", ReviewType.SeriousCaseReview, name,
        PublicationKind.OverviewReport, "2021-12", "pdf");

    public static PublicationListed Listed(string name, DateTimeOffset at, Board? board = null)
    {
        var (link, slug) = (Link(name), (board ?? Board).Slug);
        var id = IdOf(name, board);
        var review = new Review(Review.IdOf(slug, name, id), slug, name, link.ReviewType);
        return new(new Publication(id, slug, review.Id, link), review, "https://oscb.example/reviews") { At = at };
    }

    public static string IdOf(string name, Board? board = null) => Publication.IdOf((board ?? Board).Slug, Link(name).Url);

    public static Capture Capture(string name, DateTimeOffset at, string outcome = CaptureOutcome.Kept, string? bytes = "first", string run = Run) => new()
    {
        Run = run, Board = Board.Slug, Publication = IdOf(name), Url = Link(name).Url, At = at, Outcome = outcome,
        Status = outcome switch { CaptureOutcome.NotModified => 304, CaptureOutcome.Rejected => 404, _ => 200 },
        Sha256 = bytes is null ? null : Hash(bytes), Bytes = bytes?.Length,
        Reason = outcome == CaptureOutcome.Rejected ? RejectionReason.NotFound : null,
        Headers = new Dictionary<string, string> { ["etag"] = $"\"{bytes}\"", ["last-modified"] = "Tue, 01 Feb 2022 00:00:00 GMT" },
    };
}
