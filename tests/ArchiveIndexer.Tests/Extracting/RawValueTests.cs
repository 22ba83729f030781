using System.Text;
using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class RawValueTests
{
    [Theory]
    [InlineData("12 ", nameof(RawKind.Number))]
    [InlineData("-3.5", nameof(RawKind.Number))]
    [InlineData("12 0 R", nameof(RawKind.Reference))]
    [InlineData("12 0 RG", nameof(RawKind.Number))]
    [InlineData("/Name", nameof(RawKind.Name))]
    [InlineData("% told\n/Name", nameof(RawKind.Name))]
    [InlineData(@"(a \) (b) c)", nameof(RawKind.String))]
    [InlineData("<4142>", nameof(RawKind.String))]
    [InlineData("[1 2 [3 (])] ]", nameof(RawKind.Array))]
    [InlineData("<< /A (>>) /B << /C 1 >> >>", nameof(RawKind.Dictionary))]
    [InlineData("null", nameof(RawKind.Null))]
    [InlineData("true", nameof(RawKind.Boolean))]
    [InlineData("endobj", nameof(RawKind.None))]
    [InlineData("[1 2", nameof(RawKind.None))]
    [InlineData("(never closed", nameof(RawKind.None))]
    [InlineData("", nameof(RawKind.None))]
    public void Objects_are_known_by_how_they_begin(string written, string kind) => Assert.Equal(kind, Read(written).Kind.ToString());

    [Fact]
    public void Entries_of_a_dictionary_come_one_after_the_other()
    {
        var entries = Read("<</S/P/K[12 13 0 R<</MCID 4>>]/Pg 7 0 R/T(a>>b)>>").Inside();
        var found = new List<string>();
        while (entries.Next(out var key, out var value)) found.Add($"{key.Name()} {value.Kind}");
        Assert.Equal(["S Name", "K Array", "Pg Reference", "T String"], found);
    }

    [Fact]
    public void Kids_of_an_array_are_told_apart_from_references()
    {
        var kids = Read("[12 13 0 R 14 15 0 R 16]").Inside();
        var found = new List<(RawKind, long)>();
        while (kids.Next() is { Kind: not RawKind.None } kid) found.Add((kid.Kind, kid.Number));
        Assert.Equal([(RawKind.Number, 12), (RawKind.Reference, 13), (RawKind.Number, 14), (RawKind.Reference, 15), (RawKind.Number, 16)], found);
    }

    [Fact]
    public void A_name_may_be_written_with_numbers_of_its_characters() => Assert.Equal("Heading 1#", Read("/Heading#201#").Name());

    [Fact]
    public void What_is_no_object_never_throws()
    {
        var random = new Random(20);
        const string Signs = "<<>>[]()/% \n\\0123456789RABMCID#+-.";
        for (var i = 0; i < 20_000; i++)
        {
            var written = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Signs[random.Next(Signs.Length)]));
            var value = Read(written);
            _ = value.Written.Length;
            var inside = value.Inside();
            for (var steps = 0; inside.Next().Kind is not RawKind.None; steps++) Assert.InRange(steps, 0, written.Length);
        }
    }

    private static RawValue Read(string written)
    {
        var (bytes, at) = (Encoding.Latin1.GetBytes(written), 0);
        return RawValue.Read(bytes, ref at, bytes.Length);
    }
}
