using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>What stands under a heading.</summary>
internal enum ListKind
{
    /// <summary>Nothing that the heading tells.</summary>
    Text,

    /// <summary>Recommendations and nothing else.</summary>
    Recommendations,

    /// <summary>Recommendations between findings, conclusions or analysis.</summary>
    Joint,

    /// <summary>What is to be improved: recommendations in the words of inspectors.</summary>
    Improvements,

    Findings, LearningPoints, Questions,

    /// <summary>Something that ends a list, wherever it stands.</summary>
    Other,
}

/// <summary>Tells from the words of a heading what list it opens, if any.</summary>
internal static partial class ListHeading
{
    private const int MostWords = 16;

    /// <summary>For what is set as a heading; without its number.</summary>
    internal static ListKind Of(string heading)
    {
        var text = heading.AsSpan().Trim().TrimEnd(" :.?–-".AsSpan());
        if (text.Length is 0 or > 160) return ListKind.Text;
        if (Has(text, "recommendation"))
        {
            if (text.Count(' ') >= MostWords || NotOurs().IsMatch(text) || !Recommendations().IsMatch(text)) return ListKind.Text;
            return JointWith().IsMatch(text) ? ListKind.Joint : ListKind.Recommendations;
        }
        if (Has(text, "improve") || Has(text, "priorit") || Has(text, "action") || Has(text, "change")) if (Improvement().IsMatch(text)) return ListKind.Improvements;
        if (Has(text, "question") || Has(text, "consider") || Has(text, "issues")) if (Question().IsMatch(text)) return ListKind.Questions;
        if (Has(text, "learn") || Has(text, "lesson")) if (Learning().IsMatch(text)) return ListKind.LearningPoints;
        if (Has(text, "findings")) if (Finding().IsMatch(text)) return ListKind.Findings;
        return Else().IsMatch(text) ? ListKind.Other : ListKind.Text;
    }

    /// <summary>For a short paragraph that may be a heading nobody recognised: only what can be little else.</summary>
    internal static ListKind OfParagraph(string text)
    {
        var kind = Of(text);
        return kind switch
        {
            ListKind.Recommendations or ListKind.Joint => Plain().IsMatch(text) ? kind : ListKind.Text,
            ListKind.Improvements or ListKind.Questions => kind,
            ListKind.Other => text.Length <= 60 && PlainElse().IsMatch(text) ? kind : ListKind.Text,
            _ => ListKind.Text,
        };
    }

    /// <summary>What stands behind the chapters, whatever size it is set in.</summary>
    internal static bool IsBackMatter(string heading) => BackMatter().IsMatch(heading);

    /// <summary>A part of any chapter that may come first in it.</summary>
    internal static bool IsOpening(string heading) => Opening().IsMatch(heading);

    private static bool Has(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\brecommendations\b|^recommendation$|\brecommendation(?: and| &)", RegexOptions.IgnoreCase)]
    private static partial Regex Recommendations();

    // Earlier reviews' recommendations, what became of recommendations, and answers to them.
    [GeneratedRegex(@"\b(?:previous|earlier|past|prior|outstanding|no|legislative) (?:\w+ ){0,2}recommendations|recommendations (?:of|from|made by|made in|in) (?:the |an? )?(?:previous|earlier|past|other|national)\b"
        + @"|\b(?:respon[sd]\w*|progress|implement\w*|status|update|review|monitor\w*|track\w*|accept\w*|against|without)\b(?: \S+){0,5} recommendations|recommendations?\b(?: \S+){0,3} (?:respon\w+|progress\b|update\b|status\b|implement\w*|accepted|for which|that)"
        + @"|\brecommendations? (?:to|not to) (?!the\b|all\b|our\b|[A-Z])|^(?:how|why|whether|about) |\b(?:final|full|overview|independent|inquiry|interim|annual|investigation|inspection) report (?:and|with) recommendations$", RegexOptions.IgnoreCase)]
    private static partial Regex NotOurs();

    [GeneratedRegex(@"\b(?:findings?|conclusions?|analysis|learning|lessons?|discussion|themes|next steps)\b", RegexOptions.IgnoreCase)]
    private static partial Regex JointWith();

    [GeneratedRegex(@"^(?:what needs to (?:improve|be improved|change)\b|what (?:does|do|must) .{2,60} (?:needs? to )?(?:improve|change)$|(?:key |main |priority )?areas? (?:for|of|requiring|needing) (?:further )?(?:improvement|development|priority action)s?\b"
        + @"|(?:key |main )?priorit(?:y|ies) (?:areas )?(?:for|and) (?:further |immediate |future )?(?:improvement|action)s?$|priority actions?$|(?:immediate|urgent|required) actions?$|actions? (?:required|recommended)$|required improvements$)", RegexOptions.IgnoreCase)]
    private static partial Regex Improvement();

    [GeneratedRegex(@"^(?:(?:key )?questions? (?:for|to) (?:consideration by )?(?:the )?(?:\S+ ){0,6}(?:boards?|partnerships?|partners|[A-Z]*SCBs?|[A-Z]*SCPs?)\b|(?:issues|matters|points|considerations|questions) (?:for|to) (?:the )?(?:\S+ ){0,8}(?:boards?|partnerships?|[A-Z]*SCBs?|[A-Z]*SCPs?)\b"
        + @"|(?:issues|questions|considerations|points) for (?:the )?(?:board|partnership).*)", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"^(?:(?:summary of |the |key |main )*(?:learning points?|lessons(?: (?:learn(?:ed|t)|to be learn(?:ed|t)|from (?:the|this) (?:review|case)))?|learning identified|points of learning)|key learning(?: points?)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Learning();

    [GeneratedRegex(@"^(?:(?:the |key |main |our |review |summary of |summary of the )*findings(?: of (?:the|this) review)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Finding();

    [GeneratedRegex(@"^(?:(?:key )?strengths|conclusions?$|concluding|append|annex|glossary|references?$|bibliography|next steps|summary\b|executive summary|(?:inspection|main) findings|inspection judge?ment|about (?:this|the)|information about|(?:case|practice) stud(?:y|ies)|(?:areas of )?good practice|what (?:is|worked) .*(?:well|effective)"
        + @"|.*\bresponse\b|action plan|actions? taken|acknowledg|terms of reference|methodology|introduction$|background$|rationale$|context$|notes$|endnotes|further (?:information|reading)|contact|details of|our vision|list of|statement of|implementation|monitoring|afterword|postscript|closing|final (?:words|thoughts|comments|remarks)|developments since|progress|limitations)", RegexOptions.IgnoreCase)]
    private static partial Regex Else();

    [GeneratedRegex(@"^(?:(?:key|summary of|list of|overview|single[- ]agency|multi[- ]?agency|individual|joint|national|local|final|the|IMR|SCR|conclusions? and|findings and|summary of conclusions and|analysis and|lessons and) ){0,4}recommendations(?: (?:for|from|made|by|of) .*)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(?:strengths|conclusions?|append(?:ix|ices)\b.*|annex\b.*|glossary\b.*|references|bibliography|inspection findings.*|next steps|good practice)$", RegexOptions.IgnoreCase)]
    private static partial Regex PlainElse();

    [GeneratedRegex(@"^(?:append(?:ix|ices)\b|annex\b|glossary\b|references?$|bibliography)", RegexOptions.IgnoreCase)]
    private static partial Regex BackMatter();

    [GeneratedRegex(@"^(?:introduction|background|context|summary|general)$", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
