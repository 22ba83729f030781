using ArchiveIndexer.Archiving;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Host;

/// <summary>
/// What can be configured: in <c>settings.json</c> in the data folder, or by environment variables (<c>Boards__0__Page</c>).
/// Without any of it the sample board is crawled.
/// </summary>
public sealed record ArchiveOptions
{
    /// <summary>Boards to look after.</summary>
    public IReadOnlyList<BoardOptions> Boards { get; init; } = [];

    /// <summary>When to crawl each board: a cron expression of five fields, UTC.</summary>
    public string Schedule { get; init; } = "17 3 * * *";

    /// <summary>When to check the whole archive: a cron expression of five fields, UTC.</summary>
    public string VerifySchedule { get; init; } = "47 4 * * *";

    /// <summary>How to behave towards the boards' sites.</summary>
    public CrawlOptions Crawl { get; init; } = new();

    /// <summary>Limits for reading one PDF.</summary>
    public ReadingOptions Reading { get; init; } = new();

    /// <summary>Who is a steward.</summary>
    public StewardOptions Steward { get; init; } = new();

    /// <summary>Addresses (IP) of proxies in front of this program, whose word on who asks is believed; nobody else's is.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Whether search engines may list reviews and publications; pages about the archive itself they always may.</summary>
    public bool SearchEngines { get; init; }

    /// <summary>Where readers can write to: an e-mail address, or that of a page. Shown on the pages that say "write to whoever runs this archive".</summary>
    public string? Contact { get; init; }

    /// <summary>Whether the log is one JSON object a line, for programs that gather logs.</summary>
    public bool LogJson { get; init; }

    /// <summary>Where meters and traces are sent, as OTLP: <c>http://collector.example:4318</c>. Nothing is sent without it, or the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, which counts more.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>What several processes, on one machine or several, have in common; nothing by default.</summary>
    public SharedOptions Shared { get; init; } = new();

    /// <summary>The built-in sample site.</summary>
    public SampleOptions Sample { get; init; } = new();

    /// <summary>What this process does: <c>Work</c>, <c>Serve</c>, or both: <c>Work, Serve</c>.</summary>
    public Roles Roles { get; init; } = Roles.Work | Roles.Serve;

    /// <summary>Reads the settings that apply to a data folder.</summary>
    /// <exception cref="InvalidOperationException">The file is no JSON, or a setting is unknown or of the wrong kind; the message names it.</exception>
    public static ArchiveOptions Read(string data)
    {
        var path = Path.GetFullPath(Path.Combine(data, "settings.json"));
        try
        {
            // In the file a name that is misspelt is told; the environment has many names that are not ours.
            new ConfigurationBuilder().AddJsonFile(path, optional: true).Build().Get<ArchiveOptions>(binder => binder.ErrorOnUnknownConfiguration = true);
            var options = new ConfigurationBuilder().AddJsonFile(path, optional: true).AddEnvironmentVariables().Build().Get<ArchiveOptions>() ?? new();
            foreach (var (name, key) in ((string, string?)[])[("KeySha256", options.Steward.KeySha256), ("SecondKeySha256", options.Steward.SecondKeySha256)])
                if (key is not null && (key.Length != 64 || !key.All(char.IsAsciiHexDigit)))
                    throw new InvalidOperationException($"Steward:{name} is not a SHA-256 in hex (64 digits). Make it with: printf %s 'the key' | sha256sum");
            if (options.Steward is { KeySha256: { } first, SecondKeySha256: { } second } && first.Equals(second, StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException("Steward:SecondKeySha256 is the same as Steward:KeySha256: the second key is for a second person.");
            if (options.Proxies.FirstOrDefault(proxy => !System.Net.IPAddress.TryParse(proxy, out _)) is { } odd) throw new InvalidOperationException($"Proxies names '{odd}', which is no IP address such as 10.0.0.2.");
            if (options.OtlpEndpoint is { } receiver && (!Uri.TryCreate(receiver, UriKind.Absolute, out var to) || to.Scheme is not ("http" or "https"))) throw new InvalidOperationException($"OtlpEndpoint is '{receiver}'; it must be an address such as http://localhost:4318.");
            if (options.Shared is { Folder: not null, S3.Address: not null }) throw new InvalidOperationException("Shared:Folder and Shared:S3:Address are both set: the archive is in one place.");
            if (options.Shared.Database is null != (options.Shared is { Folder: null, S3.Address: null })) throw new InvalidOperationException("Shared:Database and Shared:Folder (or Shared:S3:Address) belong together: name both or neither.");
            if (options.Shared.S3 is { Address: { } store } s3 && (!Uri.TryCreate(store, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https") || s3.Bucket is null || s3.Prefix.Length > 0 && !s3.Prefix.EndsWith('/')))
                throw new InvalidOperationException("Shared:S3 needs an Address that begins with http:// or https://, and a Bucket; a Prefix ends in a slash.");
            if (options.Shared.Folder is { } shared && Path.GetFullPath(shared) == Path.GetFullPath(data)) throw new InvalidOperationException($"Shared:Folder is the data folder itself, {Path.GetFullPath(data)}. Each process needs a data folder of its own, for its index.");
            if (options.Shared.LeaseSeconds < 2) throw new InvalidOperationException($"Shared:LeaseSeconds is {options.Shared.LeaseSeconds}; it must be at least 2.");
            return options;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path} has settings that do not exist: {e.Message[(e.Message.LastIndexOf(':') + 1)..].Trim()}. Are they misspelt? docs/operations.md lists all.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidOperationException($"{path} cannot be read as JSON: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}

/// <summary>What a process does.</summary>
[Flags]
public enum Roles
{
    /// <summary>Crawls and reads, on schedule and on a steward's word.</summary>
    Work = 1,

    /// <summary>Answers readers.</summary>
    Serve = 2,
}

/// <summary>A board in the settings.</summary>
public sealed record BoardOptions
{
    /// <summary>Its short name in addresses; made from the page's host when missing.</summary>
    public string? Slug { get; init; }

    /// <summary>Its reviews page.</summary>
    public string? Page { get; init; }

    /// <summary>Its reviews pages, when there are several.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Other hosts that it keeps files on.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The board that this describes.</summary>
    public Board Board => BoardOf(Slug, Page is null ? Pages : [Page, .. Pages], Hosts);

    /// <summary>A board by the addresses of its pages.</summary>
    /// <exception cref="InvalidOperationException">A slug that is none, no page, or one that is no address.</exception>
    public static Board BoardOf(string? slug, IReadOnlyList<string> pages, IReadOnlyList<string> hosts)
    {
        // It becomes part of file names and addresses.
        if (slug is not null && slug != ArchiveIndexer.Slug.Of(slug)) throw new InvalidOperationException($"The board's short name '{slug}' cannot be used; '{ArchiveIndexer.Slug.Of(slug)}' could (Boards:…:Slug).");
        if (pages.Count == 0) throw new InvalidOperationException($"The board '{slug}' has no page. Give it the address of its reviews page (Boards:…:Page).");
        foreach (var page in pages)
            if (!Uri.TryCreate(page, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                throw new InvalidOperationException($"'{page}' is not the address of a web page; it must begin with http:// or https://.");
        var host = new Uri(pages[0]).Authority;
        return new Board(slug ?? ArchiveIndexer.Slug.Of(host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host), null, [.. pages.Select(page => new Uri(page).AbsoluteUri)]) { Hosts = hosts };
    }
}

/// <summary>Limits for reading one PDF.</summary>
public sealed record ReadingOptions
{
    /// <summary>Seconds that one PDF may take.</summary>
    public int TimeLimitSeconds { get; init; } = 55;

    /// <summary>Megabytes of heap that one PDF may take; its reader's process may take 96 more.</summary>
    public int MemoryLimitMegabytes { get; init; } = 480;

    /// <summary>Whether pages without usable text are recognised, where the programs for it are installed.</summary>
    public bool Ocr { get; init; } = true;

    /// <summary>Seconds that recognising the pages of one PDF may take.</summary>
    public int OcrTimeLimitSeconds { get; init; } = 600;

    /// <summary>The program whose processes read PDFs, such as the native <c>archive-reader</c>; this program itself when missing.</summary>
    public string? Worker { get; init; }

    /// <summary>PDFs read at the same time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}

/// <summary>Who is a steward.</summary>
public sealed record StewardOptions
{
    /// <summary>SHA-256, in hex, of the key that a steward signs in with, or sends as <c>Authorization: Bearer …</c>; without one there are no stewards.</summary>
    public string? KeySha256 { get; init; }

    /// <summary>SHA-256, in hex, of the key that a second person confirms erasures with; without one nothing can be erased.</summary>
    public string? SecondKeySha256 { get; init; }

    /// <summary>Whether engineers who have signed in may look at the job server's own pages, <c>/steward/jobs</c>. Those need script and are not accessible; no steward needs them.</summary>
    public bool JobsDashboard { get; init; }
}

/// <summary>What several processes have in common.</summary>
public sealed record SharedOptions
{
    /// <summary>The PostgreSQL database for catalogue, jobs and leases, as Npgsql's connection string: <c>Host=…;Database=…;Username=…</c>.</summary>
    public string? Database { get; init; }

    /// <summary>The folder that all of them see, for the archive and the texts made from it. File locks must work there, as on NFS 4.</summary>
    public string? Folder { get; init; }

    /// <summary>In place of the folder: a bucket that all of them reach.</summary>
    public S3Options S3 { get; init; } = new();

    /// <summary>Seconds after which what a process was doing is taken over when nothing is heard of it.</summary>
    public int LeaseSeconds { get; init; } = 30;
}

/// <summary>The built-in sample site.</summary>
public sealed record SampleOptions
{
    /// <summary>Whether to serve and crawl it when no other board is known.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The loopback port that it is served on.</summary>
    public int Port { get; init; } = 5081;
}
