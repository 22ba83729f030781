using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ArchiveIndexer.Crawling;

/// <summary>Pages that are served as pages but say that there is no page, or none without signing in. Pure.</summary>
internal static partial class PageTrouble
{
    /// <summary>One warning, keyword first; null for a page that can be read.</summary>
    /// <param name="document">The whole page.</param>
    /// <param name="content">Its main content.</param>
    public static string? Find(IHtmlDocument document, IElement content)
    {
        var title = LinkText.Fold(document.Title ?? "");
        var headings = content.QuerySelectorAll("h1, h2").Take(3).Select(h => LinkText.Fold(h.TextContent)).ToList();
        if (headings.Count == 0) headings = [.. document.QuerySelectorAll("h1").Take(1).Select(h => LinkText.Fold(h.TextContent))];
        var first = headings.FirstOrDefault() ?? "";

        if (NotFound().IsMatch(title) || NotFound().IsMatch(first) || document.Body?.ClassList.Contains("error404") == true)
            return "not found: the page says that the address does not exist, although it was served as a page";
        var asksForPassword = content.QuerySelector("input[type=password]") is not null || document.QuerySelector("form input[type=password]") is not null;
        if (Login().IsMatch(title) || Login().IsMatch(first) || (asksForPassword && (LoginWords().IsMatch(title) || headings.Any(LoginWords().IsMatch) || content.QuerySelector("input[type=password]") is not null && MembersOnly().IsMatch(content.TextContent))))
            return "login required: the page asks the reader to sign in";
        if (Denied().IsMatch(title) || Denied().IsMatch(first)) return "access denied: the page says that it may not be read";
        if (Unavailable().IsMatch(title) || Unavailable().IsMatch(first)) return "unavailable: the site says that it cannot answer now";
        return null;
    }

    [GeneratedRegex("""(?<!\w)(?:404\b|page\s+(?:not\s+found|missing|does\s*n[o’']t\s+exist|cannot\s+be\s+found|unavailable)|not\s+found$|^not\s+found\b|(?:page|file|document|content|resource)\b[^.]{0,40}\b(?:can(?:not|['’]t|\s+not)|could\s*n(?:ot|['’]t)|was\s+not|were\s+not|wasn['’]t|has\s+not\s+been)\s+(?:be\s+)?found|no\s+longer\s+(?:exists|available)$|nothing\s+(?:was\s+)?found|can['’]t\s+find\s+(?:that|the|this|your)\s+page|could\s*n['’]?o?t\s+find\s+(?:that|the|this)\s+page|page\b[^.]{0,30}\b(?:no\s+longer\s+exists|does\s+not\s+exist|doesn['’]t\s+exist|has\s+(?:been\s+)?(?:moved|removed|gone)))""", RegexOptions.IgnoreCase)]
    private static partial Regex NotFound();

    [GeneratedRegex("""^(?:\W*(?:please\s+)?(?:log|sign)\s?-?(?:in|on)\b(?:\s+(?:to|required|page|needed|with)\b.*)?\W*(?:[|–»-].*)?$|.*\b(?:log|sign)\s?-?in\s+(?:is\s+)?required|.*you\s+(?:must|need\s+to)\s+(?:be\s+logged\s+in|log\s?in|sign\s?in)|.*\bmembers?['’]?\s+(?:only|log\s?in|sign\s?in)\b|.*\bauthenti\w+\s+required|^log\s?in\s*[‹<|–-])""", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    [GeneratedRegex("""\b(?:log\s?-?(?:in|on)|sign\s?-?in|members?|password|restricted|register(?:ed)?|account|authori[sz]\w+)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex LoginWords();

    [GeneratedRegex("""\b(?:please\s+(?:log|sign)\s?in|must\s+be\s+(?:logged|signed)|(?:log|sign)\s?in\s+to\s+(?:view|see|read|access|continue)|password\s+protected|enter\s+(?:your|the)\s+password|members\s+only|registered\s+users)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex MembersOnly();

    [GeneratedRegex("""^\W*(?:403\b|access\s+(?:is\s+)?denied|forbidden|unauthori[sz]ed|request\s+(?:was\s+)?(?:blocked|rejected)|attention\s+required|just\s+a\s+moment|verify\s+you\s+are)""", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex("""^\W*(?:50[0-4]\b|(?:this\s+|the\s+)?(?:site|website|service|page)\s+(?:is\s+)?(?:temporarily\s+|currently\s+)?(?:unavailable|down|under\s+maintenance|suspended)|service\s+unavailable|internal\s+server\s+error|bad\s+gateway|(?:scheduled\s+|down\s+for\s+)?maintenance|coming\s+soon|account\s+suspended|domain\b.{0,40}\b(?:expired|for\s+sale))""", RegexOptions.IgnoreCase)]
    private static partial Regex Unavailable();
}
