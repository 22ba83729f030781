using System.Globalization;

namespace ArchiveIndexer.Extracting;

/// <summary>What the checks found, one word from each.</summary>
internal sealed class Findings
{
    private const int MostPages = 2_000;

    private readonly Dictionary<Check, AccessibilityProblem> problems = [];
    private readonly Dictionary<Check, string> passed = [];
    private readonly Dictionary<Check, string> unknown = [];

    /// <summary>Whether nobody at all can read the file with assistive technology.</summary>
    internal bool Unreadable { get; set; }

    /// <summary>Whether the file forbids it.</summary>
    internal bool Forbidden { get; set; }

    internal void Pass(Check check, string found)
    {
        Forget(check);
        passed[check] = found;
    }

    internal void Unknown(Check check, string why)
    {
        Forget(check);
        unknown[check] = why;
    }

    internal void Problem(Check check, string found, IEnumerable<int>? pages = null)
    {
        Forget(check);
        problems[check] = new(check.Id, check.Severity, found, [.. (pages ?? []).Where(page => page > 0).Distinct().Order().Take(MostPages)],
            check.Affects, check.Fix, check.Clause);
    }

    // The last word holds.
    private void Forget(Check check)
    {
        problems.Remove(check);
        passed.Remove(check);
        unknown.Remove(check);
    }

    /// <summary>A problem where there are <paramref name="faults"/>, else a pass; silence where there is nothing to check.</summary>
    internal void Judge(Check check, int all, IReadOnlyCollection<int> faults, string problem, string pass)
    {
        if (faults.Count > 0) Problem(check, Sentence(problem), faults);
        else if (all > 0) Pass(check, Sentence(pass));
    }

    internal string Band =>
        Unreadable || Forbidden ? AccessibilityBand.Unreadable
        : problems.Keys.Any(check => check.Severity == AccessibilitySeverity.Blocks) ? AccessibilityBand.PartlyUnreadable
        : problems.ContainsKey(Check.Tags) || unknown.ContainsKey(Check.Tags) ? AccessibilityBand.NoStructure
        : problems.Count > 0 ? AccessibilityBand.SomeProblems
        : AccessibilityBand.NoProblemFound;

    internal IReadOnlyList<AccessibilityProblem> Problems => [.. Check.All.Where(problems.ContainsKey).Select(check => problems[check])];

    internal IReadOnlyList<AccessibilityNote> Passed => Notes(passed);

    internal IReadOnlyList<AccessibilityNote> NotChecked => Notes(unknown);

    /// <summary><c>2,400</c>, on every machine.</summary>
    internal static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 picture</c>, <c>2,400 pictures</c>.</summary>
    internal static string Counted(int count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{Number(count)} {many}";

    /// <summary><c>the only picture</c>, <c>3 of 12 pictures</c>: of which something is missing.</summary>
    internal static string Some(int some, int all, string one, string many) => all == 1 ? $"the only {one}" : $"{Number(some)} of {Number(all)} {many}";

    /// <summary><c>the only picture</c>, <c>all 12 pictures</c>: of which nothing is.</summary>
    internal static string All(int all, string one, string many) => all == 1 ? $"the only {one}" : $"all {Number(all)} {many}";

    /// <summary>With a capital and a full stop.</summary>
    internal static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    private static List<AccessibilityNote> Notes(Dictionary<Check, string> said) =>
        [.. Check.All.Where(said.ContainsKey).Select(check => new AccessibilityNote(check.Id, said[check]))];
}
