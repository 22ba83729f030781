using System.Text.Json.Serialization;

namespace ArchiveIndexer;

/// <summary>
/// A publication leaves the line: thrown by a stage, caught once in <see cref="ArchivePipeline"/>, and stored. The message says
/// what was found and where, and is shown to the steward.
/// </summary>
public sealed class RejectedException(RejectionReason reason, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Why, as a word that scripts can rely on.</summary>
    public RejectionReason Reason { get; } = reason;

    /// <summary>The exchange that led to it, when there was one.</summary>
    public Capture? Capture { get; init; }

    /// <summary>What a PDF without text offers to assistive technology; null where it could not be opened.</summary>
    public AccessibilityReport? Accessibility { get; init; }
}

/// <summary>Every reason for which a publication, or a board's page, can leave the line.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RejectionReason>))]
public enum RejectionReason
{
    // The address
    /// <summary>Not an absolute http or https address.</summary>
    BadAddress,
    /// <summary>On a host that the board's configuration does not name, or in a network that the crawler never enters.</summary>
    AddressNotAllowed,
    /// <summary>The site's robots.txt asks us to stay away.</summary>
    DisallowedByRobots,
    /// <summary>A file of a kind that is not archived (slides, a video, …), or that is archived but not read (old Word, OpenDocument).</summary>
    FormatNotHandled,

    /// <summary>Bytes that were erased by order are not kept again.</summary>
    ErasedByOrder,

    // The site's answer
    /// <summary>404.</summary>
    NotFound,
    /// <summary>410.</summary>
    Gone,
    /// <summary>401 or 403.</summary>
    Forbidden,
    /// <summary>Any other answer that is not a success.</summary>
    UnexpectedStatus,
    /// <summary>More redirects than allowed, or a redirect to nowhere.</summary>
    BadRedirect,

    // The world's faults: tried again
    /// <summary>429, or 503 with a time to come back.</summary>
    AskedToWait,
    /// <summary>5xx.</summary>
    ServerError,
    /// <summary>No answer, or no more bytes, within the limit.</summary>
    TimedOut,
    /// <summary>No connection: unknown host, refused, TLS.</summary>
    Unreachable,
    /// <summary>Fewer bytes came than were announced.</summary>
    CutShort,

    // What came back
    /// <summary>No bytes at all.</summary>
    Empty,
    /// <summary>More bytes than allowed.</summary>
    TooLarge,
    /// <summary>A web page where a PDF or another document was expected.</summary>
    HtmlInsteadOfPdf,
    /// <summary>Neither a PDF nor another document that is archived, nor a web page.</summary>
    NotPdf,
    /// <summary>A reviews page in which no publication and no sentence that there is none could be found.</summary>
    PageNotRecognised,

    // What the reader found
    /// <summary>Needs a password.</summary>
    Encrypted,
    /// <summary>The end of the file is missing.</summary>
    Truncated,
    /// <summary>Not readable as a PDF.</summary>
    Damaged,
    /// <summary>Pages, but no text on any: pictures of text, most likely.</summary>
    NoText,
    /// <summary>Reading took longer than allowed.</summary>
    TimeLimit,
    /// <summary>Reading took more memory than allowed.</summary>
    MemoryLimit,
    /// <summary>The reader's process died.</summary>
    ReaderDied,
}

/// <summary>Questions about reasons.</summary>
public static class RejectionReasons
{
    /// <summary>Whether the fault is the world's and may pass: such a publication is tried again.</summary>
    public static bool MayPass(this RejectionReason reason) => reason is RejectionReason.AskedToWait or RejectionReason.ServerError
        or RejectionReason.TimedOut or RejectionReason.Unreachable or RejectionReason.CutShort;

    /// <summary>Whether this machine may have been at fault, busy or shutting down, when a PDF could not be read: such a PDF is read again in the next crawl.</summary>
    public static bool MayBeOurs(this RejectionReason reason) => reason is RejectionReason.ReaderDied or RejectionReason.TimeLimit;
}
