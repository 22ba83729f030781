using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>Makes one record of what a file prints in several places: summary and report, chapter and appendix, list and action plan.</summary>
internal static class PrintedTwice
{
    private const int KeyLength = 70;
    private const double MostlyTheSame = 0.6;

    internal static List<Draft> Joined(List<Draft> drafts)
    {
        if (drafts.Count < 2) return drafts;
        var restated = Restated(drafts);
        var kept = new List<Draft>(drafts.Count);
        var byWords = new Dictionary<string, int>(StringComparer.Ordinal);
        var byNumber = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < drafts.Count; i++)
        {
            if (restated.Contains(i)) continue;
            var draft = drafts[i];
            var words = $"{draft.Kind}/{Key(draft.Text)}";
            var number = $"{draft.Kind}/{draft.Number}";
            int twin;
            if (byWords.TryGetValue(words, out var same) && MayBeTwin(kept[same], draft)) twin = same;
            else if (draft.Number is not null && byNumber.TryGetValue(number, out same) && MayBeTwin(kept[same], draft) && Alike(kept[same].Text, draft.Text)) twin = same;
            else twin = -1;
            if (twin < 0)
            {
                byWords.TryAdd(words, kept.Count);
                byNumber.TryAdd(number, kept.Count);
                kept.Add(draft);
                continue;
            }
            var (first, second) = Better(draft, kept[twin]) ? (draft, kept[twin]) : (kept[twin], draft);
            foreach (var page in second.AlsoOn) first.AlsoOn.Add(page);
            first.AlsoOn.Add(second.Page);
            kept[twin] = first;
        }
        return kept;
    }

    // Two items of one list with one wording are two; in two lists they are one.
    private static bool MayBeTwin(Draft a, Draft b) => !ReferenceEquals(a.Group, b.Group) && (a.Group.List is null || !ReferenceEquals(a.Group.List, b.Group.List) || a.IsRow != b.IsRow);

    // The list made for it before the box in a chapter, then the fuller wording, then what comes first.
    private static bool Better(Draft later, Draft earlier) => later.Weight != earlier.Weight ? later.Weight > earlier.Weight : later.Text.Length > earlier.Text.Length * 1.1;

    // An action plan has a row for each recommendation, shortened: as many rows, the same numbers.
    private static HashSet<int> Restated(List<Draft> drafts)
    {
        var gone = new HashSet<int>();
        var chapter = new List<Draft>();
        foreach (var draft in drafts) if (!draft.IsRow && draft.Kind == RecommendationKind.Recommendation && draft.Number is not null && draft.Weight > 0) chapter.Add(draft);
        if (chapter.Count < 2) return gone;
        for (var i = 0; i < drafts.Count; i++)
        {
            if (!drafts[i].IsRow) continue;
            var end = i;
            while (end < drafts.Count && drafts[end].IsRow && ReferenceEquals(drafts[end].Group, drafts[i].Group)) end++;
            if (end - i == chapter.Count && Enumerable.Range(0, chapter.Count).All(n => SameNumber(chapter[n].Number!, drafts[i + n].Number)))
                for (var n = 0; n < chapter.Count; n++)
                {
                    chapter[n].AlsoOn.Add(drafts[i + n].Page);
                    gone.Add(i + n);
                }
            i = end - 1;
        }
        return gone;
    }

    private static bool SameNumber(string number, string? row) => row is not null && (number == row || number.EndsWith("." + row, StringComparison.Ordinal));

    private static bool Alike(string a, string b)
    {
        var (few, many) = (Words(a), Words(b));
        if (few.Count > many.Count) (few, many) = (many, few);
        if (few.Count == 0) return false;
        var common = 0;
        foreach (var word in few) if (many.Contains(word)) common++;
        return common >= MostlyTheSame * few.Count;
    }

    private static HashSet<string> Words(string text) =>
        text.ToUpperInvariant().Split([' ', '\n', ',', '.', ';', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 3).ToHashSet(StringComparer.Ordinal);

    private static string Key(string text)
    {
        var key = new StringBuilder(KeyLength);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
            if (key.Length == KeyLength) break;
        }
        return key.ToString();
    }
}
