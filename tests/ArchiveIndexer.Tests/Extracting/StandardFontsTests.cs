using System.Reflection;
using System.Text.Json;
using ArchiveIndexer.Extracting;
using UglyToad.PdfPig.Fonts.Standard14Fonts;

namespace ArchiveIndexer.Tests.Extracting;

/// <summary>The native build leaves the library's own reading of these fonts out; under the JIT both can be compared.</summary>
public sealed class StandardFontsTests
{
    [Fact]
    public void The_metrics_that_are_read_here_are_those_that_the_library_reads()
    {
        foreach (var (name, own) in StandardFonts.Names) Assert.Equal(Told(Standard14.GetAdobeFontMetrics(name)), Told(StandardFonts.Load(own)));
    }

    [Fact]
    public void The_names_are_those_that_the_library_knows()
    {
        Assert.Equal(Standard14.GetNames().Order(StringComparer.Ordinal), StandardFonts.Names.Keys.Order(StringComparer.Ordinal));
        Assert.All(StandardFonts.Names, font => Assert.Equal(Standard14.GetMappedFontName(font.Key), font.Value));
        Assert.Null(StandardFonts.Of("Georgia"));
    }

    [Fact]
    public void The_library_keeps_them_where_the_native_build_puts_them() =>
        Assert.All((string[])["Standard14Names", "Standard14Mapping", "Standard14Cache"], name => Assert.NotNull(typeof(Standard14).GetField(name, BindingFlags.NonPublic | BindingFlags.Static)));

    private static string Told(object? metrics) => JsonSerializer.Serialize(metrics);
}
