namespace ArchiveIndexer;

/// <summary>
/// One attempt to fetch, and what came back: one line of the archive's capture log. Field meanings follow WARC 1.1
/// (ISO 28500), named in brackets.
/// </summary>
public sealed record Capture
{
    /// <summary>The crawl it belongs to: sorts by time.</summary>
    public required string Run { get; init; }

    /// <summary>The board's slug.</summary>
    public required string Board { get; init; }

    /// <summary>The publication fetched; null for reviews pages and robots.txt.</summary>
    public string? Publication { get; init; }

    /// <summary>The address asked for. [WARC-Target-URI]</summary>
    public required string Url { get; init; }

    /// <summary>The address that answered, where redirects led elsewhere; else null.</summary>
    public string? FinalUrl { get; init; }

    /// <summary>When the request went out, UTC. [WARC-Date]</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From the request until the answer's headers, or until the attempt failed.</summary>
    public double Milliseconds { get; init; }

    /// <summary>The address of the machine that answered. [WARC-IP-Address]</summary>
    public string? IpAddress { get; init; }

    /// <summary>Request headers that matter (conditions, agent).</summary>
    public IReadOnlyDictionary<string, string>? RequestHeaders { get; init; }

    /// <summary>The HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Response headers as received, names in lower case.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>SHA-256 of the body that was archived. [WARC-Payload-Digest]</summary>
    public string? Sha256 { get; init; }

    /// <summary>Bytes of the body that was archived.</summary>
    public long? Bytes { get; init; }

    /// <summary>One of <see cref="CaptureOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The reason, when rejected.</summary>
    public RejectionReason? Reason { get; init; }

    /// <summary>What was found, when rejected.</summary>
    public string? Message { get; init; }

    /// <summary>The line for an attempt that ended in a reason.</summary>
    internal static Capture Of(RejectedException e, string run, Board board, string? publication, string address, DateTimeOffset at)
    {
        var attempt = e.Capture ?? new Capture { Run = run, Board = board.Slug, Url = address, At = at, Outcome = CaptureOutcome.Rejected };
        return attempt with { Outcome = CaptureOutcome.Rejected, Publication = publication, Url = address, Reason = e.Reason, Message = e.Message };
    }
}

/// <summary>How an attempt to fetch ended.</summary>
public static class CaptureOutcome
{
    /// <summary>Bytes that the archive did not have for this publication; archived.</summary>
    public const string Kept = "kept";

    /// <summary>200 with the bytes that the archive has already. [revisit, identical-payload-digest]</summary>
    public const string Identical = "identical";

    /// <summary>304. [revisit, server-not-modified]</summary>
    public const string NotModified = "notModified";

    /// <summary>Nothing that belongs in the archive; the reason says why.</summary>
    public const string Rejected = "rejected";

    /// <summary>Read for its rules, not archived: robots.txt.</summary>
    public const string Read = "read";
}

/// <summary>What a request can say so that an unchanged file is not sent again (RFC 9110 §13).</summary>
/// <param name="ETag">As received, with its quotes and any <c>W/</c>.</param>
/// <param name="LastModified">As received.</param>
public sealed record Validators(string? ETag, string? LastModified)
{
    /// <summary>Nothing to say: the request is unconditional.</summary>
    public static Validators None { get; } = new(null, null);
}
