using System.Globalization;
using System.Text.RegularExpressions;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Serving;

/// <summary>The contrast of every pair of colours that meet, in every theme (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed class StylesheetTests
{
    private static readonly string Css = Repository.Read("src/ArchiveIndexer.Host/wwwroot/site.css");

    private static readonly (string Above, string Below, double Least)[] Pairs =
    [
        ("text", "page", 4.5), ("text", "surface", 4.5), ("muted", "page", 4.5), ("muted", "surface", 4.5), ("link", "page", 4.5), ("link", "surface", 4.5),
        ("visited", "page", 4.5), ("visited", "surface", 4.5), ("mark-text", "mark", 4.5), ("problem", "page", 4.5), ("problem", "surface", 4.5), ("button-text", "button", 4.5),
        ("line", "page", 3), ("line", "surface", 3), ("button", "page", 3), ("button", "surface", 3), ("focus", "page", 3), ("focus", "surface", 3),
    ];

    public static TheoryData<string> Themes => ["light", "dark", "contrast by setting", "contrast by button"];

    [Theory, MemberData(nameof(Themes))]
    public void Every_pair_of_colours_that_meet_can_be_told_apart(string theme)
    {
        var colours = ColoursOf(theme);
        var wrong = Pairs.Select(pair => (pair, Ratio: Ratio(colours[pair.Above], colours[pair.Below]))).Where(one => one.Ratio < one.pair.Least)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.pair.Above} on {one.pair.Below}: {one.Ratio:0.00}, wanted {one.pair.Least}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void High_contrast_is_the_same_by_setting_and_by_button() => Assert.Equal(ColoursOf("contrast by setting"), ColoursOf("contrast by button"));

    [Fact]
    public void A_pair_that_is_too_close_is_seen() => Assert.True(Ratio("#777", "#fff") < 4.5 && Ratio("#767676", "#fff") >= 4.5 && Math.Abs(Ratio("#000", "#fff") - 21) < 0.01);

    private static Dictionary<string, string> ColoursOf(string theme)
    {
        var beginning = theme switch { "light" => ":root {", "dark" => "@media (prefers-color-scheme: dark)", "contrast by setting" => "@media (prefers-contrast: more)", _ => ":root[data-theme=contrast] {" };
        var from = Css.IndexOf(beginning, StringComparison.Ordinal);
        Assert.True(from >= 0, beginning);
        return Regex.Matches(Css[from..Css.IndexOf('}', from)], @"--([\w-]+): (#[0-9a-f]{3,6});").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var digits = colour.Length == 4 ? string.Concat(colour[1..].Select(digit => new string(digit, 2))) : colour[1..];
        double Part(int at)
        {
            var value = int.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(0)) + (0.7152 * Part(2)) + (0.0722 * Part(4));
    }
}
