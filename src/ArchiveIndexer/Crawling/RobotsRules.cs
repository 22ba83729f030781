using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Crawling;

/// <summary>What a site's robots.txt asks of us (RFC 9309).</summary>
public sealed class RobotsRules
{
    private readonly IReadOnlyList<(bool Allows, string Pattern)> _rules;

    private RobotsRules(IReadOnlyList<(bool, string)> rules, TimeSpan? crawlDelay) => (_rules, CrawlDelay) = (rules, crawlDelay);

    /// <summary>No rules: everything may be asked (no file: §2.3.1.3).</summary>
    public static RobotsRules AllowAll { get; } = new([], null);

    /// <summary>Pause between requests that the file asks for; not in the RFC, but widely meant.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <summary>Reads a file. Lines that are no rules are passed over; there is no such thing as a bad file.</summary>
    /// <param name="text">The file; only the first 512 KiB characters count.</param>
    /// <param name="productToken">Our name: groups for it are merged and outrank those for <c>*</c>.</param>
    public static RobotsRules Parse(string text, string productToken)
    {
        var groups = new Dictionary<string, (List<(bool, string)> Rules, List<TimeSpan> Delays)>(StringComparer.OrdinalIgnoreCase);
        // Ours and everybody's, each once: a file may name a stranger for every line, and give each of them a rule for every other.
        var agents = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var inAgents = false;
        foreach (var raw in (text.Length > 524_288 ? text[..524_288] : text).Split('\n', '\r'))
        {
            var line = raw.Split('#')[0].Trim().TrimStart('\uFEFF');
            if (line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)) continue;
            var (key, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (key is "user-agent")
            {
                if (!inAgents) agents.Clear();
                inAgents = true;
                var agent = TokenOf(value);
                if (agent != "*" && !agent.Equals(productToken, StringComparison.OrdinalIgnoreCase)) continue;
                agents.Add(agent);
                // Named without any rule is named all the same: everything may be asked.
                groups.TryAdd(agent, ([], []));
                continue;
            }
            if (key is not ("allow" or "disallow" or "crawl-delay")) continue;
            inAgents = false;
            foreach (var agent in agents)
            {
                var group = groups[agent];
                if (key is "crawl-delay")
                {
                    if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6) group.Delays.Add(TimeSpan.FromSeconds(seconds));
                }
                // An empty Disallow allows everything, which is what having no rule means.
                else if (value.Length > 0) group.Rules.Add((key is "allow", Normalise(value)));
            }
        }
        if (!groups.TryGetValue(productToken, out var ours) && !groups.TryGetValue("*", out ours)) return AllowAll;
        return new(ours.Rules, ours.Delays.Count == 0 ? null : ours.Delays.Max());
    }

    /// <summary>Whether an address may be asked: the longest matching rule decides, and of two alike the one that allows.</summary>
    public bool Allows(Uri uri)
    {
        var path = Normalise(uri.PathAndQuery);
        if (path == "/robots.txt") return true;
        var best = (Length: -1, Allows: true);
        foreach (var (allows, pattern) in _rules)
            if ((pattern.Length > best.Length || (pattern.Length == best.Length && allows)) && Matches(pattern, path)) best = (pattern.Length, allows);
        return best.Allows;
    }

    private static string TokenOf(string agent) => agent == "*" ? agent : new string([.. agent.TakeWhile(c => char.IsAsciiLetter(c) || c is '-' or '_')]);

    /// <summary>Percent-encoding in one form, so that <c>/caf%c3%a9</c> and <c>/café</c> are the same path.</summary>
    private static string Normalise(string path)
    {
        var result = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (char.IsHighSurrogate(path[i]) && i + 1 < path.Length && char.IsLowSurrogate(path[i + 1])) result.Append(Uri.EscapeDataString(path.AsSpan(i++, 2)));
            else if (path[i] == '%' && i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                var code = (char)byte.Parse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                if (char.IsAsciiLetterOrDigit(code) || code is '-' or '.' or '_' or '~') result.Append(code);
                else result.Append(CultureInfo.InvariantCulture, $"%{(int)code:X2}");
                i += 2;
            }
            else if (path[i] > 127) result.Append(Uri.EscapeDataString(path.AsSpan(i, 1)));
            else result.Append(path[i]);
        }
        return result.ToString();
    }

    /// <summary><c>*</c> stands for anything and a final <c>$</c> for the end; in one pass with one way back, so never slow.</summary>
    private static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var last = anchored ? pattern.Length - 1 : pattern.Length;
        int p = 0, s = 0, star = -1, mark = 0;
        while (true)
        {
            if (p == last && (!anchored || s == path.Length)) return true;
            if (p < last && pattern[p] == '*') (star, mark, p) = (p, s, p + 1);
            else if (p < last && s < path.Length && pattern[p] == path[s]) (p, s) = (p + 1, s + 1);
            else if (star >= 0 && mark < path.Length) (p, s) = (star + 1, ++mark);
            else return false;
        }
    }
}
