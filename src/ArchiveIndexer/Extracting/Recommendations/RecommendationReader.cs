using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads recommendations, findings, learning points and questions for the board out of a publication's pages, by the forms that <c>README.md</c> lists.</summary>
/// <remarks>Pure: the same pages give the same records. One walk over the blocks; what is compared are the records, not the pages.</remarks>
internal static partial class RecommendationReader
{
    /// <summary>The records in the order in which they are printed.</summary>
    /// <param name="pages">All pages with their blocks; blocks that are no better than paragraphs will do.</param>
    internal static IReadOnlyList<Recommendation> Read(IReadOnlyList<Page> pages)
    {
        var passages = Passages.Of(pages);
        var answers = Answers(passages);
        var drafts = new List<Draft>();
        foreach (var group in ListGroup.Of(passages)) RecordForms.Read(group, answers, drafts);
        if (drafts.Count == 0) return [];
        TakeCodes(drafts);
        var records = PrintedTwice.Joined(drafts).ConvertAll(Record);
        return [.. records.OrderBy(r => r.Page)];
    }

    private static Recommendation Record(Draft draft)
    {
        var (addressees, words) = Addressees.Of(draft);
        // A finding does not stand under itself, nor under the one before it.
        var own = draft.Kind == RecommendationKind.Finding;
        var path = draft.Group.Path.Where(h => !own || h.Label is null).Select(h => h.Printed).ToArray();
        return new Recommendation(draft.Kind, draft.Number, draft.Text, addressees, draft.Page, path.Length > 0 ? path[^1] : null)
        {
            HeadingPath = path,
            AddressedBy = words,
            AlsoOnPages = [.. draft.AlsoOn.Distinct().Where(p => p != draft.Page).Order()],
        };
    }

    // A file that answers says so at its beginning.
    private static bool Answers(List<Passage> passages)
    {
        foreach (var passage in passages)
        {
            if (passage.Page > 3) break;
            if (passage.Text.Length < 250 && passage.Text.Contains("response", StringComparison.OrdinalIgnoreCase) && Response().IsMatch(passage.Text)) return true;
        }
        return false;
    }

    // Where nothing is numbered in front, the code in brackets behind is the number: "… by March 2019. (R4)".
    private static void TakeCodes(List<Draft> drafts)
    {
        foreach (var draft in drafts)
            if (draft.Number is null && draft.Text is { Length: > 10 } text && Math.Max(text.LastIndexOf('('), text.LastIndexOf('[')) is > 0 and var at && text.Length - at < 30 && Code().Match(text, at) is { Success: true } code)
                draft.Number = code.Groups[1].Value;
    }

    [GeneratedRegex(@"\b(?:government|board|partnership|council|agency|executive)(?:['’]s|s['’])? response\b|\bresponse (?:by|of|from) (?:the )?(?:\w+ ){0,4}(?:government|board|partnership|council)\b|\bresponse to (?:the )?[^.]{0,80}\b(?:report|recommendations|inquiry|committee|review)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Response();

    [GeneratedRegex(@"\G[\[(](?:Rec(?:ommendation)?\.?\s*)?(R?\s?\d{1,3}[a-z]?(?<=Rec(?:ommendation)?\.?\s*\d{1,3}[a-z]?|R\s?\d{1,3}[a-z]?)|[A-Z]{1,5}[-/]?\d{1,4}(?:[-/.]\w{1,6})*|\d{1,4}[-/]\d{2,4})[\])]\.?$")]
    private static partial Regex Code();
}
