using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>Decides whether a link is a publication of this board about its own reviews, and if not, why. Pure.</summary>
internal static partial class LinkVerdict
{
    /// <summary>Null for a publication, else one of <see cref="WhyOther"/>.</summary>
    /// <param name="facts">What the link says.</param>
    /// <param name="page">What is known of the page.</param>
    /// <param name="known">Names, in every form, of reviews that other links of the page have made sure.</param>
    public static string? WhyNot(LinkFacts facts, PageFacts page, IReadOnlySet<string> known)
    {
        var link = facts.Link;
        var own = facts.Own.Replace('_', ' ');
        var host = HostOf(link.Url);
        var isFile = !PublicationFormats.IsPlainPage(link.Url) || PublicationFormats.IsDownload(link.Url) || facts.Format is not (null or "html");
        var subject = ReviewNames.Subject(ReviewTypes.Without(own, " \u241F "));
        var isNamed = subject is not null && (facts.OwnType ?? facts.OwnKind) is not null;

        if (link.IsNext) return WhyOther.NextPage;
        if (facts.Format == "zip" || BundleWords().IsMatch(own)) return WhyOther.Bundle;
        if (!isNamed && (FormWords().IsMatch(own) || FormLead().IsMatch(link.Before))) return WhyOther.Form;
        if (!isNamed && PolicyWords().IsMatch(own)) return WhyOther.Policy;
        if (IsNational(facts, host, own)) return isFile || ReportWords().IsMatch(own) ? LibraryWords().IsMatch(own) ? WhyOther.Page : WhyOther.NationalReport : WhyOther.Page;
        if (IsAnotherBoards(facts, page, host)) return WhyOther.AnotherBoard;
        if (!isFile && LibraryWords().IsMatch(own)) return WhyOther.Page;
        if (!isNamed && subject is null && ResourceWords().IsMatch(own)) return isFile ? WhyOther.Resource : WhyOther.Page;

        var isPublication = isFile ? IsPublishedFile(facts, subject, known) : IsPublishedPage(facts, subject);
        return isPublication ? null : isFile ? WhyOther.Resource : WhyOther.Page;
    }

    private static bool IsPublishedFile(LinkFacts facts, string? subject, IReadOnlySet<string> known)
    {
        if (subject is not null || facts.OwnType is not null) return true;
        if (facts.OwnName is { } name && known.Overlaps(ReviewNames.Aliases(name.Name))) return true;
        // What stands around the link names the review: its heading, card, row, or the words that announce it.
        if (facts.HeadingName is not null || facts.OwnName is null && facts.Name is { IsSubject: true }) return facts.IsItem || facts.OwnKind is not null || facts.Link.IsButton;
        var section = SectionOf(facts.Link);
        if (section == Section.Topics || facts.OwnKind is { } kind && IsForTopicsToo(kind)) return facts.OwnName is { IsSubject: true } && section != Section.None;
        if (facts.OwnKind is not null && section != Section.None) return true;
        // A member of a list of reviews, whatever it is called.
        return section == Section.Reviews && facts.IsItem && (facts.OwnName is not null || facts.Link.IsButton || facts.Name is not null);
    }

    private static bool IsPublishedPage(LinkFacts facts, string? subject)
    {
        if (subject is not null) return true;
        if (facts.HeadingName is not null && (facts.OwnKind ?? facts.OwnType) is not null && (facts.IsItem || facts.Link.IsButton)) return true;
        if (!facts.IsItem) return false;
        if (facts.OwnType is not null && !ReviewTypes.IsPlural(facts.Own)) return true;
        if (facts.HeadingName is not null && facts.Link.IsButton) return true;
        return SectionOf(facts.Link) != Section.None && facts.OwnName is { IsSubject: true };
    }

    private enum Section { None, Page, Topics, Reviews }

    // What the links under the nearest heading are about.
    private static Section SectionOf(PageLink link)
    {
        var isNearest = true;
        foreach (var heading in link.Heading?.Outward() ?? [])
        {
            if (NotOurs().IsMatch(heading.Text)) return Section.None;
            var kind = PublicationKinds.OfGroup(heading.Text);
            if (isNearest && kind is not null && IsForTopicsToo(kind) && ReviewTypes.Of(heading.Text) is null) return Section.Topics;
            if (ReviewTypes.Of(heading.Text) is not null || ReviewHeading().IsMatch(heading.Text)) return isNearest || heading.Level > 1 ? Section.Reviews : Section.Page;
            if (PublicationDates.IsHeadingOfDate(heading.Text)) continue;
            isNearest = false;
        }
        return Section.None;
    }

    private static bool IsForTopicsToo(string kind) => kind is PublicationKind.SevenMinuteBriefing or PublicationKind.LearningSummary
        or PublicationKind.Infographic or PublicationKind.Slides or PublicationKind.Video or PublicationKind.EasyRead;

    private static bool IsNational(LinkFacts facts, string host, string own)
    {
        // The front page of a national body's site is a site, not a report.
        if (Uri.TryCreate(facts.Link.Url, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/") return NationalWords().IsMatch(own);
        if (NationalHost().IsMatch(host) && !LocalHost().IsMatch(host)) return true;
        if (facts.OwnName is { IsSubject: true } && facts.OwnType is not null and not ReviewType.ThematicReview && !NationalWords().IsMatch(own)) return false;
        return NationalWords().IsMatch(own) || facts.Link.Heading is { Level: > 1 } heading && NationalHeading().IsMatch(heading.Text);
    }

    private static bool IsAnotherBoards(LinkFacts facts, PageFacts page, string host)
    {
        var link = facts.Link;
        if (link.Heading is { Level: > 1 } heading && OtherAreas().IsMatch(heading.Text)) return true;
        var words = string.Join(" . ", new[] { link.Sentence, link.Card?.Text, link.Row is { } row ? string.Join(" . ", row.Cells) : null });
        if (page.Board is { } board)
            foreach (Match match in CarriedOutBy().Matches(words))
                if (BoardNames.All(match.Value).Any(name => !IsSameBoard(name, board))) return true;
        return (facts.OwnType ?? facts.OwnKind ?? facts.OwnName?.Name) is not null && !IsSameSite(host, page.Host) && BoardHost().IsMatch(host);
    }

    private static bool IsSameBoard(string name, string board)
    {
        var (a, b) = (AreaOf(name), AreaOf(board));
        return a.Length == 0 || b.Length == 0 || a.Contains(b, StringComparison.OrdinalIgnoreCase) || b.Contains(a, StringComparison.OrdinalIgnoreCase);
    }

    private static string AreaOf(string board) => Safeguarding().Split(board)[0].Trim();

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : "";

    private static bool IsSameSite(string a, string b) => Site(a) == Site(b);

    private static string Site(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    [GeneratedRegex("""\b(?:zip|all\s+(?:the\s+)?(?:files|documents)|bundle|download\s+all)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex BundleWords();

    [GeneratedRegex("""\b(?:forms?|templates?|pro-?formas?|refer(?:ral|rals)?|refer\s+a|notification|nomination|application|questionnaire|survey|feedback|check-?lists?|e-?form|individual\s+agency\s+summary)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex FormWords();

    [GeneratedRegex("""\b(?:complet(?:e|ing)|fill(?:ing)?\s+(?:in|out)|submit(?:ting)?)\s+(?:an?|the|this|our|your)?\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex FormLead();

    [GeneratedRegex("""\b(?:polic(?:y|ies)|procedures?|protocols?|guidance|guidelines|working\s+together|thresholds?|frameworks?|strategy|strategies|arrangements|legislation|code\s+of\s+practice|charter|constitution|pathways?|process|processes|handbook|manual|standards|flow\s?-?charts?|privacy|memorandum)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex PolicyWords();

    [GeneratedRegex("""\b(?:repositor(?:y|ies)|librar(?:y|ies)|database|map|archives?|web\s?sites?|hub|portal|search|collection|catalogue|news|pages?)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex LibraryWords();

    [GeneratedRegex("""\b(?:audits?|leaflets?|posters?|tool\s?-?kits?|newsletters?|bulletins?|annual\s+reports?|business\s+plans?|minutes\s+of|meeting\s+minutes|training|courses?|workshops?|conference|e-?learning|booklets?|fact\s?-?sheets?|dataset|statistics|research|inquiry\s+into|jargon|faqs?)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex ResourceWords();

    [GeneratedRegex("""\b(?:reports?|reviews?|analysis|analyses|stud(?:y|ies)|findings|briefings?|summary|inquiry|research|challenge|lessons)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex ReportWords();

    [GeneratedRegex("""\bnational\s+(?:\w+\s+){0,4}?(?:reviews?|panel|analysis|reports?|repository|serious|case)\b|\b(?:triennial|biennial)\b|\bthe\s+panel['’]s\b|\bpanel\s+(?:annual\s+)?(?:report|briefing|review)|\bofsted\b|\bdepartment\s+for\s+education\b|\bchild\s+safeguarding\s+practice\s+review\s+panel\b|\bnspcc\b""", RegexOptions.IgnoreCase)]
    private static partial Regex NationalWords();

    [GeneratedRegex("""\bnational\b(?!.*\blocal\b)(?<!\blocal\b.*)""", RegexOptions.IgnoreCase)]
    private static partial Regex NationalHeading();

    [GeneratedRegex("""(?:^|\.)(?:nspcc|gov-?uk|service\.gov\.uk|gov-?wales|gov-?scot|ofsted|scie|rip|researchinpractice|iicsa|careknowledge|local\.gov|vkpp|nice|safeguardingpanel|childsafeguardingpracticereviewpanel)(?:\.|$)|^(?:www\.)?gov\.(?:uk|wales|scot)$|^assets\.publishing""", RegexOptions.IgnoreCase)]
    private static partial Regex NationalHost();

    [GeneratedRegex("""\w+\.gov\.uk$(?<!(?:^|\.)(?:www|service|local)\.gov\.uk)""", RegexOptions.IgnoreCase)]
    private static partial Regex LocalHost();

    [GeneratedRegex("""\b(?:other|another|neighbouring|different)\s+(?:local\s+)?(?:areas?|boards?|partnerships?|authorit(?:y|ies)|regions?|LSCBs?)\b|\belsewhere\b|\bout\s+of\s+(?:area|county|borough)\b|\bregional\b|\bbeyond\b""", RegexOptions.IgnoreCase)]
    private static partial Regex OtherAreas();

    [GeneratedRegex("""\b(?:carried\s+out|conducted|undertaken|led|commissioned|published|completed|produced|owned|held)\s+by\s+[^.]{0,160}""", RegexOptions.IgnoreCase)]
    private static partial Regex CarriedOutBy();

    [GeneratedRegex("""(?:lscb|scb|lscp|scp|sab|safeguarding)""", RegexOptions.IgnoreCase)]
    private static partial Regex BoardHost();

    [GeneratedRegex("""\b(?:national|templates?|forms?|polic(?:y|ies)|procedures?|guidance|process|tools?|toolkits?|further\s+(?:reading|information)|useful|links|refer(?:ral|ring)?|audits?|training)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex NotOurs();

    [GeneratedRegex("""\breviews?\b""", RegexOptions.IgnoreCase)]
    private static partial Regex ReviewHeading();

    [GeneratedRegex("""\s*\b(?:local\s+)?(?:safeguarding|child\s+protection|children|community)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Safeguarding();
}
