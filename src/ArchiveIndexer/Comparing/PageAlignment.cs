namespace ArchiveIndexer.Comparing;

/// <summary>Which page became which: a page put in or taken out shifts the others and changes nothing of them.</summary>
internal static class PageAlignment
{
    /// <summary>Two pages less alike than this are not the one become the other.</summary>
    private const double Least = 0.3;

    /// <summary>Pairs of pages that are looked at in one stretch; beyond that they are taken as they are numbered.</summary>
    private const int MostPairs = 4_000_000, MostPairsByWords = 10_000;

    internal static IEnumerable<(PageWords? Before, PageWords? After)> Of(PageWords[] before, PageWords[] after)
    {
        // Pages that say the same hold the rest in place; between two of them the likest belong together.
        var (i, j) = (0, 0);
        foreach (var (sameBefore, sameAfter) in Best(before, after, MostPairs, (one, other) => one.Says(other) ? 1 : 0).Append((before.Length, after.Length)))
        {
            foreach (var pair in Likest(before[i..sameBefore], after[j..sameAfter])) yield return pair;
            if (sameBefore < before.Length) yield return (before[sameBefore], after[sameAfter]);
            (i, j) = (sameBefore + 1, sameAfter + 1);
        }
    }

    private static IEnumerable<(PageWords? Before, PageWords? After)> Likest(PageWords[] before, PageWords[] after)
    {
        var (i, j) = (0, 0);
        foreach (var (likeBefore, likeAfter) in Best(before, after, MostPairsByWords, (one, other) => one.LikenessTo(other) is var likeness && likeness >= Least ? likeness : 0).Append((before.Length, after.Length)))
        {
            for (; i < likeBefore; i++) yield return (before[i], null);
            for (; j < likeAfter; j++) yield return (null, after[j]);
            if (likeBefore < before.Length) yield return (before[likeBefore], after[likeAfter]);
            (i, j) = (likeBefore + 1, likeAfter + 1);
        }
    }

    /// <summary>The pairs in ascending order whose worth adds up to the most (Needleman and Wunsch, without a price for gaps).</summary>
    private static List<(int Before, int After)> Best(PageWords[] before, PageWords[] after, int mostPairs, Func<PageWords, PageWords, double> worth)
    {
        if ((long)before.Length * after.Length > mostPairs) return [.. Enumerable.Range(0, Math.Min(before.Length, after.Length)).Where(at => worth(before[at], after[at]) > 0).Select(at => (at, at))];
        var best = new float[before.Length + 1, after.Length + 1];
        var worths = new float[before.Length, after.Length];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
            {
                worths[i, j] = (float)worth(before[i], after[j]);
                best[i, j] = Math.Max(worths[i, j] + best[i + 1, j + 1], Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < before.Length && j < after.Length;)
        {
            if (worths[i, j] > 0 && best[i, j] == worths[i, j] + best[i + 1, j + 1]) pairs.Add((i++, j++));
            else if (best[i, j] == best[i + 1, j]) i++;
            else j++;
        }
        return pairs;
    }
}
