namespace ArchiveIndexer.Extracting;

/// <summary>Joins the ruled lines of a page to grids: lines that touch or cross belong to one.</summary>
internal static class RuledGrids
{
    private const double Same = 2; // points: two edges of one drawn line
    private const double Touch = 3.5; // points
    private const double Shortest = 5; // points
    private const double WholePage = 0.95;
    private const int MostRules = 3_000; // a drawing

    /// <summary>The grids of a page, the largest first.</summary>
    internal static List<Grid> Of(Sheet sheet) => Of(sheet.Rules, sheet.Frame);

    /// <param name="rules">Straight lines.</param>
    /// <param name="frame">The page: what runs over all of it is its background or its border.</param>
    internal static List<Grid> Of(IReadOnlyList<Rule> rules, Frame frame)
    {
        if (rules.Count is < 2 or > MostRules) return [];
        var (level, upright) = (new List<Rule>(), new List<Rule>());
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (rule.IsLevel && rule.Right - rule.Left >= Shortest && rule.Right - rule.Left < WholePage * frame.Width) level.Add(rule);
            else if (!rule.IsLevel && rule.Top - rule.Bottom >= Shortest && rule.Top - rule.Bottom < WholePage * frame.Height) upright.Add(rule);
        }
        if (level.Count < 2) return [];
        level = Joined(level, isLevel: true);
        upright = Joined(upright, isLevel: false);
        var grids = new List<Grid>();
        foreach (var (own, crossing) in Groups(level, upright)) if (Grid.Of(own, crossing) is { } grid) grids.Add(grid);
        foreach (var own in Stacks(level, grids)) if (Grid.Of(own, []) is { } grid) grids.Add(grid);
        grids.Sort((a, b) => ((b.Right - b.Left) * (b.Top - b.Bottom)).CompareTo((a.Right - a.Left) * (a.Top - a.Bottom)));
        return grids;
    }

    // Pieces of one line, and the two edges of a thin box, are one line.
    private static List<Rule> Joined(List<Rule> rules, bool isLevel)
    {
        rules.Sort((a, b) => isLevel
            ? (a.Bottom, a.Left).CompareTo((b.Bottom, b.Left))
            : (a.Left, a.Bottom).CompareTo((b.Left, b.Bottom)));
        var joined = new List<Rule>(rules.Count);
        var from = 0;
        foreach (var rule in rules)
        {
            while (from < joined.Count && (isLevel ? rule.Bottom - joined[from].Bottom : rule.Left - joined[from].Left) > Same) from++;
            var known = -1;
            for (var i = from; i < joined.Count && known < 0; i++)
                if (isLevel ? rule.Left <= joined[i].Right + Touch && joined[i].Left <= rule.Right + Touch
                    : rule.Bottom <= joined[i].Top + Touch && joined[i].Bottom <= rule.Top + Touch) known = i;
            if (known < 0) joined.Add(rule);
            else if (isLevel) joined[known] = joined[known] with { Left = Math.Min(joined[known].Left, rule.Left), Right = Math.Max(joined[known].Right, rule.Right) };
            else joined[known] = joined[known] with { Bottom = Math.Min(joined[known].Bottom, rule.Bottom), Top = Math.Max(joined[known].Top, rule.Top) };
        }
        return joined;
    }

    private static IEnumerable<(List<Rule> Level, List<Rule> Upright)> Groups(List<Rule> level, List<Rule> upright)
    {
        var group = new int[level.Count + upright.Count];
        for (var i = 0; i < group.Length; i++) group[i] = i;
        for (var i = 0; i < level.Count; i++)
            for (var j = 0; j < upright.Count; j++)
                if (Meet(level[i], upright[j])) group[Root(group, level.Count + j)] = Root(group, i);
        var found = new Dictionary<int, (List<Rule> Level, List<Rule> Upright)>();
        for (var i = 0; i < group.Length; i++)
        {
            var root = Root(group, i);
            if (!found.TryGetValue(root, out var own)) found[root] = own = ([], []);
            if (i < level.Count) own.Level.Add(level[i]);
            else own.Upright.Add(upright[i - level.Count]);
        }
        foreach (var own in found.Values) if (own.Level.Count >= 2 && own.Upright.Count >= 1) yield return own;
    }

    // Level lines of one length above each other, without upright ones: a table ruled between its rows.
    private static IEnumerable<List<Rule>> Stacks(List<Rule> level, List<Grid> grids)
    {
        var free = level.FindAll(rule => !grids.Exists(g => rule.Left >= g.Left - Touch && rule.Right <= g.Right + Touch && rule.Top <= g.Top + Touch && rule.Bottom >= g.Bottom - Touch));
        while (free.Count >= 3)
        {
            var first = free[0];
            var own = free.FindAll(r => Math.Abs(r.Left - first.Left) < Touch && Math.Abs(r.Right - first.Right) < Touch);
            free.RemoveAll(own.Contains);
            if (own.Count >= 3) yield return own;
        }
    }

    private static bool Meet(in Rule level, in Rule upright)
    {
        double x = (upright.Left + upright.Right) / 2, y = (level.Bottom + level.Top) / 2;
        return x >= level.Left - Touch && x <= level.Right + Touch && y >= upright.Bottom - Touch && y <= upright.Top + Touch;
    }

    private static int Root(int[] group, int i)
    {
        while (group[i] != i) i = group[i] = group[group[i]];
        return i;
    }
}
