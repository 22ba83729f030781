using System.Globalization;
using System.Text;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Extracting;

/// <summary>Counts the paragraphs that Word numbers by itself, so that they carry the number that readers see.</summary>
/// <remarks>ISO/IEC 29500-1, 17.9.</remarks>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private readonly Dictionary<string, W.NumberingInstance> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, W.AbstractNum> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?[]> counters = new(StringComparer.Ordinal);
    private readonly HashSet<(string List, int Level)> begun = [];

    internal WordNumbering(W.Numbering? numbering)
    {
        foreach (var kind in numbering?.Elements<W.AbstractNum>() ?? []) if (kind.AbstractNumberId?.InnerText is { } id) kinds[id] = kind;
        foreach (var list in numbering?.Elements<W.NumberingInstance>() ?? []) if (list.NumberID?.InnerText is { } id) lists[id] = list;
    }

    /// <summary>The mark before the next paragraph of a list: what is printed, an empty word for a bullet; null for none.</summary>
    /// <param name="of">The list, as <see cref="WordStyles.NumberingOf"/> gives it.</param>
    /// <param name="depth">How many levels its number shows.</param>
    internal string? Next((string List, int? Level, string? Style) of, out int depth)
    {
        depth = 0;
        if (!lists.TryGetValue(of.List, out var list) || list.AbstractNumId?.Val?.InnerText is not { } kindId || !kinds.TryGetValue(kindId, out var kind)) return null;
        var level = Math.Clamp(of.Level ?? kind.Elements<W.Level>().Where(one => of.Style is not null && one.ParagraphStyleIdInLevel?.Val?.InnerText == of.Style).Select(one => WordStyles.Number(one.LevelIndex)).FirstOrDefault() ?? 0, 0, Levels - 1);
        if (!counters.TryGetValue(kindId, out var counts)) counters[kindId] = counts = new int?[Levels];
        // A list that begins anew says so once.
        if (begun.Add((of.List, level)) && list.Elements<W.LevelOverride>().FirstOrDefault(one => WordStyles.Number(one.LevelIndex) == level) is { } anew && WordStyles.Number(anew.StartOverrideNumberingValue?.Val) is { } start)
            counts[level] = start - 1;
        counts[level] = (counts[level] ?? StartOf(LevelOf(list, kind, level)) - 1) + 1;
        for (var deeper = level + 1; deeper < Levels; deeper++) counts[deeper] = null;
        if (LevelOf(list, kind, level) is not { } shown) return null;
        var format = shown.NumberingFormat?.Val?.InnerText ?? "decimal";
        if (format == "bullet") return "";
        if (format == "none") return null;
        return Printed(shown, list, kind, counts, out depth) is { Length: > 0 } text ? text : null;
    }

    private static string Printed(W.Level shown, W.NumberingInstance list, W.AbstractNum kind, int?[] counts, out int depth)
    {
        depth = 0;
        var pattern = shown.LevelText?.Val?.InnerText ?? "";
        var legal = WordStyles.IsOn(shown.IsLegalNumberingStyle);
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length && text.Length < 100; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length || pattern[i + 1] is < '1' or > '9')
            {
                text.Append(pattern[i]);
                continue;
            }
            var at = pattern[++i] - '1';
            var level = LevelOf(list, kind, at);
            text.Append(InFormat(counts[at] ?? StartOf(level), legal ? "decimal" : level?.NumberingFormat?.Val?.InnerText ?? "decimal"));
            depth++;
        }
        return TextNormaliser.Line(text.ToString());
    }

    private static W.Level? LevelOf(W.NumberingInstance list, W.AbstractNum kind, int level) =>
        list.Elements<W.LevelOverride>().FirstOrDefault(one => WordStyles.Number(one.LevelIndex) == level)?.Level
        ?? kind.Elements<W.Level>().FirstOrDefault(one => WordStyles.Number(one.LevelIndex) == level);

    private static int StartOf(W.Level? level) => WordStyles.Number(level?.StartNumberingValue?.Val) ?? 1;

    private static string InFormat(int number, string format) => format switch
    {
        "lowerLetter" => Letters(number).ToLowerInvariant(),
        "upperLetter" => Letters(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperRoman" => Roman(number),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    // z is followed by aa, bb, …
    private static string Letters(int number) => number is < 1 or > 260 ? number.ToString(CultureInfo.InvariantCulture) : new((char)('A' + ((number - 1) % 26)), ((number - 1) / 26) + 1);

    internal static string Roman(int number)
    {
        if (number is < 1 or > 3999) return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var (value, sign) in ((int, string)[])[(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
            for (; number >= value; number -= value) text.Append(sign);
        return text.ToString();
    }
}
