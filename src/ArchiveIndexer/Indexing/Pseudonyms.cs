using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Indexing;

/// <summary>
/// Names such as <c>Child Q</c> or <c>Family T</c>, which boards give to those whom a review is about. Boards choose them without knowing of
/// each other, so one name stands for many reviews; and case parts them: Child AK is not Child Ak.
/// </summary>
internal static partial class Pseudonyms
{
    /// <summary>The names in a text, each with its first word capitalised and the rest as written: <c>Child AK</c>.</summary>
    /// <param name="text">Any text, or none.</param>
    /// <param name="inAnyCase">Also those typed without capitals, as in <c>child q</c>.</param>
    public static IEnumerable<string> In(string? text, bool inAnyCase = false)
    {
        if (string.IsNullOrEmpty(text)) yield break;
        foreach (Match match in (inAnyCase ? NameInAnyCase() : Name()).Matches(text))
        {
            var (kind, code) = (match.Groups[1].Value, match.Groups[2].Value);
            if (code.Length > 1 && StopWords.Contains(code.ToLowerInvariant())) continue;
            yield return $"{char.ToUpperInvariant(kind[0])}{kind[1..].ToLowerInvariant()} {code}";
        }
    }

    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(StringComparer.Ordinal, "child", "baby", "infant", "adult", "family", "sibling", "boy", "girl");

    /// <summary>The same for a text that was taken apart before.</summary>
    public static IEnumerable<string> In(string text, List<Word> words)
    {
        for (var at = 0; at + 1 < words.Count; at++)
        {
            if (words[at].Form.Length is < 3 or > 7 || !Kinds.Contains(words[at].Form)) continue;
            var code = words[at + 1];
            if (code.End - code.Start > 4 || code.Start - words[at].End > 3) continue;
            foreach (var name in In(text[words[at].Start..Math.Min(text.Length, code.End + 1)])) yield return name;
        }
    }

    [GeneratedRegex(@"\b((?i:child|baby|infant|adult|family|sibling|boy|girl))\s+([A-Z][A-Za-z]?[0-9]{0,2}|[A-Z]{3})(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b((?i:child|baby|infant|adult|family|sibling|boy|girl))\s+([A-Za-z]{1,2}[0-9]{0,2}|[A-Z]{3})(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex NameInAnyCase();
}
