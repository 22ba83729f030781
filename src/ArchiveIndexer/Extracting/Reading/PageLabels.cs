using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Printed page numbers as the file declares them (ISO 32000-2, 12.4.2).</summary>
internal static class PageLabels
{
    private const int DeepestTree = 8;
    private const int MostRanges = 5_000;

    /// <summary>From page <paramref name="First"/> (counted from 0) on, pages are numbered so.</summary>
    internal sealed record Range(int First, char Style, string Prefix, int Start);

    internal static List<Range> Read(PdfFile document, DictionaryToken catalog)
    {
        var ranges = new List<Range>();
        if (document.Value(catalog, "PageLabels") is DictionaryToken tree) Collect(document, tree, ranges, 0);
        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        return ranges;
    }

    internal static string? Of(List<Range> ranges, int page)
    {
        if (ranges.FindLast(r => r.First <= page - 1) is not { } range) return null;
        var number = (long)range.Start + page - 1 - range.First;
        var label = range.Prefix + range.Style switch
        {
            'D' => number.ToString(CultureInfo.InvariantCulture),
            'r' => Roman(number).ToLowerInvariant(),
            'R' => Roman(number),
            'a' => Letters(number).ToLowerInvariant(),
            'A' => Letters(number),
            _ => "",
        };
        return label.Length == 0 ? null : label;
    }

    private static void Collect(PdfFile document, DictionaryToken node, List<Range> ranges, int depth)
    {
        if (depth > DeepestTree || ranges.Count > MostRanges) return;
        if (document.Value(node, "Nums") is ArrayToken pairs)
            for (var i = 0; i + 1 < pairs.Length && ranges.Count <= MostRanges; i += 2)
                if (document.Resolve(pairs.Data[i]) is NumericToken first
                    && document.Resolve(pairs.Data[i + 1]) is DictionaryToken label)
                    ranges.Add(RangeOf(document, first.Int, label));
        if (document.Value(node, "Kids") is ArrayToken kids)
            foreach (var kid in kids.Data.Take(MostRanges))
                if (document.Resolve(kid) is DictionaryToken child) Collect(document, child, ranges, depth + 1);
    }

    private static Range RangeOf(PdfFile document, int first, DictionaryToken label)
    {
        var style = document.Value(label, "S") is NameToken { Data.Length: 1 } s ? s.Data[0] : ' ';
        var prefix = document.Value(label, "P") switch { StringToken p => p.Data, HexToken h => h.Data, _ => "" };
        var start = document.Value(label, "St") is NumericToken n ? n.Int : 1;
        prefix = TextNormaliser.Line(prefix);
        return new Range(first, style, prefix.Length > 20 ? prefix[..20] : prefix, start);
    }

    private static string Roman(long number)
    {
        if (number is < 1 or > 3999) return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var (value, sign) in Signs)
            for (; number >= value; number -= value) text.Append(sign);
        return text.ToString();
    }

    private static readonly (int, string)[] Signs =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

    // A to Z, then AA to ZZ, and so on.
    private static string Letters(long number) =>
        number is < 1 or > 26 * 20 ? number.ToString(CultureInfo.InvariantCulture) : new string((char)('A' + ((number - 1) % 26)), (int)((number - 1) / 26) + 1);
}
