namespace ArchiveIndexer;

/// <summary>A link in the content that is no publication of this board about its own reviews.</summary>
/// <param name="LinkText">The link's own text, white space folded.</param>
/// <param name="Url">Absolute address.</param>
/// <param name="Why">One of <see cref="WhyOther"/>.</param>
public sealed record OtherLink(string LinkText, string Url, string Why);

/// <summary>Why a link is no publication, in the words of the listing rules.</summary>
public static class WhyOther
{
    public const string NationalReport = "national report";
    public const string AnotherBoard = "another board's review";
    public const string Policy = "policy";
    public const string Form = "form";
    public const string Resource = "resource";
    public const string Bundle = "bundle";
    public const string NextPage = "next page";
    public const string Page = "page";
}
