namespace ArchiveIndexer.Crawling;

/// <summary>How we behave towards other people's machines, and how long we put up with them.</summary>
public sealed record CrawlOptions
{
    /// <summary>The word by which robots.txt files name us.</summary>
    public const string ProductToken = "ArchiveIndexer";

    /// <summary>Where a site's owner can read who we are and how to reach us (an address of a page, or <c>mailto:</c>); part of the user agent.</summary>
    public string? Contact { get; init; }

    /// <summary>Sent with every request.</summary>
    public string UserAgent => Contact is null ? $"{ProductToken}/0.1" : $"{ProductToken}/0.1 (+{Contact})";

    /// <summary>Pause between two requests to one host, unless its robots.txt asks for more. This machine itself is not spared.</summary>
    public TimeSpan DelayPerHost { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A longer Crawl-delay than this is shortened to it.</summary>
    public TimeSpan LongestCrawlDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Until a connection stands.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until the answer's headers are there.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two pieces of a body.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one body as a whole.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Bytes of the largest file that is taken.</summary>
    public long LargestFile { get; init; } = 200_000_000;

    /// <summary>Bytes of the largest reviews page that is taken.</summary>
    public long LargestPage { get; init; } = 2_000_000;

    /// <summary>Redirects that are followed.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>Further attempts within one crawl when the site answers 408, 429 or 5xx or cannot be reached.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Before the first of those; doubled for each next.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A Retry-After up to this is waited for; beyond it the publication is tried in a later crawl.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Hosts and ports (<c>127.0.0.1:5081</c>) that may be asked although they lie in a private network: the built-in sample
    /// site, and addresses that an operator typed.
    /// </summary>
    public IReadOnlyCollection<string> TrustedEndpoints { get; init; } = [];
}
